import type { Journal } from '../journal.ts';
import { createBook, type Account, type Book, type Happening, type Order } from './book.ts';
import type { Session, Subscription } from './book.ts';

/** What one act has changed: one line of the journal, so that an act is kept wholly or not at all. */
interface ActEntry {
  readonly sessions: readonly Session[];
  readonly accounts: readonly Account[];
  readonly subscriptions: readonly Subscription[];
  readonly orders: readonly Order[];
  readonly happenings: readonly Happening[];
}

/** A line of the journal; `done`: ids of what needs to be told no more. */
type Entry = ActEntry | { readonly done: readonly string[] };

/** What was kept. */
export interface Kept {
  readonly book: Book;
  readonly happenings: Happening[];
  /** Of those, what was not brought yet. */
  readonly waiting: Happening[];
}

/** The stand-in as the journal tells of it; an empty one where it tells nothing. */
export function restored(entries: readonly unknown[]): Kept {
  const book = createBook();
  const happenings: Happening[] = [];
  const done = new Set<string>();
  // The journal is this program's own: its entries have the form in which they were written.
  for (const entry of entries as readonly Entry[]) {
    if ('done' in entry) {
      for (const id of entry.done) done.add(id);
      continue;
    }
    for (const one of entry.sessions) book.sessions.set(one.id, one);
    for (const one of entry.accounts) book.accounts.set(one.id, one);
    for (const one of entry.subscriptions) book.subscriptions.set(one.id, one);
    for (const one of entry.orders) book.orders.set(one.id, one);
    happenings.push(...entry.happenings);
  }
  return { book, happenings, waiting: happenings.filter(({ id }) => !done.has(id)) };
}

/** Writes down what becomes of the stand-in. */
export interface Keeper {
  /** To be called after each act. */
  changed(): void;
  /** These need to be told no more. */
  readonly done: (happenings: readonly Happening[]) => void;
}

/** Keeps what differs from what was kept last. */
export function createKeeper({ book, happenings }: Kept, journal: Journal): Keeper {
  const known = new Map<string, string>();
  /** Those of the records that are others than when they were looked at last. */
  const changedOf = <R extends { readonly id: string }>(records: ReadonlyMap<string, R>): R[] =>
    [...records.values()].filter((record) => {
      const text = JSON.stringify(record);
      if (known.get(record.id) === text) return false;
      known.set(record.id, text);
      return true;
    });
  const changes = (): ActEntry => ({
    sessions: changedOf(book.sessions),
    accounts: changedOf(book.accounts),
    subscriptions: changedOf(book.subscriptions),
    orders: changedOf(book.orders),
    happenings: happenings.slice(kept),
  });
  let kept = happenings.length;
  // What was restored is kept already.
  changes();
  return {
    changed() {
      const entry = changes();
      kept = happenings.length;
      if (Object.values(entry).some((records: readonly unknown[]) => records.length > 0))
        journal.append(entry);
    },
    done(told) {
      if (told.length > 0) journal.append({ done: told.map(({ id }) => id) } satisfies Entry);
    },
  };
}
