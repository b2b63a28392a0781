import { describe, expect, test } from '@jest/globals';
import { add, create, replace, type Partition, type Store } from '../../../api/ports/store.ts';
import { committed, present } from './expectations.ts';
import { counters, entries, entry, fresh, freshBuckets, heads, note, notes } from './kinds.ts';

/**
 * What holds when many write at once, in one bucket and in four.
 * @param writers how many the sums have; a store that is waited for needs fewer, so that none waits in vain for its turn
 */
export function raceLaws(store: () => Store, writers = 1_000): void {
  describe('many writers at once', () => {
    test('who replace one version: one wins', async () => {
      const partition = fresh();
      const contested = note();
      await committed(store(), partition, [create(notes, contested)]);
      const { version } = await present(store(), partition, notes, contested);
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, rank) =>
          store().commit(partition, [
            replace(notes, { ...contested, rank }, version),
            create(entries, entry('won', rank)),
          ]),
        ),
      );
      expect(results.filter(({ outcome }) => outcome === 'committed')).toHaveLength(1);
      const won = results.findIndex(({ outcome }) => outcome === 'committed');
      expect((await present(store(), partition, notes, contested)).doc.rank).toBe(won);
      const { items } = await store().changes(partition, entries, null, 100);
      expect(items.map(({ data }) => data)).toEqual([won]);
    });

    test('who create one document: one wins', async () => {
      const partition = fresh();
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, total) =>
          store().commit(partition, [create(heads, { total })]),
        ),
      );
      const won = results.findIndex(({ outcome }) => outcome === 'committed');
      expect(results.filter(({ outcome }) => outcome === 'refused')).toHaveLength(19);
      expect((await present(store(), partition, heads, {})).doc.total).toBe(won);
    });

    test.each([1, 4])(
      `who add to counters of %i buckets: all ${writers} are in the sum`,
      async (count) => {
        const buckets = freshBuckets(count);
        for (const bucket of buckets)
          await committed(store(), bucket, [create(heads, { total: 0 })]);
        const bucketAt = (nth: number) => buckets[nth % count] as Partition;
        const added = Array.from({ length: writers }, (_, nth) => 1 + (nth % 3));
        await Promise.all(
          added.map((total, nth) => committed(store(), bucketAt(nth), [add(heads, {}, { total })])),
        );
        const totals = await Promise.all(
          buckets.map(async (bucket) => (await present(store(), bucket, heads, {})).doc.total),
        );
        const sumOf = (each: readonly number[]): number => each.reduce((sum, one) => sum + one, 0);
        expect(sumOf(totals)).toBe(sumOf(added));
      },
    );

    test.each([1, 4])(
      'who race to a limit in %i buckets: exactly so many get through',
      async (count) => {
        const buckets = freshBuckets(count);
        for (const bucket of buckets)
          await committed(store(), bucket, [
            create(counters, { name: 'c', used: 0, granted: 7, closed: 0 }),
          ]);
        const results = await Promise.all(
          Array.from({ length: 50 * count }, (_, nth) =>
            store().commit(buckets[nth % count] as Partition, [
              create(notes, note({ rank: nth })),
              add(counters, { name: 'c' }, { used: 1 }, { used: { atMost: 'granted' } }),
            ]),
          ),
        );
        expect(results.filter(({ outcome }) => outcome === 'committed')).toHaveLength(7 * count);
        for (const bucket of buckets) {
          expect((await present(store(), bucket, counters, { name: 'c' })).doc.used).toBe(7);
          expect(await store().count(bucket, notes, 'byId', {})).toBe(7);
        }
      },
    );

    test('get what was added in the order of the commits, which is the order of the log', async () => {
      const partition = fresh();
      await committed(store(), partition, [create(heads, { total: 0 })]);
      const sums = new Map<string, number>();
      await Promise.all(
        Array.from({ length: 200 }, async () => {
          const one = entry('added');
          const [after] = await committed(store(), partition, [
            add(heads, {}, { total: 1 }),
            create(entries, one),
          ]);
          sums.set(one.entryId, (after as { total: number }).total);
        }),
      );
      const { items } = await store().changes(partition, entries, null, 1_000);
      expect(items.map(({ entryId }) => sums.get(entryId))).toEqual(
        Array.from({ length: 200 }, (_, nth) => nth + 1),
      );
    });
  });
}
