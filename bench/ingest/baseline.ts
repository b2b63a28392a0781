import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Activity } from '../../api/usage/rules/activities.ts';
import { digestOf, stopwatch } from '../measuring.ts';
import type { Outcome, Work } from './work.ts';

/**
 * The same facts and uniques by statements written by hand for exactly this: numbers for GUIDs, kinds and months, narrow
 * tables in the order of their keys, one row with a bitmap of months for each person and scope, looked at once for each
 * person of a batch, figures added up for the batch. Durable as ours: WAL with synchronous=FULL, whole groups of batches in
 * one transaction, so that each is on disk when it is done.
 */
const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA cache_size = -262144;
  PRAGMA wal_autocheckpoint = 40000;
  PRAGMA temp_store = MEMORY;
  CREATE TABLE person (seq INTEGER PRIMARY KEY, guid BLOB NOT NULL UNIQUE);
  CREATE TABLE activity (
    id TEXT PRIMARY KEY, person INTEGER, kind INTEGER, at INTEGER, catalog INTEGER, countsIn INTEGER
  ) WITHOUT ROWID;
  CREATE TABLE active (
    person INTEGER, scope INTEGER, months INTEGER, PRIMARY KEY (person, scope)
  ) WITHOUT ROWID;
  CREATE TABLE last (person INTEGER PRIMARY KEY, day INTEGER);
  CREATE TABLE figure (
    month INTEGER, scope INTEGER, uniques INTEGER, newcomers INTEGER, PRIMARY KEY (month, scope)
  ) WITHOUT ROWID;
`;

const COUNTING = new Set([
  'course-consumed',
  'attachment-downloaded',
  'note-created',
  'comment-created',
  'external-content-consumed',
]);
const DAY_MS = 86_400_000;

const bytesOf = (guid: string): Buffer => Buffer.from(guid.replaceAll('-', ''), 'hex');

/** Runs the work by hand-written statements; `groupSize` batches share one transaction. */
export function runBaseline(folder: string, work: Work, groupSize: number): Outcome {
  const db = new DatabaseSync(join(folder, 'baseline.sqlite'));
  db.exec(SCHEMA);
  const persons = new Map<string, number>();
  const insertPerson = db.prepare('INSERT INTO person VALUES (?, ?)');
  db.exec('BEGIN');
  for (const personId of work.personIds) {
    persons.set(personId, persons.size + 1);
    insertPerson.run(persons.size, bytesOf(personId));
  }
  db.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
  const catalogs = new Map(work.catalogIds.map((catalogId, nth) => [catalogId, nth + 1]));
  const kinds = new Map<string, number>();

  const take = db.prepare('INSERT OR IGNORE INTO activity VALUES (?, ?, ?, ?, ?, ?)');
  const taken = db.prepare('SELECT person, kind, at, catalog FROM activity WHERE id = ?');
  taken.setReturnArrays(true);
  const monthsOf = db.prepare('SELECT months FROM active WHERE person = ? AND scope = ?');
  monthsOf.setReturnArrays(true);
  const setMonths = db.prepare('INSERT OR REPLACE INTO active VALUES (?, ?, ?)');
  const setLast = db.prepare(
    'INSERT INTO last VALUES (?, ?) ON CONFLICT DO UPDATE SET day = excluded.day WHERE excluded.day > day',
  );
  const addFigure = db.prepare(
    'INSERT INTO figure VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET uniques = uniques + excluded.uniques, newcomers = newcomers + excluded.newcomers',
  );

  let fresh = 0;
  let repeated = 0;
  const monthStarts = Array.from({ length: 13 }, (_, nth) => Date.UTC(2026, nth, 1));
  const ingest = (batch: readonly Activity[]): void => {
    /** Months by person and scope; the last day by person. */
    const added = new Map<number, number>();
    const lastDays = new Map<number, number>();
    for (const { id, personId, kind, at, catalogId } of batch) {
      const person = persons.get(personId) ?? 0;
      const catalog = catalogs.get(catalogId ?? '') ?? 0;
      let kindSeq = kinds.get(kind);
      if (kindSeq === undefined) kinds.set(kind, (kindSeq = kinds.size + 1));
      const counts = COUNTING.has(kind);
      const month = monthStarts.findLastIndex((start) => start <= at);
      const { changes } = take.run(id, person, kindSeq, at, catalog, counts ? month : null);
      if (changes === 0) {
        const was = taken.get(id) as unknown as number[];
        if (was[0] !== person || was[1] !== kindSeq || was[2] !== at || was[3] !== catalog)
          throw new Error('An id was used for another activity.');
        repeated++;
        continue;
      }
      fresh++;
      if (!counts) continue;
      const bit = 1 << month;
      const key = person * 16;
      added.set(key, (added.get(key) ?? 0) | bit);
      added.set(key + catalog, (added.get(key + catalog) ?? 0) | bit);
      const day = Math.floor(at / DAY_MS);
      if (day > (lastDays.get(person) ?? 0)) lastDays.set(person, day);
    }
    const figures = new Map<number, [uniques: number, newcomers: number]>();
    const move = (month: number, scope: number, unique: number, newcomers: number): void => {
      const sum = figures.get(month * 16 + scope) ?? [0, 0];
      figures.set(month * 16 + scope, [sum[0] + unique, sum[1] + newcomers]);
    };
    for (const [key, bits] of added) {
      const person = key >> 4;
      const scope = key & 15;
      const row = monthsOf.get(person, scope) as unknown as [number] | undefined;
      const before = row?.[0] ?? 0;
      const after = before | bits;
      if (after === before) continue;
      setMonths.run(person, scope, after);
      for (let month = 0; month < 12; month++)
        if (((after & ~before) >> month) & 1) move(month, scope, 1, 0);
      const [was, is] = [before & -before, after & -after];
      if (was === is) continue;
      move(31 - Math.clz32(is), scope, 0, 1);
      if (was !== 0) move(31 - Math.clz32(was), scope, 0, -1);
    }
    for (const [person, day] of lastDays) setLast.run(person, day);
    for (const [key, [uniques, newcomers]] of figures)
      addFigure.run(key >> 4, key & 15, uniques, newcomers);
  };

  const stop = stopwatch(work.activities);
  for (let from = 0; from < work.batches.length; from += groupSize) {
    db.exec('BEGIN IMMEDIATE');
    for (const batch of work.batches.slice(from, from + groupSize)) ingest(batch);
    db.exec('COMMIT');
  }
  const timing = stop();
  const lines = linesOf(db, work);
  db.close();
  return { ...timing, fresh, repeated, digest: digestOf(lines), lines: lines.length };
}

/** Everything that this side ends with, in the words that both sides share. */
function linesOf(db: DatabaseSync, work: Work): string[] {
  const all = (sql: string): Record<string, unknown>[] => db.prepare(sql).all();
  const scopeOf = (seq: unknown): string => work.catalogIds[Number(seq) - 1] ?? 'tenant';
  const monthOf = (nth: unknown): string => `2026-${String(Number(nth) + 1).padStart(2, '0')}`;
  const personOf = (seq: unknown): string => work.personIds[Number(seq) - 1] ?? '';
  return [
    ...all('SELECT * FROM figure').map(
      ({ month, scope, uniques, newcomers }) =>
        `figure ${monthOf(month)} ${scopeOf(scope)} ${String(uniques)} ${String(newcomers)}`,
    ),
    ...all('SELECT * FROM active').flatMap(({ person, scope, months }) =>
      Array.from({ length: 12 }, (_, nth) => nth)
        .filter((nth) => (Number(months) >> nth) & 1)
        .map((nth) => `active ${personOf(person)} ${scopeOf(scope)} ${monthOf(nth)}`),
    ),
    ...all('SELECT * FROM last').map(
      ({ person, day }) =>
        `last ${personOf(person)} ${new Date(Number(day) * DAY_MS).toISOString().slice(0, 10)}`,
    ),
    ...all('SELECT id, person, at FROM activity').map(
      ({ id, person, at }) => `activity ${String(id)} ${personOf(person)} ${String(at)}`,
    ),
  ];
}
