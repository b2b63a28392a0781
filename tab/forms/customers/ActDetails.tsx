import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { FormDrawer } from '../../components/FormDrawer.tsx';
import { ProgressNote } from '../../components/ProgressNote.tsx';
import type { CustomerDetail, CustomerJob } from '../../customers/answers.ts';
import { useFormat } from '../../format.ts';
import { isOpen } from '../../jobs/progress.ts';
import { RowsButton } from '../../jobs/RowsButton.tsx';
import { useCustomerJob } from '../../queries/customer-jobs.ts';
import { EntryList } from './EntryList.tsx';
import { PasswordHandOut } from './PasswordHandOut.tsx';
import { StoppedWords } from './StoppedWords.tsx';

/** A bulk act that was done at a customer, with how it went for each user. */
export function ActDetails(props: {
  readonly customer: Pick<CustomerDetail, 'id' | 'displayName'>;
  /** As it stood in the list. */
  readonly job: CustomerJob;
  readonly title: string;
  readonly onUndo: () => void;
  /** With the job as it stands by then. */
  readonly onContinue: (job: CustomerJob) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('customerActs');
  const format = useFormat();
  const { customer, title, onUndo, onContinue, onClose } = props;
  const customerId = customer.id;
  const query = useCustomerJob(customerId, props.job.id);
  const job = query.data ?? props.job;
  const { counts, total, etaSeconds, state } = job;
  const done = counts.done + counts.partly + counts.refused + counts.unknown + counts.skipped;
  return (
    <FormDrawer
      title={title}
      acts={[
        ...(job.continuation === 'possible'
          ? [{ act: t('continue.open'), onAct: () => onContinue(job) }]
          : []),
        ...(job.undo === 'possible' ? [{ act: t('run.undo'), onAct: onUndo }] : []),
      ]}
      isOver
      onClose={onClose}
    >
      <Text>
        {t('details.when', {
          at: format.instant(job.createdAt),
          name: job.createdBy.displayName ?? t('details.colleague'),
        })}
      </Text>
      {job.continuedBy === null ? null : (
        <Text>
          {t('continue.by', { name: job.continuedBy.displayName ?? t('details.colleague') })}
        </Text>
      )}
      <StoppedWords job={job} />
      <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />
      {isOpen(job) ? (
        <ProgressNote label={title} progress={{ state, done, total, etaSeconds }} />
      ) : null}
      <PasswordHandOut
        customerId={customerId}
        customer={customer.displayName}
        jobId={job.id}
        waiting={job.passwordsWaiting}
      />
      <EntryList customerId={customerId} jobId={job.id} counts={counts} />
      {isOpen(job) ? null : (
        <RowsButton jobId={job.id} jobs={`/api/customers/${customerId}/jobs`} />
      )}
    </FormDrawer>
  );
}
