import type { TenantId } from '../kernel/ids.ts';
import { MINUTE_MS, type Instant } from '../kernel/time.ts';
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
  type Lane,
} from './rules.ts';

/**
 * Notes that a tenant's work is due at an instant, where it is not due earlier. To be told before the commit that gives
 * the work its cause: a run that finds nothing to do is harmless, a cause that nobody looks for is lost.
 * @param again a second instant, for whoever wants it done soon and must be sure that somebody looks after the commit
 */
export const makeDue = (
  world: Pick<World, 'store' | 'wakeKeeper'>,
  work: string,
  tenant: Tenant,
  at: Instant,
  again: Instant = at,
): Promise<void> => makeAllDue(world, tenant, again === at ? [[work, at]] : [[work, at, again]]);

/** Notes several works of a tenant as due at once: one commit, as they lie in one partition. Each work at most once. */
export async function makeAllDue(
  world: Pick<World, 'store' | 'wakeKeeper'>,
  { tenantId, buckets }: Tenant,
  asks: readonly (readonly [work: string, ...instants: readonly Instant[]])[],
): Promise<void> {
  const partition = duePartitionOf(tenantId);
  const keys = asks.map(([work]) => ({ work, tenantId }));
  for (;;) {
    const held = await world.store.readMany(partition, dues, keys);
    const writes = asks.map(([work, ...instants], nth) => {
      const before = held[nth] ?? null;
      const [first = 0] = instants;
      const fresh: Due = {
        ...{ work, tenantId, buckets, dueAt: first, asks: [], leaseUntil: 0, failures: 0 },
      };
      const due = instants.reduce(askedFor, before?.doc ?? fresh);
      return before === null ? create(dues, due) : replace(dues, due, before.version);
    });
    const { outcome } = await world.store.commit(partition, writes);
    if (outcome === 'refused') continue;
    world.wakeKeeper();
    return;
  }
}

/** For which instants a tenant's work is asked for, and no run has begun since; the earliest first. */
export async function asksFor(
  { store }: Pick<World, 'store'>,
  work: string,
  { tenantId }: Pick<Tenant, 'tenantId'>,
): Promise<readonly Instant[]> {
  const held = await store.read(duePartitionOf(tenantId), dues, { work, tenantId });
  return held?.doc.asks ?? [];
}

/** Longer than a commit takes. */
const COMMIT_MAX_MS = MINUTE_MS;

/**
 * Makes a commit that gives a tenant's work its cause, and has it done. It is noted before that somebody must look a
 * minute later: a look that comes before the commit finds nothing, and after a process that ends right after the commit
 * nobody would look.
 */
export async function makingDue<T>(
  world: Pick<World, 'store' | 'clock' | 'wakeKeeper'>,
  work: string,
  tenant: Tenant,
  commit: () => Promise<T>,
): Promise<T> {
  await makeDue(world, work, tenant, world.clock.now() + COMMIT_MAX_MS);
  const done = await commit();
  await makeDue(world, work, tenant, world.clock.now());
  return done;
}

/** Has work that comes round by itself done earlier, where the instant is earlier; work that nobody began stays so. */
export async function bringForward(
  world: Pick<World, 'store' | 'wakeKeeper'>,
  work: string,
  tenantId: TenantId,
  at: Instant,
): Promise<void> {
  const held = await world.store.read(duePartitionOf(tenantId), dues, { work, tenantId });
  if (held !== null) await makeDue(world, work, held.doc, at);
}

/** Has work done that should come round by itself, where nothing is noted of it. */
export async function keepDue(
  world: Pick<World, 'store' | 'clock' | 'wakeKeeper'>,
  work: string,
  tenant: Tenant,
): Promise<void> {
  const { tenantId } = tenant;
  const held = await world.store.read(duePartitionOf(tenantId), dues, { work, tenantId });
  if (held === null) await makeDue(world, work, tenant, world.clock.now());
}

/** What a run knows of the process that it is under way in. */
export interface Keeping {
  /** When the process closes: what takes long stops at its next step and is gone on with elsewhere, or at the next start. */
  readonly closing: AbortSignal;
  /** True where this process is the only one on the store: what is found half done was left by a crash. */
  readonly alone: boolean;
}

/** One kind of work that falls due. */
export interface DueWork {
  readonly name: string;
  /** Default: `brief`, for what ends in a moment. */
  readonly lane?: Lane;
  /**
   * Does what is due for the tenant by now; it bears repeating.
   * @returns when there is work again; null: not before it is asked for
   */
  run(world: World, tenant: Tenant, keeping: Keeping): Promise<Instant | null>;
}

/**
 * Takes what is due, does it, and notes when it is due again. Where another worker was quicker, or the process stops
 * half way, nothing is lost: it stays due.
 * @returns whether this worker has done it
 */
export async function doDue(
  world: World,
  work: DueWork,
  held: Held<Due>,
  keeping: Keeping,
): Promise<boolean> {
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
  }, DUE_RENEWED_EVERY_MS).unref();
  /** The run is over: what is renewed no more can be given back. */
  const ended = async (): Promise<void> => {
    clearInterval(renewing);
    await renewal;
  };

  try {
    const nextAt = await work.run(world, { tenantId, buckets }, keeping);
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
