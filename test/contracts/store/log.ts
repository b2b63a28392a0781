import { describe, expect, test } from '@jest/globals';
import { create, type Position, type Store } from '../../../api/ports/store.ts';
import { committed, present } from './expectations.ts';
import { entries, entry, fresh, note, notes, type Entry } from './kinds.ts';

/** The log of a partition. */
export function logLaws(store: () => Store): void {
  const written = async (count: number) => {
    const partition = fresh();
    const all = Array.from({ length: count }, (_, nth) => entry(`e${String(nth)}`, { nth }));
    for (let from = 0; from < count; from += 3)
      await committed(
        store(),
        partition,
        all.slice(from, from + 3).map((one) => create(entries, one)),
      );
    return { partition, all };
  };

  describe('the log', () => {
    test('gives every document in the order of the commits, and goes on from a position', async () => {
      const { partition, all } = await written(20);
      const seen: Entry[] = [];
      let position: Position | null = null;
      for (;;) {
        const page: { items: readonly Entry[]; position: Position } = await store().changes(
          partition,
          entries,
          position,
          6,
        );
        position = page.position;
        if (page.items.length === 0) break;
        seen.push(...page.items);
      }
      expect(seen).toEqual(all);
      const more = entry('later');
      await committed(store(), partition, [create(notes, note()), create(entries, more)]);
      expect((await store().changes(partition, entries, position, 6)).items).toEqual([more]);
    });

    test('has a position behind the newest document, which later ones follow', async () => {
      const { partition } = await written(4);
      const position = await store().position(partition);
      expect((await store().changes(partition, entries, position, 10)).items).toEqual([]);
      const [one, two] = [entry('one'), entry('two')];
      await committed(store(), partition, [create(entries, one), create(entries, two)]);
      const later = await store().changes(partition, entries, position, 10);
      expect(later.items).toEqual([one, two]);
      expect(later.position).toBe(await store().position(partition));
    });

    test('is empty where nothing was committed, and that is a position to go on from', async () => {
      const partition = fresh();
      const position = await store().position(partition);
      const { items, position: same } = await store().changes(partition, entries, null, 10);
      expect(items).toEqual([]);
      const first = entry('first');
      await committed(store(), partition, [create(entries, first)]);
      for (const from of [position, same])
        expect((await store().changes(partition, entries, from, 10)).items).toEqual([first]);
    });

    test('is of one partition, and its documents can be read by key', async () => {
      const [mine, theirs] = [await written(3), await written(3)];
      const { items } = await store().changes(mine.partition, entries, null, 10);
      expect(items).toEqual(mine.all);
      const [first] = theirs.all as [Entry];
      expect((await present(store(), theirs.partition, entries, first)).doc).toEqual(first);
      expect(await store().read(mine.partition, entries, first)).toBeNull();
      expect(await store().commit(theirs.partition, [create(entries, first)])).toEqual({
        outcome: 'refused',
        write: 0,
        reason: 'exists',
      });
    });
  });
}
