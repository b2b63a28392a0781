/** What one act changed. Its number (from 1) is a watermark: everything up to it was seen. */
export interface LogEntry {
  /** When, in milliseconds of the local clock. */
  readonly at: number;
}

/** The changes of one collection in their order. Only changes are kept, never the world they were made in. */
export interface ChangeLog<Entry extends LogEntry> {
  /** Adds an entry and gives its number. */
  append(entry: Entry): number;
  /** The number of the newest entry, 0 when there is none. */
  newest(): number;
  /** The newest number that a reader sees whose copy lags `lagMs` behind. */
  newestSeen(lagMs: number, nowMs: number): number;
  /** The entry with this number. */
  entry(number: number): Entry;
  /** The entries after `after`, up to and with `upTo`. */
  between(after: number, upTo: number): readonly Entry[];
}

export function createChangeLog<Entry extends LogEntry>(): ChangeLog<Entry> {
  const entries: Entry[] = [];
  return {
    append: (entry) => entries.push(entry),
    newest: () => entries.length,
    newestSeen(lagMs, nowMs) {
      if (lagMs === 0) return entries.length;
      return entries.findLastIndex((entry) => entry.at <= nowMs - lagMs) + 1;
    },
    entry(number) {
      const entry = entries[number - 1];
      if (!entry) throw new RangeError(`The change log has no entry ${number}.`);
      return entry;
    },
    between: (after, upTo) => entries.slice(after, upTo),
  };
}
