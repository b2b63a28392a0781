import { AppError } from '../../kernel/errors.ts';
import { idFrom } from '../../kernel/ids.ts';
import type { Message } from '../../ports/channel.ts';
import type { World } from '../../ports/world.ts';
import type { PlanCaller } from './plans/start.ts';

/** What an e-mail to somebody outside says. */
export type Letter = Pick<
  Message,
  'language' | 'subject' | 'paragraphs' | 'footer' | 'attachment'
> & {
  readonly sendTo: string;
};

/**
 * Sends an e-mail to an address that an agent names; it is neither kept nor logged.
 * @throws AppError `mail-not-sent` where the mail program did not take it over, or nobody knows whether it did
 */
export async function mailTo(
  { mail }: Pick<World, 'mail'>,
  { tenant, actor }: PlanCaller,
  { sendTo, ...letter }: Letter,
): Promise<void> {
  if (mail === undefined) {
    throw new AppError(
      'mail-not-sent',
      'This installation has no mailbox to send from. Download the file instead, or have an administrator set MAIL_SENDER.',
    );
  }
  const { personId, actId } = actor;
  const { tenantId } = tenant;
  const result = await mail.deliver(
    {
      messageId: idFrom('mail', actId, sendTo),
      to: { tenantId, personId, displayName: sendTo, mail: sendTo, conversation: null },
      ...{ urgent: false, link: null, choices: [], standing: null },
      ...letter,
    },
    () => Promise.resolve(true),
  );
  if (result.outcome === 'delivered') return;
  const why = 'reason' in result ? ` (${result.reason})` : '';
  throw new AppError(
    'mail-not-sent',
    result.outcome === 'unknown'
      ? `Nobody knows whether the e-mail to ${sendTo} went out. Ask there before you send it again.`
      : `The e-mail to ${sendTo} was not taken over${why}. Check the address and try again, or download instead.`,
  );
}
