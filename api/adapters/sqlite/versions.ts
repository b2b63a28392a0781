import type { Statements } from './statements.ts';

const BLOCK = 1_000_000;

/** Numbers for versions and for places in the log: each greater than every one before it, over all restarts. */
export interface Versions {
  /** The next one; only within a transaction. */
  next(): number;
  /** After a rollback: what it noted in the file is gone. */
  forget(): void;
}

/** Takes numbers from blocks that are noted in the file before they are used, so that handing one out costs nothing. */
export function versionsOf(statements: Statements): Versions {
  const noted = (): number =>
    Number(statements.row(`SELECT value FROM "_meta" WHERE name = 'versions'`)?.[0] ?? 0);
  let end = noted();
  let last = end;
  return {
    next() {
      if (last === end) {
        end += BLOCK;
        statements(`INSERT OR REPLACE INTO "_meta" (name, value) VALUES ('versions', ?)`).run(
          String(end),
        );
      }
      return ++last;
    },
    forget() {
      end = noted();
      last = Math.min(last, end);
    },
  };
}
