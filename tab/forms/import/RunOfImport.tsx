import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobShape } from '../../../api/jobs/contract.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { ProgressNote } from '../../components/ProgressNote.tsx';
import { ImportSummary } from '../../imports/ImportSummary.tsx';
import { FailureWords } from '../../jobs/FailureWords.tsx';
import { useFollowedJob } from '../../jobs/FollowedJob.tsx';
import { hasRows, isOpen } from '../../jobs/progress.ts';
import { importPhaseOf } from '../../jobs/results.ts';
import { RowsButton } from '../../jobs/RowsButton.tsx';
import { CancelJobForm } from '../opened.ts';
import type { ImportRun } from './useImport.ts';

const useStyles = makeStyles({
  run: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  spinner: { alignSelf: 'flex-start' },
});

/** A dry run or an import: sending the file, its progress, and what it came to. Nothing before it was begun. */
export function RunOfImport(props: {
  readonly run: ImportRun;
  readonly words: { readonly uploading: string; readonly running: string };
  /** What is said when it ran to its end. */
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  const { run, words, children } = props;
  return (
    <div className={styles.run} role="status">
      {run.isSending ? (
        <Spinner className={styles.spinner} size="tiny" label={words.uploading} />
      ) : null}
      <ErrorNotice error={run.error} onRetry={run.start} />
      {run.begun === null ? null : (
        <Job key={run.begun.id} begun={run.begun} label={words.running} onEnd={run.onEnd} />
      )}
      {run.result === null || run.ended?.state === 'cancelled' ? null : children}
      {run.result === null ? null : <ImportSummary result={run.result} />}
      {run.ended !== null && hasRows(run.ended) ? <RowsButton jobId={run.ended.id} /> : null}
    </div>
  );
}

function Job(props: {
  readonly begun: JobShape;
  readonly label: string;
  readonly onEnd: (job: JobShape) => void;
}) {
  const { t } = useTranslation('imports');
  const { begun, label, onEnd } = props;
  const { job, error, refetch } = useFollowedJob(begun, onEnd);
  const [isCancelling, setIsCancelling] = useState(false);
  const { phase, rowsRead } = importPhaseOf(job);
  const isReading = phase === 'reading' && isOpen(job);
  return (
    <>
      {isOpen(job) ? (
        <ProgressNote
          label={isReading ? t('phase.reading') : label}
          progress={isReading ? { ...job, done: rowsRead } : job}
        />
      ) : null}
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {isOpen(job) ? (
        <>
          <Text>{t('mayLeave')}</Text>
          <div>
            <Button disabledFocusable={job.cancelAsked} onClick={() => setIsCancelling(true)}>
              {t('cancel')}
            </Button>
          </div>
        </>
      ) : null}
      {job.state === 'cancelled' ? (
        <MessageBar intent="warning">
          <MessageBarBody>{t('cancelled')}</MessageBarBody>
        </MessageBar>
      ) : null}
      {job.failure === null ? null : (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            <FailureWords failure={job.failure} />
          </MessageBarBody>
        </MessageBar>
      )}
      {isCancelling && isOpen(job) ? (
        <CancelJobForm jobId={job.id} onClose={() => setIsCancelling(false)} />
      ) : null}
    </>
  );
}
