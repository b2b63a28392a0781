import { MINUTE_MS, type Instant } from '../../kernel/time.ts';
import { rootOf } from '../../ports/partitions.ts';
import { allOf, pagesOf } from '../../ports/reading.ts';
import { replace } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { deliveries, notices } from '../kinds.ts';
import { leftBehind } from '../rules/deliveries.ts';
import type { Outward } from './outward.ts';
import { planDeliveries, preferencesOf } from './plan.ts';
import { audienceOf, contactsOf } from './recipients.ts';
import { personIdsOf, sendDelivery } from './send.ts';

/** So many deliveries are looked at together. */
const PORTION = 50;

/** A run that has sent for so long leaves the rest to the next, so that one tenant does not keep others from their turn. */
const RUN_MAX_MS = 2 * MINUTE_MS;

/**
 * Hands out a tenant's open notices and sends what is due. Only one worker does this for a tenant at a time, so what it
 * finds being sent was cut off. It bears being cut off anywhere and repeated: nobody is left out, and nobody is told twice.
 * @returns when there is something to send again; null where nothing waits
 */
export async function handOutNotices(
  world: Pick<World, 'store' | 'clock'>,
  outward: Outward,
  tenant: Tenant,
): Promise<Instant | null> {
  await settleLeftBehind(world, tenant);
  await planOpenNotices(world, outward, tenant);
  return sendDue(world, outward, tenant);
}

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
): Promise<Instant | null> {
  const { store, clock } = world;
  const root = rootOf(tenant.tenantId);
  const endsAtMs = Date.now() + RUN_MAX_MS;
  const due = { upTo: clock.now() };
  for await (const page of pagesOf(store, root, deliveries, 'byDue', due, PORTION)) {
    const personIds = personIdsOf(page);
    const [contacts, chosen] = await Promise.all([
      contactsOf(world, outward, tenant, personIds),
      preferencesOf(world, tenant, personIds),
    ]);
    for (const delivery of page) {
      if (Date.now() > endsAtMs) return clock.now();
      const { personId } = delivery.doc;
      await sendDelivery(world, outward, tenant, delivery, {
        contact: contacts.get(personId) ?? null,
        preference: chosen.get(personId) ?? null,
      });
    }
  }
  const next = await store.list(root, deliveries, 'byDue', { limit: 1 });
  return next.items[0]?.doc.dueAt ?? null;
}
