import type { Instant } from '../../../kernel/time.ts';
import type { CoveredTraining } from '../../../peers/actions/report-access.ts';
import type { StoreReader } from '../../../ports/store.ts';
import type { Tenant } from '../../../ports/world.ts';
import type { Row } from '../../rules/columns.ts';
import type { ReportWish } from '../../rules/report.ts';
import type { Month } from '../../../usage/rules/months.ts';

/** What a report on a peer account is read from; it was looked up before that it may be. */
export interface OfPeer {
  readonly receiver: Tenant;
  /** What of the shared catalog the peer has. */
  readonly trainings: readonly CoveredTraining[];
  /** Only people whose account is enabled. */
  readonly activeOnly: boolean;
}

/** What rows are made of, beside what is read: it passes between threads. */
export interface ReadingOrder {
  readonly tenant: Tenant;
  readonly wish: ReportWish;
  /** The first month of which usage is known (M-1). */
  readonly firstMonth: Month;
  /** The first instant of the first month. */
  readonly beginsAt: Instant;
  /** The first instant after the last month. */
  readonly endsAt: Instant;
  /** When the reading began: what happens later is not in it. */
  readonly now: Instant;
  /** Of which peer account, where it is about one. */
  readonly peer: OfPeer | null;
  /** The rows of usage by month, which are few and known before. */
  readonly usage: readonly Row[];
  /** A file that may be made for this reading alone, and is removed afterwards. */
  readonly scratchFile: string;
}

/** What the rows of a report are read from. */
export interface Reading extends ReadingOrder {
  readonly store: StoreReader;
}

/** A page of rows, and how much was read for it: in the measure of `total`. */
export interface RowPage {
  readonly rows: readonly Row[];
  readonly read: number;
}

/** The rows of one kind of report, never more than a page of them in memory. */
export interface RowSource {
  /** How much there is to read. */
  total(): Promise<number>;
  pages(): AsyncIterable<RowPage>;
}

/** So many documents are read at once: few, so that what is no longer used is cleared up at once and memory stays flat. */
export const PAGE = 100;
