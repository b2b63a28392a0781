import {
  Button,
  DrawerBody,
  makeStyles,
  MessageBar,
  MessageBarBody,
  OverlayDrawer,
  Skeleton,
  SkeletonItem,
  Subtitle2,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { JobShape } from '../../../api/jobs/contract.ts';
import { codeOf } from '../../api-error.ts';
import { DisabledWithReason } from '../../components/DisabledWithReason.tsx';
import { DrawerTop } from '../../components/DrawerTop.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { ProgressNote } from '../../components/ProgressNote.tsx';
import { useFocusReturn } from '../../components/useFocusReturn.ts';
import { FailureWords } from '../../jobs/FailureWords.tsx';
import { cancelObstacleOf, hasRows, isOpen } from '../../jobs/progress.ts';
import { RowsButton } from '../../jobs/RowsButton.tsx';
import { useJob } from '../../queries/jobs.ts';
import { useHasRoom } from '../../screen.ts';
import { JobFacts } from './JobFacts.tsx';
import { JobResultView } from './JobResultView.tsx';
import { JobState } from './JobState.tsx';
import { useKindWords } from './useKindWords.ts';

const useStyles = makeStyles({
  body: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalL,
    paddingBottom: tokens.spacingVerticalXL,
  },
  part: { display: 'grid', rowGap: tokens.spacingVerticalS },
  acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** One job beside the list: how it stands, what it came to, and the acts on it. */
export function JobPanel(props: {
  readonly jobId: string;
  readonly onClose: () => void;
  readonly onCancel: (job: JobShape) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('jobs');
  useFocusReturn();
  const hasRoom = useHasRoom();
  const kindWords = useKindWords();
  const { jobId, onClose, onCancel } = props;
  const { data: job, error, refetch } = useJob(jobId);
  return (
    <OverlayDrawer
      open
      position="end"
      size={hasRoom ? 'medium' : 'full'}
      onOpenChange={(_event, data) => {
        if (!data.open) onClose();
      }}
    >
      <DrawerTop
        title={job === undefined ? t('details.title') : kindWords(job)}
        onClose={onClose}
      />
      <DrawerBody>
        <div className={styles.body}>
          {codeOf(error) === 'not-found' && job === undefined && error !== null ? (
            <MessageBar intent="warning" layout="multiline">
              <MessageBarBody>{t('details.gone')}</MessageBarBody>
            </MessageBar>
          ) : (
            <ErrorNotice error={error} onRetry={() => void refetch()} />
          )}
          {job === undefined && error === null ? (
            <Skeleton>
              <SkeletonItem size={128} />
            </Skeleton>
          ) : null}
          {job === undefined ? null : <Details job={job} onCancel={() => onCancel(job)} />}
        </div>
      </DrawerBody>
    </OverlayDrawer>
  );
}

function Details(props: { readonly job: JobShape; readonly onCancel: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation('jobs');
  const kindWords = useKindWords();
  const { job, onCancel } = props;
  const obstacle = cancelObstacleOf(job);
  return (
    <>
      {isOpen(job) ? (
        <ProgressNote label={t('progress', { what: kindWords(job) })} progress={job} />
      ) : (
        <JobState job={job} />
      )}
      {job.failure === null ? null : (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            <FailureWords failure={job.failure} />
          </MessageBarBody>
        </MessageBar>
      )}
      <div className={styles.acts}>
        {obstacle === 'ended' ? null : (
          <DisabledWithReason reason={obstacle === null ? null : t(`cancel.${obstacle}`)}>
            <Button onClick={obstacle === null ? onCancel : undefined}>{t('act.cancel')}</Button>
          </DisabledWithReason>
        )}
        {hasRows(job) ? <RowsButton jobId={job.id} /> : null}
      </div>
      <section className={styles.part}>
        <Subtitle2 as="h3">{t('result.title')}</Subtitle2>
        <JobResultView job={job} />
      </section>
      <section className={styles.part}>
        <Subtitle2 as="h3">{t('details.title')}</Subtitle2>
        <JobFacts job={job} />
      </section>
    </>
  );
}
