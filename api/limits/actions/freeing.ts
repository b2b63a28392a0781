import { rootOf } from '../../ports/partitions.ts';
import { add, create, remove } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { freeings, limits } from '../kinds.ts';
import { newLimit } from '../rules/limit.ts';

/**
 * Notes how many seats a deletion will free, once: a job that goes on after a stop finds it noted.
 * @param foresee counts them; asked only where nothing is noted yet
 */
export async function foreseeFreeing(
  { store, clock }: World,
  { tenantId }: Tenant,
  jobId: string,
  foresee: () => Promise<number>,
): Promise<void> {
  const root = rootOf(tenantId);
  if ((await store.read(root, freeings, { jobId })) !== null) return;
  const left = await foresee();
  for (;;) {
    const result = await store.commit(root, [
      create(freeings, { jobId, left }),
      add(limits, {}, { freeing: left }),
    ]);
    if (result.outcome === 'committed' || result.reason === 'exists') return;
    await store.commit(root, [create(limits, newLimit(clock.now()))]);
  }
}

/** Takes what has been freed from what is still to come; what comes to nothing is no longer noted. */
async function take(
  { store }: World,
  { tenantId }: Tenant,
  jobId: string,
  freed: number,
): Promise<void> {
  const root = rootOf(tenantId);
  for (;;) {
    const held = await store.read(root, freeings, { jobId });
    if (held === null) return;
    const taken = Math.min(freed, held.doc.left);
    const isLast = freed === Number.POSITIVE_INFINITY;
    if (taken === 0 && !isLast) return;
    const result = await store.commit(root, [
      isLast
        ? remove(freeings, { jobId }, held.version)
        : add(freeings, { jobId }, { left: -taken }, { left: { atLeast: 0 } }),
      ...(taken === 0 ? [] : [add(limits, {}, { freeing: -taken })]),
    ]);
    if (result.outcome === 'committed') return;
  }
}

/** Notes that a deletion has freed so many of the seats that were foreseen. */
export const noteFreed = (
  world: World,
  tenant: Tenant,
  jobId: string,
  seats: number,
): Promise<void> => take(world, tenant, jobId, seats);

/** Notes that a deletion is at its end and frees nothing more. */
export const endFreeing = (world: World, tenant: Tenant, jobId: string): Promise<void> =>
  take(world, tenant, jobId, Number.POSITIVE_INFINITY);
