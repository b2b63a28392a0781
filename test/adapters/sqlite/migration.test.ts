import { describe, expect, test } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteStore } from '../../../api/adapters/sqlite/open.ts';
import { newId } from '../../../api/kernel/ids.ts';
import { create, kind, replace, type AnyKind, type Partition } from '../../../api/ports/store.ts';
import { committed, everything, present } from '../../contracts/store/expectations.ts';
import { temporaryFile } from './temporary.ts';

interface Old {
  readonly bookId: string;
  readonly title: string;
  readonly year: number;
}
interface New extends Old {
  readonly author: string | null;
  readonly dueAt: number | null;
}

const fields = { bookId: 'guid', title: 'text', year: 'integer' } as const;
const books = kind<Old>()({
  name: 'book',
  key: ['bookId'],
  fields,
  indexes: { byTitle: { order: ['title'] } },
});
const newBooks = kind<New>()({
  name: 'book',
  key: ['bookId'],
  fields: { ...fields, author: 'text?', dueAt: 'integer?' },
  indexes: {
    byTitle: { order: ['title', 'year'] },
    byAuthor: { equals: ['author'], order: ['year'] },
    byWord: { each: (book) => book.title.split(' '), order: ['year'] },
  },
  expires: 'dueAt',
});
const shelves = kind<{ readonly shelf: string }>()({
  name: 'shelf',
  key: ['shelf'],
  fields: { shelf: 'text' },
  indexes: {},
});

const partition = 't:00' as Partition;
const open = (file: string, kinds: readonly AnyKind[]) => openSqliteStore({ file, kinds });
const unfit = (words: RegExp): Error =>
  expect.objectContaining({
    code: 'store-unavailable',
    message: expect.stringMatching(words),
  }) as unknown as Error;

async function oldFile(): Promise<string> {
  const file = temporaryFile();
  const store = open(file, [books]);
  await committed(
    store,
    partition,
    Array.from({ length: 50 }, (_, nth) =>
      create(books, { bookId: newId(), title: `title ${String(nth % 7)}`, year: nth }),
    ),
  );
  await store.close();
  return file;
}

describe('a file of an older declaration', () => {
  test('gets tables, columns that may be null, and indexes, filled from what is there', async () => {
    const file = await oldFile();
    for (let openings = 0; openings < 2; openings++) {
      const store = open(file, [newBooks, shelves]);
      const all = await everything(store, partition, newBooks, 'byTitle', {}, 20);
      expect(all).toHaveLength(50);
      expect(all.every(({ author, dueAt }) => author === null && dueAt === null)).toBe(true);
      expect(all.map(({ title, year }) => [title, year])).toEqual(
        all
          .map(({ title, year }) => [title, year])
          .toSorted((a, b) =>
            String(a[0]) < String(b[0])
              ? -1
              : String(a[0]) > String(b[0])
                ? 1
                : Number(a[1]) - Number(b[1]),
          ),
      );
      expect(await store.count(partition, newBooks, 'byAuthor', { equals: { author: null } })).toBe(
        50,
      );
      expect(await store.count(partition, newBooks, 'byWord', { each: 'title' })).toBe(50);
      expect(await store.count(partition, newBooks, 'byWord', { each: '3' })).toBe(7);
      await store.close();
    }
    const store = open(file, [newBooks, shelves]);
    const [first] = await everything(store, partition, newBooks, 'byTitle', {}, 20);
    const held = await present(store, partition, newBooks, { bookId: first?.bookId ?? '' });
    await committed(store, partition, [
      replace(newBooks, { ...held.doc, title: 'other', author: 'Ann', dueAt: 5 }, held.version),
      create(shelves, { shelf: 'a' }),
    ]);
    expect(await store.count(partition, newBooks, 'byWord', { each: 'title' })).toBe(49);
    expect(await store.dropExpired(6)).toBe(1);
    expect(await store.count(partition, newBooks, 'byWord', { each: { startsWith: '' } })).toBe(98);
    await store.close();
  });

  test('loses an index that is declared no more, and keeps its documents', async () => {
    const file = temporaryFile();
    const first = open(file, [newBooks]);
    await committed(first, partition, [
      create(newBooks, { bookId: newId(), title: 'a b', year: 1, author: null, dueAt: null }),
    ]);
    await first.close();
    const fewer = kind<New>()({ ...newBooks, indexes: { byAuthor: newBooks.indexes.byAuthor } });
    const second = open(file, [fewer]);
    expect(await second.count(partition, fewer, 'byAuthor', { equals: { author: null } })).toBe(1);
    await committed(second, partition, [
      create(fewer, { bookId: newId(), title: 'b c', year: 2, author: null, dueAt: null }),
    ]);
    await second.close();
    const third = open(file, [newBooks]);
    expect(await third.count(partition, newBooks, 'byWord', { each: 'b' })).toBe(2);
    await third.close();
  });

  test('takes a field that may now be null', async () => {
    const file = await oldFile();
    const relaxed = kind<Omit<Old, 'title'> & { readonly title: string | null }>()({
      name: 'book',
      key: ['bookId'],
      fields: { ...fields, title: 'text?' },
      indexes: { byTitle: { order: ['title'] } },
    });
    const store = open(file, [relaxed]);
    await committed(store, partition, [create(relaxed, { bookId: newId(), title: null, year: 0 })]);
    expect(await store.count(partition, relaxed, 'byTitle', {})).toBe(51);
    await store.close();
  });
});

describe('a file of format 1, whose log has numbers for its GUIDs,', () => {
  interface Line {
    readonly lineId: string;
    readonly bookId: string;
  }
  const lines = kind<Line>()({
    name: 'line',
    key: ['lineId'],
    fields: { lineId: 'guid', bookId: 'guid' },
    indexes: { byBook: { equals: ['bookId'], order: [] } },
    log: true,
  });
  const written = Array.from({ length: 40 }, () => ({ lineId: newId(), bookId: newId() }));

  /** The file as a program wrote it that knew format 1 only. */
  async function fileOfFormat1(): Promise<string> {
    const file = temporaryFile();
    const store = open(file, [lines]);
    for (const line of written) await committed(store, partition, [create(lines, line)]);
    await store.close();
    const db = new DatabaseSync(file);
    db.exec(`
      INSERT INTO "_guids" (guid) SELECT unhex(replace("lineId", '-', '')) FROM "line";
      UPDATE "line" SET "lineId" = (SELECT reference FROM "_guids" WHERE guid = unhex(replace("lineId", '-', '')));
    `);
    db.enableDefensive(false);
    db.exec(`
      PRAGMA writable_schema = ON;
      UPDATE sqlite_schema SET sql = replace(sql, '"lineId" TEXT', '"lineId" INTEGER') WHERE name = 'line';
      PRAGMA writable_schema = OFF;
      PRAGMA user_version = 1;
    `);
    db.close();
    return file;
  }

  test('is read as before, knows what was written, and takes more', async () => {
    const file = await fileOfFormat1();
    expect(() => openSqliteStore({ file, kinds: [lines], readOnly: true })).toThrow(
      unfit(/older format/),
    );
    for (let openings = 0; openings < 2; openings++) {
      const store = open(file, [lines]);
      const { items } = await store.changes(partition, lines, null, 50);
      expect(items.slice(0, 40)).toEqual(written);
      for (const line of written.slice(0, 3)) {
        expect((await present(store, partition, lines, { lineId: line.lineId })).doc).toEqual(line);
        expect(await store.commit(partition, [create(lines, line)])).toMatchObject({
          outcome: 'refused',
          reason: 'exists',
        });
        const { bookId } = line;
        expect(await store.count(partition, lines, 'byBook', { equals: { bookId } })).toBe(1);
      }
      const more = { lineId: newId(), bookId: newId() };
      await committed(store, partition, [create(lines, more)]);
      expect((await store.changes(partition, lines, null, 50)).items.at(-1)).toEqual(more);
      await store.close();
    }
    await openSqliteStore({ file, kinds: [lines], readOnly: true }).close();
  });
});

describe('a file that does not fit is refused and stays as it is', () => {
  const without = kind<Omit<Old, 'year'>>()({
    name: 'book',
    key: ['bookId'],
    fields: { bookId: 'guid', title: 'text' },
    indexes: {},
  });
  const otherType = kind<Omit<Old, 'year'> & { readonly year: string }>()({
    name: 'book',
    key: ['bookId'],
    fields: { ...fields, year: 'text' },
    indexes: {},
  });
  const otherKey = kind<Old>()({ name: 'book', key: ['title', 'bookId'], fields, indexes: {} });
  const required = kind<Old & { readonly pages: number }>()({
    name: 'book',
    key: ['bookId'],
    fields: { ...fields, pages: 'integer' },
    indexes: {},
  });

  test.each<[string, readonly AnyKind[], RegExp]>([
    ['a field that is not known here', [without], /book: its field year is not known here/],
    [
      'a field of another type',
      [otherType],
      /book: its field year is integer in the file and text here/,
    ],
    ['another key', [otherKey], /book: its key is another/],
    ['a new field that may not be null', [required], /book: its field pages is not in the file/],
    ['a kind that is not known here', [shelves], /book: it is not known here/],
  ])('for %s', async (_, kinds, words) => {
    const file = await oldFile();
    expect(() => open(file, kinds)).toThrow(unfit(words));
    const store = open(file, [books]);
    expect(await everything(store, partition, books, 'byTitle', {}, 20)).toHaveLength(50);
    await store.close();
  });

  test('for a reader that knows the kinds otherwise than the file', async () => {
    const file = await oldFile();
    expect(() => openSqliteStore({ file, kinds: [newBooks], readOnly: true })).toThrow(
      unfit(/book: it lies otherwise/),
    );
    await openSqliteStore({ file, kinds: [books], readOnly: true }).close();
  });
});

describe('a declaration that contradicts itself is a bug and throws', () => {
  const declared = (changed: object): AnyKind => ({ ...books, ...changed });
  test.each<[RegExp, readonly AnyKind[]]>([
    [/same name/, [books, declared({ name: 'BOOK' })]],
    [/key names no field: isbn/, [declared({ key: ['isbn'] })]],
    [/byTitle names no field: isbn/, [declared({ indexes: { byTitle: { order: ['isbn'] } } })]],
    [/title is json/, [declared({ fields: { ...fields, title: 'json' } })]],
    [/neither null nor json/, [declared({ fields: { ...fields, bookId: 'guid?' } })]],
    [/expires by a field that is no integer/, [declared({ expires: 'title' })]],
    [
      /one kind of a store is a log/,
      [declared({ log: true }), declared({ log: true, name: 'other' })],
    ],
  ])('%s', (words, kinds) => {
    expect(() => open(temporaryFile(), kinds)).toThrow(words);
  });
});
