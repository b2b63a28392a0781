import type { Heading } from '../rules/columns.ts';
import type { ReportKind } from '../rules/report.ts';

/** The words that stand in a report's file. What the rows themselves say is the same in every language. */
export interface FileWords {
  readonly headings: Readonly<Record<Heading, string>>;
  /** The sheet's name: at most 31 characters, as Excel has it. */
  readonly sheets: Readonly<Record<ReportKind, string>>;
}
