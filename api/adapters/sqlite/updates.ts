import type { Raw } from './fields.ts';
import { keyColumns, PARTITION, rowColumns, VERSION, type Table } from './layout.ts';
import { equalTo } from './rows.ts';

/** An UPDATE and the places in a row of the values that it sets, in its order. */
interface Update {
  readonly sql: string;
  readonly places: readonly number[];
}

/**
 * The UPDATE statements of a kind. SQLite rewrites every index whose column is set, changed or not, so that indexed
 * columns are only set where they changed; the others are all set, since they are one row in any case.
 */
export function updatesOf(table: Table): (before: readonly Raw[], after: readonly Raw[]) => Update {
  const indexed = new Set<number>();
  for (const index of table.indexes.values())
    if (index.each === null && index.tree !== null)
      for (const field of [...index.equals, ...index.sort, ...(index.when ? [index.when] : [])])
        indexed.add(table.position.get(field.name) ?? 0);
  if (table.kind.expires !== undefined) indexed.add(table.position.get(table.kind.expires) ?? 0);
  const columns = rowColumns(table);
  const places = columns
    .map((_, place) => place)
    .filter((place) => place === 0 || place > table.keyLength);
  const always = places.filter((place) => !indexed.has(place));
  const sometimes = places.filter((place) => indexed.has(place));
  const known = new Map<string, Update>();

  return (before, after) => {
    const changed = sometimes.filter((place) => before[place] !== after[place]);
    const name = changed.join();
    let update = known.get(name);
    if (update === undefined) {
      const set = [...always, ...changed];
      update = {
        places: set,
        sql: `UPDATE ${table.name} SET ${set
          .map((place) => `${columns[place] ?? VERSION} = ?`)
          .join(', ')} WHERE ${equalTo(keyColumns(table))}`,
      };
      known.set(name, update);
    }
    return update;
  };
}

/** Adds a document's row. */
export const insertSql = (table: Table): string => {
  const columns = [PARTITION, ...rowColumns(table)];
  return `INSERT INTO ${table.name} (${columns.join(', ')}) VALUES (${columns
    .map(() => '?')
    .join(', ')})`;
};

/** Drops a document's row. */
export const deleteSql = (table: Table): string =>
  `DELETE FROM ${table.name} WHERE ${equalTo(keyColumns(table))}`;

/** The version of a document, for whether it exists. */
export const versionSql = (table: Table): string =>
  `SELECT ${VERSION} FROM ${table.name} WHERE ${equalTo(keyColumns(table))}`;
