import { describe, expect, test } from '@jest/globals';
import { newId } from '../../../api/kernel/ids.ts';
import {
  add,
  create,
  remove,
  replace,
  type Partition,
  type Store,
} from '../../../api/ports/store.ts';
import { committed, everything, present } from './expectations.ts';
import { counters, fresh, note, notes, pairs, songs, type Note } from './kinds.ts';

/** Orders, filters, elements, bounds and counts of the declared indexes. */
export function listLaws(store: () => Store): void {
  const given = async (docs: readonly Note[]): Promise<Partition> => {
    const partition = fresh();
    for (let from = 0; from < docs.length; from += 100)
      await committed(
        store(),
        partition,
        docs.slice(from, from + 100).map((doc) => create(notes, doc)),
      );
    return partition;
  };
  const titles = (docs: readonly Note[]): string[] => docs.map(({ title }) => title);

  describe('a list', () => {
    test('of nothing is empty', async () => {
      const partition = fresh();
      expect(await store().list(partition, notes, 'byTitle', { limit: 10 })).toEqual({
        items: [],
        next: null,
      });
      expect(await store().count(partition, notes, 'byTag', { each: 'x' })).toBe(0);
    });

    test('orders text by its UTF-8 bytes', async () => {
      const ordered = ['', 'A', 'Z', 'a', 'a b', 'ab', 'é', '\uffee', '😀'];
      const partition = await given([...ordered].reverse().map((title) => note({ title })));
      expect(titles(await everything(store(), partition, notes, 'byTitle'))).toEqual(ordered);
      expect(titles(await everything(store(), partition, notes, 'byTitle', {}, 1))).toEqual(
        ordered,
      );
      expect(titles(await everything(store(), partition, notes, 'byTitle', {}, 1_000))).toEqual(
        ordered,
      );
    });

    test('orders by several fields, nulls first, and keeps to what equals', async () => {
      const docs = [
        note({ size: null, title: 'b' }),
        note({ size: null, title: 'c' }),
        note({ size: -5, title: 'a' }),
        note({ size: 0, title: 'x' }),
        note({ size: 0, title: 'y' }),
        note({ size: 10, title: 'a' }),
      ];
      const partition = await given([...docs].reverse());
      for (const limit of [1, 2, 5])
        expect(await everything(store(), partition, notes, 'bySize', {}, limit)).toEqual(docs);
      const coloured = [
        note({ colour: 'red', rank: 1, title: 'b' }),
        note({ colour: 'red', rank: 2, title: 'a' }),
        note({ colour: 'red', rank: 2, title: 'b' }),
      ];
      const other = await given(
        [...coloured, note({ colour: 'redder' }), note({ colour: null })].reverse(),
      );
      const equals = { colour: 'red' };
      expect(await everything(store(), other, notes, 'byColour', { equals }, 1)).toEqual(coloured);
      expect(
        await everything(store(), other, notes, 'byColour', { equals: { colour: null } }),
      ).toHaveLength(1);
      expect(await store().count(other, notes, 'byColour', { equals })).toBe(3);
    });

    test('keeps to several equals, of GUIDs and flags', async () => {
      const folderId = newId();
      const wanted = note({ folderId, done: true });
      const partition = await given([
        wanted,
        note({ folderId }),
        note({ folderId: newId(), done: true }),
        note({ done: true }),
      ]);
      const asked = (equals: Partial<Note>) =>
        everything(store(), partition, notes, 'byFolder', { equals });
      expect(await asked({ folderId, done: true })).toEqual([wanted]);
      expect(await asked({ folderId: newId(), done: true })).toEqual([]);
      expect(await asked({ folderId: null, done: true })).toHaveLength(1);
    });

    test('takes bounds, both inclusive, which leave out nulls', async () => {
      const partition = await given(
        [null, -1, 0, 1, 2, 3].map((size) => note({ size, title: `s${String(size)}` })),
      );
      const asked = async (bounds: { from?: number; upTo?: number }) => {
        const items = titles(await everything(store(), partition, notes, 'bySize', bounds, 2));
        expect(await store().count(partition, notes, 'bySize', bounds)).toBe(items.length);
        return items;
      };
      expect(await asked({ from: 1 })).toEqual(['s1', 's2', 's3']);
      expect(await asked({ upTo: 0 })).toEqual(['s-1', 's0']);
      expect(await asked({ from: 0, upTo: 2 })).toEqual(['s0', 's1', 's2']);
      expect(await asked({ from: 3, upTo: 2 })).toEqual([]);
      expect(
        titles(await everything(store(), partition, notes, 'byTitle', { from: 's1', upTo: 's2' })),
      ).toEqual(['s1', 's2']);
    });

    test('takes bounds on a GUID in its own order: the same one twice is that one', async () => {
      const partition = await given(Array.from({ length: 6 }, () => note()));
      const all = await everything(store(), partition, notes, 'byId');
      for (const [nth, { noteId }] of all.entries()) {
        const asked = (bounds: { from?: string; upTo?: string }) =>
          everything(store(), partition, notes, 'byId', bounds);
        expect(await asked({ from: noteId, upTo: noteId })).toEqual([all[nth]]);
        expect(await asked({ from: noteId })).toEqual(all.slice(nth));
        expect(await asked({ upTo: noteId })).toEqual(all.slice(0, nth + 1));
      }
      const nowhere = newId();
      expect(
        await everything(store(), partition, notes, 'byId', { from: nowhere, upTo: nowhere }),
      ).toEqual([]);
    });

    test('holds only the documents for which `when` is neither null nor false', async () => {
      const partition = await given([
        note({ title: 'done', done: true, rank: 2 }),
        note({ title: 'due now', dueAt: 0, rank: 1 }),
        note({ title: 'due later', dueAt: 50, more: false }),
        note({ title: 'more', more: { x: 1 }, rank: 9 }),
        note({ title: 'most', more: 0, rank: 10 }),
      ]);
      expect(titles(await everything(store(), partition, notes, 'done'))).toEqual(['done']);
      expect(titles(await everything(store(), partition, notes, 'due', {}, 1))).toEqual([
        'due now',
        'due later',
      ]);
      expect(titles(await everything(store(), partition, notes, 'due', { upTo: 49 }))).toEqual([
        'due now',
      ]);
      expect(titles(await everything(store(), partition, notes, 'more'))).toEqual(['more', 'most']);
      expect(await store().count(partition, notes, 'due', {})).toBe(2);
    });

    test('finds by each element, once for a repeated one', async () => {
      const [both, one] = [
        note({ title: 'both', tags: ['x', 'y', 'x'], rank: 2 }),
        note({ title: 'one', tags: ['x'], rank: 1 }),
      ];
      const partition = await given([both, one, note({ tags: [] })]);
      expect(await everything(store(), partition, notes, 'byTag', { each: 'x' }, 1)).toEqual([
        one,
        both,
      ]);
      expect(await everything(store(), partition, notes, 'byTag', { each: 'y' })).toEqual([both]);
      expect(await everything(store(), partition, notes, 'byTag', { each: '' })).toEqual([]);
      expect(await store().count(partition, notes, 'byTag', { each: 'x' })).toBe(2);
    });

    test('finds by the beginning of an element, once for each that fits', async () => {
      const tags = [
        'ann',
        'anna',
        'bob',
        'an',
        'a%',
        'a_c',
        'é',
        '😀x',
        '\u{10ffff}',
        '\u{10ffff}z',
      ];
      const partition = await given([note({ tags }), note({ tags: ['anton'] })]);
      const found = async (startsWith: string) => {
        const each = { startsWith };
        const items = await everything(store(), partition, notes, 'byTag', { each }, 2);
        expect(await store().count(partition, notes, 'byTag', { each })).toBe(items.length);
        return items.length;
      };
      expect(await found('an')).toBe(4);
      expect(await found('ann')).toBe(2);
      expect(await found('a%')).toBe(1);
      expect(await found('a_')).toBe(1);
      expect(await found('😀')).toBe(1);
      expect(await found('\u{10ffff}')).toBe(2);
      expect(await found('zz')).toBe(0);
      expect(await found('')).toBe(tags.length + 1);
    });

    test('keeps an index with equals, each, a null order and when up to date', async () => {
      const doc = note({ colour: 'red', tags: ['x', 'y'], size: null, done: true });
      const partition = await given([doc]);
      const asked = (colour: string | null, each: string) =>
        everything(store(), partition, notes, 'doneByTag', { equals: { colour }, each });
      const change = async (changed: Partial<Note>) => {
        const held = await present(store(), partition, notes, doc);
        await committed(store(), partition, [
          replace(notes, { ...held.doc, ...changed }, held.version),
        ]);
      };
      expect(await asked('red', 'x')).toHaveLength(1);
      await change({ tags: ['y', 'z'] });
      expect(
        [await asked('red', 'x'), await asked('red', 'y'), await asked('red', 'z')].map(
          (l) => l.length,
        ),
      ).toEqual([0, 1, 1]);
      await change({ colour: null, size: 4 });
      expect([await asked('red', 'y'), await asked(null, 'y')].map((l) => l.length)).toEqual([
        0, 1,
      ]);
      await change({ done: false });
      expect(await asked(null, 'y')).toEqual([]);
      await change({ done: true, size: null });
      expect(await asked(null, 'y')).toHaveLength(1);
      const held = await present(store(), partition, notes, doc);
      await committed(store(), partition, [remove(notes, doc, held.version)]);
      expect(await asked(null, 'y')).toEqual([]);
      expect(await store().count(partition, notes, 'byTag', { each: { startsWith: '' } })).toBe(0);
    });

    test('lies in the order of the key where the key begins so, and in another where not', async () => {
      const partition = fresh();
      const [a, b] = [newId(), newId()];
      const docs = [a, b].flatMap((left) =>
        ['r1', 'r2', 'r3'].map((right) => ({ left, right, weight: right === 'r3' ? 2 : 1 })),
      );
      await committed(
        store(),
        partition,
        docs.map((doc) => create(pairs, doc)),
      );
      expect(
        await everything(store(), partition, pairs, 'byLeft', { equals: { left: a } }, 2),
      ).toEqual(docs.slice(0, 3));
      expect(
        await everything(
          store(),
          partition,
          pairs,
          'byLeft',
          { equals: { left: a }, from: 'r2' },
          1,
        ),
      ).toEqual(docs.slice(1, 3));
      const both = await everything(
        store(),
        partition,
        pairs,
        'byRight',
        { equals: { right: 'r2' } },
        1,
      );
      expect(new Set(both.map(({ left }) => left))).toEqual(new Set([a, b]));
      expect(await store().count(partition, pairs, 'labels', { each: 'w1' })).toBe(4);
    });

    test('is moved by additions where it is ordered by them, and by new elements', async () => {
      const partition = fresh();
      const moods = ['calm', 'sad'];
      const all = ['a', 'b', 'c'].map((title, plays) => create(songs, { title, plays, moods }));
      await committed(store(), partition, all);
      const calm = async () =>
        (await everything(store(), partition, songs, 'byMood', { each: 'calm' }, 1)).map(
          ({ title, plays }) => `${title}${String(plays)}`,
        );
      await committed(store(), partition, [add(songs, { title: 'a' }, { plays: 5 })]);
      expect(await calm()).toEqual(['b1', 'c2', 'a5']);
      const held = await present(store(), partition, songs, { title: 'c' });
      await committed(store(), partition, [
        replace(songs, { ...held.doc, moods: ['calm', 'glad'] }, held.version),
        add(songs, { title: 'b' }, { plays: 9 }),
      ]);
      expect(await calm()).toEqual(['c2', 'a5', 'b10']);
      expect(await store().count(partition, songs, 'byMood', { each: 'sad' })).toBe(2);
      expect(await store().count(partition, songs, 'byMood', { each: 'glad' })).toBe(1);
    });

    test('is kept in order by additions, too', async () => {
      const partition = fresh();
      const counter = (name: string, used: number) => ({ name, used, granted: 0, closed: 0 });
      await committed(store(), partition, [
        create(counters, counter('a', 1)),
        create(counters, counter('b', 2)),
      ]);
      const held = await present(store(), partition, counters, { name: 'a' });
      await committed(store(), partition, [replace(counters, counter('a', 3), held.version)]);
      expect(
        (await everything(store(), partition, counters, 'byUsed', {}, 1)).map(({ name }) => name),
      ).toEqual(['b', 'a']);
    });
  });
}
