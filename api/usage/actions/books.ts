import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { keptWith } from '../../kernel/kept-with.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { eachOf } from '../../ports/reading.ts';
import { add, create, type Partition, type Store } from '../../ports/store.ts';
import { activityPages, activityStacks } from '../kinds.ts';
import { pageOf, rowsIn, type TakenActivity } from '../rules/activity-pages.ts';
import {
  createIdBook,
  fingerprintOf,
  type IdBook,
  type IdMark,
  type IdUse,
} from '../rules/id-book.ts';
import type { Month } from '../rules/months.ts';

/** The ids that one bucket knows, as far as this process has read its pages. */
export interface Book {
  readonly ids: IdBook;
  /** How many pages have been read: the next one has this number. */
  pages: number;
}

/** An activity with the mark of its id and what the id is used for by it. */
export interface Marked {
  readonly activity: TakenActivity;
  readonly mark: IdMark;
  readonly use: IdUse;
}

/** The month as a book holds it. */
const monthNumber = (month: Month | null): number =>
  month === null ? 0 : Number(month.slice(0, 4)) * 100 + Number(month.slice(5));

/** The month that a book holds. */
export function monthIn({ countsIn }: IdUse): Month | null {
  const text = String(countsIn).padStart(6, '0');
  return countsIn === 0 ? null : `${text.slice(0, 4)}-${text.slice(4)}`;
}

/** So many ids are kept in memory over all tenants, some 24 bytes each; the books that were not asked for longest go first. */
const IDS_IN_MEMORY = 10_000_000;
/** Books are read anew after a day, so that ids which have expired leave them. */
const BOOK_MAX_AGE_MS = DAY_MS;
/** A small book counts for so many ids, since it is not for nothing. */
const BOOK_SIZE_MIN = 1_000;

const shelfOf = keptWith<LRUCache<Partition, Book>>(
  () =>
    new LRUCache({
      maxSize: IDS_IN_MEMORY,
      sizeCalculation: ({ ids }) => Math.max(BOOK_SIZE_MIN, ids.size),
      ttl: BOOK_MAX_AGE_MS,
    }),
);

/** Marks an activity by its id and what it says. */
export function marked(activity: TakenActivity): Marked {
  const { id, personId, kind, at, catalogId, countsIn } = activity;
  const ofId = hash('sha256', id, 'buffer');
  return {
    activity,
    // A mark of two zeros stands for none.
    mark: { high: ofId.readUInt32LE(0), low: ofId.readUInt32LE(4) || 1 },
    use: {
      fingerprint: fingerprintOf(`${personId} ${kind} ${at} ${catalogId ?? ''}`),
      countsIn: monthNumber(countsIn),
    },
  };
}

/**
 * The book of a bucket with every page that is there now: what others have written since is read first. To be asked for by one
 * at a time.
 */
export async function readBook(store: Store, partition: Partition): Promise<Book> {
  const shelf = shelfOf(store);
  const book = shelf.get(partition) ?? { ids: createIdBook(), pages: 0 };
  const stack = await store.read(partition, activityStacks, {});
  if (stack === null) await store.commit(partition, [create(activityStacks, { pages: 0 })]);
  if (stack !== null && stack.doc.pages > book.pages) {
    const range = { from: book.pages };
    for await (const { doc } of eachOf(store, partition, activityPages, 'byNumber', range, 20))
      for (const { mark, use } of rowsIn(doc).map(marked))
        if (book.ids.find(mark) === null) book.ids.note(mark, use);
    book.pages = stack.doc.pages;
  }
  shelf.set(partition, book);
  return book;
}

/** So many activities make a page at most. */
const PAGE_ROWS = 500;

/**
 * Puts activities on new pages behind those of the book, all or none, and notes their ids in it.
 * @returns false where somebody else has put a page there meanwhile: the book is to be read again
 */
export async function putPages(
  store: Store,
  partition: Partition,
  book: Book,
  fresh: readonly Marked[],
  expiresAt: number,
): Promise<boolean> {
  const count = Math.ceil(fresh.length / PAGE_ROWS);
  const pages = Array.from({ length: count }, (_, nth) =>
    pageOf(
      book.pages + nth,
      fresh.slice(nth * PAGE_ROWS, (nth + 1) * PAGE_ROWS).map(({ activity }) => activity),
      expiresAt,
    ),
  );
  const { outcome } = await store.commit(partition, [
    ...pages.map((page) => create(activityPages, page)),
    add(activityStacks, {}, { pages: count }, { pages: { atMost: book.pages + count } }),
  ]);
  if (outcome === 'refused') return false;
  for (const { mark, use } of fresh) book.ids.note(mark, use);
  book.pages += count;
  return true;
}
