import { setTimeout as wait } from 'node:timers/promises';
import { announcement, announcing } from '../../api/notifications/actions/announce.ts';
import { deliveries } from '../../api/notifications/kinds.ts';
import type { Delivery } from '../../api/notifications/rules/deliveries.ts';
import type { Notice } from '../../api/notifications/rules/notices.ts';
import { rootOf } from '../../api/ports/partitions.ts';
import { allOf } from '../../api/ports/reading.ts';
import type { Tenant, World } from '../../api/ports/world.ts';

/** A notice of each kind that needs little to be said. */
export const RESUMED: Notice = { what: 'learning-resumed' };
export const THRESHOLD: Notice = {
  what: 'threshold-reached',
  threshold: 75,
  used: 75,
  capacity: 100,
};

/** Announces as a subject would: in a commit, and has it handed out. */
export async function announce(
  world: World,
  tenant: Tenant,
  notice: Notice,
  at = world.clock.now(),
): Promise<void> {
  await announcing(world, tenant, () =>
    world.store.commit(rootOf(tenant.tenantId), [announcement(notice, at)]),
  );
}

/** All deliveries of a tenant, the newest first. */
export async function deliveriesIn(world: World, { tenantId }: Tenant): Promise<Delivery[]> {
  const held = await allOf(world.store, rootOf(tenantId), deliveries, 'byAge');
  return held.map(({ doc }) => doc);
}

/** After so long what does not become so is a failure of the test. */
const WAIT_MAX_MS = 60_000;

/** Waits until something is so. */
export async function until(what: () => Promise<boolean> | boolean): Promise<void> {
  const givesUpAtMs = Date.now() + WAIT_MAX_MS;
  while (!(await what())) {
    if (Date.now() > givesUpAtMs) throw new Error(`It did not become so: ${String(what)}`);
    await wait(20);
  }
}

/** Waits until the tenant has so many deliveries and none of them is under way or due. */
export const settled = (world: World, tenant: Tenant, count: number): Promise<void> =>
  until(async () => {
    const all = await deliveriesIn(world, tenant);
    const now = world.clock.now();
    const rests = ({ state, dueAt }: Delivery): boolean =>
      state !== 'sending' && (dueAt === null || dueAt > now);
    return all.length >= count && all.every(rests);
  });
