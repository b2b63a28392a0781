import type { AnyKind, Kind } from '../../ports/store.ts';
import type { Doc } from './fields.ts';
import { tablesOf, type Table } from './layout.ts';

/** The kinds of a store with their layouts. */
export interface DeclaredKinds {
  readonly kinds: readonly Kind<Doc>[];
  readonly tables: readonly Table[];
  /** The layout of a kind; one that the store was not opened with is a bug and throws. */
  readonly tableOf: (kind: AnyKind) => Table;
}

/** Lays the kinds of a store out. */
export function declaredKinds(given: readonly AnyKind[]): DeclaredKinds {
  // A kind is generic in its documents' type; in here every document is one of fields by name.
  const kinds = given as unknown as readonly Kind<Doc>[];
  const tables = tablesOf(kinds);
  const byKind = new Map(given.map((kind, number) => [kind, tables[number]]));
  return {
    kinds,
    tables,
    tableOf(kind) {
      const table = byKind.get(kind);
      if (table === undefined)
        throw new Error(`The kind ${kind.name} is not declared in this store.`);
      return table;
    },
  };
}
