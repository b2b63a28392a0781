import { useTranslation } from 'react-i18next';
import type { JobShape } from '../../../api/jobs/contract.ts';
import { InnerLink } from '../../components/InnerLink.tsx';
import type { Column } from '../../components/RecordTable.tsx';
import { useFormat } from '../../format.ts';
import { tookSeconds } from '../../jobs/progress.ts';
import { useMe } from '../../queries/me.ts';
import { JobState } from './JobState.tsx';
import { useKindWords } from './useKindWords.ts';

/** Who started a job. Names of others are not told: the id is in the audit. */
export function useStarter(): (job: Pick<JobShape, 'createdBy'>) => string {
  const { t } = useTranslation('jobs');
  const { person } = useMe();
  return ({ createdBy }) => {
    if (createdBy === null) return t('by.service');
    return createdBy === person.id ? t('by.me') : t('by.other');
  };
}

/** What the list of activity tells of each job. */
export function useJobColumns(): readonly [Column<JobShape>, ...Column<JobShape>[]] {
  const { t } = useTranslation('jobs');
  const format = useFormat();
  const kindWords = useKindWords();
  const starter = useStarter();
  return [
    {
      key: 'what',
      header: t('column.what'),
      width: '32%',
      cell: (job) => <InnerLink to={`/jobs/${job.id}`}>{kindWords(job)}</InnerLink>,
    },
    {
      key: 'state',
      header: t('column.state'),
      cell: (job) => <JobState job={job} />,
    },
    { key: 'by', header: t('column.by'), cell: starter },
    {
      key: 'started',
      header: t('column.started'),
      isWhole: true,
      cell: ({ createdAt }) => format.instant(createdAt),
    },
    {
      key: 'took',
      header: t('column.took'),
      isWhole: true,
      cell: (job) => {
        const took = tookSeconds(job);
        if (took === null) return '';
        return took < 1 ? t('moment') : format.duration(took);
      },
    },
  ];
}
