import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { digestOf } from '../measuring.ts';
import { ENROLLED_AT, measured, type Batch, type Outcome, type Work } from './work.ts';

/**
 * The same facts and figures by statements written by hand for exactly this: numbers for GUIDs, narrow tables in the
 * order of their keys, one statement for each fact, a 256 MB cache, rare checkpoints, whole groups in one transaction.
 * Durable as ours: WAL with synchronous=FULL, so that each group is on disk when it is done.
 */
const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA cache_size = -262144;
  PRAGMA wal_autocheckpoint = 40000;
  PRAGMA temp_store = MEMORY;
  CREATE TABLE guid (seq INTEGER PRIMARY KEY, guid BLOB NOT NULL UNIQUE);
  CREATE TABLE person (seq INTEGER PRIMARY KEY, displayName TEXT, userName TEXT);
  CREATE TABLE enrolment (
    training INTEGER, person INTEGER, catalog INTEGER, live INTEGER, direct INTEGER, enrolledAt INTEGER,
    PRIMARY KEY (training, person)
  ) WITHOUT ROWID;
  CREATE TABLE listEntry (
    person INTEGER, catalog INTEGER, live INTEGER, direct INTEGER, listedAt INTEGER,
    PRIMARY KEY (person, catalog)
  ) WITHOUT ROWID;
  CREATE TABLE counted (person INTEGER PRIMARY KEY, since INTEGER);
  CREATE TABLE head (used INTEGER);
  CREATE TABLE catalogFigure (catalog INTEGER PRIMARY KEY, used INTEGER, listed INTEGER, live INTEGER);
  CREATE TABLE trainingFigure (training INTEGER PRIMARY KEY, live INTEGER);
  CREATE TABLE event (seq INTEGER PRIMARY KEY, id BLOB, at INTEGER, training INTEGER, people BLOB);
`;

const bytesOf = (guid: string): Buffer => Buffer.from(guid.replaceAll('-', ''), 'hex');

/** Runs the work by hand-written statements; `groupSize` commits share one transaction. */
export function runBaseline(folder: string, work: Work, groupSize: number): Outcome {
  const db = new DatabaseSync(join(folder, 'baseline.sqlite'));
  db.exec(SCHEMA);
  const seqs = new Map<string, number>();
  const insertGuid = db.prepare('INSERT INTO guid (seq, guid) VALUES (?, ?)');
  const seqOf = (guid: string): number => {
    const known = seqs.get(guid);
    if (known !== undefined) return known;
    const seq = seqs.size + 1;
    insertGuid.run(seq, bytesOf(guid));
    seqs.set(guid, seq);
    return seq;
  };

  db.exec('BEGIN');
  const insertPerson = db.prepare('INSERT INTO person VALUES (?, ?, ?)');
  for (const person of work.people)
    insertPerson.run(seqOf(person.personId), person.displayName, person.userName);
  db.exec('INSERT INTO head VALUES (0)');
  for (const catalogId of work.catalogIds)
    db.prepare('INSERT INTO catalogFigure VALUES (?, 0, 0, 0)').run(seqOf(catalogId));
  for (const { trainingId } of work.trainings)
    db.prepare('INSERT INTO trainingFigure VALUES (?, 0)').run(seqOf(trainingId));
  db.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');

  const insertEnrolment = db.prepare('INSERT INTO enrolment VALUES (?, ?, ?, 1, 1, ?)');
  const listOrRaise = db.prepare(
    'INSERT INTO listEntry VALUES (?, ?, 1, 1, ?) ON CONFLICT DO UPDATE SET live = live + 1 RETURNING live',
  );
  listOrRaise.setReturnArrays(true);
  const count = db.prepare('INSERT OR IGNORE INTO counted VALUES (?, ?)');
  const addUsed = db.prepare('UPDATE head SET used = used + ?');
  const addCatalog = db.prepare(
    'UPDATE catalogFigure SET used = used + ?, listed = listed + ?, live = live + ? WHERE catalog = ?',
  );
  const addTraining = db.prepare('UPDATE trainingFigure SET live = live + ? WHERE training = ?');
  const insertEvent = db.prepare(
    'INSERT INTO event (id, at, training, people) VALUES (?, ?, ?, ?)',
  );

  const enrol = ({ eventId, trainingId, catalogId, personIds }: Batch): void => {
    const training = seqOf(trainingId);
    const catalog = seqOf(catalogId);
    const people = new Uint32Array(personIds.length);
    let listed = 0;
    let counted = 0;
    personIds.forEach((personId, nth) => {
      const person = seqOf(personId);
      people[nth] = person;
      insertEnrolment.run(training, person, catalog, ENROLLED_AT);
      const live = listOrRaise.get(person, catalog, ENROLLED_AT) as unknown as [number];
      if (live[0] === 1) {
        listed++;
        counted += Number(count.run(person, ENROLLED_AT).changes);
      }
    });
    addUsed.run(counted);
    addCatalog.run(listed, listed, personIds.length, catalog);
    addTraining.run(personIds.length, training);
    insertEvent.run(bytesOf(eventId), ENROLLED_AT, training, new Uint8Array(people.buffer));
  };

  const timing = measured(work, () => {
    for (let from = 0; from < work.batches.length; from += groupSize) {
      db.exec('BEGIN IMMEDIATE');
      for (const batch of work.batches.slice(from, from + groupSize)) enrol(batch);
      db.exec('COMMIT');
    }
  });
  const lines = linesOf(db, seqs);
  db.close();
  return { ...timing, digest: digestOf(lines), lines: lines.length };
}

/** Everything that this side ends with, in the words that both sides share. */
function linesOf(db: DatabaseSync, seqs: ReadonlyMap<string, number>): string[] {
  const guids = new Map([...seqs].map(([guid, seq]) => [seq, guid]));
  const guid = (seq: unknown): string => guids.get(Number(seq)) ?? '';
  const all = (sql: string): Record<string, unknown>[] => db.prepare(sql).all();
  const guidOf = (bytes: Uint8Array): string =>
    Buffer.from(bytes)
      .toString('hex')
      .replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
  return [
    ...all('SELECT * FROM enrolment').map(
      (e) =>
        `enrolment ${guid(e.training)} ${guid(e.person)} ${guid(e.catalog)} ${String(e.live)} direct ${String(e.enrolledAt)}`,
    ),
    ...all('SELECT * FROM listEntry').map(
      (l) =>
        `list ${guid(l.person)} ${guid(l.catalog)} ${String(l.live)} direct ${String(l.listedAt)}`,
    ),
    ...all('SELECT * FROM counted').map((c) => `counted ${guid(c.person)} ${String(c.since)}`),
    ...all('SELECT * FROM head').map((h) => `used ${String(h.used)}`),
    ...all('SELECT * FROM catalogFigure').map(
      (f) => `catalog ${guid(f.catalog)} ${String(f.used)} ${String(f.listed)} ${String(f.live)}`,
    ),
    ...all('SELECT * FROM trainingFigure').map(
      (f) => `training ${guid(f.training)} ${String(f.live)}`,
    ),
    ...all('SELECT * FROM event').map((e) => {
      const bytes = Uint8Array.from(e.people as Uint8Array);
      const people = [...new Uint32Array(bytes.buffer)].map(guid);
      return `event ${guidOf(e.id as Uint8Array)} ${guid(e.training)} ${people.join(' ')}`;
    }),
  ];
}
