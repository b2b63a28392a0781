import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowUndoRegular, PlayRegular } from '@fluentui/react-icons';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobShape } from '../../../api/jobs/contract.ts';
import { DisabledWithReason } from '../../components/DisabledWithReason.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { isWholly } from '../../customers/entries.ts';
import { FollowedJob, useFollowedJob } from '../../jobs/FollowedJob.tsx';
import { isOpen } from '../../jobs/progress.ts';
import { RowsButton } from '../../jobs/RowsButton.tsx';
import { useCustomerJob } from '../../queries/customer-jobs.ts';
import { EntryList } from './EntryList.tsx';
import { ContinueForm } from './opened.ts';
import { StoppedWords } from './StoppedWords.tsx';

const useStyles = makeStyles({
  run: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalL,
    outlineStyle: 'none',
  },
  acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** A bulk act that was begun: how far it is, then how it went for each user, the file of it, and the way back. */
export function RunView(props: {
  readonly customerId: string;
  readonly begun: JobShape;
  /** What is being done: "Licences are being changed". */
  readonly label: string;
  /** What is said when it went well for everybody: "Licences updated". */
  readonly done: string;
  readonly onEnd?: (job: JobShape) => void;
  /** Takes it back; without it there is no such button. */
  readonly onUndo?: (jobId: string) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('customerActs');
  const { customerId, begun, label, done, onEnd, onUndo } = props;
  const [isContinuing, setContinuing] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  // The button that was pressed is gone: whoever uses the keyboard goes on here.
  useEffect(() => place.current?.focus(), []);
  const { job } = useFollowedJob(begun, onEnd);
  const isOver = !isOpen(job);
  const act = useCustomerJob(customerId, begun.id, isOver);
  const undo = act.data?.undo;
  const reason = undo === undefined || undo === 'possible' ? null : t(`undoability.${undo}`);
  return (
    <div ref={place} tabIndex={-1} className={styles.run} aria-busy={!isOver}>
      {isOver ? null : <FollowedJob begun={begun} label={label} />}
      {isOver ? <StoppedWords job={job} /> : null}
      {isOver ? null : <Text>{t('run.mayLeave')}</Text>}
      <ErrorNotice error={act.error} onRetry={() => void act.refetch()} />
      <div role="status">
        {act.data === undefined || !isOver ? null : (
          <MessageBar intent={isWholly(act.data) ? 'success' : 'warning'} layout="multiline">
            <MessageBarBody>{isWholly(act.data) ? done : t('run.partly')}</MessageBarBody>
          </MessageBar>
        )}
      </div>
      {act.data === undefined ? null : (
        <EntryList customerId={customerId} jobId={begun.id} counts={act.data.counts} />
      )}
      {isOver && act.data !== undefined ? (
        <div className={styles.acts}>
          {act.data.continuation === 'possible' ? (
            <Button icon={<PlayRegular />} onClick={() => setContinuing(true)}>
              {t('continue.open')}
            </Button>
          ) : null}
          <RowsButton jobId={begun.id} jobs={`/api/customers/${customerId}/jobs`} />
          {onUndo === undefined ? null : (
            <DisabledWithReason reason={reason}>
              <Button
                icon={<ArrowUndoRegular />}
                onClick={reason === null ? () => onUndo(begun.id) : undefined}
              >
                {t('run.undo')}
              </Button>
            </DisabledWithReason>
          )}
        </div>
      ) : null}
      {isContinuing && act.data !== undefined ? (
        <ContinueForm
          customer={{ id: customerId }}
          job={act.data}
          onClose={() => setContinuing(false)}
        />
      ) : null}
    </div>
  );
}
