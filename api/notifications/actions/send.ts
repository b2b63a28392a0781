import type { PersonId } from '../../kernel/ids.ts';
import type { Contact } from '../../ports/address-book.ts';
import type { DeliveryOutcome, Message } from '../../ports/channel.ts';
import { rootOf } from '../../ports/partitions.ts';
import { replace, type Held } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { deliveries } from '../kinds.ts';
import { afterTry, isOfTry, sendingOf, type Delivery } from '../rules/deliveries.ts';
import { tongueOf, type Preference } from '../rules/preferences.ts';
import { wordingOf } from '../texts/wording.ts';
import type { Outward } from './outward.ts';

/** What is known of the person whom a delivery is for. */
export interface Addressee {
  readonly contact: Contact | null;
  readonly preference: Preference | null;
}

/**
 * Sends a delivery that is due and notes what came of it. It is noted as being sent before it is; whoever loses that
 * write to another worker sends nothing.
 */
export async function sendDelivery(
  world: Pick<World, 'store' | 'clock'>,
  outward: Outward,
  tenant: Tenant,
  { doc, version }: Held<Delivery>,
  { contact, preference }: Addressee,
): Promise<void> {
  const root = rootOf(tenant.tenantId);
  const tongue = tongueOf(preference, contact?.preferredLanguage ?? null);
  const sending = sendingOf(doc, tongue.locale, world.clock.now());
  const taken = await world.store.commit(root, [replace(deliveries, sending, version)]);
  if (taken.outcome === 'refused') return;

  const tried = await attempt(outward, tenant, sending, contact, tongue);
  for (;;) {
    const held = await world.store.read(root, deliveries, { deliveryId: doc.deliveryId });
    if (held === null || !isOfTry(held.doc, sending)) return;
    const settled = afterTry(sending, tried, world.clock.now());
    const noted = await world.store.commit(root, [replace(deliveries, settled, held.version)]);
    if (noted.outcome === 'committed') return;
  }
}

async function attempt(
  { mail, linkTo, seatsContact }: Outward,
  { tenantId }: Tenant,
  { deliveryId, notice, personId }: Delivery,
  contact: Contact | null,
  { language, locale }: ReturnType<typeof tongueOf>,
): Promise<DeliveryOutcome> {
  if (contact === null) return { outcome: 'unreachable', reason: 'account-gone' };
  if (!contact.enabled) return { outcome: 'unreachable', reason: 'account-disabled' };
  const words = wordingOf(notice, { language, locale, seatsContact });
  const address = linkTo(words.page, words.act);
  const message: Message = {
    messageId: deliveryId,
    to: { tenantId, personId, displayName: contact.displayName, mail: contact.mail },
    language: locale,
    subject: words.subject,
    paragraphs: words.paragraphs,
    link: address === null ? null : { label: words.act, address },
    footer: words.footer,
  };
  return mail.deliver(message);
}

/** The people whom deliveries are for, each once. */
export const personIdsOf = (held: readonly Held<Delivery>[]): PersonId[] => [
  ...new Set(held.map(({ doc }) => doc.personId)),
];
