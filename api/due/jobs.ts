import { setTimeout as wait } from 'node:timers/promises';
import { SECOND_MS, type Instant } from '../kernel/time.ts';
import { duePartitions } from '../ports/partitions.ts';
import type { Held } from '../ports/store.ts';
import type { World } from '../ports/world.ts';
import { doDue, type DueWork } from './actions.ts';
import { dues } from './kinds.ts';
import { mayTakeDue, type Due } from './rules.ts';

/** How a process looks for due work. */
export interface DueKeeperSettings {
  /** True where this process is the only one on the store: what another one took was left by a crash. */
  readonly alone: boolean;
  /** How often it looks without being woken. Default: 5 s. */
  readonly pollMs?: number;
}

/** Does what falls due until it is closed. */
export interface DueKeeper {
  start(): void;
  /** Something may have become due: to be called by `World.wakeJobs`. */
  wake(): void;
  /** Begins nothing more and waits for what is under way. */
  close(): Promise<void>;
}

const POLL_MS = 5 * SECOND_MS;
/** So much is done at once. */
const AT_ONCE = 8;
/** So much of each partition is seen in one look: a look costs what is due, not what there is. */
const PORTION = 50;

/** What one look found. */
export interface Look {
  /** What is due and free, the earliest first. */
  readonly due: readonly Held<Due>[];
  /** When the next of what it saw is due; null where nothing waits. */
  readonly nextAt: Instant | null;
}

/** Looks over all tenants for what is due. */
export async function lookForDue(
  world: Pick<World, 'store' | 'clock'>,
  aloneSince: number | null,
): Promise<Look> {
  const now = world.clock.now();
  const pages = await Promise.all(
    duePartitions.map((partition) =>
      world.store.list(partition, dues, 'byDue', { limit: PORTION }),
    ),
  );
  const found = pages
    .flatMap(({ items }) => items)
    .toSorted((one, other) => one.doc.dueAt - other.doc.dueAt);
  return {
    due: found.filter(({ doc }) => doc.dueAt <= now && mayTakeDue(doc, Date.now(), aloneSince)),
    nextAt: found.find(({ doc }) => doc.dueAt > now)?.doc.dueAt ?? null,
  };
}

/** Makes the keeper for these kinds of work; others are left to processes that know them. */
export function createDueKeeper(
  world: World,
  works: readonly DueWork[],
  settings: DueKeeperSettings,
): DueKeeper {
  const workOf = new Map(works.map((work) => [work.name, work]));
  const aloneSince = settings.alone ? Date.now() : null;
  const closing = new AbortController();
  let rest = new AbortController();
  let keeping: Promise<void> | null = null;

  /** Does what is due now; gives when to look again, null where nothing is known to wait. */
  const turn = async (): Promise<Instant | null> => {
    const { due, nextAt } = await lookForDue(world, aloneSince);
    const queue = due.filter(({ doc }) => workOf.has(doc.work));
    let done = 0;
    const worker = async (): Promise<void> => {
      for (let held = queue.shift(); held !== undefined; held = queue.shift()) {
        const work = workOf.get(held.doc.work);
        if (closing.signal.aborted || work === undefined) return;
        if (await doDue(world, work, held)) done++;
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, queue.length) }, worker));
    return done > 0 ? world.clock.now() : nextAt;
  };

  const keep = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      rest = new AbortController();
      const nextAt = await turn().catch((err: unknown) => {
        world.log.warn({ err }, 'looking for due work failed; it is tried again');
        return null;
      });
      const alarm = nextAt === null ? null : world.clock.at(nextAt, () => rest.abort());
      const signal = AbortSignal.any([rest.signal, closing.signal]);
      await wait(settings.pollMs ?? POLL_MS, undefined, { signal }).catch(() => undefined);
      alarm?.cancel();
    }
  };

  return {
    start() {
      keeping ??= keep();
    },
    wake: () => rest.abort(),
    async close() {
      closing.abort();
      await keeping;
    },
  };
}
