import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { ArrowClockwiseRegular, ArrowDownloadRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import type { Report } from '../../queries/reports.ts';
import { isBeingMade } from '../../reports/states.ts';
import { useReportWords } from '../../reports/words.ts';

const useStyles = makeStyles({
  file: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalXXS,
  },
  button: { whiteSpace: 'nowrap', minWidth: 'auto' },
  size: { color: tokens.colorNeutralForeground2 },
});

/**
 * A report's file to download, or the way to have it made again. Nothing while it is made, and where it may not be seen
 * any more.
 */
export function ReportFileView(props: {
  readonly report: Report;
  readonly isDownloading: boolean;
  readonly onDownload: () => void;
  readonly onAgain: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('reports');
  const format = useFormat();
  const words = useReportWords();
  const { report, isDownloading } = props;
  if (isBeingMade(report) || report.state === 'closed') return null;
  const title = words.title(report);
  if (report.state !== 'ready') {
    return (
      <Button
        size="small"
        className={styles.button}
        icon={<ArrowClockwiseRegular />}
        aria-label={t('again.of', { report: title })}
        onClick={props.onAgain}
      >
        {t('again.act')}
      </Button>
    );
  }
  const size = format.bytes(report.sizeBytes ?? 0);
  return (
    <span className={styles.file}>
      <Button
        size="small"
        className={styles.button}
        icon={isDownloading ? <Spinner size="extra-tiny" /> : <ArrowDownloadRegular />}
        disabledFocusable={isDownloading}
        aria-label={t('download.of', { report: title, size })}
        onClick={props.onDownload}
      >
        {t('download.act')}
      </Button>
      <Text size={200} className={styles.size}>
        {size}
      </Text>
    </span>
  );
}
