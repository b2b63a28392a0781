import type { TenantId } from '../../kernel/ids.ts';
import { MINUTE_MS } from '../../kernel/time.ts';
import type { Relationship } from '../../ports/customer-directory.ts';
import { rootOf } from '../../ports/partitions.ts';
import { allOf } from '../../ports/reading.ts';
import { COMMIT_WRITES_MAX, create, replace, type AnyWrite } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { customers, customersReadings } from '../kinds.ts';
import { customerOf, isSameCustomer } from '../rules/customer.ts';

/** All relationships of the partner by customer. */
async function relationshipsOf(
  world: World,
  { tenantId }: Tenant,
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
    ({ link } = part);
  } while (link !== null);
  return byCustomer;
}

/**
 * Reads all relationships of the partner and keeps the customers as they show them; a customer that has none any more
 * stays known, with work there over. Repeats are harmless.
 */
export async function refreshCustomers(world: World, tenant: Tenant): Promise<void> {
  const root = rootOf(tenant.tenantId);
  const seenAt = world.clock.now();
  const byCustomer = await relationshipsOf(world, tenant);
  const known = new Map(
    (await allOf(world.store, root, customers, 'byName')).map((held) => [
      held.doc.customerId,
      held,
    ]),
  );
  const writes = [...new Set([...known.keys(), ...byCustomer.keys()])].flatMap(
    (customerId): AnyWrite[] => {
      const held = known.get(customerId);
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
  for (let from = 0; from < writes.length; from += COMMIT_WRITES_MAX) {
    // A part of which somebody has written a customer meanwhile is written by that one's reading, or the next.
    await world.store.commit(root, writes.slice(from, from + COMMIT_WRITES_MAX));
  }
  await noteReading(world, tenant, seenAt);
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
