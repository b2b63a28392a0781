import type { Fault } from '../fault.ts';
import type { EntryFault } from '../plans/entry.ts';
import type { Product } from '../products.ts';
import { roleNameOf } from '../roles.ts';
import { FAULTS_TOLD_MAX } from './limits.ts';
import type { JudgedRow } from './row.ts';

/** What the rows of a file come to. */
export interface ImportSummary {
  readonly rows: number;
  readonly good: number;
  readonly faulty: number;
  /** The first of them; the file of row results has them all. */
  readonly faults: readonly (Fault & {
    readonly line: number;
    readonly column: string | null;
  })[];
  /** What the good rows need of each product. */
  readonly licences: readonly {
    readonly skuId: string;
    readonly partNumber: string;
    readonly needed: number;
    readonly available: number;
    readonly missing: number;
  }[];
  /** To how many users the good rows give each directory role, by template id. */
  readonly roles: readonly {
    readonly roleId: string;
    readonly name: string;
    readonly users: number;
  }[];
}

/** Sums up rows as they are judged. */
export interface Summing {
  /** Counts a row. @returns what is to be said of it beside its faults: products of which none is left when its turn comes */
  add(line: number, row: JudgedRow): readonly EntryFault[];
  sum(): ImportSummary;
}

/** Sums up the rows of a file, for a customer with these products. */
export function createSumming(products: readonly Product[]): Summing {
  const faults: ImportSummary['faults'][number][] = [];
  const needed = new Map<string, number>();
  const roles = new Map<string, number>();
  const bySku = new Map(products.map((product) => [product.skuId, product]));
  let rows = 0;
  let faulty = 0;

  const take = (skuId: string): EntryFault[] => {
    const count = (needed.get(skuId) ?? 0) + 1;
    needed.set(skuId, count);
    const product = bySku.get(skuId);
    if (product === undefined || count <= product.available) return [];
    const detail = `No licence of ${product.partNumber} is left for this row: the user would be made without it. Buy more, or take it from somebody first.`;
    const facts = { product: product.partNumber };
    return [{ code: 'no-licence-left', detail, skuId, facts }];
  };

  return {
    add(line, row) {
      rows += 1;
      if (row.act !== null) {
        for (const roleId of row.act.roles ?? []) roles.set(roleId, (roles.get(roleId) ?? 0) + 1);
        return row.act.licences.flatMap(({ skuId }) => take(skuId));
      }
      faulty += 1;
      for (const { column = null, ...fault } of row.faults)
        if (faults.length < FAULTS_TOLD_MAX) faults.push({ line, column, ...fault });
      return [];
    },
    sum: () => ({
      ...{ rows, good: rows - faulty, faulty, faults },
      roles: [...roles].map(([roleId, users]) => ({ roleId, name: roleNameOf(roleId), users })),
      licences: [...needed].map(([skuId, count]) => {
        const { partNumber = skuId, available = 0 } = bySku.get(skuId) ?? {};
        const missing = Math.max(0, count - available);
        return { skuId, partNumber, needed: count, available, missing };
      }),
    }),
  };
}
