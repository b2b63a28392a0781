import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createPace, TENANT_RATE_MAX } from '../../api/adapters/teams/pace.ts';
import type { Clock } from '../../api/ports/clock.ts';

/** A clock that goes on when nothing else is to be done: from one alarm to the next. */
function steppingClock(): Clock & { run(): Promise<void> } {
  let now = Date.UTC(2026, 0, 5);
  const alarms: { readonly at: number; readonly ring: () => void }[] = [];
  return {
    now: () => now,
    at(due, ring) {
      alarms.push({ at: due, ring });
      return { cancel: () => undefined };
    },
    async run() {
      for (;;) {
        for (let idle = 0; idle < 50; idle++) await Promise.resolve();
        alarms.sort((one, other) => one.at - other.at);
        const next = alarms.shift();
        if (next === undefined) return;
        now = Math.max(now, next.at);
        next.ring();
      }
    },
  };
}

const THREAD_WINDOWS = [
  [7, 1_000],
  [8, 2_000],
  [60, 30_000],
  [1_800, 3_600_000],
] as const;

/** Whether more than so many of these instants lie in any such span. */
const exceeds = (instants: readonly number[], most: number, spanMs: number): boolean =>
  instants.some((at, nth) => (instants[nth + most] ?? Infinity) - at < spanMs);

interface Said {
  readonly tenantId: string;
  readonly thread: string;
  /** When the platform may have counted it: between the beginning and the end of the call. */
  readonly countedAt: number;
}

/** Says so many things as fast as the pace lets, where each call takes some time. */
async function sayAll(
  perSecond: number,
  all: readonly { readonly tenant: number; readonly thread: number; readonly tookMs: number }[],
) {
  const clock = steppingClock();
  const pace = createPace(clock, perSecond);
  const said: Said[] = [];
  let refused = 0;
  const wait = (ms: number): Promise<void> =>
    new Promise((resolve) => void clock.at(clock.now() + ms, resolve));
  const ends = all.map(async ({ tenant, thread, tookMs }) => {
    const names = { tenantId: `tenant-${tenant}`, thread: `thread-${tenant}-${thread}` };
    const turn = await pace.turn(names.tenantId, names.thread);
    if (!turn.now) {
      refused += 1;
      return;
    }
    const countedAfterMs = Math.floor(tookMs / 2);
    await wait(countedAfterMs);
    said.push({ ...names, countedAt: clock.now() });
    await wait(tookMs - countedAfterMs);
    turn.over();
  });
  await clock.run();
  await Promise.all(ends);
  return { said, refused };
}

const anyCall = fc.record({
  tenant: fc.integer({ min: 0, max: 2 }),
  thread: fc.integer({ min: 0, max: 3 }),
  tookMs: fc.integer({ min: 0, max: 400 }),
});

test("the platform's limits hold in every thread and every tenant, however long calls take and whoever asks when", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyCall, { maxLength: 200 }),
      fc.constantFrom(1, 5, 25, 40),
      async (calls, perSecond) => {
        const { said } = await sayAll(perSecond, calls);
        const threads = Map.groupBy(said, ({ thread }) => thread);
        for (const all of threads.values()) {
          const instants = all.map(({ countedAt }) => countedAt).sort((one, two) => one - two);
          for (const [most, spanMs] of THREAD_WINDOWS) {
            expect(exceeds(instants, most, spanMs)).toBe(false);
          }
        }
      },
    ),
    { numRuns: 50 },
  );
});

test('a tenant gets what is configured, and never more than the platform takes', async () => {
  for (const perSecond of [1, 5, 25, TENANT_RATE_MAX]) {
    const calls = Array.from({ length: 4 * perSecond }, (_, thread) => ({
      ...{ tenant: 0, thread, tookMs: 0 },
    }));
    const { said } = await sayAll(perSecond, calls);
    const instants = said.map(({ countedAt }) => countedAt);
    const [first = 0, last = 0] = [instants[0], instants.at(-1)];
    expect(exceeds(instants, TENANT_RATE_MAX, 1_000)).toBe(false);
    expect(((said.length - 1) * 1_000) / (last - first)).toBeGreaterThanOrEqual(perSecond * 0.95);
    expect(exceeds(instants, perSecond + 5, 1_000)).toBe(false);
  }
});

test('what is asked first in a thread is said first', async () => {
  const clock = steppingClock();
  const pace = createPace(clock, 25);
  const order: number[] = [];
  const ends = Array.from({ length: 20 }, async (_, nth) => {
    const turn = await pace.turn('tenant', 'thread');
    order.push(nth);
    if (turn.now) turn.over();
  });
  await clock.run();
  await Promise.all(ends);
  expect(order).toEqual(order.toSorted((one, other) => one - other));
});

test('who would wait for more than a minute gets no turn, and is told for how long', async () => {
  const { said, refused } = await sayAll(
    50,
    Array.from({ length: 1_900 }, () => ({ tenant: 0, thread: 0, tookMs: 0 })),
  );
  expect(said).toHaveLength(1_800);
  expect(refused).toBe(100);
});

test('a pause holds for its tenant alone', async () => {
  const clock = steppingClock();
  const pace = createPace(clock, 25);
  const begunAt = clock.now();
  pace.pause('slow', 5_000);
  const at: Record<string, number> = {};
  const ends = ['slow', 'quick'].map(async (tenantId) => {
    await pace.turn(tenantId, tenantId);
    at[tenantId] = clock.now() - begunAt;
  });
  await clock.run();
  await Promise.all(ends);
  expect(at).toEqual({ slow: 5_000, quick: 0 });
});
