import type { Statements } from './statements.ts';

const BLOCK = 1_000_000;

/** Numbers for versions and for places in the log: each greater than every one before it, over all restarts. */
export interface Versions {
  /** The next one; only within a transaction. */
  next(): number;
  /** After a rollback: what it noted in the file is gone. */
  forget(): void;
}

/**
 * Takes numbers from blocks that are noted in the file before they are used, so that handing one out costs nothing. What is
 * noted is read whenever a block begins and not before: whoever is to write next is made while another one still takes blocks.
 */
export function versionsOf(statements: Statements, block = BLOCK): Versions {
  const noted = (): number =>
    Number(statements.row(`SELECT value FROM "_meta" WHERE name = 'versions'`)?.[0] ?? 0);
  let last = 0;
  /** The last of the block; 0 where none was begun. */
  let end = 0;
  return {
    next() {
      if (last === end) {
        last = noted();
        end = last + block;
        statements(`INSERT OR REPLACE INTO "_meta" (name, value) VALUES ('versions', ?)`).run(
          String(end),
        );
      }
      return ++last;
    },
    forget() {
      if (noted() < end) last = end = 0;
    },
  };
}
