import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { JobShape } from '../../../api/jobs/contract.ts';
import { FactList } from '../../components/FactList.tsx';
import { useFormat } from '../../format.ts';
import { useStarter } from './useJobColumns.tsx';

/** When a job was asked for, began and ended, by whom, and until when its file is kept. */
export function JobFacts({ job }: { readonly job: JobShape }) {
  const { t } = useTranslation('jobs');
  const format = useFormat();
  const starter = useStarter();
  const { createdAt, startedAt, finishedAt, filesExpireAt, done, total } = job;
  const facts = [
    { key: 'by', term: t('column.by'), fact: starter(job) },
    { key: 'created', term: t('details.created'), fact: format.instant(createdAt) },
    { key: 'started', term: t('details.started'), fact: startedAt && format.instant(startedAt) },
    {
      key: 'finished',
      term: t('details.finished'),
      fact: finishedAt && format.instant(finishedAt),
    },
    {
      key: 'done',
      term: t('details.done'),
      fact: total === null ? format.number(done) : t('details.doneOf', { done, total }),
    },
    { key: 'id', term: t('details.id'), fact: job.id },
  ];
  return (
    <>
      <FactList facts={facts} />
      {filesExpireAt === null || job.kind !== 'import-enrolments' ? null : (
        <Text>{t('details.rowsUntil', { day: format.day(filesExpireAt.slice(0, 10)) })}</Text>
      )}
    </>
  );
}
