import { closeConversation } from '../../chat/actions/conversations.ts';
import type { Conversation } from '../../chat/rules/conversations.ts';
import type { PersonId } from '../../kernel/ids.ts';
import type { Contact } from '../../ports/address-book.ts';
import type {
  Channel,
  ConversationEnd,
  DeliveryOutcome,
  Message,
  Recipient,
} from '../../ports/channel.ts';
import { rootOf } from '../../ports/partitions.ts';
import { replace, type Held } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { deliveries } from '../kinds.ts';
import { afterTry, isOfTry, passesOn, sendingOf, type Delivery } from '../rules/deliveries.ts';
import { tongueOf, type Preference } from '../rules/preferences.ts';
import { standingOf } from './care.ts';
import { messageOf } from './message.ts';
import type { Outward } from './outward.ts';

/** What is known of the person whom a delivery is for. */
export interface Addressee {
  readonly contact: Contact | null;
  readonly preference: Preference | null;
  /** Null for who never had one with the bot. */
  readonly conversation: Conversation | null;
}

/** The ways to a person, the first choice first: the bot where there is an open conversation, and e-mail. */
export const channelsFor = (
  { bot, mail }: Pick<Outward, 'bot' | 'mail'>,
  { conversation }: Pick<Addressee, 'conversation'>,
): readonly Channel[] => (bot !== null && conversation?.state === 'open' ? [bot, mail] : [mail]);

/**
 * Sends a delivery that is due and notes what came of it. It is noted as being sent before it is; whoever loses that
 * write to another worker sends nothing. Where the first channel certainly did not take it and never will, the next one
 * is tried at once.
 */
export async function sendDelivery(
  world: Pick<World, 'store' | 'clock'>,
  outward: Outward,
  tenant: Tenant,
  held: Held<Delivery>,
  addressee: Addressee,
): Promise<void> {
  const { contact } = addressee;
  if (contact?.enabled !== true) {
    const reason = contact === null ? 'account-gone' : 'account-disabled';
    const tried = { outcome: 'unreachable', reason } as const;
    const settled = afterTry(held.doc, tried, world.clock.now());
    await world.store.commit(rootOf(tenant.tenantId), [replace(deliveries, settled, held.version)]);
    return;
  }
  const message = await messageFor(world, outward, tenant, held.doc, { ...addressee, contact });
  const channels = channelsFor(outward, addressee);
  let earlier = unreachedByBot(outward, addressee);
  let at: Place = { held, sending: null };
  for (const [nth, channel] of channels.entries()) {
    const attempt = await tryOn(world, tenant, channel, message, at.held);
    if (attempt === null) return;
    await noteEnd(world, tenant, channel, addressee, attempt.outcome);
    const tried = isNotConfigured(attempt.outcome) ? (earlier ?? attempt.outcome) : attempt.outcome;
    at = { held: at.held, sending: attempt.sending };
    const isLast = nth === channels.length - 1;
    if (isLast || !passesOn(tried)) return settle(world, tenant, at, tried);
    earlier = tried;
    const now = await asItStands(world, tenant, at);
    if (now === null) return;
    at = { held: now, sending: null };
  }
}

async function messageFor(
  world: Pick<World, 'store' | 'clock'>,
  outward: Outward,
  tenant: Tenant,
  delivery: Delivery,
  { contact, preference, conversation }: Omit<Addressee, 'contact'> & { readonly contact: Contact },
): Promise<Message> {
  const tongue = tongueOf(preference, contact.preferredLanguage ?? conversation?.locale ?? null);
  const to: Recipient = {
    tenantId: tenant.tenantId,
    personId: delivery.personId,
    displayName: contact.displayName,
    mail: contact.mail,
    conversation: conversation?.state === 'open' ? conversation : null,
  };
  const isReminder = typeof delivery.reminds === 'string';
  const standing = isReminder ? await standingOf(world, tenant, delivery) : null;
  return messageOf(outward, delivery, { to, tongue, standing, now: world.clock.now() });
}

type Tried = Exclude<DeliveryOutcome, { readonly outcome: 'called-off' }>;

/** Where a delivery is: as it was read, and as it was noted when sending began on a channel; null where it did not begin. */
interface Place {
  readonly held: Held<Delivery>;
  readonly sending: Delivery | null;
}

/** Tries one channel; null where somebody else has the delivery. */
async function tryOn(
  { store, clock }: Pick<World, 'store' | 'clock'>,
  { tenantId }: Tenant,
  channel: Channel,
  message: Message,
  { doc, version }: Held<Delivery>,
): Promise<{ readonly outcome: Tried; readonly sending: Delivery | null } | null> {
  const begun = sendingOf(doc, channel.name, message.language, clock.now());
  let sending: Delivery | null = null;
  const outcome = await channel.deliver(message, async () => {
    const taken = await store.commit(rootOf(tenantId), [replace(deliveries, begun, version)]);
    if (taken.outcome === 'committed') sending = begun;
    return taken.outcome === 'committed';
  });
  return outcome.outcome === 'called-off' ? null : { outcome, sending };
}

/** The delivery as it stands now; null where that is no longer for this try to change. */
async function asItStands(
  { store }: Pick<World, 'store'>,
  { tenantId }: Tenant,
  { held, sending }: Place,
): Promise<Held<Delivery> | null> {
  if (sending === null) return held;
  const { deliveryId } = sending;
  const now = await store.read(rootOf(tenantId), deliveries, { deliveryId });
  return now !== null && isOfTry(now.doc, sending) ? now : null;
}

async function settle(
  world: Pick<World, 'store' | 'clock'>,
  tenant: Tenant,
  at: Place,
  tried: Tried,
): Promise<void> {
  for (;;) {
    const now = await asItStands(world, tenant, at);
    if (now === null) return;
    const settled = afterTry(at.sending ?? now.doc, tried, world.clock.now());
    const noted = await world.store.commit(rootOf(tenant.tenantId), [
      replace(deliveries, settled, now.version),
    ]);
    // Of what was never begun somebody else knows more by now.
    if (noted.outcome === 'committed' || at.sending === null) return;
  }
}

const ENDS: ReadonlySet<string> = new Set<ConversationEnd>([
  'bot-blocked',
  'bot-disabled',
  'bot-removed',
]);
const isEnd = (reason: string): reason is ConversationEnd => ENDS.has(reason);

/** Where the bot may no longer write to somebody, that is kept, so that it does not try again until it is heard from. */
async function noteEnd(
  world: Pick<World, 'store' | 'clock'>,
  { tenantId }: Tenant,
  channel: Channel,
  { conversation }: Addressee,
  outcome: Tried,
): Promise<void> {
  if (channel.name !== 'bot' || conversation === null) return;
  if (outcome.outcome !== 'unreachable' || !isEnd(outcome.reason)) return;
  await closeConversation(world, tenantId, conversation, outcome.reason);
}

/**
 * What the bot comes to where it is not even tried; null where there is none, or it is. Where no mail is sent, that is
 * how it stands.
 */
function unreachedByBot({ bot }: Pick<Outward, 'bot'>, { conversation }: Addressee): Tried | null {
  if (bot === null || conversation?.state === 'open') return null;
  const blocked = conversation?.state === 'blocked' ? 'bot-blocked' : 'bot-removed';
  const reason = conversation === null ? 'no-conversation' : blocked;
  return { outcome: 'unreachable', reason };
}

const isNotConfigured = (tried: Tried): boolean =>
  tried.outcome === 'failed' && tried.reason === 'not-configured';

/** The people whom deliveries are for, each once. */
export const personIdsOf = (held: readonly Held<Delivery>[]): PersonId[] => [
  ...new Set(held.map(({ doc }) => doc.personId)),
];
