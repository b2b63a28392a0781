import type { Instant } from '../kernel/time.ts';
import { duePartitionOf } from '../ports/partitions.ts';
import { create, remove, replace, type Held } from '../ports/store.ts';
import type { Tenant, World } from '../ports/world.ts';
import { dues } from './kinds.ts';
import {
  afterRun,
  askedFor,
  DUE_LEASE_MS,
  DUE_RENEWED_EVERY_MS,
  restAfter,
  taken,
  type Due,
} from './rules.ts';

/**
 * Notes that a tenant's work is due at an instant, where it is not due earlier. To be told before the commit that gives
 * the work its cause: a run that finds nothing to do is harmless, a cause that nobody looks for is lost.
 */
export async function makeDue(
  world: Pick<World, 'store' | 'wakeJobs'>,
  work: string,
  { tenantId, buckets }: Tenant,
  at: Instant,
): Promise<void> {
  const partition = duePartitionOf(tenantId);
  for (;;) {
    const held = await world.store.read(partition, dues, { work, tenantId });
    const fresh = { work, tenantId, buckets, dueAt: at, asks: [at], leaseUntil: 0, failures: 0 };
    const write =
      held === null ? create(dues, fresh) : replace(dues, askedFor(held.doc, at), held.version);
    const { outcome } = await world.store.commit(partition, [write]);
    if (outcome === 'refused') continue;
    world.wakeJobs();
    return;
  }
}

/** One kind of work that falls due. */
export interface DueWork {
  readonly name: string;
  /**
   * Does what is due for the tenant by now; it bears repeating.
   * @returns when there is work again; null: not before it is asked for
   */
  run(world: World, tenant: Tenant): Promise<Instant | null>;
}

/**
 * Takes what is due, does it, and notes when it is due again. Where another worker was quicker, or the process stops
 * half way, nothing is lost: it stays due.
 * @returns whether this worker has done it
 */
export async function doDue(world: World, work: DueWork, held: Held<Due>): Promise<boolean> {
  const { tenantId, buckets } = held.doc;
  const partition = duePartitionOf(tenantId);
  const mine = taken(held.doc, world.clock.now(), Date.now());
  const take = await world.store.commit(partition, [replace(dues, mine, held.version)]);
  if (take.outcome === 'refused') return false;

  const settle = async (settled: (now: Due) => Due | null): Promise<void> => {
    for (;;) {
      const now = await world.store.read(partition, dues, { work: mine.work, tenantId });
      if (now === null) return;
      const after = settled(now.doc);
      const write =
        after === null
          ? remove(dues, { work: mine.work, tenantId }, now.version)
          : replace(dues, after, now.version);
      if ((await world.store.commit(partition, [write])).outcome === 'committed') return;
    }
  };

  let renewal: Promise<void> = Promise.resolve();
  const renewing = setInterval(() => {
    const leaseUntil = Date.now() + DUE_LEASE_MS;
    renewal = settle((now) => ({ ...now, leaseUntil })).catch((err: unknown) => {
      world.log.warn({ tenantId, work: work.name, err }, 'due work could not be renewed');
    });
  }, DUE_RENEWED_EVERY_MS);
  /** The run is over: what is renewed no more can be given back. */
  const ended = async (): Promise<void> => {
    clearInterval(renewing);
    await renewal;
  };

  try {
    const nextAt = await work.run(world, { tenantId, buckets });
    await ended();
    await settle((now) => afterRun(now, nextAt));
  } catch (err) {
    const failures = mine.failures + 1;
    world.log.error({ tenantId, work: work.name, err }, 'due work failed; it is tried again');
    await ended();
    const dueAt = world.clock.now() + restAfter(failures);
    await settle((now) => ({ ...now, dueAt, failures, leaseUntil: 0 }));
  }
  return true;
}
