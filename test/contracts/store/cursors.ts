import { describe, expect, test } from '@jest/globals';
import { newId } from '../../../api/kernel/ids.ts';
import {
  create,
  remove,
  type Cursor,
  type Partition,
  type Store,
} from '../../../api/ports/store.ts';
import { committed } from './expectations.ts';
import { fresh, note, notes, tokens, type Note } from './kinds.ts';

/** Where a list goes on. */
export function cursorLaws(store: () => Store): void {
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

  describe('a cursor', () => {
    test('survives inserts and deletes: what is not touched comes exactly once', async () => {
      const stay = Array.from({ length: 40 }, (_, nth) =>
        note({
          title: `t${String(nth % 7)}`,
          rank: nth % 3,
          size: nth % 4 === 0 ? null : nth % 5,
          tags: ['x'],
        }),
      );
      const go = stay.slice(0, 10).map((doc) => ({ ...doc, noteId: newId() }));
      const partition = await given([...stay, ...go]);
      const questions = [
        ['byId', {}],
        ['byTitle', {}],
        ['bySize', {}],
        ['byTag', { each: 'x' }],
        ['byTag', { each: { startsWith: 'x' } }],
      ] as const;
      const cursors = new Map<number, Cursor | null>();
      const seen = questions.map((): string[] => []);
      for (let round = 0; ; round++) {
        for (const [nth, [index, question]] of questions.entries()) {
          const after = cursors.get(nth);
          if (after === null) continue;
          const page = await store().list(partition, notes, index, {
            ...question,
            limit: 4,
            ...(after ? { after } : {}),
          });
          seen[nth]?.push(...page.items.map(({ doc }) => doc.noteId));
          cursors.set(nth, page.next);
        }
        if ([...cursors.values()].every((cursor) => cursor === null)) break;
        const gone = go.pop();
        const held = gone && (await store().read(partition, notes, gone));
        await committed(store(), partition, [
          ...(round < 20
            ? [create(notes, note({ title: `t${String(round % 7)}`, tags: ['x'] }))]
            : []),
          ...(gone && held ? [remove(notes, gone, held.version)] : []),
          create(tokens, { token: `round ${String(round)}`, expiresAt: null, scopes: [] }),
        ]);
      }
      for (const ids of seen) {
        expect(new Set(ids).size).toBe(ids.length);
        expect(stay.filter(({ noteId }) => !ids.includes(noteId))).toEqual([]);
      }
    });

    test('is refused for another list, and so is nonsense', async () => {
      const partition = await given(
        Array.from({ length: 3 }, (_, rank) => note({ rank, colour: 'red', tags: ['x', 'y'] })),
      );
      const { next } = await store().list(partition, notes, 'byColour', {
        equals: { colour: 'red' },
        limit: 1,
      });
      expect(next).not.toBeNull();
      const asked = (cursor: string, colour = 'red', where = partition) =>
        store().list(where, notes, 'byColour', {
          equals: { colour },
          limit: 1,
          after: cursor as Cursor,
        });
      const other = await given([note()]);
      for (const wrong of [
        asked(next ?? '', 'blue'),
        asked(next ?? '', 'red', other),
        asked('nonsense'),
        asked(`x${String(next)}`),
        asked(''),
      ])
        await expect(wrong).rejects.toMatchObject({
          code: 'invalid-input',
          // In the words of every list, whichever part of a cursor is wrong.
          facts: { errors: [{ path: '/query/cursor', code: 'invalid_cursor' }] },
        });
      expect((await asked(next ?? '')).items).toHaveLength(1);
    });
  });
}
