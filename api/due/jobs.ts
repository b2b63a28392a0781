import { setTimeout as wait } from 'node:timers/promises';
import { SECOND_MS, type Instant } from '../kernel/time.ts';
import { duePartitions } from '../ports/partitions.ts';
import { pagesOf } from '../ports/reading.ts';
import type { Held, Partition } from '../ports/store.ts';
import type { World } from '../ports/world.ts';
import { doDue, type DueWork, type Keeping } from './actions.ts';
import { dues } from './kinds.ts';
import { byTurn, mayTakeDue, PLACES, type Due, type Lane } from './rules.ts';

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
  /** Something may have become due: to be called by `World.wakeKeeper`. */
  wake(): void;
  /** Begins nothing more, has what takes long stop at its next step, and waits for what is under way. */
  close(): Promise<void>;
}

const POLL_MS = 5 * SECOND_MS;
/** So much of each partition is looked for in one look: a look costs what is due, not what there is. */
const PORTION = 50;

/** What one look found. */
export interface Look {
  /** What is due and may be taken, in no order. */
  readonly due: readonly Held<Due>[];
  /** When the next of what it saw is due; null where nothing waits. */
  readonly nextAt: Instant | null;
}

/** Looks over all tenants for what is due, and may be taken by what the asker says. */
export async function lookForDue(
  world: Pick<World, 'store' | 'clock'>,
  mayTake: (due: Due) => boolean,
): Promise<Look> {
  const looks = await Promise.all(
    duePartitions.map((partition) => lookInto(world, partition, mayTake)),
  );
  const instants = looks.map(({ nextAt }) => nextAt).filter((at) => at !== null);
  return {
    due: looks.flatMap(({ due }) => due),
    nextAt: instants.length === 0 ? null : Math.min(...instants),
  };
}

async function lookInto(
  { store, clock }: Pick<World, 'store' | 'clock'>,
  partition: Partition,
  mayTake: (due: Due) => boolean,
): Promise<Look> {
  const now = clock.now();
  const due: Held<Due>[] = [];
  for await (const page of pagesOf(store, partition, dues, 'byDue', {}, PORTION)) {
    for (const held of page) {
      if (held.doc.dueAt > now) return { due, nextAt: held.doc.dueAt };
      if (mayTake(held.doc)) due.push(held);
    }
    if (due.length >= PORTION) break;
  }
  return { due, nextAt: null };
}

/** A run under way. */
interface Run {
  readonly tenantId: string;
  readonly lane: Lane;
  readonly end: Promise<void>;
}

const laneOf = ({ lane = 'brief' }: DueWork): Lane => lane;
const nameOf = ({ work, tenantId }: Due): string => `${tenantId}/${work}`;

/** Makes the keeper for these kinds of work; others are left to processes that know them. */
export function createDueKeeper(
  world: World,
  works: readonly DueWork[],
  settings: DueKeeperSettings,
): DueKeeper {
  const workOf = new Map(works.map((work) => [work.name, work]));
  const aloneSince = settings.alone ? Date.now() : null;
  const closing = new AbortController();
  const keeping: Keeping = { closing: closing.signal, alone: settings.alone };
  const running = new Map<string, Run>();
  /** What the last look found and nobody has begun here. */
  let found: readonly Held<Due>[] = [];
  let rest = new AbortController();
  let looking: Promise<void> | null = null;

  const wake = (): void => rest.abort();

  const underWay = (lane: Lane, tenantId: string | null = null): number =>
    [...running.values()].filter(
      (run) => run.lane === lane && (tenantId === null || run.tenantId === tenantId),
    ).length;
  const isFree = (lane: Lane): boolean => underWay(lane) < PLACES[lane];
  const hasPlace = (due: Due): boolean => {
    const work = workOf.get(due.work);
    return work !== undefined && isFree(laneOf(work));
  };
  const ofItsTenant = ({ work, tenantId }: Due): number => {
    const known = workOf.get(work);
    return known === undefined ? 0 : underWay(laneOf(known), tenantId);
  };

  /** Begins as much of what was found as there are places for. */
  const begin = (): void => {
    while (!closing.signal.aborted) {
      const turn = byTurn(ofItsTenant);
      const [next] = found
        .filter(({ doc }) => hasPlace(doc))
        .toSorted((one, other) => turn(one.doc, other.doc));
      const work = next === undefined ? undefined : workOf.get(next.doc.work);
      if (next === undefined || work === undefined) return;
      found = found.filter((held) => held !== next);
      const lane = laneOf(work);
      const end = run(work, next).finally(() => {
        running.delete(nameOf(next.doc));
        begin();
        // Nothing of what was found waits for this place: there may be more.
        if (isFree(lane)) wake();
      });
      running.set(nameOf(next.doc), { tenantId: next.doc.tenantId, lane, end });
    }
  };

  const run = async (work: DueWork, held: Held<Due>): Promise<void> => {
    try {
      await doDue(world, work, held, keeping);
    } catch (err) {
      world.log.warn({ err }, 'due work could not be taken or settled; it is tried again');
      // Where the store is in trouble it is not asked again at once.
      await wait(settings.pollMs ?? POLL_MS, undefined, { signal: closing.signal }).catch(
        () => undefined,
      );
    }
  };

  const look = async (): Promise<Instant | null> => {
    const mayTake = (due: Due): boolean =>
      !running.has(nameOf(due)) && hasPlace(due) && mayTakeDue(due, Date.now(), aloneSince);
    const { due, nextAt } = await lookForDue(world, mayTake);
    // Meanwhile something of it may have been begun.
    found = due.filter(({ doc }) => !running.has(nameOf(doc)));
    begin();
    return nextAt;
  };

  const keepLooking = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      rest = new AbortController();
      const nextAt = await look().catch((err: unknown) => {
        world.log.warn({ err }, 'looking for due work failed; it is tried again');
        return null;
      });
      const alarm = nextAt === null ? null : world.clock.at(nextAt, wake);
      const signal = AbortSignal.any([rest.signal, closing.signal]);
      await wait(settings.pollMs ?? POLL_MS, undefined, { signal }).catch(() => undefined);
      alarm?.cancel();
    }
  };

  return {
    start() {
      looking ??= keepLooking();
    },
    wake,
    async close() {
      closing.abort();
      await looking;
      await Promise.all([...running.values()].map(({ end }) => end));
    },
  };
}
