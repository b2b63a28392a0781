import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { CatalogId, PersonId, TrainingId } from '../../kernel/ids.ts';
import { fold } from '../../kernel/text.ts';
import { DAY_MS } from '../../kernel/time.ts';
import type { RowRefusal } from '../rules/outcome.ts';
import type { RowCells } from '../rules/row.ts';

/** A row as it was read and looked up: with whom it means, or with what is wrong with it. */
export interface ReadyRow extends RowCells {
  readonly line: number;
  /** Null where the row has a fault. */
  readonly personId: PersonId | null;
  readonly fault: RowRefusal | null;
}

/** A row with the course that it names and the last line that has the same person and course. */
export interface StagedRow extends ReadyRow {
  readonly targetId: number | null;
  readonly lastLine: number | null;
}

/** A course that rows name, by the folded names; settled once it is known or made. */
export interface Target {
  readonly targetId: number;
  readonly catalog: string;
  readonly course: string;
  readonly catalogId: CatalogId | null;
  readonly trainingId: TrainingId | null;
  readonly fault: RowRefusal | null;
}

/** How far the upload was read. */
export interface ReadPlace {
  readonly byte: number;
  readonly line: number;
  readonly rows: number;
  readonly finished: boolean;
}

/** What a target was found to be. */
export interface Settled {
  readonly catalogId: CatalogId | null;
  readonly trainingId: TrainingId | null;
  readonly fault: RowRefusal | null;
}

/**
 * An import's rows on this machine's disk, so that a file of any size is put in order in little memory: which row is
 * the last for its person and course can only be known at the end. It holds nothing that the upload does not give
 * again: where it is lost, it is read anew.
 */
export interface Staging {
  readPlace(): ReadPlace | null;
  /** Keeps rows and how far the reading is, all or none. */
  add(rows: readonly ReadyRow[], place: ReadPlace): void;
  /** The targets that are not settled yet, oldest first. */
  openTargets(limit: number): readonly Target[];
  /** Notes that this import is about to make a catalog or course, before it does: after a stop they are still its own. */
  noteNew(targetId: number, what: 'catalog' | 'course'): void;
  settle(targetId: number, settled: Settled): void;
  target(targetId: number): Target;
  /** The names of what is new, the first so many, and how many there are. */
  newCatalogs(limit: number): { readonly count: number; readonly names: readonly string[] };
  newCourses(limit: number): {
    readonly count: number;
    readonly names: readonly { readonly catalog: string; readonly course: string }[];
  };
  /** The next rows after a line. */
  rowsAfter(line: number, limit: number): readonly StagedRow[];
  /** For a dry run: the catalogs whose lists the person would be on by now. */
  joined(personId: PersonId): readonly CatalogId[];
  noteJoined(personId: PersonId, catalogId: CatalogId): void;
  /** For a dry run, where seats are limited: gives the person one of so many, or says that none is left. */
  takeSeat(personId: PersonId, left: number): boolean;
  close(): void;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS reading (
    one INTEGER PRIMARY KEY CHECK (one = 1), byte INTEGER, line INTEGER, rows INTEGER, finished INTEGER
  );
  CREATE TABLE IF NOT EXISTS target (
    targetId INTEGER PRIMARY KEY, catalogKey TEXT, courseKey TEXT, catalog TEXT, course TEXT,
    newCatalog INTEGER DEFAULT 0, newCourse INTEGER DEFAULT 0, settled INTEGER DEFAULT 0,
    catalogId TEXT, trainingId TEXT, fault TEXT, UNIQUE (catalogKey, courseKey)
  );
  CREATE INDEX IF NOT EXISTS openTarget ON target (targetId) WHERE settled = 0;
  CREATE TABLE IF NOT EXISTS staged (
    line INTEGER PRIMARY KEY, catalog TEXT, course TEXT, person TEXT, enrolledOn TEXT, unenrolledOn TEXT,
    personId TEXT, fault TEXT, targetId INTEGER
  );
  CREATE TABLE IF NOT EXISTS latest (
    targetId INTEGER, personId TEXT, line INTEGER, PRIMARY KEY (targetId, personId)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS joined (
    personId TEXT, catalogId TEXT, PRIMARY KEY (personId, catalogId)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS seat (personId TEXT PRIMARY KEY) WITHOUT ROWID;
`;

/** 64 MiB, whatever the size of the import. */
const PRAGMAS = `
  PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;
`;

const TARGET = 'targetId, catalog, course, catalogId, trainingId, fault';

/** Opens the staging file of an import, or begins it. */
export function openStaging(file: string): Staging {
  mkdirSync(dirname(file), { recursive: true });
  const db = new DatabaseSync(file);
  db.exec(PRAGMAS);
  db.exec(SCHEMA);
  const sql = {
    place: db.prepare('SELECT byte, line, rows, finished FROM reading'),
    setPlace: db.prepare(
      `INSERT INTO reading VALUES (1, ?, ?, ?, ?) ON CONFLICT (one) DO UPDATE SET
       byte = excluded.byte, line = excluded.line, rows = excluded.rows, finished = excluded.finished`,
    ),
    addTarget: db.prepare(
      `INSERT INTO target (catalogKey, courseKey, catalog, course) VALUES (?, ?, ?, ?)
       ON CONFLICT (catalogKey, courseKey) DO UPDATE SET catalogKey = excluded.catalogKey
       RETURNING targetId`,
    ),
    addRow: db.prepare('INSERT INTO staged VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)'),
    setLatest: db.prepare(
      `INSERT INTO latest VALUES (?, ?, ?)
       ON CONFLICT (targetId, personId) DO UPDATE SET line = excluded.line`,
    ),
    open: db.prepare(`SELECT ${TARGET} FROM target WHERE settled = 0 ORDER BY targetId LIMIT ?`),
    noteCatalog: db.prepare(
      `UPDATE target SET newCatalog = 1 WHERE targetId = ? AND NOT EXISTS (
         SELECT 1 FROM target t WHERE t.catalogKey = target.catalogKey AND t.newCatalog = 1)`,
    ),
    noteCourse: db.prepare('UPDATE target SET newCourse = 1 WHERE targetId = ?'),
    settle: db.prepare(
      'UPDATE target SET settled = 1, catalogId = ?, trainingId = ?, fault = ? WHERE targetId = ?',
    ),
    target: db.prepare(`SELECT ${TARGET} FROM target WHERE targetId = ?`),
    catalogs: db.prepare(
      'SELECT catalog FROM target WHERE newCatalog = 1 ORDER BY targetId LIMIT ?',
    ),
    courses: db.prepare(
      'SELECT catalog, course FROM target WHERE newCourse = 1 ORDER BY targetId LIMIT ?',
    ),
    counts: db.prepare('SELECT sum(newCatalog) AS catalogs, sum(newCourse) AS courses FROM target'),
    rows: db.prepare(
      `SELECT s.line, s.catalog, s.course, s.person, s.enrolledOn, s.unenrolledOn, s.personId,
              s.fault, s.targetId, l.line AS lastLine
       FROM staged s LEFT JOIN latest l ON l.targetId = s.targetId AND l.personId = s.personId
       WHERE s.line > ? ORDER BY s.line LIMIT ?`,
    ),
    joined: db.prepare('SELECT catalogId FROM joined WHERE personId = ?'),
    join: db.prepare('INSERT OR IGNORE INTO joined VALUES (?, ?)'),
    takeSeat: db.prepare(
      `INSERT OR IGNORE INTO seat SELECT ? WHERE (SELECT count(*) FROM seat) < ?`,
    ),
    hasSeat: db.prepare('SELECT 1 FROM seat WHERE personId = ?'),
  };

  const stage = (row: ReadyRow): void => {
    const { line, catalog, course, person, enrolledOn, unenrolledOn, personId, fault } = row;
    let targetId: number | null = null;
    if (personId !== null) {
      const found = sql.addTarget.get(fold(catalog), fold(course), catalog, course);
      targetId = Number(found?.['targetId']);
      sql.setLatest.run(targetId, personId, line);
    }
    const day = [enrolledOn, unenrolledOn];
    sql.addRow.run(line, catalog, course, person, ...day, personId, fault, targetId);
  };

  const count = (of: 'catalogs' | 'courses'): number => Number(sql.counts.get()?.[of] ?? 0);

  return {
    readPlace() {
      const place = sql.place.get();
      if (place === undefined) return null;
      const { byte, line, rows, finished } = place as Record<string, number>;
      return { byte, line, rows, finished: finished === 1 } as ReadPlace;
    },
    add(rows, place) {
      db.exec('BEGIN');
      try {
        rows.forEach(stage);
        sql.setPlace.run(place.byte, place.line, place.rows, Number(place.finished));
        db.exec('COMMIT');
      } catch (error) {
        db.exec('ROLLBACK');
        throw error;
      }
    },
    openTargets: (limit) => sql.open.all(limit) as unknown as Target[],
    noteNew(targetId, what) {
      (what === 'catalog' ? sql.noteCatalog : sql.noteCourse).run(targetId);
    },
    settle(targetId, { catalogId, trainingId, fault }) {
      sql.settle.run(catalogId, trainingId, fault, targetId);
    },
    target: (targetId) => sql.target.get(targetId) as unknown as Target,
    newCatalogs: (limit) => ({
      count: count('catalogs'),
      names: sql.catalogs.all(limit).map((row) => String(row['catalog'])),
    }),
    newCourses: (limit) => ({
      count: count('courses'),
      names: sql.courses.all(limit) as unknown as { catalog: string; course: string }[],
    }),
    rowsAfter: (line, limit) => sql.rows.all(line, limit) as unknown as StagedRow[],
    joined: (personId) => sql.joined.all(personId).map((row) => String(row['catalogId'])),
    noteJoined(personId, catalogId) {
      sql.join.run(personId, catalogId);
    },
    takeSeat(personId, left) {
      sql.takeSeat.run(personId, left);
      return sql.hasSeat.get(personId) !== undefined;
    },
    close() {
      db.close();
    },
  };
}

/** A staging file that nobody has touched for so long belongs to an import that was given up. */
const STALE_MS = 7 * DAY_MS;

/** Deletes what imports that were given up have left in the folder. */
export function removeStaleStagings(folder: string): void {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const file = join(folder, name);
    if (Date.now() - statSync(file).mtimeMs > STALE_MS) rmSync(file, { force: true });
  }
}

/** Deletes the staging file of an import; where there is none it does nothing. */
export function removeStaging(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
}
