import { cursorRefused } from '../kernel/errors.ts';
import type { Cursor, Listed, Page } from './store.ts';

/** One of several lists that are read one after the other, such as one for each bucket. */
export type Source<D> = (after: Cursor | null, limit: number) => Promise<Page<D>>;

/** So many pages of the store are read for one page of an answer, so that a picky filter cannot make a request long. */
const STORE_PAGES_MAX = 8;

/** A cursor of ours: which source it stands in, and where there. */
function parse(cursor: string | undefined, sources: number): [number, Cursor | null] {
  if (cursor === undefined) return [0, null];
  const [, index, inner] = /^(\d{1,4})\.(.*)$/s.exec(cursor) ?? [];
  if (index === undefined || inner === undefined || Number(index) >= sources) {
    throw cursorRefused();
  }
  return [Number(index), inner === '' ? null : (inner as Cursor)];
}

/**
 * One page out of several lists, the second beginning where the first ends. It may hold fewer items than the limit and
 * still have a next page.
 */
export async function pageInTurn<D extends object>(
  sources: readonly Source<D>[],
  question: {
    readonly cursor?: string | undefined;
    readonly limit: number;
    readonly keep?: (item: Listed<D>) => boolean;
  },
): Promise<{ readonly items: readonly Listed<D>[]; readonly nextCursor: string | null }> {
  let [index, after] = parse(question.cursor, sources.length);
  const items: Listed<D>[] = [];
  for (let read = 0; read < STORE_PAGES_MAX && items.length < question.limit; read++) {
    const source = sources[index];
    if (source === undefined) return { items, nextCursor: null };
    const page = await source(after, question.limit - items.length);
    items.push(...page.items.filter((item) => question.keep?.(item) ?? true));
    after = page.next;
    if (after === null) index++;
  }
  const nextCursor = index < sources.length ? `${index}.${after ?? ''}` : null;
  return { items, nextCursor };
}
