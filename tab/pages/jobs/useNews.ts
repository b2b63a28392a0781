import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobShape } from '../../../api/jobs/contract.ts';
import { isOpen } from '../../jobs/progress.ts';
import { useKindWords } from './useKindWords.ts';

/** Says when work that was under way has ended, to whoever listens rather than looks. */
export function useNews(jobs: readonly JobShape[]): string {
  const { t } = useTranslation('jobs');
  const kindWords = useKindWords();
  const open = useRef<ReadonlySet<string>>(new Set());
  const [news, setNews] = useState('');
  useEffect(() => {
    const ended = jobs.filter((job) => !isOpen(job) && open.current.has(job.id));
    open.current = new Set(jobs.filter(isOpen).map(({ id }) => id));
    if (ended.length === 0) return;
    setNews(ended.map((job) => `${kindWords(job)}: ${t(`state.${job.state}`)}`).join('. '));
  }, [jobs, kindWords, t]);
  return news;
}
