import { expect } from '@jest/globals';
import type {
  AnyWrite,
  Cursor,
  Held,
  Kind,
  Partition,
  Question,
  Store,
  StoreReader,
} from '../../../api/ports/store.ts';

/** Commits and expects that it is not refused; gives the documents after each `add`. */
export async function committed(store: Store, partition: Partition, writes: readonly AnyWrite[]) {
  const result = await store.commit(partition, writes);
  if (result.outcome === 'refused')
    throw new Error(`Write ${result.write} was refused: ${result.reason}.`);
  return result.added;
}

/** Reads a document that must be there. */
export async function present<D extends object, I extends string>(
  store: StoreReader,
  partition: Partition,
  of: Kind<D, I>,
  key: Partial<D>,
): Promise<Held<D>> {
  const held = await store.read(partition, of, key);
  if (held === null) throw new Error(`The ${of.name} is not there.`);
  return held;
}

/** All items of a list, page by page; every page holds at most the limit and the last one has no next. */
export async function everything<D extends object, I extends string>(
  store: StoreReader,
  partition: Partition,
  of: Kind<D, I>,
  index: I,
  question: Omit<Question<D>, 'after' | 'limit'> = {},
  limit = 3,
): Promise<D[]> {
  const items: D[] = [];
  let after: Cursor | null = null;
  do {
    const page: Awaited<ReturnType<typeof store.list<D, I>>> = await store.list(
      partition,
      of,
      index,
      { ...question, after, limit },
    );
    expect(page.items.length).toBeLessThanOrEqual(limit);
    items.push(...page.items.map((held) => held.doc));
    after = page.next;
  } while (after !== null);
  return items;
}

/** Everything that can be seen of a partition: what a refused commit must leave as it is. */
export async function snapshot(
  store: StoreReader,
  partition: Partition,
  look: (store: StoreReader, partition: Partition) => Promise<unknown>,
): Promise<string> {
  return JSON.stringify([await look(store, partition), await store.position(partition)]);
}
