import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { reconsider } from '../../api/limits/actions/reconsider.ts';
import { limitStanding } from '../../api/limits/actions/standing.ts';
import { AppError } from '../../api/kernel/errors.ts';
import { DAY_MS } from '../../api/kernel/time.ts';
import type { Store } from '../../api/ports/store.ts';
import { enrolPeople, unenrolPeople } from '../../api/seats/actions/enrol.ts';
import { seatsUsed } from '../../api/seats/actions/figures.ts';
import { openBench, type Bench } from '../jobs/bench.ts';
import { act, buildCampus, setAccounts, type Campus } from '../seats/campus.ts';
import { countFacts } from '../seats/oracle.ts';
import { fewRuns } from '../store-under-test.ts';
import { openAccount, stopClock, subscribe, type StoppedClock } from './subscribed.ts';

const START = Date.UTC(2026, 0, 5);
const CLIENTS = 64;

interface Closed {
  readonly bench: Bench;
  readonly clock: StoppedClock;
  readonly campus: Campus;
  readonly trainingId: string;
  readonly catalogId: string;
}

let open: Bench | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

/** An account whose window has closed at its limit: `used` of `capacity` seats are taken since. */
async function closedAt(
  buckets: number,
  capacity: number,
  used: number,
  people: number,
  around?: (store: Store) => Store,
): Promise<Closed> {
  const bench = openBench({ buckets, ...(around === undefined ? {} : { around }) });
  open = bench;
  const clock = stopClock(bench.world, START);
  const { world } = clock;
  const { tenant } = bench;
  const campus = await buildCampus(world, tenant, { catalogs: 1, trainings: 2, people });
  const [trainingId = ''] = campus.trainingIds;
  const catalogId = campus.catalogOf.get(trainingId) ?? '';
  await openAccount(world, tenant);
  await subscribe(world, tenant, {
    ...{ seats: capacity, startsAt: START, endsAt: START + 300 * DAY_MS },
  });
  await enrol(campus.personIds.slice(0, capacity));
  await reconsider(world, tenant);
  clock.now += 14 * DAY_MS;
  await reconsider(world, tenant);
  await unenrolPeople(world, tenant, act(), trainingId, campus.personIds.slice(used, capacity));
  await reconsider(world, tenant);
  return { bench, clock, campus, trainingId, catalogId };

  function enrol(personIds: readonly string[]) {
    const request = { trainingId, catalogId, people: personIds.map((personId) => ({ personId })) };
    return enrolPeople(world, tenant, act(), request);
  }
}

/** Enrols people by one act; gives how many seats were said to be left where it was refused. */
async function tryToEnrol(
  { clock, bench, trainingId, catalogId }: Closed,
  personIds: readonly string[],
): Promise<'enrolled' | number> {
  const people = personIds.map((personId) => ({ personId }));
  try {
    await enrolPeople(clock.world, bench.tenant, act(), { trainingId, catalogId, people });
    return 'enrolled';
  } catch (error) {
    if (error instanceof AppError && error.code === 'seats-none-left')
      return Number(error.facts['left']);
    throw error;
  }
}

describe.each([1, 4])('G-2 the closed limit, %i bucket(s)', (buckets) => {
  test('refuses an act that would take a seat, with what it needs and what is left, and lets all others pass', async () => {
    const closed = await closedAt(buckets, 20, 20, 30);
    const { bench, clock, campus, trainingId } = closed;
    const { world } = clock;
    expect(await limitStanding(world, bench.tenant)).toMatchObject({
      ...{ capacity: 20, used: 20, learning: 'no-new-seats', graces: [] },
    });
    expect(await tryToEnrol(closed, campus.personIds.slice(18, 22))).toBe(0);
    expect(await seatsUsed(world, bench.tenant)).toBe(20);
    // Who counts already takes no seat.
    expect(await tryToEnrol(closed, campus.personIds.slice(0, 5))).toBe('enrolled');
    await unenrolPeople(world, bench.tenant, act(), trainingId, campus.personIds.slice(0, 2));
    expect(await tryToEnrol(closed, campus.personIds.slice(20, 23))).toBe(2);
    expect(await tryToEnrol(closed, campus.personIds.slice(20, 22))).toBe('enrolled');
    expect(await tryToEnrol(closed, campus.personIds.slice(22, 23))).toBe(0);
    expect(await seatsUsed(world, bench.tenant)).toBe(20);
  });

  test(`lets ${CLIENTS} clients take the last seats: not one over, not one lost`, async () => {
    const free = 17;
    const closed = await closedAt(buckets, 40, 40 - free, 40 + CLIENTS);
    const { bench, clock, campus } = closed;
    const outcomes = await Promise.all(
      campus.personIds.slice(40, 40 + CLIENTS).map((personId) => tryToEnrol(closed, [personId])),
    );
    expect(outcomes.filter((outcome) => outcome === 'enrolled')).toHaveLength(free);
    expect(outcomes.filter((outcome) => outcome !== 'enrolled')).toEqual(
      Array.from({ length: CLIENTS - free }, () => 0),
    );
    expect(await seatsUsed(clock.world, bench.tenant)).toBe(40);
    expect(
      (await countFacts(bench.world.store, bench.tenant, campus.catalogIds, campus.trainingIds))
        .used,
    ).toBe(40);
  });

  test('never refuses what the directory tells; where that lifts use above capacity there are 14 days again', async () => {
    const closed = await closedAt(buckets, 10, 10, 12);
    const { bench, clock, campus } = closed;
    const { world } = clock;
    const [one = '', two = ''] = campus.personIds;
    await setAccounts(world, bench.tenant, [one, two], 'disabled');
    expect(await tryToEnrol(closed, campus.personIds.slice(10, 12))).toBe('enrolled');
    clock.now += 1_000;
    await setAccounts(world, bench.tenant, [one, two], 'enabled');
    await reconsider(world, bench.tenant);
    expect(await limitStanding(world, bench.tenant)).toMatchObject({
      ...{ used: 12, capacity: 10, learning: 'open' },
      graces: [{ reason: 'limit', openedAt: clock.now, closesAt: clock.now + 14 * DAY_MS }],
    });
    clock.now += 14 * DAY_MS;
    await reconsider(world, bench.tenant);
    expect((await limitStanding(world, bench.tenant)).learning).toBe('stopped');
  });

  test('is kept whatever stops at any commit, and what a stopped act had set aside comes free again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 2, maxLength: 5 }),
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        async (sizes, stopAt, isAfter) => {
          let left = Number.POSITIVE_INFINITY;
          const around = (store: Store): Store =>
            Object.assign(Object.create(store) as Store, {
              async commit(...asked: Parameters<Store['commit']>) {
                left--;
                if (left === 0 && !isAfter) throw new Error('The process stopped.');
                const done = await store.commit(...asked);
                if (left === 0) throw new Error('The process stopped.');
                return done;
              },
            });
          await open?.close();
          const closed = await closedAt(buckets, 12, 4, 60, around);
          const { bench, clock, campus } = closed;
          let from = 12;
          const acts = sizes.map((size) => campus.personIds.slice(from, (from += size)));
          left = stopAt;
          await Promise.allSettled(acts.map((personIds) => tryToEnrol(closed, personIds)));
          left = Number.POSITIVE_INFINITY;
          expect(await seatsUsed(clock.world, bench.tenant)).toBeLessThanOrEqual(12);

          await withSystemClockAt(Date.now() + 5 * 60_000, () =>
            reconsider(clock.world, bench.tenant),
          );
          const used = await seatsUsed(clock.world, bench.tenant);
          expect(used).toBe(
            (
              await countFacts(
                bench.world.store,
                bench.tenant,
                campus.catalogIds,
                campus.trainingIds,
              )
            ).used,
          );
          const late = campus.personIds.slice(-(12 - used + 1));
          expect(await tryToEnrol(closed, late)).toBe(12 - used);
          for (const personId of late.slice(1))
            expect(await tryToEnrol(closed, [personId])).toBe('enrolled');
          expect(await seatsUsed(clock.world, bench.tenant)).toBe(12);
        },
      ),
      { numRuns: process.env['HEADCOUNT_MATRIX'] === 'full' ? 100 : fewRuns ? 2 : 6 },
    );
  });
});

/** Runs something while the system's clock, by which leases and what is set aside run out, shows an instant. */
async function withSystemClockAt<T>(at: number, work: () => Promise<T>): Promise<T> {
  const real = Date.now;
  Date.now = () => at;
  try {
    return await work();
  } finally {
    Date.now = real;
  }
}
