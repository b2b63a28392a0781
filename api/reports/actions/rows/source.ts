import type { Instant } from '../../../kernel/time.ts';
import type { Tenant, World } from '../../../ports/world.ts';
import type { Account } from '../../../subscriptions/rules.ts';
import type { Month } from '../../../usage/rules/months.ts';
import type { Row } from '../../rules/columns.ts';
import type { ReportWish } from '../../rules/report.ts';

/** What the rows of a report are read from. */
export interface Reading {
  readonly world: Pick<World, 'store' | 'clock'>;
  readonly tenant: Tenant;
  readonly wish: ReportWish;
  readonly account: Account;
  /** The first month of which usage is known (M-1). */
  readonly firstMonth: Month;
  /** The first instant of the first month. */
  readonly beginsAt: Instant;
  /** The first instant after the last month. */
  readonly endsAt: Instant;
  /** A file of its own for this reading, which may be made and is removed afterwards. */
  readonly scratchFile: string;
}

/** A page of rows, and how much was read for it: in the measure of `total`. */
export interface RowPage {
  readonly rows: readonly Row[];
  readonly read: number;
}

/** The rows of one kind of report, never more than a page of them in memory. */
export interface RowSource {
  /** How much there is to read; null where that is not known before. */
  total(): Promise<number | null>;
  pages(): AsyncIterable<RowPage>;
}

/** So many documents are read at once. */
export const PAGE = 500;
