import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Report } from '../../queries/reports.ts';
import { isBeingMade } from '../../reports/states.ts';
import { useReportWords } from '../../reports/words.ts';

/** Says when a report that was being made is ready or has failed, to whoever listens rather than looks. */
export function useReportNews(reports: readonly Report[]): string {
  const { t } = useTranslation('reports');
  const words = useReportWords();
  const open = useRef<ReadonlySet<string>>(new Set());
  const [news, setNews] = useState('');
  useEffect(() => {
    const ended = reports.filter((report) => !isBeingMade(report) && open.current.has(report.id));
    open.current = new Set(reports.filter(isBeingMade).map(({ id }) => id));
    if (ended.length === 0) return;
    setNews(ended.map((one) => `${words.title(one)}: ${t(`state.${one.state}`)}`).join('. '));
  }, [reports, words, t]);
  return news;
}
