import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openCosmosStore } from '../../../api/adapters/cosmos/open.ts';
import { create, kind, type AnyKind, type Store } from '../../../api/ports/store.ts';
import { committed, everything } from '../../contracts/store/expectations.ts';
import { freshBuckets } from '../../contracts/store/kinds.ts';
import { createCosmosDouble, type CosmosDouble } from '../../../local/cosmos/double.ts';

interface Book {
  readonly isbn: string;
  readonly title: string;
  readonly words: readonly string[];
}
const before = kind<Book>()({
  name: 'book',
  key: ['isbn'],
  fields: { isbn: 'text', title: 'text', words: 'json' },
  indexes: { byTitle: { order: ['title'] } },
});
const after = kind<Book & { readonly year: number | null }>()({
  name: 'book',
  key: ['isbn'],
  fields: { isbn: 'text', title: 'text', words: 'json', year: 'integer?' },
  indexes: {
    byTitle: { order: ['title'] },
    byWord: { each: (book) => book.words, order: ['title'] },
    byYear: { order: ['year', 'title'] },
  },
});
const otherKey = kind<Book>()({ ...before, key: ['title'], indexes: {} });

let double: CosmosDouble;
beforeAll(async () => {
  double = await createCosmosDouble();
});
afterAll(() => double.close());
const open = (kinds: readonly AnyKind[]): Promise<Store> =>
  openCosmosStore({
    endpoint: double.endpoint,
    database: 'books',
    access: { key: double.key },
    kinds,
  });

test('documents from before an index was declared are in it after the start, and a field that is new is null', async () => {
  const partitions = freshBuckets(3);
  const old = await open([before]);
  for (const partition of partitions)
    await committed(
      old,
      partition,
      Array.from({ length: 60 }, (_, nth) =>
        create(before, {
          isbn: `isbn ${String(nth)}`,
          title: `Title ${String(nth % 7)}`,
          words: [`w${String(nth % 5)}`],
        }),
      ),
    );
  await old.close();
  const fresh = await open([after]);
  for (const partition of partitions) {
    const found = await everything(fresh, partition, after, 'byWord', { each: 'w3' }, 5);
    expect(found).toHaveLength(12);
    expect(found.every(({ year }) => year === null)).toBe(true);
    expect(await fresh.count(partition, after, 'byYear', {})).toBe(60);
    expect(await fresh.count(partition, after, 'byTitle', {})).toBe(60);
  }
  await fresh.close();
  double.counts.reset();
  await (await open([after])).close();
  expect(double.counts.read().documentsWritten).toBe(0);
});

test('a kind whose documents lie under another key is refused', async () => {
  await (await open([before])).close();
  await expect(open([otherKey])).rejects.toMatchObject({
    code: 'store-unavailable',
    message: expect.stringContaining('of the kind book its key is another') as unknown,
  });
});
