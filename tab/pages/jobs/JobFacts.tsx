import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { JobShape } from '../../../api/jobs/contract.ts';
import { useFormat } from '../../format.ts';
import { useStarter } from './useJobColumns.tsx';

const useStyles = makeStyles({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, auto) minmax(0, 1fr)',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    marginTop: tokens.spacingVerticalS,
    marginBottom: tokens.spacingVerticalS,
  },
  pair: { display: 'contents' },
  term: { color: tokens.colorNeutralForeground2 },
  fact: { margin: 0, overflowWrap: 'anywhere' },
});

/** When a job was asked for, began and ended, by whom, and until when its file is kept. */
export function JobFacts({ job }: { readonly job: JobShape }) {
  const styles = useStyles();
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
      <dl className={styles.facts}>
        {facts
          .filter(({ fact }) => fact !== null)
          .map(({ key, term, fact }) => (
            <div key={key} className={styles.pair}>
              <dt className={styles.term}>{term}</dt>
              <dd className={styles.fact}>{fact}</dd>
            </div>
          ))}
      </dl>
      {filesExpireAt === null || job.kind !== 'import-enrolments' ? null : (
        <Text>{t('details.rowsUntil', { day: format.day(filesExpireAt.slice(0, 10)) })}</Text>
      )}
    </>
  );
}
