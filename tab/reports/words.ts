import { useTranslation } from 'react-i18next';
import type { Report } from '../queries/reports.ts';
import { isOfMonths } from './kinds.ts';
import { readMonth, type MonthOfYear } from './months.ts';

/** What reports are called. */
export interface ReportWords {
  /** A month of a year, as `March 2026`. */
  readonly month: (month: MonthOfYear) => string;
  readonly monthName: (month: number) => string;
  /** The months of a report: one, or the first and the last. */
  readonly months: (report: Pick<Report, 'from' | 'to'>) => string;
  /** What is in it, on which account where that is another one, and of which months. */
  readonly title: (report: Pick<Report, 'kind' | 'from' | 'to' | 'peer'>) => string;
}

const instantOf = ({ year, month }: MonthOfYear): number => Date.UTC(year, month - 1);

/** How reports are called in the reader's language. */
export function useReportWords(): ReportWords {
  const { t, i18n } = useTranslation('reports');
  const months = new Intl.DateTimeFormat(i18n.language, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const names = new Intl.DateTimeFormat(i18n.language, { month: 'long', timeZone: 'UTC' });
  const words: ReportWords = {
    month: (month) => months.format(instantOf(month)),
    monthName: (month) => names.format(instantOf({ year: 2026, month })),
    months: ({ from, to }) =>
      from === to
        ? words.month(readMonth(from))
        : t('months', { from: words.month(readMonth(from)), to: words.month(readMonth(to)) }),
    title: (report) => {
      const said = { kind: t(`kind.${report.kind}`), months: words.months(report) };
      const hasMonths = isOfMonths(report.kind);
      if (report.peer === null) return hasMonths ? t('named', said) : said.kind;
      const account = report.peer.subdomain ?? t('goneAccount');
      return t(hasMonths ? 'namedOf' : 'namedOfNow', { ...said, account });
    },
  };
  return words;
}
