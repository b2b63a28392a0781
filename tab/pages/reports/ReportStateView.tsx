import { makeStyles, ProgressBar } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { StateView } from '../../components/StateView.tsx';
import { useFormat } from '../../format.ts';
import type { Report } from '../../queries/reports.ts';
import { isBeingMade, madeOf } from '../../reports/states.ts';
import { useReportWords } from '../../reports/words.ts';

const COLORS = {
  queued: 'informative',
  running: 'brand',
  ready: 'success',
  failed: 'danger',
  cancelled: 'informative',
  expired: 'informative',
  closed: 'informative',
} as const;

const useStyles = makeStyles({
  bar: { width: '100%', minWidth: '96px', maxWidth: '200px' },
});

/** Where a report is: in a word, while it is made how far, and what to know beside. */
export function ReportStateView({ report }: { readonly report: Report }) {
  const styles = useStyles();
  const { t } = useTranslation('reports');
  const format = useFormat();
  const words = useReportWords();
  const made = madeOf(report);
  const more = (): string | null => {
    const { state, etaSeconds, fileExpiresAt } = report;
    if (state === 'running' && etaSeconds !== null)
      return t('left', { duration: format.duration(etaSeconds) });
    if (state === 'ready' && fileExpiresAt !== null)
      return t('keptUntil', { day: format.day(fileExpiresAt) });
    if (state === 'failed') return t('failedText');
    if (state === 'closed') return t('closedText');
    return state === 'expired' ? t('expiredText') : null;
  };
  const told = more();
  return (
    <StateView
      color={COLORS[report.state]}
      word={t(`state.${report.state}`)}
      details={told === null ? [] : [told]}
    >
      {isBeingMade(report) ? (
        <ProgressBar
          className={styles.bar}
          aria-label={t('progress', { report: words.title(report) })}
          {...(made === null ? {} : { value: made })}
        />
      ) : null}
    </StateView>
  );
}
