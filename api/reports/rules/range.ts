import { invalid, type AppError } from '../../kernel/errors.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Calendar } from '../../usage/rules/calendar.ts';
import { monthAfter, type Month } from '../../usage/rules/months.ts';
import type { ReportKind } from './report.ts';

/** The most months that one report holds. */
const REPORT_MONTHS_MAX = 36;

/** What months are held against. */
export interface Known {
  /** The month that is running. */
  readonly running: Month;
  /** The first month in which activities can be known (M-1). */
  readonly firstMonth: Month;
}

const MONTHLY: ReadonlySet<ReportKind> = new Set<ReportKind>(['usage', 'active-users']);

/** Why there can be no report of these months, in words for whoever asked; null where there can (MAU-16). */
export function rangeRefusal(
  { kind, from, to }: { readonly kind: ReportKind; readonly from: Month; readonly to: Month },
  { running, firstMonth }: Known,
): AppError | null {
  if (from > to) {
    return invalid(
      '/to',
      'months_out_of_order',
      `The last month lies before the first: ${to} is before ${from}. Exchange them, or name a later last month.`,
    );
  }
  if (to > running) {
    return invalid(
      '/to',
      'month_in_future',
      `The last month lies in the future: ${to}. Name ${running}, which is running, or an earlier month.`,
    );
  }
  if (monthAfter(from, REPORT_MONTHS_MAX) <= to) {
    return invalid(
      '/to',
      'too_many_months',
      `A report holds at most ${REPORT_MONTHS_MAX} months. From ${from} it can go to ${monthAfter(from, REPORT_MONTHS_MAX - 1)}; ask for the rest in a second one.`,
    );
  }
  if (MONTHLY.has(kind) && to < firstMonth) {
    return invalid(
      '/to',
      'before_first_month',
      `Nothing is known of usage before ${firstMonth}, the month of the activation. Name that month or a later one.`,
    );
  }
  return null;
}

/** From when, inclusive, to when, exclusive, the months last. */
export const instantsOf = (
  { from, to }: { readonly from: Month; readonly to: Month },
  calendar: Pick<Calendar, 'endOf'>,
): { readonly beginsAt: Instant; readonly endsAt: Instant } => ({
  beginsAt: calendar.endOf(monthAfter(from, -1)),
  endsAt: calendar.endOf(to),
});
