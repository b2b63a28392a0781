import type { AnyKind, Held, Partition, Position, StoreReader } from '../../ports/store.ts';
import type { Connection } from './connection.ts';
import { translated } from './faults.ts';
import { quoted, type Doc, type Raw } from './fields.ts';
import { PARTITION, rowColumns, VERSION, type IndexLayout, type Table } from './layout.ts';
import { countEntries, listPage } from './lists.ts';
import { docOf, heldOf, placedKey, rawKeyOf } from './rows.ts';

const positionAt = (place: number): Position => String(place).padStart(16, '0') as Position;

const logRows = (table: Table): string =>
  `SELECT ${rowColumns(table).join(', ')} FROM ${table.name} INDEXED BY ${quoted(
    table.logTree ?? '',
  )} WHERE ${PARTITION} = ?`;

/** The verbs that read, over one connection; the same for the store itself and for a reader in a worker thread. */
export function readsOf(
  connection: Connection,
  tableOf: (kind: AnyKind) => Table,
): Omit<StoreReader, 'close'> {
  const { statements, references, reading, tables, documentsOf } = connection;

  const indexOf = (table: Table, name: string): IndexLayout => {
    const index = table.indexes.get(name);
    if (index === undefined) throw new Error(`${table.kind.name} has no index ${name}.`);
    return index;
  };

  /** Several statements as of one moment. */
  const atOnce = <T>(work: () => T): T => {
    try {
      reading.begin();
      return work();
    } catch (error) {
      throw translated('data file', error);
    }
  };

  const readOne = (
    table: Table,
    partition: number | null,
    key: Doc,
    raw: readonly Raw[],
  ): Held<Doc> | null => {
    if (partition === null) return null;
    const placed = placedKey(table, raw, references);
    const row = placed && documentsOf(table).byKey(partition, placed);
    return row ? heldOf(table, row, references, key) : null;
  };

  const newest = (table: Table, partition: number): number =>
    Number(
      statements.row(`${logRows(table)} ORDER BY ${VERSION} DESC LIMIT 1`, partition)?.[0] ?? 0,
    );

  const reads = {
    async read(partition: Partition, kind: AnyKind, key: Doc) {
      const table = tableOf(kind);
      const raw = rawKeyOf(table, key, references.guidAtHand);
      return atOnce(() => readOne(table, references.partition(partition), key, raw));
    },

    async readMany(partition: Partition, kind: AnyKind, keys: readonly Doc[]) {
      const table = tableOf(kind);
      if (keys.length > 1_000) throw new Error(`${kind.name}: at most 1,000 keys at once.`);
      const raws = keys.map((key) => rawKeyOf(table, key, references.guidAtHand));
      return atOnce(() => {
        const place = references.partition(partition);
        return keys.map((key, nth) => readOne(table, place, key, raws[nth] ?? []));
      });
    },

    async list(
      partition: Partition,
      kind: AnyKind,
      index: string,
      question: Parameters<typeof listPage>[4],
    ) {
      const table = tableOf(kind);
      return atOnce(() => listPage(connection, table, indexOf(table, index), partition, question));
    },

    async count(
      partition: Partition,
      kind: AnyKind,
      index: string,
      question: Parameters<typeof countEntries>[4],
    ) {
      const table = tableOf(kind);
      return atOnce(() =>
        countEntries(connection, table, indexOf(table, index), partition, question),
      );
    },

    async changes(partition: Partition, kind: AnyKind, after: Position | null, limit: number) {
      const table = tableOf(kind);
      if (table.logTree === null) throw new Error(`${kind.name} is no log.`);
      return atOnce(() => {
        const from = after === null ? 0 : Number(after);
        const place = references.partition(partition);
        const rows =
          place === null
            ? []
            : statements.rows(
                `${logRows(table)} AND ${VERSION} > ? ORDER BY ${VERSION} LIMIT ?`,
                place,
                from,
                limit,
              );
        return {
          items: rows.map((row) => docOf(table, row, references)),
          position: positionAt(Number(rows.at(-1)?.[0] ?? from)),
        };
      });
    },

    async position(partition: Partition) {
      return atOnce(() => {
        const log = tables.find((table) => table.logTree !== null);
        const place = references.partition(partition);
        return positionAt(log === undefined || place === null ? 0 : newest(log, place));
      });
    },
  };
  // The port's verbs are generic in the document's type; here every document is one of fields by name.
  return reads as unknown as Omit<StoreReader, 'close'>;
}
