import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { fold } from '../../api/kernel/text.ts';
import type { Timing } from '../measuring.ts';
import { ENROLLED_AT, measured, type Batch, type Work } from './work.ts';

/**
 * What the product keeps, by hand: the same wide rows for people (a map of catalogs, words to search by, versions) and
 * the same indexes to list by (people by standing and name, by place in a catalog and name, by idleness; enrolments by
 * person), as statements for exactly this. It tells the price of what is kept from the price of the port. No facts are
 * read back.
 */
const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA cache_size = -262144;
  PRAGMA wal_autocheckpoint = 40000;
  PRAGMA temp_store = MEMORY;
  CREATE TABLE person (
    v INTEGER, p INTEGER, id INTEGER, displayName TEXT, nameKey TEXT, userName TEXT, mail TEXT, guest INTEGER,
    account TEXT, deletedAt INTEGER, removedAt INTEGER, flowSince INTEGER, lastActiveAt INTEGER, catalogs TEXT, clearing TEXT,
    unfinished INTEGER, counted INTEGER, countedSince INTEGER, idleSince INTEGER, standing TEXT, generation INTEGER, page INTEGER,
    dueAt INTEGER, places TEXT, words TEXT
  );
  CREATE UNIQUE INDEX personKey ON person (p, id);
  CREATE INDEX personStanding ON person (p, standing, nameKey, id);
  CREATE INDEX personIdle ON person (p, idleSince, id) WHERE idleSince IS NOT NULL;
  CREATE TABLE place (p INTEGER, place TEXT, nameKey TEXT, id INTEGER, PRIMARY KEY (p, place, nameKey, id)) WITHOUT ROWID;
  CREATE TABLE enrolment (
    v INTEGER, p INTEGER, training INTEGER, id INTEGER, catalog INTEGER, live INTEGER, sources TEXT,
    enrolledAt INTEGER, endsOn TEXT, endedAt INTEGER, actId TEXT
  );
  CREATE UNIQUE INDEX enrolmentKey ON enrolment (p, training, id);
  CREATE INDEX enrolmentPerson ON enrolment (p, id, training);
  CREATE TABLE event (v INTEGER PRIMARY KEY, p INTEGER, id TEXT UNIQUE, at INTEGER, data TEXT);
  CREATE TABLE figure (name TEXT PRIMARY KEY, used INTEGER, listed INTEGER, live INTEGER) WITHOUT ROWID;
`;

type Catalogs = Record<string, { listedAt: number; sources: string[]; live: number }>;

/** Runs the work; `groupSize` commits share one transaction. */
export function runSameRows(folder: string, work: Work, groupSize: number): Timing {
  const db = new DatabaseSync(join(folder, 'same-rows.sqlite'));
  db.exec(SCHEMA);
  const seqs = new Map<string, number>();
  const seqOf = (guid: string): number => {
    const known = seqs.get(guid);
    if (known !== undefined) return known;
    seqs.set(guid, seqs.size + 1);
    return seqs.size;
  };
  let version = 0;
  const statement = (sql: string): ((...values: SQLInputValue[]) => unknown) => {
    const prepared = db.prepare(sql);
    return (...values) => prepared.run(...values);
  };

  db.exec('BEGIN');
  const known = statement(
    `INSERT INTO person VALUES (?, 1, ?, ?, ?, ?, ?, 0, 'enabled', NULL, NULL, NULL, NULL, '{}', '[]', 0, 0, NULL, NULL, 'no-enrolment', 1, 0, NULL, '[]', ?)`,
  );
  for (const { personId, displayName, userName } of work.people) {
    const words = JSON.stringify([...fold(displayName).split(' '), userName]);
    known(++version, seqOf(personId), displayName, fold(displayName), userName, userName, words);
  }
  db.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');

  const read = db.prepare(
    'SELECT rowid, nameKey, catalogs, counted, places FROM person WHERE p = 1 AND id = ?',
  );
  read.setReturnArrays(true);
  const enrolment = statement(
    `INSERT INTO enrolment VALUES (?, 1, ?, ?, ?, 1, '["direct"]', ?, NULL, NULL, ?)`,
  );
  const update = statement('UPDATE person SET v = ?, catalogs = ?, places = ? WHERE rowid = ?');
  const countToo = statement(
    `UPDATE person SET v = ?, catalogs = ?, places = ?, counted = 1, countedSince = ?, idleSince = ?, standing = 'counted' WHERE rowid = ?`,
  );
  const place = statement('INSERT INTO place VALUES (1, ?, ?, ?)');
  const event = statement('INSERT INTO event VALUES (?, 1, ?, ?, ?)');
  const figure = statement(
    'INSERT INTO figure VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET used = used + excluded.used, listed = listed + excluded.listed, live = live + excluded.live',
  );

  const enrol = ({ eventId, trainingId, catalogId, personIds }: Batch): void => {
    const [training, catalog] = [seqOf(trainingId), seqOf(catalogId)];
    let listed = 0;
    let counted = 0;
    for (const personId of personIds) {
      const id = seqOf(personId);
      const row = read.get(id) as unknown as [number, string, string, number, string];
      const [rowid, nameKey, catalogsText, wasCounted, placesText] = row;
      const catalogs = JSON.parse(catalogsText) as Catalogs;
      const places = JSON.parse(placesText) as string[];
      const entry = (catalogs[catalogId] ??= {
        listedAt: ENROLLED_AT,
        sources: ['direct'],
        live: 0,
      });
      if (entry.live++ === 0) {
        listed++;
        places.push(`${catalogId}/learning`);
        place(`${catalogId}/learning`, nameKey, id);
      }
      enrolment(++version, training, id, catalog, ENROLLED_AT, eventId);
      const texts = [JSON.stringify(catalogs), JSON.stringify(places)] as const;
      if (wasCounted === 0) {
        counted++;
        countToo(++version, ...texts, ENROLLED_AT, ENROLLED_AT, rowid);
      } else update(++version, ...texts, rowid);
    }
    figure('head', counted, 0, 0);
    figure(catalogId, listed, listed, personIds.length);
    figure(trainingId, 0, 0, personIds.length);
    event(++version, eventId, ENROLLED_AT, JSON.stringify({ trainingId, personIds }));
  };

  const timing = measured(work, () => {
    for (let from = 0; from < work.batches.length; from += groupSize) {
      db.exec('BEGIN IMMEDIATE');
      for (const batch of work.batches.slice(from, from + groupSize)) enrol(batch);
      db.exec('COMMIT');
    }
  });
  db.close();
  return timing;
}
