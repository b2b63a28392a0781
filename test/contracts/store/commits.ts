import { describe, expect, test } from '@jest/globals';
import { newId } from '../../../api/kernel/ids.ts';
import {
  add,
  create,
  remove,
  replace,
  type AnyWrite,
  type Store,
  type Version,
} from '../../../api/ports/store.ts';
import { committed, everything, present, snapshot } from './expectations.ts';
import { counters, entries, entry, fresh, heads, note, notes, pairs } from './kinds.ts';

/** Each verb, each refusal with its place, and that a refused commit changes nothing. */
export function commitLaws(store: () => Store): void {
  describe('a commit', () => {
    test('keeps every type of field as it is given', async () => {
      const partition = fresh();
      const full = note({
        title: 'Ünïcode "quotes" \' \\ / ? # % _',
        rank: Number.MIN_SAFE_INTEGER,
        size: Number.MAX_SAFE_INTEGER,
        colour: '',
        done: true,
        folderId: newId(),
        tags: ['a', 'b'],
        more: { nested: [1, 2.5, null, true, { deep: 'x' }] },
        dueAt: 0,
      });
      const bare = note();
      await committed(store(), partition, [create(notes, full), create(notes, bare)]);
      expect((await present(store(), partition, notes, { noteId: full.noteId })).doc).toEqual(full);
      expect((await present(store(), partition, notes, bare)).doc).toEqual(bare);
      expect(await store().read(partition, notes, { noteId: newId() })).toBeNull();
      expect(await store().read(fresh(), notes, { noteId: full.noteId })).toBeNull();
    });

    test('replaces and deletes at the expected version, and each write makes a new version', async () => {
      const partition = fresh();
      const first = note();
      await committed(store(), partition, [create(notes, first)]);
      const versions: Version[] = [(await present(store(), partition, notes, first)).version];
      await committed(store(), partition, [
        replace(notes, { ...first, rank: 5 }, versions[0] as Version),
      ]);
      const second = await present(store(), partition, notes, first);
      expect(second.doc.rank).toBe(5);
      versions.push(second.version);
      await committed(store(), partition, [
        remove(notes, { noteId: first.noteId }, second.version),
      ]);
      expect(await store().read(partition, notes, first)).toBeNull();
      await committed(store(), partition, [create(notes, first)]);
      versions.push((await present(store(), partition, notes, first)).version);
      expect(new Set(versions).size).toBe(3);
    });

    test('gives a new version to a counter that is added to', async () => {
      const partition = fresh();
      await committed(store(), partition, [create(heads, { total: 1 })]);
      const before = await present(store(), partition, heads, {});
      await committed(store(), partition, [add(heads, {}, { total: 0 })]);
      expect(
        await store().commit(partition, [replace(heads, { total: 9 }, before.version)]),
      ).toEqual({ outcome: 'refused', write: 0, reason: 'changed' });
    });

    test('answers with the documents after each addition, in the place of the write', async () => {
      const partition = fresh();
      await committed(store(), partition, [
        create(counters, { name: 'a', used: 1, granted: 10, closed: 0 }),
        create(heads, { total: 4 }),
      ]);
      expect(
        await committed(store(), partition, [
          create(notes, note()),
          add(counters, { name: 'a' }, { used: 2, granted: -3 }),
          add(heads, {}, { total: -4 }),
        ]),
      ).toEqual([null, { name: 'a', used: 3, granted: 7, closed: 0 }, { total: 0 }]);
    });

    test('takes the documents as they were when it was called', async () => {
      const partition = fresh();
      const tags = ['before'];
      const changing = { ...note(), tags };
      const under = store().commit(partition, [create(notes, changing)]);
      tags.push('after');
      changing.title = 'after';
      await under;
      expect((await present(store(), partition, notes, changing)).doc).toMatchObject({
        title: 'a note',
        tags: ['before'],
      });
    });

    test('is read by many keys at once: as many answers, in their order', async () => {
      const partition = fresh();
      const [first, second] = [note(), note()];
      await committed(store(), partition, [create(notes, first), create(notes, second)]);
      const keys = [second, note(), first, second].map(({ noteId }) => ({ noteId }));
      const answers = await store().readMany(partition, notes, keys);
      expect(answers.map((held) => held?.doc ?? null)).toEqual([second, null, first, second]);
      expect(await store().readMany(partition, notes, [])).toEqual([]);
    });

    test('is separate from every other partition', async () => {
      const [one, other] = [fresh(), fresh()];
      const same = note();
      await committed(store(), one, [create(notes, same), create(heads, { total: 1 })]);
      await committed(store(), other, [
        create(notes, { ...same, rank: 1 }),
        create(heads, { total: 2 }),
      ]);
      expect((await present(store(), one, notes, same)).doc.rank).toBe(0);
      expect((await present(store(), other, heads, {})).doc.total).toBe(2);
      expect(await everything(store(), one, notes, 'byId')).toHaveLength(1);
    });

    test('is not touched by a commit elsewhere that knows its version', async () => {
      const [one, other, third] = [fresh(), fresh(), fresh()];
      await committed(store(), one, [create(heads, { total: 1 })]);
      await committed(store(), other, [create(heads, { total: 2 })]);
      const { version } = await present(store(), one, heads, {});
      const elsewhere = [replace(heads, { total: 9 }, version)];
      expect(await store().commit(other, elsewhere)).toMatchObject({ reason: 'changed' });
      expect(await store().commit(third, elsewhere)).toMatchObject({ reason: 'missing' });
      expect((await present(store(), one, heads, {})).doc.total).toBe(1);
      expect((await present(store(), other, heads, {})).doc.total).toBe(2);
    });
  });

  describe('a refused commit', () => {
    const refusals: readonly (readonly [string, string, (version: Version) => AnyWrite])[] = [
      ['exists', 'a create of what exists', () => create(heads, { total: 7 })],
      ['missing', 'a replace of what is not there', (v) => replace(notes, note(), v)],
      ['changed', 'a replace at an old version', (v) => replace(heads, { total: 7 }, v)],
      [
        'missing',
        'a delete of what is not there',
        (v) => remove(pairs, { left: newId(), right: 'x' }, v),
      ],
      ['changed', 'a delete at an old version', (v) => remove(heads, {}, v)],
      [
        'missing',
        'an addition to what is not there',
        () => add(counters, { name: 'no' }, { used: 1 }),
      ],
      [
        'out-of-bounds',
        'an addition above a number',
        () => add(counters, { name: 'c' }, { used: 6 }, { used: { atMost: 10 } }),
      ],
      [
        'out-of-bounds',
        'an addition below a number',
        () => add(counters, { name: 'c' }, { used: -6 }, { used: { atLeast: 0 } }),
      ],
      [
        'out-of-bounds',
        'an addition above another field',
        () => add(counters, { name: 'c' }, { used: 4 }, { used: { atMost: 'granted' } }),
      ],
      [
        'out-of-bounds',
        'a bound by a field that is lowered at once',
        () =>
          add(counters, { name: 'c' }, { used: 2, granted: -2 }, { used: { atMost: 'granted' } }),
      ],
      [
        'out-of-bounds',
        'a bound on a field that is not added to',
        () => add(counters, { name: 'c' }, { used: 1 }, { closed: { atMost: 0 } }),
      ],
      [
        'out-of-bounds',
        'a sum that is no whole number any more',
        () => add(counters, { name: 'c' }, { used: Number.MAX_SAFE_INTEGER }),
      ],
    ];

    test.each(refusals)(
      'names %s and its place for %s, and changes nothing',
      async (reason, _, bad) => {
        const partition = fresh();
        const kept = note({ tags: ['kept'], done: true });
        await committed(store(), partition, [create(heads, { total: 0 })]);
        const old = (await present(store(), partition, heads, {})).version;
        await committed(store(), partition, [
          add(heads, {}, { total: 1 }),
          create(notes, kept),
          create(counters, { name: 'c', used: 5, granted: 8, closed: 1 }),
          create(counters, { name: 'd', used: 0, granted: 0, closed: 0 }),
          create(entries, entry('first')),
        ]);
        const look = () =>
          snapshot(store(), partition, async () => [
            await store().read(partition, heads, {}),
            await everything(store(), partition, notes, 'byId'),
            await everything(store(), partition, notes, 'byTag', { each: { startsWith: '' } }),
            await everything(store(), partition, counters, 'byUsed'),
            await everything(store(), partition, pairs, 'labels', { each: { startsWith: '' } }),
            await store().changes(partition, entries, null, 10),
          ]);
        const before = await look();
        const held = await present(store(), partition, notes, kept);
        const result = await store().commit(partition, [
          create(notes, note({ tags: ['new'] })),
          replace(notes, { ...kept, tags: ['moved'], done: false }, held.version),
          create(pairs, { left: newId(), right: 'r', weight: 1 }),
          add(counters, { name: 'd' }, { used: 3 }),
          create(entries, entry('second')),
          bad(old),
          create(notes, note()),
        ]);
        expect(result).toEqual({ outcome: 'refused', write: 5, reason });
        expect(await look()).toBe(before);
      },
    );

    test('leaves room for an addition that just fits', async () => {
      const partition = fresh();
      await committed(store(), partition, [
        create(counters, { name: 'c', used: 5, granted: 8, closed: 0 }),
      ]);
      await committed(store(), partition, [
        add(
          counters,
          { name: 'c' },
          { used: 3 },
          { used: { atMost: 'granted' }, closed: { atMost: 0 } },
        ),
      ]);
      await committed(store(), partition, [
        add(counters, { name: 'c' }, { used: -8 }, { used: { atLeast: 0 } }),
      ]);
      expect((await present(store(), partition, counters, { name: 'c' })).doc.used).toBe(0);
    });
  });
}
