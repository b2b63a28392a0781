import { Badge, makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { JobShape } from '../../../api/jobs/contract.ts';
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

const useStyles = makeStyles({
  state: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalXS,
  },
  bar: { width: '100%', maxWidth: '200px' },
  left: { color: tokens.colorNeutralForeground2 },
});

/** Where a job is: in a word, and while it runs, how far. */
export function JobState({ job }: { readonly job: JobShape }) {
  const styles = useStyles();
  const { t } = useTranslation('jobs');
  const format = useFormat();
  const kindWords = useKindWords();
  const fraction = fractionOf(job);
  const isRunning = isOpen(job);
  const word = isRunning && job.cancelAsked ? 'cancelling' : job.state;
  return (
    <span className={styles.state}>
      <Badge appearance="tint" color={COLORS[job.state]}>
        {t(`state.${word}`)}
      </Badge>
      {isRunning ? (
        <ProgressBar
          className={styles.bar}
          aria-label={t('progress', { what: kindWords(job) })}
          {...(fraction === null ? {} : { value: fraction })}
        />
      ) : null}
      {isRunning && job.etaSeconds !== null ? (
        <Text size={200} className={styles.left}>
          {t('left', { duration: format.duration(job.etaSeconds) })}
        </Text>
      ) : null}
    </span>
  );
}
