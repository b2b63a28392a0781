import { makeStyles, ProgressBar } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { JobShape } from '../../../api/jobs/contract.ts';
import { StateView } from '../../components/StateView.tsx';
import { useFormat } from '../../format.ts';
import { fractionOf, isOpen } from '../../jobs/progress.ts';
import { useKindWords } from './useKindWords.ts';

const COLORS = {
  queued: 'informative',
  running: 'brand',
  succeeded: 'success',
  'partly-failed': 'warning',
  failed: 'danger',
  cancelled: 'informative',
} as const;

const useStyles = makeStyles({ bar: { width: '100%', maxWidth: '200px' } });

/** Where a job is: in a word, and while it runs, how far. */
export function JobState({ job }: { readonly job: JobShape }) {
  const styles = useStyles();
  const { t } = useTranslation('jobs');
  const format = useFormat();
  const kindWords = useKindWords();
  const fraction = fractionOf(job);
  const isRunning = isOpen(job);
  const word = isRunning && job.cancelAsked ? 'cancelling' : job.state;
  const left =
    isRunning && job.etaSeconds !== null
      ? [t('left', { duration: format.duration(job.etaSeconds) })]
      : [];
  return (
    <StateView color={COLORS[job.state]} word={t(`state.${word}`)} details={left}>
      {isRunning ? (
        <ProgressBar
          className={styles.bar}
          aria-label={t('progress', { what: kindWords(job) })}
          {...(fraction === null ? {} : { value: fraction })}
        />
      ) : null}
    </StateView>
  );
}
