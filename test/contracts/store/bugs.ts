import { describe, expect, test } from '@jest/globals';
import { AppError } from '../../../api/kernel/errors.ts';
import { newId } from '../../../api/kernel/ids.ts';
import {
  add,
  create,
  kind,
  remove,
  replace,
  type AnyWrite,
  type Store,
  type Version,
} from '../../../api/ports/store.ts';
import { committed } from './expectations.ts';
import { counters, entries, entry, fresh, heads, note, notes, pairs, type Note } from './kinds.ts';

const strange = kind<{ readonly id: string }>()({
  name: 'strange',
  key: ['id'],
  fields: { id: 'text' },
  indexes: {},
});

/** What a caller must never do: it throws, and not as a refusal that a user would be told of. */
export function callersBugs(store: () => Store): void {
  const throwing = async (writes: readonly AnyWrite[], words: RegExp): Promise<void> => {
    const partition = fresh();
    const fault: unknown = await store()
      .commit(partition, writes)
      .catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(Error);
    expect(fault).not.toBeInstanceOf(AppError);
    expect((fault as Error).message).toMatch(words);
    expect(await store().count(partition, notes, 'byId', {})).toBe(0);
  };
  const version = '1' as Version;
  const wrong = (field: keyof Note, value: unknown): AnyWrite =>
    create(notes, { ...note(), [field]: value });

  describe('a bug of the caller throws', () => {
    test('for a commit of no write and of 101 writes, and 100 are taken', async () => {
      await throwing([], /1 to 100/);
      const many = (count: number) => Array.from({ length: count }, () => create(notes, note()));
      await throwing(many(101), /1 to 100/);
      await committed(store(), fresh(), many(100));
    });

    test('for a document that is written twice', async () => {
      const one = note();
      await throwing([create(notes, one), create(notes, one)], /at most once.*note/);
      await throwing([create(heads, { total: 1 }), add(heads, {}, { total: 1 })], /theHead/);
    });

    test('for a kind that the store was not opened with', async () => {
      await throwing([create(strange, { id: 'x' })], /strange is not declared/);
      await expect(store().read(fresh(), strange, { id: 'x' })).rejects.toThrow(/strange/);
    });

    test.each([
      ['noteId', 'not-a-guid'],
      ['noteId', newId().toUpperCase()],
      ['noteId', null],
      ['title', 5],
      ['title', null],
      ['rank', 1.5],
      ['rank', '1'],
      ['rank', Number.NaN],
      ['rank', 2 ** 53],
      ['rank', undefined],
      ['colour', false],
      ['size', Number.POSITIVE_INFINITY],
      ['done', 1],
      ['done', null],
      ['folderId', ''],
      ['tags', undefined],
      ['dueAt', new Date(0)],
    ] as const)('for a value of another type in %s', async (field, value) => {
      await throwing([wrong(field, value)], new RegExp(`note\\.${field}`));
    });

    test('for a field that is not declared', async () => {
      await throwing([create(notes, { ...note(), extra: 1 } as Note)], /note\.extra/);
    });

    test('for an addition to what is no integer, or of what is none', async () => {
      await throwing([add(notes, note(), { title: 1 })], /note\.title/);
      await throwing([add(notes, note(), { size: 1 })], /note\.size/);
      await throwing([add(counters, { name: 'a' }, { used: 0.5 })], /counter\.used/);
      await throwing(
        [add(counters, { name: 'a' }, { used: 1 }, { used: { atMost: 'name' } })],
        /counter\.name/,
      );
    });

    test('for an addition that an index with each element may depend on', async () => {
      await throwing([add(pairs, { left: newId(), right: 'x' }, { weight: 1 })], /pair.*labels/);
    });

    test('for a key with a field missing', async () => {
      await throwing([remove(notes, {}, version)], /note\.noteId/);
      await expect(store().read(fresh(), notes, { title: 'x' })).rejects.toThrow(/note\.noteId/);
    });

    test('for anything but a create in the log', async () => {
      const one = entry('x');
      await throwing([replace(entries, one, version)], /entry is a log/);
      await throwing([remove(entries, one, version)], /entry is a log/);
    });

    test('for a list that the index cannot give', async () => {
      const asked = (question: object, index: keyof typeof notes.indexes = 'byTitle') =>
        store().list(fresh(), notes, index, { limit: 10, ...question });
      await expect(asked({ limit: 0 })).rejects.toThrow(/limit/);
      await expect(asked({ limit: 1_001 })).rejects.toThrow(/limit/);
      await expect(asked({ equals: { rank: 1 } })).rejects.toThrow(/rank/);
      await expect(asked({}, 'byColour')).rejects.toThrow(/colour/);
      await expect(asked({}, 'byTag')).rejects.toThrow(/element/);
      await expect(asked({ each: 'x' })).rejects.toThrow(/element/);
      await expect(asked({ from: 5 })).rejects.toThrow(/title/);
      await expect(asked({ from: 1 }, 'byId')).rejects.toThrow(/noteId/);
    });

    test('for more than 1,000 keys at once', async () => {
      const keys = Array.from({ length: 1_001 }, () => ({ noteId: newId() }));
      await expect(store().readMany(fresh(), notes, keys)).rejects.toThrow(/1,000/);
      expect(await store().readMany(fresh(), notes, keys.slice(1))).toHaveLength(1_000);
    });
  });
}
