import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Raw } from './fields.ts';

/** Statements of one connection, each prepared once. Rows come as arrays in the order of their columns. */
export interface Statements {
  (sql: string): StatementSync;
  row(sql: string, ...values: Raw[]): Raw[] | undefined;
  rows(sql: string, ...values: Raw[]): Raw[][];
}

/** The statements of a connection. `watch` is told each new text, so that a test can ask for its plan. */
export function statementsOf(db: DatabaseSync, watch?: (sql: string) => void): Statements {
  const prepared = new Map<string, StatementSync>();
  const statement = (sql: string): StatementSync => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const made = db.prepare(sql);
    made.setReturnArrays(true);
    prepared.set(sql, made);
    watch?.(sql);
    return made;
  };
  return Object.assign(statement, {
    row: (sql: string, ...values: Raw[]) =>
      statement(sql).get(...values) as unknown as Raw[] | undefined,
    rows: (sql: string, ...values: Raw[]) => statement(sql).all(...values) as unknown as Raw[][],
  });
}
