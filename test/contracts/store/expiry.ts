import { describe, expect, test } from '@jest/globals';
import { create, replace, type Store } from '../../../api/ports/store.ts';
import { committed, everything, present } from './expectations.ts';
import { fresh, freshBuckets, tokens } from './kinds.ts';

/** Documents that vanish some time after an instant. */
export function expiryLaws(store: () => Store): void {
  const token = (name: string, expiresAt: number | null) => ({
    token: name,
    expiresAt,
    scopes: ['all', name],
  });

  describe('a document that expires', () => {
    test('goes with its entries once its instant is before the one given, and others stay', async () => {
      const partitions = freshBuckets(4);
      for (const partition of partitions)
        await committed(store(), partition, [
          create(tokens, token('past', 1_000)),
          create(tokens, token('now', 2_000)),
          create(tokens, token('never', null)),
        ]);
      expect(await store().dropExpired(2_000)).toBeGreaterThanOrEqual(4);
      expect(await store().dropExpired(2_000)).toBe(0);
      for (const partition of partitions) {
        const left = await everything(store(), partition, tokens, 'byScope', { each: 'all' });
        expect(left.map((one) => one.token)).toEqual(['never', 'now']);
        expect(await store().count(partition, tokens, 'byScope', { each: 'past' })).toBe(0);
      }
      await store().dropExpired(2_001);
    });

    test('is dropped by hundreds, and stays when its instant was moved', async () => {
      const partition = fresh();
      const many = Array.from({ length: 450 }, (_, nth) => token(`t${String(nth)}`, 3_000));
      for (let from = 0; from < many.length; from += 90)
        await committed(
          store(),
          partition,
          many.slice(from, from + 90).map((one) => create(tokens, one)),
        );
      const held = await present(store(), partition, tokens, { token: 't7' });
      await committed(store(), partition, [replace(tokens, token('t7', 9_000), held.version)]);
      await store().dropExpired(5_000);
      const left = await everything(store(), partition, tokens, 'byScope', { each: 'all' });
      expect(left).toEqual([token('t7', 9_000)]);
      expect(await store().dropExpired(9_001)).toBe(1);
    });
  });
}
