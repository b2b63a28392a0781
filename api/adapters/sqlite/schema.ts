import type { DatabaseSync } from 'node:sqlite';
import type { Connection } from './connection.ts';
import { expiryDdl, indexDdl, tableDdl } from './ddl.ts';
import { changeBetween, declarationOf, isEach, type Declaration } from './declaration.ts';
import { unavailable } from './faults.ts';
import { quoted, type Raw } from './fields.ts';
import { columnDefinition, entriesColumn, PARTITION, rowColumns, type Table } from './layout.ts';
import { entriesMover, movesBetween } from './entries.ts';
import { REFERENCE_TABLES } from './references.ts';
import { docOf, entriesText, rowidPlace } from './rows.ts';
import type { Statements } from './statements.ts';

/** The way in which this adapter lays kinds out; a file of a later one is refused. Since 2, a log's GUIDs are written out. */
const FORMAT = 2;
/** Marks a SQLite file as Headcount's ("HCNT"). */
const APPLICATION_ID = 0x48434e54;

const pragma = (db: DatabaseSync, name: string): number =>
  Number(Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]);

const isEmpty = (db: DatabaseSync): boolean =>
  db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;

/** Refuses a file that is not ours, or that a newer program has written. True where the file is still empty. */
export function recognise(db: DatabaseSync): boolean {
  if (isEmpty(db)) return true;
  if (pragma(db, 'application_id') !== APPLICATION_ID)
    throw unavailable('data file', 'belongs to another program. Move it away or name another file');
  const format = pragma(db, 'user_version');
  if (format > FORMAT)
    throw unavailable(
      'data file',
      `was written by a newer version of the service (format ${format}, this one reads up to ${FORMAT}). Start that version`,
    );
  return false;
}

function rememberedIn(statements: Statements): Map<string, Declaration> {
  const rows = statements.rows(
    `SELECT name, value FROM "_meta" WHERE name >= 'kind:' AND name < 'kind;'`,
  );
  return new Map(
    rows.map(([name, value]) => [
      String(name).slice('kind:'.length),
      JSON.parse(String(value)) as Declaration,
    ]),
  );
}

const refusal = (kind: string, why: string) =>
  unavailable(
    'data file',
    `does not fit this version of the service (${kind}: ${why}). Start the version that wrote it, or restore the backup that belongs to this one`,
  );

/** Writes the entries of a new `each` index for the documents that are there already. */
function fillEach(
  { statements, references }: Connection,
  table: Table,
  names: readonly string[],
): void {
  const added = table.eachIndexes.filter((index) => names.includes(index.name));
  if (added.length === 0) return;
  const partial: Table = { ...table, eachIndexes: added };
  const set = added.map((index) => `${entriesColumn(index.name)} = ?`).join(', ');
  const moveEntries = entriesMover(statements, partial);
  const update = `UPDATE ${table.name} SET ${set} WHERE rowid = ?`;
  const all = `SELECT ${PARTITION}, ${rowColumns(partial).join(', ')} FROM ${table.name}`;
  for (const [partition, ...row] of statements(all).all() as unknown as Raw[][]) {
    const doc = docOf(table, row, references);
    const texts = added.map((index) => entriesText(table, index, doc, row));
    const after = [...row.slice(0, 1 + table.fields.length), ...texts];
    statements(update).run(...texts, row[rowidPlace(partial)] ?? null);
    moveEntries(Number(partition), movesBetween(partial, null, after));
  }
}

function bringUp(connection: Connection, table: Table, before: Declaration): void {
  const { db } = connection;
  const change = changeBetween(before, declarationOf(table.kind));
  if (typeof change === 'string') throw refusal(table.kind.name, change);
  for (const name of change.oldIndexes) {
    const tree = quoted(`${table.kind.name}.${name}`);
    if (isEach(before, name))
      db.exec(`DROP TABLE ${tree}; ALTER TABLE ${table.name} DROP COLUMN ${entriesColumn(name)}`);
    else db.exec(`DROP INDEX IF EXISTS ${tree}`);
  }
  for (const name of change.newFields) {
    const field = table.fields[(table.position.get(name) ?? 0) - 1];
    if (field) db.exec(`ALTER TABLE ${table.name} ADD COLUMN ${columnDefinition(field)}`);
  }
  for (const name of change.newIndexes) {
    const index = table.indexes.get(name);
    if (index === undefined) continue;
    if (index.each !== null)
      db.exec(`ALTER TABLE ${table.name} ADD COLUMN ${entriesColumn(index.name)} TEXT`);
    for (const sql of indexDdl(table, index)) db.exec(sql);
  }
  if (change.expires) {
    db.exec(`DROP INDEX IF EXISTS ${quoted(`${table.kind.name}._expires`)}`);
    for (const sql of expiryDdl(table)) db.exec(sql);
  }
  fillEach(connection, table, change.newIndexes);
}

/** Refuses a file that holds a kind which this program does not know: a newer one has written it. */
function refuseUnknown(
  remembered: ReadonlyMap<string, Declaration>,
  tables: readonly Table[],
): void {
  for (const name of remembered.keys())
    if (!tables.some((table) => table.kind.name === name))
      throw refusal(name, 'it is not known here');
}

/** Writes the GUIDs out for which the log of a file of format 1 has numbers. */
function writeGuidsOut({ db }: Connection, table: Table): void {
  if (table.logTree === null) return;
  const parts = [[1, 8], [9, 4], [13, 4], [17, 4], [21, 12]]; // prettier-ignore
  const text = parts
    .map(([from, length]) => `substr(hex(guid), ${from}, ${length})`)
    .join(` || '-' || `);
  for (const { name, base } of table.fields)
    if (base === 'written-guid')
      db.exec(
        `UPDATE ${table.name} SET ${quoted(name)} = (SELECT lower(${text}) FROM "_guids" WHERE reference = ${table.name}.${quoted(name)})`,
      );
}

/** For a reader: every kind must lie in the file just as it is declared. */
export function requireSame({ db, statements, tables }: Connection): void {
  if (pragma(db, 'user_version') !== FORMAT)
    throw unavailable('data file', 'is of an older format. Open it for writing first');
  const remembered = rememberedIn(statements);
  for (const table of tables) {
    const before = remembered.get(table.kind.name);
    if (JSON.stringify(before) !== JSON.stringify(declarationOf(table.kind)))
      throw refusal(table.kind.name, 'it lies otherwise in the file; open it for writing first');
  }
}

/**
 * Brings the file to the declarations: makes what is missing (tables, columns that may be null, indexes) and refuses
 * what does not fit. To be run in one transaction. Gives the names of the kinds that were made or changed.
 */
export function bringSchemaUp(connection: Connection, empty: boolean): string[] {
  const { db, statements, tables } = connection;
  if (empty) {
    db.exec('CREATE TABLE "_meta" (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID');
    for (const sql of REFERENCE_TABLES) db.exec(sql);
    db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
  }
  const format = pragma(db, 'user_version');
  // A write at each opening: a file that may only be read is refused now and not at the first commit.
  db.exec(`PRAGMA user_version = ${FORMAT}`);
  const remembered = rememberedIn(statements);
  refuseUnknown(remembered, tables);
  const changed: string[] = [];
  for (const table of tables) {
    const before = remembered.get(table.kind.name);
    const declared = JSON.stringify(declarationOf(table.kind));
    if (before !== undefined && format < 2) writeGuidsOut(connection, table);
    if (JSON.stringify(before) === declared) continue;
    if (before === undefined) {
      for (const sql of tableDdl(table)) db.exec(sql);
      for (const index of table.indexes.values())
        for (const sql of indexDdl(table, index)) db.exec(sql);
      for (const sql of expiryDdl(table)) db.exec(sql);
    } else bringUp(connection, table, before);
    statements('INSERT OR REPLACE INTO "_meta" (name, value) VALUES (?, ?)').run(
      `kind:${table.kind.name}`,
      declared,
    );
    changed.push(table.kind.name);
  }
  return changed;
}
