import { Badge, makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
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
} as const;

const useStyles = makeStyles({
  state: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalXS,
  },
  bar: { width: '100%', minWidth: '96px', maxWidth: '200px' },
  more: { color: tokens.colorNeutralForeground2 },
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
    return state === 'expired' ? t('expiredText') : null;
  };
  return (
    <span className={styles.state}>
      <Badge appearance="tint" color={COLORS[report.state]}>
        {t(`state.${report.state}`)}
      </Badge>
      {isBeingMade(report) ? (
        <ProgressBar
          className={styles.bar}
          aria-label={t('progress', { report: words.title(report) })}
          {...(made === null ? {} : { value: made })}
        />
      ) : null}
      {more() === null ? null : (
        <Text size={200} className={styles.more}>
          {more()}
        </Text>
      )}
    </span>
  );
}
