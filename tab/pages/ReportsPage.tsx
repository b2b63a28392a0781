import { Button } from '@fluentui/react-components';
import { AddRegular, DeleteRegular, DocumentArrowDownRegular } from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { EmptyState } from '../components/EmptyState.tsx';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { MoreMenu } from '../components/MoreMenu.tsx';
import { PagedRecords, useRows } from '../components/PagedRecords.tsx';
import { PageHeader } from '../components/PageHeader.tsx';
import { Panel } from '../components/Panel.tsx';
import { Spoken } from '../components/Spoken.tsx';
import { save } from '../download.ts';
import { DeleteReportForm, RequestReportForm } from '../forms/opened.ts';
import { downloadReport, useReports, type Report, type ReportWish } from '../queries/reports.ts';
import { ownKinds } from '../reports/kinds.ts';
import { useReportWords } from '../reports/words.ts';
import { ReportFileView } from './reports/ReportFileView.tsx';
import { useReportColumns } from './reports/useReportColumns.tsx';
import { useReportNews } from './reports/useReportNews.ts';

/** Facts of chosen months as files: asking for them, how far they are, downloading and deleting them. */
export function ReportsPage() {
  const { t } = useTranslation('reports');
  const words = useReportWords();
  const query = useReports();
  const [wish, setWish] = useAsked();
  const [deleting, setDeleting] = useState<Report | null>(null);
  const download = useMutation({
    mutationFn: ({ id }: Report) => downloadReport(id),
    onSuccess: save,
  });
  const columns = useReportColumns((report) => (
    <ReportFileView
      report={report}
      isDownloading={download.isPending && download.variables.id === report.id}
      onDownload={() => download.mutate(report)}
      onAgain={() => setWish(wishOf(report))}
    />
  ));
  const news = useReportNews(useRows(query) ?? []);
  const request = (
    <Button appearance="primary" icon={<AddRegular />} onClick={() => setWish({})}>
      {t('request.open')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} explanation={t('explanation')} actions={request} />
      <ErrorNotice error={download.error} />
      <Panel title={t('all')}>
        <PagedRecords
          query={query}
          label={t('all')}
          idOf={({ id }) => id}
          columns={columns}
          acts={{
            header: t('column.actions'),
            cell: (report) => (
              <MoreMenu
                label={t('more', { report: words.title(report) })}
                acts={[
                  {
                    key: 'delete',
                    act: t('delete.act'),
                    icon: <DeleteRegular />,
                    onAct: () => setDeleting(report),
                  },
                ]}
              />
            ),
          }}
          empty={
            <EmptyState
              icon={<DocumentArrowDownRegular />}
              title={t('empty.title')}
              text={t('empty.text')}
            />
          }
        />
      </Panel>
      <Spoken>{news}</Spoken>
      {wish === null ? null : <RequestReportForm wish={wish} onClose={() => setWish(null)} />}
      {deleting === null ? null : (
        <DeleteReportForm report={deleting} onClose={() => setDeleting(null)} />
      )}
    </>
  );
}

/** The same report once more. */
const wishOf = ({ kind, from, to, format, catalog, peer }: Report): Partial<ReportWish> => ({
  ...{ kind, from, to, format },
  ...(catalog === null ? {} : { catalogId: catalog.id }),
  ...(peer === null ? {} : { peerId: peer.id, activeOnly: peer.activeOnly }),
});

/** A month in an address; null where there is none. */
const monthIn = (text: string | null): string | null =>
  text !== null && /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? text : null;

/** What is being asked for; an address such as `/reports?ask=usage&from=2026-01&to=2026-03` opens the form for that. */
function useAsked() {
  const [search, setSearch] = useSearchParams();
  const asked = search.get('ask');
  const kind = ownKinds(true).find((each) => each === asked);
  const [from, to] = [monthIn(search.get('from')), monthIn(search.get('to'))];
  const [wish, setWish] = useState<Partial<ReportWish> | null>(
    kind !== undefined
      ? {
          kind,
          ...(from === null ? {} : { from }),
          ...(to === null ? {} : { to }),
        }
      : null,
  );
  const ask = (next: Partial<ReportWish> | null): void => {
    setWish(next);
    if (next === null && search.has('ask')) setSearch({}, { replace: true });
  };
  return [wish, ask] as const;
}
