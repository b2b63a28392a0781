import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openSqliteStore } from '../../api/adapters/sqlite/open.ts';
import { mergePages, type SortedSource } from '../../api/ports/merging.ts';
import { newId } from '../../api/kernel/ids.ts';
import { create, kind, type Partition, type Store } from '../../api/ports/store.ts';

interface Thing {
  readonly id: string;
  readonly name: string;
}

const things = kind<Thing>()({
  name: 'thing',
  key: ['id'],
  fields: { id: 'guid', name: 'text' },
  indexes: { byName: { order: ['name'] } },
});

let folder: string;
let store: Store;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'merging-'));
  store = openSqliteStore({ file: join(folder, 'data.db'), kinds: [things] });
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const put = async (partition: Partition, name: string): Promise<Thing> => {
  const thing = { id: newId(), name };
  await store.commit(partition, [create(things, thing)]);
  return thing;
};

const sourcesOf = (partitions: readonly Partition[]): SortedSource<Thing>[] =>
  partitions.map(
    (partition) => (after, limit) => store.list(partition, things, 'byName', { after, limit }),
  );

/** Reads page by page; between two pages, and in the middle of each, `meanwhile` happens. */
async function readAll(
  sources: readonly SortedSource<Thing>[],
  limit: number,
  meanwhile: () => Promise<unknown> = () => Promise.resolve(),
): Promise<Thing[]> {
  const all: Thing[] = [];
  let cursor: string | undefined;
  let reads = 0;
  const disturbed = sources.map((source): SortedSource<Thing> => async (after, most) => {
    const page = await source(after, most);
    if (++reads % 2 === 0) await meanwhile();
    return page;
  });
  for (;;) {
    const page = await mergePages(disturbed, ({ name }) => name, {
      cursor,
      limit,
      question: 'all',
    });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    all.push(...page.items.map(({ doc }) => doc));
    if (page.nextCursor === null) return all;
    cursor = page.nextCursor;
  }
}

const names = fc.array(fc.constantFrom('a', 'b', 'c', 'é', 'ζ', '🌍', 'zz'), { maxLength: 12 });
const lists = fc.array(names, { minLength: 1, maxLength: 4 });

describe('one page of several lists', () => {
  test('all pages together hold everything once and in order, whatever the sizes and the equal names', async () => {
    await fc.assert(
      fc.asyncProperty(lists, fc.integer({ min: 1, max: 7 }), async (namesByList, limit) => {
        const partitions = namesByList.map(() => newId() as Partition);
        const all: Thing[] = [];
        for (const [nth, partition] of partitions.entries()) {
          for (const name of namesByList[nth] ?? []) all.push(await put(partition, name));
        }
        const read = await readAll(sourcesOf(partitions), limit);
        expect(read.map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort());
        const inOrder = read.map(({ name }) => Buffer.from(name).toString('hex'));
        expect(inOrder).toEqual([...inOrder].sort());
      }),
      { numRuns: 40 },
    );
  });

  test('nothing that was there from the first page is left out or comes twice while others write', async () => {
    await fc.assert(
      fc.asyncProperty(lists, fc.integer({ min: 1, max: 5 }), async (namesByList, limit) => {
        const partitions = namesByList.map(() => newId() as Partition);
        const before = new Set<string>();
        for (const [nth, partition] of partitions.entries()) {
          for (const name of namesByList[nth] ?? []) before.add((await put(partition, name)).id);
        }
        let late = 0;
        const read = await readAll(sourcesOf(partitions), limit, async () => {
          const partition = partitions[late % partitions.length];
          if (partition !== undefined && late++ < 20) await put(partition, 'b');
        });
        const ids = read.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const id of before) expect(ids).toContain(id);
      }),
      { numRuns: 40 },
    );
  });

  test('refuses a cursor of another question, of other lists, or of nobody', async () => {
    const partitions = [newId() as Partition, newId() as Partition];
    for (const partition of partitions) {
      await put(partition, 'a');
      await put(partition, 'b');
    }
    const ask = (cursor: string, question = 'all', of = partitions) =>
      mergePages(sourcesOf(of), ({ name }) => name, { cursor, limit: 1, question });
    const { nextCursor } = await mergePages(sourcesOf(partitions), ({ name }) => name, {
      limit: 1,
      question: 'all',
    });
    const good = nextCursor ?? '';
    await expect(ask(good)).resolves.toMatchObject({ items: [{ doc: { name: 'a' } }] });
    const refused = { code: 'invalid-input' };
    await expect(ask(good, 'others')).rejects.toMatchObject(refused);
    await expect(ask(good, 'all', partitions.slice(1))).rejects.toMatchObject(refused);
    await expect(ask(`${good.slice(0, -2)}xx`)).rejects.toMatchObject(refused);
    for (const rubbish of [
      '',
      '%%%',
      'bnVsbA',
      'W10',
      Buffer.from('["x",[1]]').toString('base64url'),
    ]) {
      await expect(ask(rubbish)).rejects.toMatchObject(refused);
    }
  });
});
