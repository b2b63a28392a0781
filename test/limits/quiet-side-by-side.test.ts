import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '../../api/kernel/ids.ts';
import { setQuiet } from '../../api/limits/actions/gate.ts';
import { quietAround } from '../../api/limits/rules/thresholds.ts';
import { bucketsOf } from '../../api/ports/partitions.ts';
import { add, create } from '../../api/ports/store.ts';
import { readHeads, usedIn } from '../../api/seats/actions/figures.ts';
import { heads } from '../../api/seats/kinds.ts';
import { NEW_HEAD, type Head } from '../../api/seats/rules/head.ts';
import { openBench, type Bench } from '../jobs/bench.ts';
import { inTurns } from '../subscriptions/turns.ts';

const RUNS = process.env['HEADCOUNT_MATRIX'] === 'full' ? 1_000 : 60;
const BUCKETS = 3;

let bench: Bench;
beforeAll(() => {
  bench = openBench();
});
afterAll(() => bench.close());

/** Somebody changes the capacity, or people of a bucket come to count or cease to. */
type Change =
  { readonly capacity: number | null } | { readonly bucket: number; readonly by: number };

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ capacity: fc.option(fc.integer({ min: 1, max: 60 })) }),
  fc.record({ bucket: fc.nat(BUCKETS - 1), by: fc.integer({ min: -5, max: 20 }) }),
);

const hasLeft = ({ used, judgeAtLeast, judgeAtMost }: Head): boolean =>
  used >= judgeAtLeast || used <= judgeAtMost;

/** Makes all changes beside each other, each judged as it would be, their steps in the order of the picks. */
async function play(changes: readonly Change[], picks: readonly number[]): Promise<void> {
  const { store } = bench.world;
  const tenant = { tenantId: newId(), buckets: BUCKETS };
  const partitions = bucketsOf(tenant.tenantId, BUCKETS);
  for (const partition of partitions) await store.commit(partition, [create(heads, NEW_HEAD)]);
  let capacity = null as number | null;
  const turns = inTurns(store);
  const world = { ...bench.world, store: turns.store };
  const judge = async (): Promise<void> => {
    for (;;) {
      const by = capacity;
      const before = await readHeads(world, tenant);
      const quiet = quietAround(usedIn(before), by);
      if ((await setQuiet(world, tenant, before, quiet)) !== 'again' && by === capacity) return;
    }
  };
  const running = Promise.all(
    changes.map(async (one) => {
      if ('capacity' in one) {
        ({ capacity } = one);
        return judge();
      }
      const partition = partitions[one.bucket];
      if (partition === undefined) throw new Error('There is no such bucket.');
      const write = add(heads, {}, { used: one.by }, { used: { atLeast: 0 } });
      const { outcome, ...done } = await turns.store.commit(partition, [write]);
      const [head] = 'added' in done ? done.added : [];
      return outcome === 'committed' && hasLeft(head as Head) ? judge() : undefined;
    }),
  );
  await turns.play(picks.values(), () => Promise.resolve());
  await running;

  const after = await readHeads(bench.world, tenant);
  const { atLeast, atMost } = quietAround(usedIn(after), capacity);
  for (const head of after) {
    expect(hasLeft(head)).toBe(false);
    expect(Number.isSafeInteger(head.judgeAtLeast)).toBe(true);
  }
  // The most and the least that may count in all before any bucket has it judged.
  const most = after.reduce((sum, { judgeAtLeast }) => sum + judgeAtLeast - 1, 0);
  const least = after.reduce((sum, { judgeAtMost }) => sum + judgeAtMost + 1, 0);
  if (capacity !== null) expect(most).toBeLessThan(atLeast);
  expect(least).toBeGreaterThan(atMost);
}

test('however judges come in between each other, no threshold is passed before a bucket has it judged', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 1, maxLength: 8 }),
      fc.array(fc.nat(1_000), { minLength: 50, maxLength: 300 }),
      play,
    ),
    { numRuns: RUNS },
  );
});
