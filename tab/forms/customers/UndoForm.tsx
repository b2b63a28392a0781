import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobShape } from '../../../api/jobs/contract.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { FormDrawer } from '../../components/FormDrawer.tsx';
import { RowsSkeleton } from '../../components/RowsSkeleton.tsx';
import type { CustomerDetail } from '../../customers/answers.ts';
import { undoJob, useUndoPreview } from '../../queries/customer-jobs.ts';
import { useCustomerAct } from '../../queries/customers.ts';
import { RunView } from './RunView.tsx';
import { UndoPreviewView } from './UndoPreviewView.tsx';

/** Takes a bulk act back, after it was shown what that would do and what cannot be taken back. */
export function UndoForm(props: {
  readonly customer: Pick<CustomerDetail, 'id'>;
  readonly jobId: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('customerActs');
  const { customer, jobId, onClose } = props;
  const [begun, setBegun] = useState<JobShape | null>(null);
  const preview = useUndoPreview(customer.id, jobId);
  const undo = useCustomerAct((undone: string, key) => undoJob(customer.id, undone, key));
  if (begun !== null) {
    return (
      <FormDrawer title={t('undo.result')} acts={[]} onClose={onClose}>
        <RunView
          customerId={customer.id}
          begun={begun}
          label={t('undo.running')}
          done={t('undo.done')}
        />
      </FormDrawer>
    );
  }
  const counts = preview.data?.counts;
  const possible = counts === undefined ? null : counts.will + counts.partly;
  return (
    <FormDrawer
      title={t('undo.title')}
      acts={[
        {
          act: possible === null ? t('undo.actPlain') : t('undo.act', { count: possible }),
          onAct: () => undo.mutate(jobId, { onSuccess: setBegun }),
          busy: undo.isPending,
          reason: possible === null ? t('undo.looking') : possible === 0 ? t('undo.nothing') : null,
        },
      ]}
      onClose={onClose}
    >
      <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} />
      {preview.data === undefined ? (
        preview.error === null ? (
          <RowsSkeleton />
        ) : null
      ) : (
        <UndoPreviewView customerId={customer.id} preview={preview.data} />
      )}
      <ErrorNotice error={undo.error} />
    </FormDrawer>
  );
}
