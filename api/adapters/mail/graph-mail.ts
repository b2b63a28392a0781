import { GraphClientError, GraphError } from '@microsoft/microsoft-graph-client';
import { AppError } from '../../kernel/errors.ts';
import type { TenantId } from '../../kernel/ids.ts';
import type { Channel, DeliveryOutcome, FailureReason, Message } from '../../ports/channel.ts';
import type { Log } from '../../ports/log.ts';
import { graphPath } from '../graph/calls.ts';
import { retryAfterMsOf, type Patience } from '../graph/patience.ts';
import type { TenantCalls } from '../graph/tenant-calls.ts';
import { htmlOf } from './shape.ts';

/** The mailbox that mails come from, and the tenant that has it. */
export interface Sender {
  readonly tenantId: TenantId;
  /** Its address or object id. */
  readonly mailbox: string;
}

/** Patience of a call that has its own way of coming back later. */
export const MAIL_PATIENCE: Patience = {
  tries: 2,
  firstMs: 400,
  longestMs: 2_000,
  longestRetryAfterMs: 3_000,
};

/** So many requests of one application may be in one mailbox at once (learn.microsoft.com, "throttling limits", Outlook). */
const AT_ONCE = 4;
/** One tenant has one mail under way, so that a stop leaves at most one of which nobody knows. */
const AT_ONCE_PER_TENANT = 1;

const failed = (
  reason: FailureReason,
  retryable: boolean,
  retryAfterMs: number | null = null,
): DeliveryOutcome => ({ outcome: 'failed', reason, retryable, retryAfterMs });

/** The channel of an installation that has no sender: everything else works. */
export const noMail: Channel = {
  name: 'mail',
  atOnce: 1,
  deliver: async ({ to }) =>
    to.mail === null
      ? { outcome: 'unreachable', reason: 'no-address' }
      : failed('not-configured', false),
};

/**
 * E-mail by Microsoft Graph's `sendMail`, as the application itself, from one mailbox. It needs the right to send from
 * that mailbox alone (docs/decisions/0010). Exchange takes a mail over with 202; whether it then arrives is told by a
 * non-delivery report in that mailbox.
 * @param tenants made with `MAIL_PATIENCE`
 */
export function createGraphMail(tenants: TenantCalls, sender: Sender, log: Log): Channel {
  const inTurn = inTurns(AT_ONCE);
  const path = graphPath`/users/${sender.mailbox}/sendMail`;
  return {
    name: 'mail',
    atOnce: AT_ONCE_PER_TENANT,
    deliver: ({ to, ...message }, begin) =>
      inTurn(async () => {
        if (to.mail === null) return { outcome: 'unreachable', reason: 'no-address' };
        if (!(await begin())) return { outcome: 'called-off' };
        try {
          await tenants.in(sender.tenantId).post(path, {
            message: {
              subject: message.subject,
              body: { contentType: 'html', content: htmlOf(message) },
              ...attachmentsOf(message),
              toRecipients: [{ emailAddress: { address: to.mail, name: to.displayName } }],
              internetMessageHeaders: [
                { name: 'x-headcount-message', value: message.messageId },
                // No automatic answers to a mail that nobody wrote.
                { name: 'x-auto-response-suppress', value: 'All' },
              ],
            },
            saveToSentItems: false,
          });
          return { outcome: 'delivered' };
        } catch (error) {
          const outcome = outcomeOf(error);
          log.warn(
            { tenantId: to.tenantId, messageId: message.messageId, ...outcome, ...factsOf(error) },
            'a mail was not taken over',
          );
          return outcome;
        }
      }),
  };
}

/** A file that goes along (learn.microsoft.com, "fileAttachment resource type"). */
const attachmentsOf = ({ attachment }: Pick<Message, 'attachment'>): object =>
  attachment === undefined
    ? {}
    : {
        attachments: [
          {
            '@odata.type': '#microsoft.graph.fileAttachment',
            name: attachment.name,
            contentType: attachment.contentType,
            contentBytes: Buffer.from(attachment.content).toString('base64'),
          },
        ],
      };

/** What a failed call says about the mail. Only what certainly stopped before Exchange took it over may be sent again. */
function outcomeOf(error: unknown): DeliveryOutcome {
  if (error instanceof GraphClientError) return notSent(error.customError as unknown);
  if (!(error instanceof GraphError)) return { outcome: 'unknown' };
  const { statusCode } = error;
  const retryAfterMs = retryAfterMsOf(error.headers, Date.now());
  if (statusCode === 429) return failed('throttled', true, retryAfterMs);
  if (statusCode === 401 || statusCode === 403) return failed('not-permitted', true);
  if (statusCode === 404) return failed('sender-missing', true);
  if (statusCode === 400) {
    return /recipient/i.test(error.code ?? '')
      ? { outcome: 'unreachable', reason: 'address-refused' }
      : failed('refused', false);
  }
  if (statusCode >= 400 && statusCode < 500) return failed('refused', false);
  return { outcome: 'unknown' };
}

/** What of a failure may be logged: Exchange repeats addresses in its words. */
const factsOf = (error: unknown): { readonly status?: number; readonly code?: string | null } =>
  error instanceof GraphError ? { status: error.statusCode, code: error.code } : {};

/** A call that was not made: no token, no budget, or no connection. */
function notSent(refusal: unknown): DeliveryOutcome {
  if (!(refusal instanceof AppError)) return failed('refused', false);
  if (refusal.code === 'consent-missing') return failed('not-permitted', true);
  const seconds = refusal.facts.retryAfterSeconds;
  return failed('not-reached', true, seconds === undefined ? null : seconds * 1_000);
}

/** Lets so many go at once; the others wait in their order. */
function inTurns(atOnce: number): <T>(act: () => Promise<T>) => Promise<T> {
  let free = atOnce;
  const waiting: (() => void)[] = [];
  return async (act) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((turn) => waiting.push(turn));
    try {
      return await act();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
