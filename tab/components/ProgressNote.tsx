import { Field, ProgressBar } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format.ts';

/** How long work stands. */
export interface Progress {
  readonly state: 'queued' | 'running' | 'succeeded' | 'failed' | 'partly-failed' | 'cancelled';
  readonly done: number;
  /** Null while it is not known. */
  readonly total: number | null;
  readonly etaSeconds: number | null;
}

const COLORS = {
  queued: 'brand',
  running: 'brand',
  succeeded: 'success',
  failed: 'error',
  'partly-failed': 'warning',
  cancelled: 'warning',
} as const;

/** Follows long work: how far it is, how long it takes yet, how it ended. Told to screen readers too. */
export function ProgressNote(props: { readonly label: string; readonly progress: Progress }) {
  const { t } = useTranslation('shell');
  const format = useFormat();
  const { state, done, total, etaSeconds } = props.progress;
  const isRunning = state === 'running';
  const share = total === null || total === 0 ? undefined : Math.min(1, done / total);

  const words = [];
  if (!isRunning) words.push(t(`progress.${state}`));
  else if (total === null) words.push(t('progress.running', { count: done }));
  else words.push(t('progress.runningOf', { done, total }));
  if (isRunning && etaSeconds !== null) {
    words.push(t('progress.left', { duration: format.duration(etaSeconds) }));
  }
  const isOver = !isRunning && state !== 'queued';
  return (
    <Field
      label={props.label}
      validationMessage={words.join(', ')}
      validationState="none"
      role="status"
    >
      <ProgressBar
        color={COLORS[state]}
        thickness="large"
        {...(isOver ? { value: 1 } : isRunning && share !== undefined ? { value: share } : {})}
      />
    </Field>
  );
}
