import { z } from 'zod';
import { cursorRefused } from '../kernel/errors.ts';
import { cursorOf, markOf, partsOf } from './cursors.ts';
import type { Cursor, Listed, Page } from './store.ts';

/** One of several lists in the same order, such as one for each bucket. */
export type SortedSource<D> = (after: Cursor | null, limit: number) => Promise<Page<D>>;

/** Where one list stands: at its beginning (null), behind a cursor of the store, or at its end (false). */
type Place = Cursor | null | false;

const placesShape = z.array(z.union([z.string(), z.null(), z.literal(false)]));

function readPlaces(cursor: string, mark: string, sources: number): readonly Place[] {
  const places = placesShape.safeParse(partsOf(cursor, mark, sources)).data;
  if (places === undefined) throw cursorRefused();
  return places as Place[];
}

/** The next items of one list, as many as are wanted or there are, and where it goes on behind them. */
async function readOn<D extends object>(
  source: SortedSource<D>,
  from: Place,
  wanted: number,
): Promise<{ readonly items: readonly Listed<D>[]; readonly place: Place }> {
  const items: Listed<D>[] = [];
  let place = from;
  while (place !== false && items.length < wanted) {
    const page = await source(place, wanted - items.length);
    items.push(...page.items);
    place = page.next ?? false;
  }
  return { items, place };
}

/**
 * One page of several lists in one order. Each list is read as far as the page could need; one of which only a part is
 * taken is read again, just that far, and gives its items and its place in that one reading. So whatever is
 * written meanwhile, nothing is left out and nothing comes twice.
 * @param keyOf the text by which all the lists are sorted
 * @param page.question what the lists are asked, to bind the cursor to it
 */
export async function mergePages<D extends object>(
  sources: readonly SortedSource<D>[],
  keyOf: (doc: D) => string,
  page: {
    readonly cursor?: string | undefined;
    readonly limit: number;
    readonly question: unknown;
  },
): Promise<{ readonly items: readonly Listed<D>[]; readonly nextCursor: string | null }> {
  const mark = markOf(page.question);
  const lists = sources.map((source) => ({ source, from: null as Place }));
  if (page.cursor !== undefined) {
    const places = readPlaces(page.cursor, mark, lists.length);
    for (const [nth, list] of lists.entries()) list.from = places[nth] ?? null;
  }

  const inOrder = (read: readonly { readonly items: readonly Listed<D>[] }[]) =>
    read
      .flatMap(({ items }, nth) => items.map((item) => ({ item, nth, key: keyOf(item.doc) })))
      .sort((a, b) => compare(a.key, b.key) || a.nth - b.nth);

  const ahead = await Promise.all(
    lists.map(({ source, from }) => readOn(source, from, page.limit)),
  );
  const taken = Map.groupBy(inOrder(ahead).slice(0, page.limit), ({ nth }) => nth);
  const read = await Promise.all(
    lists.map(async ({ source, from }, nth) => {
      const whole = ahead[nth];
      const count = taken.get(nth)?.length ?? 0;
      return whole?.items.length === count ? whole : readOn(source, from, count);
    }),
  );
  const places = read.map(({ place }) => place);
  return {
    items: inOrder(read).map(({ item }) => item),
    nextCursor: places.every((place) => place === false) ? null : cursorOf(mark, places),
  };
}

/** The order of the store: text by its UTF-8 bytes. */
const compare = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
