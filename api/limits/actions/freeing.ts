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

/** Notes that a deletion has freed so many of the seats that were foreseen. */
export async function noteFreed(
  { store }: World,
  { tenantId }: Tenant,
  jobId: string,
  seats: number,
): Promise<void> {
  const root = rootOf(tenantId);
  for (;;) {
    const taken = Math.min(seats, (await store.read(root, freeings, { jobId }))?.doc.left ?? 0);
    if (taken === 0) return;
    const { outcome } = await store.commit(root, [
      add(freeings, { jobId }, { left: -taken }, { left: { atLeast: 0 } }),
      add(limits, {}, { freeing: -taken }),
    ]);
    if (outcome === 'committed') return;
  }
}

/** Notes that a deletion is at its end and frees nothing more. */
export async function endFreeing(
  { store }: World,
  { tenantId }: Tenant,
  jobId: string,
): Promise<void> {
  const root = rootOf(tenantId);
  for (;;) {
    const held = await store.read(root, freeings, { jobId });
    if (held === null) return;
    const { left } = held.doc;
    const { outcome } = await store.commit(root, [
      remove(freeings, { jobId }, held.version),
      ...(left === 0 ? [] : [add(limits, {}, { freeing: -left })]),
    ]);
    if (outcome === 'committed') return;
  }
}
