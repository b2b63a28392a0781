import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

/**
 * The stand-in's memory: a SQLite file in which every answered write is on disk, or no file at all. One process has it.
 * `lsn` counts the container's transactions; `previous` is what stood there before the last write, for stale reads.
 */
const TABLES = `
  CREATE TABLE IF NOT EXISTS databases (name TEXT PRIMARY KEY);
  CREATE TABLE IF NOT EXISTS containers (
    rid INTEGER PRIMARY KEY, database TEXT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL, lsn INTEGER NOT NULL DEFAULT 0,
    UNIQUE (database, name)
  );
  CREATE TABLE IF NOT EXISTS ranges (
    container INTEGER NOT NULL, id TEXT NOT NULL, low TEXT NOT NULL, high TEXT NOT NULL, parents TEXT NOT NULL, gone INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (container, id)
  );
  CREATE TABLE IF NOT EXISTS docs (
    seq INTEGER PRIMARY KEY, container INTEGER NOT NULL, pk TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, etag TEXT NOT NULL,
    ts INTEGER NOT NULL, endsAtMs INTEGER, lsn INTEGER NOT NULL, place INTEGER NOT NULL, terms INTEGER NOT NULL, previous TEXT,
    UNIQUE (container, pk, id)
  );
  CREATE INDEX IF NOT EXISTS feed ON docs (container, pk, lsn, place);
  CREATE INDEX IF NOT EXISTS ends ON docs (endsAtMs) WHERE endsAtMs IS NOT NULL;
  CREATE TABLE IF NOT EXISTS terms (
    container INTEGER NOT NULL, path TEXT NOT NULL, pk TEXT NOT NULL, value NOT NULL, doc INTEGER NOT NULL,
    PRIMARY KEY (container, path, pk, value, doc)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS termsOfDoc ON terms (doc, path, value);
`;

/** A row as SQLite gives it: these tables hold texts and numbers alone. */
export type Row = Readonly<Record<string, string | number | null>>;

/** Statements over the memory. */
export interface Storage {
  row(sql: string, ...values: SQLInputValue[]): Row | undefined;
  rows(sql: string, ...values: SQLInputValue[]): Row[];
  run(sql: string, ...values: SQLInputValue[]): void;
  /** All or nothing: what `work` throws undoes what it wrote. */
  atomically<T>(work: () => T): T;
  close(): void;
}

/** Opens the memory in a folder, or one that is gone with the process. @throws Error where another process has it */
export function openStorage(folder: string | null): Storage {
  if (folder !== null) mkdirSync(folder, { recursive: true });
  const db = new DatabaseSync(folder === null ? ':memory:' : join(folder, 'cosmos.sqlite'), {
    timeout: 0,
  });
  db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  db.exec(TABLES);
  const prepared = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  const statement = (sql: string): ReturnType<DatabaseSync['prepare']> => {
    let made = prepared.get(sql);
    if (made === undefined) {
      made = db.prepare(sql);
      prepared.set(sql, made);
    }
    return made;
  };
  return {
    row: (sql, ...values) => statement(sql).get(...values) as unknown as Row | undefined,
    rows: (sql, ...values) => statement(sql).all(...values) as unknown as Row[],
    run: (sql, ...values) => void statement(sql).run(...values),
    atomically(work) {
      db.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        db.exec('COMMIT');
        return result;
      } catch (error) {
        db.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => db.close(),
  };
}
