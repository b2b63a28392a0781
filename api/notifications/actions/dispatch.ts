import { bringApp } from '../../chat/actions/bring.ts';
import { conversationsOf } from '../../chat/actions/conversations.ts';
import { MINUTE_MS, type Instant } from '../../kernel/time.ts';
import { rootOf } from '../../ports/partitions.ts';
import { allOf, pagesOf } from '../../ports/reading.ts';
import { replace, type Held } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { deliveries, notices } from '../kinds.ts';
import { leftBehind, type Delivery } from '../rules/deliveries.ts';
import { addresseeOf } from '../rules/notices.ts';
import { inLanes, type Lane } from './lanes.ts';
import type { Outward } from './outward.ts';
import { planDeliveries, preferencesOf } from './plan.ts';
import { audienceOf, contactsOf } from './recipients.ts';
import { channelsFor, personIdsOf, sendDelivery, type Addressee } from './send.ts';

/** So many deliveries are looked at together. */
const PORTION = 200;

/** A run that has sent for so long leaves the rest to the next, so that one tenant does not keep others from their turn. */
const RUN_MAX_MS = 2 * MINUTE_MS;

/**
 * Hands out a tenant's open notices and sends what is due. Only one worker does this for a tenant at a time, so what it
 * finds being sent was cut off. It bears being cut off anywhere and repeated: nobody is left out, and nobody is told twice.
 * @param closing when this ends, what is under way is finished, and the rest is left to the next run
 * @returns when there is something to send again; null where nothing waits
 */
export async function handOutNotices(
  world: Pick<World, 'store' | 'clock'>,
  outward: Outward,
  tenant: Tenant,
  closing: AbortSignal = NEVER,
): Promise<Instant | null> {
  await settleLeftBehind(world, tenant);
  await planOpenNotices(world, outward, tenant);
  return sendDue(world, outward, tenant, closing);
}

const NEVER = new AbortController().signal;

async function settleLeftBehind(
  { store, clock }: Pick<World, 'store' | 'clock'>,
  { tenantId }: Tenant,
): Promise<void> {
  const root = rootOf(tenantId);
  const sending = { equals: { state: 'sending' as const } };
  for (const { doc, version } of await allOf(store, root, deliveries, 'byState', sending)) {
    // Where whoever sends it is quicker, that is better known.
    await store.commit(root, [replace(deliveries, leftBehind(doc, clock.now()), version)]);
  }
}

async function planOpenNotices(
  world: Pick<World, 'store' | 'clock'>,
  outward: Outward,
  tenant: Tenant,
): Promise<void> {
  const open = await allOf(world.store, rootOf(tenant.tenantId), notices, 'open');
  if (open.length === 0) return;
  const audience = await audienceOf(world, outward, tenant);
  for (const notice of open) await planDeliveries(world, tenant, notice, audience);
}

async function sendDue(
  world: Pick<World, 'store' | 'clock'>,
  outward: Outward,
  tenant: Tenant,
  closing: AbortSignal,
): Promise<Instant | null> {
  const { store, clock } = world;
  const root = rootOf(tenant.tenantId);
  const endsAtMs = Date.now() + RUN_MAX_MS;
  const isOver = (): boolean => closing.aborted || Date.now() > endsAtMs;
  const due = { upTo: clock.now() };
  const portions = pagesOf(store, root, deliveries, 'byDue', due, PORTION);
  const look = async (): Promise<readonly Addressed[] | null> => {
    const next = await portions.next();
    return next.done === true ? null : addressed(world, outward, tenant, next.value);
  };
  // While one portion is sent, the next one is looked up: nobody waits for the directory in between.
  for (let looking = look(); ;) {
    const portion = await looking;
    if (portion === null) break;
    looking = look();
    // Whether it is waited for or not, its failure is not lost.
    looking.catch(() => undefined);
    await inLanes(lanesOf(outward, portion), async ({ delivery, addressee }) => {
      if (!isOver()) await sendDelivery(world, outward, tenant, delivery, addressee);
    });
    await bringToTold(world, outward, tenant, portion);
    if (isOver()) return clock.now();
  }
  const next = await store.list(root, deliveries, 'byDue', { limit: 1 });
  return next.items[0]?.doc.dueAt ?? null;
}

/** Whoever was told as an administrator and has never met the bot gets the app, so that it tells them the next time. */
async function bringToTold(
  world: Pick<World, 'store' | 'clock'>,
  { installer }: Outward,
  tenant: Tenant,
  portion: readonly Addressed[],
): Promise<void> {
  if (installer === null) return;
  const strangers = portion.filter(
    ({ delivery, addressee: { contact, conversation } }) =>
      conversation === null &&
      contact?.enabled === true &&
      addresseeOf(delivery.doc.notice) === null,
  );
  await bringApp(world, installer, tenant, personIdsOf(strangers.map(({ delivery }) => delivery)));
}

/** A delivery with what is known of its person. */
interface Addressed {
  readonly delivery: Held<Delivery>;
  readonly addressee: Addressee;
}

async function addressed(
  world: Pick<World, 'store'>,
  outward: Outward,
  tenant: Tenant,
  portion: readonly Held<Delivery>[],
): Promise<readonly Addressed[]> {
  const personIds = personIdsOf(portion);
  const [contacts, chosen, talks] = await Promise.all([
    contactsOf(world, outward, tenant, personIds),
    preferencesOf(world, tenant, personIds),
    conversationsOf(world, tenant.tenantId, personIds),
  ]);
  return portion.map((delivery) => {
    const { personId } = delivery.doc;
    return {
      delivery,
      addressee: {
        contact: contacts.get(personId) ?? null,
        preference: chosen.get(personId) ?? null,
        conversation: talks.get(personId) ?? null,
      },
    };
  });
}

/** A lane for each channel, and in it a row for each person, who is told one thing after the other. */
function lanesOf(outward: Outward, portion: readonly Addressed[]): readonly Lane<Addressed>[] {
  const byChannel = Map.groupBy(portion, ({ addressee }) => channelsFor(outward, addressee)[0]);
  return [...byChannel].map(([channel, all]) => ({
    rows: [...Map.groupBy(all, ({ delivery }) => delivery.doc.personId).values()],
    atOnce: channel?.atOnce ?? 1,
  }));
}
