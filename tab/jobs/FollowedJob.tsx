import { useEffect, useRef } from 'react';
import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { JobShape } from '../../api/jobs/contract.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { ProgressNote } from '../components/ProgressNote.tsx';
import { useJob } from '../queries/jobs.ts';
import { useRefresh } from '../queries/refresh.ts';
import { FailureWords } from './FailureWords.tsx';
import { isOpen } from './progress.ts';

/**
 * Follows a job from where it stood when it was begun; what it changed is read again at its end.
 * @param when `when-seen` where the page that is there is of what the job deletes
 */
export function useFollowedJob(
  begun: JobShape,
  onEnd?: (job: JobShape) => void,
  when: 'now' | 'when-seen' = 'now',
) {
  const query = useJob(begun.id, begun);
  const job = query.data ?? begun;
  const refresh = useRefresh();
  const isTold = useRef(false);
  useEffect(() => {
    if (isOpen(job) || isTold.current) return;
    isTold.current = true;
    void refresh(when);
    onEnd?.(job);
  }, [job, onEnd, refresh, when]);
  return { job, error: query.error, refetch: query.refetch };
}

/** A job that somebody waits for: how far it is, and why it failed where it did. What it came to is told beside it. */
export function FollowedJob(props: {
  readonly begun: JobShape;
  readonly label: string;
  readonly onEnd?: (job: JobShape) => void;
  readonly refresh?: 'now' | 'when-seen';
}) {
  const { t } = useTranslation('jobs');
  const { job, error, refetch } = useFollowedJob(props.begun, props.onEnd, props.refresh);
  return (
    <>
      {job.state === 'succeeded' ? null : <ProgressNote label={props.label} progress={job} />}
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {job.failure === null ? null : (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            {t('details.failure')}: <FailureWords failure={job.failure} />
          </MessageBarBody>
        </MessageBar>
      )}
    </>
  );
}
