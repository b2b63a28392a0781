import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../components/RecordTable.tsx';
import { useFormat } from '../../format.ts';
import type { Report } from '../../queries/reports.ts';
import { useReportWords } from '../../reports/words.ts';
import { ReportStateView } from './ReportStateView.tsx';

const useStyles = makeStyles({
  what: { display: 'flex', flexDirection: 'column' },
  more: { color: tokens.colorNeutralForeground2 },
});

/** What the list tells of each report. */
export function useReportColumns(
  file: (report: Report) => ReactNode,
): readonly [Column<Report>, ...Column<Report>[]] {
  const styles = useStyles();
  const { t } = useTranslation('reports');
  const format = useFormat();
  const words = useReportWords();
  const of = ({ catalog, peer, format: kind }: Report): string =>
    [
      ...(peer === null ? [] : [peer.subdomain ?? t('goneAccount')]),
      ...(catalog === null ? [] : [catalog.name ?? t('goneCatalog')]),
      t(`format.${kind}`),
    ].join(' · ');
  return [
    {
      key: 'what',
      header: t('column.what'),
      width: '36%',
      cell: (report) => (
        <span className={styles.what}>
          <Text>{words.title(report)}</Text>
          <Text size={200} className={styles.more}>
            {of(report)}
          </Text>
        </span>
      ),
    },
    {
      key: 'state',
      header: t('column.state'),
      cell: (report) => <ReportStateView report={report} />,
    },
    {
      key: 'rows',
      header: t('column.rows'),
      isNumber: true,
      cell: ({ rows }) => (rows === null ? '' : format.number(rows)),
    },
    {
      key: 'by',
      header: t('column.by'),
      cell: ({ mine, askedBy, createdAt }) =>
        t('by', {
          person: mine ? t('me') : (askedBy.displayName ?? t('somebody')),
          at: format.instant(createdAt),
        }),
    },
    { key: 'file', header: t('column.file'), cell: file },
  ];
}
