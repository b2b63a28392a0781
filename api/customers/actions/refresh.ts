import type { TenantId } from '../../kernel/ids.ts';
import { keptWith } from '../../kernel/kept-with.ts';
import { MINUTE_MS } from '../../kernel/time.ts';
import type { Relationship } from '../../ports/customer-directory.ts';
import { rootOf } from '../../ports/partitions.ts';
import { allOf } from '../../ports/reading.ts';
import { COMMIT_WRITES_MAX, create, replace, type AnyWrite, type Held } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { customers, customersReadings } from '../kinds.ts';
import { customerOf, isSameCustomer, type Customer } from '../rules/customer.ts';

/** All relationships of the partner by customer; `onPart` hears of those that each part has brought. */
async function relationshipsOf(
  world: World,
  { tenantId }: Tenant,
  onPart: (byCustomer: ReadonlyMap<TenantId, readonly Relationship[]>) => Promise<void>,
): Promise<Map<TenantId, Relationship[]>> {
  const byCustomer = new Map<TenantId, Relationship[]>();
  let link: string | null = null;
  do {
    const part: Awaited<ReturnType<World['customers']['relationships']>> =
      await world.customers.relationships(tenantId, link);
    for (const relationship of part.items) {
      const { customerId } = relationship;
      byCustomer.set(customerId, [...(byCustomer.get(customerId) ?? []), relationship]);
    }
    const brought = new Set(part.items.map(({ customerId }) => customerId));
    await onPart(new Map([...brought].map((id) => [id, byCustomer.get(id) ?? []])));
    ({ link } = part);
  } while (link !== null);
  return byCustomer;
}

/** A reading that is under way, and since when on the system's clock. */
export interface UnderWay {
  readonly reading: Promise<void>;
  readonly sinceMs: number;
}

/** What is being read in this process, by store and partner: whoever comes meanwhile waits for the same. */
const underWayIn = keptWith<Map<TenantId, UnderWay>>(() => new Map());

/**
 * Reads all relationships of the partner and keeps the customers as they show them; a customer that has none any more
 * stays known, with work there over. Who is new is kept as soon as a part of the reading brings it. Repeats are harmless.
 */
export const refreshCustomers = (world: World, tenant: Tenant): Promise<void> =>
  readingOf(world, tenant).reading;

/** The reading that is under way; begins one where there is none. */
export function readingOf(world: World, tenant: Tenant): UnderWay {
  const { tenantId } = tenant;
  const readings = underWayIn(world.store);
  const found = readings.get(tenantId);
  if (found !== undefined) return found;
  const reading = readAll(world, tenant).finally(() => readings.delete(tenantId));
  const begun = { reading, sinceMs: Date.now() };
  readings.set(tenantId, begun);
  return begun;
}

async function readAll(world: World, tenant: Tenant): Promise<void> {
  const seenAt = world.clock.now();
  const known = new Set((await knownCustomers(world, tenant)).keys());
  const byCustomer = await relationshipsOf(world, tenant, async (brought) => {
    const fresh = [...brought].filter(([customerId]) => !known.has(customerId));
    for (const [customerId] of fresh) known.add(customerId);
    await commitAll(
      world,
      tenant,
      fresh.map(([customerId, some]) =>
        create(customers, customerOf(customerId, some, null, seenAt)),
      ),
    );
  });
  const kept = await knownCustomers(world, tenant);
  const writes = [...new Set([...kept.keys(), ...byCustomer.keys()])].flatMap(
    (customerId): AnyWrite[] => {
      const held = kept.get(customerId);
      const now = customerOf(
        customerId,
        byCustomer.get(customerId) ?? [],
        held?.doc ?? null,
        seenAt,
      );
      if (held === undefined) return [create(customers, now)];
      return isSameCustomer(held.doc, now) ? [] : [replace(customers, now, held.version)];
    },
  );
  await commitAll(world, tenant, writes);
  await noteReading(world, tenant, seenAt);
}

async function knownCustomers(
  { store }: Pick<World, 'store'>,
  { tenantId }: Tenant,
): Promise<ReadonlyMap<TenantId, Held<Customer>>> {
  const all = await allOf(store, rootOf(tenantId), customers, 'byName');
  return new Map(all.map((held) => [held.doc.customerId, held]));
}

/** A part of which somebody has written a customer meanwhile is written by that one's reading, or the next. */
async function commitAll(
  { store }: Pick<World, 'store'>,
  { tenantId }: Tenant,
  writes: readonly AnyWrite[],
): Promise<void> {
  for (let from = 0; from < writes.length; from += COMMIT_WRITES_MAX)
    await store.commit(rootOf(tenantId), writes.slice(from, from + COMMIT_WRITES_MAX));
}

/** What was read longer ago is read again. */
export const FRESH_MS = 5 * MINUTE_MS;

/** Reads the relationships anew where that was long ago. */
export async function refreshStale(world: World, tenant: Tenant): Promise<void> {
  const held = await world.store.read(rootOf(tenant.tenantId), customersReadings, {});
  const readAt = held?.doc.readAt ?? null;
  if (readAt === null || world.clock.now() - readAt > FRESH_MS)
    await refreshCustomers(world, tenant);
}

async function noteReading(world: World, { tenantId }: Tenant, readAt: number): Promise<void> {
  const root = rootOf(tenantId);
  for (;;) {
    const held = await world.store.read(root, customersReadings, {});
    if (held !== null && (held.doc.readAt ?? 0) >= readAt) return;
    const write =
      held === null
        ? create(customersReadings, { readAt, warnedUpTo: readAt })
        : replace(customersReadings, { ...held.doc, readAt }, held.version);
    const { outcome } = await world.store.commit(root, [write]);
    if (outcome === 'committed') return;
  }
}
