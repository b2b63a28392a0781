import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobShape } from '../../../api/jobs/contract.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { FormDrawer } from '../../components/FormDrawer.tsx';
import { RowsSkeleton } from '../../components/RowsSkeleton.tsx';
import type { CustomerDetail, DeletedUser, RestorationsPreview } from '../../customers/answers.ts';
import {
  askedRestorations,
  isOutdated,
  withOffered,
  type NewNames,
} from '../../customers/restoration.ts';
import { previewRestorations, restoreUsers, useCustomerAct } from '../../queries/customers.ts';
import { RestorePreviewView } from './RestorePreviewView.tsx';
import { RunView } from './RunView.tsx';
import { UndoForm } from './UndoForm.tsx';

/** What was looked at, and with which names. */
interface Looked {
  readonly preview: RestorationsPreview;
  readonly names: NewNames;
}

/** Brings deleted users back, after it was shown with which names and licences (C-4, C-5). */
export function RestoreUsersForm(props: {
  readonly customer: CustomerDetail;
  /** In the order chosen: who comes first has the first choice of what is left. */
  readonly users: readonly DeletedUser[];
  readonly onRestored: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('customerActs');
  const { customer, onRestored, onClose } = props;
  const [userIds] = useState(() => props.users.map(({ id }) => id));
  const [names, setNames] = useState<NewNames>(new Map());
  const [looked, setLooked] = useState<Looked | null>(null);
  const [begun, setBegun] = useState<JobShape | null>(null);
  const [undoing, setUndoing] = useState<string | null>(null);
  const look = useMutation({
    mutationFn: (wanted: NewNames) =>
      previewRestorations(customer.id, askedRestorations(userIds, wanted)),
    onSuccess: (preview, wanted) => {
      setLooked({ preview, names: wanted });
      setNames(withOffered(wanted, preview));
    },
  });
  const { mutate } = look;
  useEffect(() => mutate(new Map()), [mutate]);
  const restore = useCustomerAct((wanted: NewNames, key) =>
    restoreUsers(customer.id, askedRestorations(userIds, wanted), key),
  );
  if (undoing !== null) return <UndoForm customer={customer} jobId={undoing} onClose={onClose} />;
  if (begun !== null) {
    return (
      <FormDrawer title={t('restore.result')} acts={[]} onClose={onClose}>
        <RunView
          customerId={customer.id}
          begun={begun}
          label={t('restore.running')}
          done={t('restore.done')}
          onEnd={onRestored}
          onUndo={setUndoing}
        />
      </FormDrawer>
    );
  }
  const isStale = looked !== null && isOutdated(looked.names, names);
  const counts = looked?.preview.counts;
  const isReady = counts !== undefined && !isStale && counts.clash === 0;
  const reason =
    counts === undefined
      ? t('restore.looking')
      : counts.will === 0 && isReady
        ? t('restore.nobody')
        : null;
  return (
    <FormDrawer
      title={t('restore.title', { count: userIds.length })}
      acts={[
        isReady || counts === undefined
          ? {
              act: t('restore.act', { count: counts?.will ?? userIds.length }),
              onAct: () => restore.mutate(names, { onSuccess: setBegun }),
              busy: restore.isPending,
              reason,
            }
          : { act: t('restore.look'), onAct: () => look.mutate(names), busy: look.isPending },
      ]}
      onClose={onClose}
    >
      <ErrorNotice error={look.error} onRetry={() => look.mutate(names)} />
      {looked === null ? (
        look.error === null ? (
          <RowsSkeleton />
        ) : null
      ) : (
        <RestorePreviewView preview={looked.preview} names={names} onNames={setNames} />
      )}
      <ErrorNotice error={restore.error} />
    </FormDrawer>
  );
}
