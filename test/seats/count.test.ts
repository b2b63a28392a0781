import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Store } from '../../api/ports/store.ts';
import { recount } from '../../api/seats/actions/recount/recount.ts';
import { doDueSeatWork } from '../../api/seats/actions/due.ts';
import { openBench, type Bench } from '../jobs/bench.ts';
import { fewRuns } from '../store-under-test.ts';
import { anyAct, perform, type Act } from './acts.ts';
import { act, buildCampus, type Campus } from './campus.ts';
import { Model } from './model.ts';
import { countFacts, keptCount } from './oracle.ts';

const RUNS = process.env['HEADCOUNT_MATRIX'] === 'full' ? 300 : fewRuns ? 2 : 12;
const SIZES = { catalogs: 3, trainings: 3, people: 10 };
const someActs = (max: number): fc.Arbitrary<Act[]> =>
  fc.array(anyAct(SIZES.people, SIZES.catalogs * SIZES.trainings, SIZES.catalogs), {
    minLength: 1,
    maxLength: max,
  });

/** A store that stops the process, so to say, at a commit: before it is carried out, or after it is, unanswered. */
interface Breakable {
  readonly around: (store: Store) => Store;
  /** Breaks at the nth commit from now. */
  breakAt(nth: number, when: 'before' | 'after'): void;
  /** Mends it, once what was on its way to the store has arrived. */
  mend(): Promise<void>;
}

class Crash extends Error {}

function breakable(): Breakable {
  let left = Infinity;
  let when: 'before' | 'after' = 'before';
  const underWay = new Set<Promise<unknown>>();
  return {
    around: (store) =>
      Object.assign(Object.create(store) as Store, {
        commit: async (...args: Parameters<Store['commit']>) => {
          left -= 1;
          if (left < 0 || (left === 0 && when === 'before')) throw new Crash();
          const committing = store.commit(...args);
          underWay.add(committing);
          const result = await committing;
          underWay.delete(committing);
          if (left === 0) throw new Crash();
          return result;
        },
      }),
    breakAt(nth, then) {
      left = nth;
      when = then;
    },
    async mend() {
      await Promise.allSettled(underWay);
      left = Infinity;
    },
  };
}

describe.each([1, 4])('the count over %i bucket(s)', (buckets) => {
  let bench: Bench;
  let breaker: Breakable;
  beforeAll(() => {
    breaker = breakable();
    bench = openBench({ buckets, around: breaker.around });
  });
  afterAll(() => bench.close());

  /** A tenant of its own for each run, in one store. */
  const newCampus = async () => {
    const tenant = { tenantId: act().actId, buckets };
    return { tenant, campus: await buildCampus(bench.world, tenant, SIZES) };
  };

  const everyFigure = async (tenant: { tenantId: string; buckets: number }, campus: Campus) => {
    const of = [bench.world.store, tenant, campus.catalogIds, campus.trainingIds] as const;
    return { kept: await keptCount(...of), facts: await countFacts(...of) };
  };

  test('is at every moment what the behaviours say of the acts so far (L-1 to L-20, S-1 to S-7)', async () => {
    await fc.assert(
      fc.asyncProperty(someActs(30), async (acts) => {
        const { tenant, campus } = await newCampus();
        const model = new Model(campus);
        for (const each of acts) {
          await perform(bench.world, tenant, campus, act(), each);
          model.apply(each);
          const { kept, facts } = await everyFigure(tenant, campus);
          expect(kept).toEqual(model.count());
          expect(facts).toEqual(kept);
        }
        const found = await recount(bench.world, tenant, act(), () => undefined);
        expect(found.differences).toEqual([]);
        expect(found.recounted).toEqual({ used: model.count().used });
      }),
      { numRuns: RUNS },
    );
  });

  test('is the same where every act is done twice', async () => {
    await fc.assert(
      fc.asyncProperty(someActs(12), async (acts) => {
        const { tenant, campus } = await newCampus();
        const model = new Model(campus);
        for (const each of acts) {
          const actor = act();
          await perform(bench.world, tenant, campus, actor, each);
          await perform(bench.world, tenant, campus, actor, each);
          model.apply(each);
        }
        const { kept, facts } = await everyFigure(tenant, campus);
        expect(kept).toEqual(model.count());
        expect(facts).toEqual(kept);
      }),
      { numRuns: RUNS },
    );
  });

  test('is right after a stop at any commit, and the same act once more', async () => {
    const stops = fc.array(
      fc.record({
        nth: fc.integer({ min: 1, max: 3 }),
        when: fc.constantFrom('before' as const, 'after' as const),
      }),
      { minLength: 12, maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(someActs(12), stops, async (acts, at) => {
        const { tenant, campus } = await newCampus();
        const model = new Model(campus);
        for (const [i, each] of acts.entries()) {
          const actor = act();
          const { nth, when } = at[i] ?? { nth: 1, when: 'before' };
          breaker.breakAt(nth, when);
          try {
            await perform(bench.world, tenant, campus, actor, each);
          } catch (error) {
            if (!(error instanceof Crash)) throw error;
          } finally {
            await breaker.mend();
          }
          const stopped = await everyFigure(tenant, campus);
          expect(stopped.kept.used).toBe((await recountOf(tenant)).recounted.used);
          await doDueSeatWork(bench.world, tenant, act());
          await perform(bench.world, tenant, campus, actor, each);
          model.apply(each);
        }
        const { kept, facts } = await everyFigure(tenant, campus);
        expect(kept).toEqual(model.count());
        expect(facts).toEqual(kept);
      }),
      { numRuns: RUNS },
    );
  });

  const recountOf = (tenant: { tenantId: string; buckets: number }) =>
    recount(bench.world, tenant, act(), () => undefined);

  test('is what a recount finds while others act, and when they have done', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(someActs(10), { minLength: 3, maxLength: 5 }), async (clients) => {
        const { tenant, campus } = await newCampus();
        const acting = clients.map(async (acts) => {
          for (const each of acts) await perform(bench.world, tenant, campus, act(), each);
        });
        const meanwhile = await recountOf(tenant);
        await Promise.all(acting);
        expect(meanwhile.differences).toEqual([]);
        const { kept, facts } = await everyFigure(tenant, campus);
        expect(facts).toEqual(kept);
        expect((await recountOf(tenant)).differences).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });
});
