import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { JobShape } from '../../../api/jobs/contract.ts';
import { Facts } from '../../components/Facts.tsx';
import { useFormat } from '../../format.ts';
import { hasRows } from '../../jobs/progress.ts';
import { useStarter } from './useJobColumns.tsx';

/** When a job was asked for, began and ended, by whom, and until when its file is kept. */
export function JobFacts({ job }: { readonly job: JobShape }) {
  const { t } = useTranslation('jobs');
  const format = useFormat();
  const starter = useStarter();
  const { createdAt, startedAt, finishedAt, filesExpireAt, done, total } = job;
  const facts = [
    [t('column.by'), starter(job)],
    [t('details.created'), format.instant(createdAt)],
    [t('details.started'), startedAt && format.instant(startedAt)],
    [t('details.finished'), finishedAt && format.instant(finishedAt)],
    [
      t('details.done'),
      total === null ? format.number(done) : t('details.doneOf', { done, total }),
    ],
    [t('details.id'), job.id],
  ] as const;
  return (
    <>
      <Facts facts={facts.filter(([, fact]) => fact !== null)} />
      {filesExpireAt === null || !hasRows(job) ? null : (
        <Text>{t('details.rowsUntil', { day: format.day(filesExpireAt.slice(0, 10)) })}</Text>
      )}
    </>
  );
}
