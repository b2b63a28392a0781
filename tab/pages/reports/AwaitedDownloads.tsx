import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { codeOf } from '../../api-error.ts';
import { DoneNotice } from '../../components/DoneNotice.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { InnerLink } from '../../components/InnerLink.tsx';
import { save } from '../../download.ts';
import { downloadReport, useAwaited, type Report } from '../../queries/reports.ts';
import { useReportWords } from '../../reports/words.ts';

/** Downloads what the person asked for as soon as it is ready, each once wherever the tab is open, and says so (M-5). */
export function AwaitedDownloads() {
  const { t } = useTranslation('reports');
  const words = useReportWords();
  const client = useQueryClient();
  const { pathname } = useLocation();
  const { data } = useAwaited();
  const begun = useRef(new Set<string>());
  const [downloaded, setDownloaded] = useState<Report | null>(null);
  const [error, setError] = useState<unknown>(null);

  useEffect(() => {
    const fetchFirst = async (report: Report): Promise<void> => {
      try {
        save(await downloadReport(report.id, true));
        setDownloaded(report);
      } catch (failed) {
        // Another window of the tab was quicker.
        if (codeOf(failed) !== 'report-downloaded') setError(failed);
      }
      await client.invalidateQueries({ queryKey: ['reports'] });
    };
    for (const report of data?.items ?? []) {
      if (report.state !== 'ready' || begun.current.has(report.id)) continue;
      begun.current.add(report.id);
      void fetchFirst(report);
    }
  }, [data, client]);

  return (
    <>
      <ErrorNotice error={error} />
      <DoneNotice
        text={downloaded === null ? null : t('downloaded', { report: words.title(downloaded) })}
        action={
          pathname === '/reports' ? null : <InnerLink to="/reports">{t('toReports')}</InnerLink>
        }
        onClose={() => setDownloaded(null)}
      />
    </>
  );
}
