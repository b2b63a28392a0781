import type { Cursor, Held, Kind, Page, Partition, Question, StoreReader } from './store.ts';

/** The pages of a list one after the other, from the first to the last, never more than one in memory. */
export async function* pagesOf<D extends object, I extends string>(
  store: StoreReader,
  partition: Partition,
  of: Kind<D, I>,
  index: I,
  question: Omit<Question<D>, 'after' | 'limit'> = {},
  limit = 500,
): AsyncGenerator<readonly Held<D>[]> {
  let after: Cursor | null = null;
  do {
    const page: Page<D> = await store.list(partition, of, index, { ...question, after, limit });
    yield page.items;
    after = page.next;
  } while (after !== null);
}

/** What is in a list, one after the other, never more than a page of it in memory. */
export async function* eachOf<D extends object, I extends string>(
  ...list: Parameters<typeof pagesOf<D, I>>
): AsyncGenerator<Held<D>> {
  for await (const page of pagesOf(...list)) yield* page;
}

/** All of a list that is known to be short. */
export async function allOf<D extends object, I extends string>(
  store: StoreReader,
  partition: Partition,
  of: Kind<D, I>,
  index: I,
  question: Omit<Question<D>, 'after' | 'limit'> = {},
): Promise<Held<D>[]> {
  const all: Held<D>[] = [];
  for await (const page of pagesOf(store, partition, of, index, question)) all.push(...page);
  return all;
}
