import { Text } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobShape } from '../../../api/jobs/contract.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { FormDrawer } from '../../components/FormDrawer.tsx';
import { RowsSkeleton } from '../../components/RowsSkeleton.tsx';
import type { CustomerDetail, CustomerUser, LicencePreview } from '../../customers/answers.ts';
import { withWish, type Wishes } from '../../customers/boxes.ts';
import {
  askedChanges,
  asksForNothing,
  withoutLocation,
  type PlanChoice,
} from '../../customers/licence-draft.ts';
import type { LicenceChanges } from '../../customers/asked.ts';
import {
  changeLicences,
  previewLicences,
  useCustomerAct,
  useLicences,
} from '../../queries/customers.ts';
import { LicenceChoice } from './LicenceChoice.tsx';
import { LicencePreviewView } from './LicencePreviewView.tsx';
import { LocationField } from './LocationField.tsx';
import { RunView } from './RunView.tsx';
import { SelectedUsers } from './SelectedUsers.tsx';
import { UndoForm } from './UndoForm.tsx';

/** Changes the licences of the users chosen: choose, see what would happen, apply, see how it went for each (C-3). */
export function ManageLicencesForm(props: {
  readonly customer: CustomerDetail;
  readonly users: readonly CustomerUser[];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('customerActs');
  const { customer, onClose } = props;
  // The list goes on being read while the form is open; what was chosen stays as it was seen.
  const [users] = useState(props.users);
  const licences = useLicences(customer.id);
  const [wishes, setWishes] = useState<Wishes>(new Map());
  const [plans, setPlans] = useState<PlanChoice>(new Map());
  const [location, setLocation] = useState('');
  const [shown, setShown] = useState<LicencePreview | null>(null);
  const [begun, setBegun] = useState<JobShape | null>(null);
  const [undoing, setUndoing] = useState<string | null>(null);
  const asked = askedChanges(users, wishes, plans, location);
  const look = useMutation({
    mutationFn: (body: LicenceChanges) => previewLicences(customer.id, body),
    onSuccess: setShown,
  });
  const apply = useCustomerAct((body: LicenceChanges, key) =>
    changeLicences(customer.id, body, key),
  );
  const [only] = users;
  const title =
    users.length === 1 && only !== undefined
      ? t('licences.titleOne', { name: only.displayName })
      : t('licences.title', { count: users.length });
  if (undoing !== null) {
    return <UndoForm customer={customer} jobId={undoing} onClose={onClose} />;
  }
  if (begun !== null) {
    return (
      <FormDrawer title={t('licences.result')} acts={[]} onClose={onClose}>
        <RunView
          customerId={customer.id}
          begun={begun}
          label={t('licences.running')}
          done={t('licences.done')}
          onUndo={setUndoing}
        />
      </FormDrawer>
    );
  }
  if (shown !== null) {
    const nothing = shown.counts.changes === 0 ? t('licences.noChange') : null;
    return (
      <FormDrawer
        title={t('licences.preview')}
        acts={[
          {
            act: t('licences.apply', { count: shown.counts.changes }),
            onAct: () => apply.mutate(asked, { onSuccess: setBegun }),
            busy: apply.isPending,
            reason: nothing,
          },
          { act: t('back'), onAct: () => setShown(null) },
        ]}
        onClose={onClose}
      >
        <LicencePreviewView preview={shown} />
        <ErrorNotice error={apply.error} />
      </FormDrawer>
    );
  }
  const isMissing = asked.add.length > 0 && withoutLocation(users) > 0;
  return (
    <FormDrawer
      title={title}
      acts={[
        {
          act: t('licences.look'),
          onAct: () => look.mutate(asked),
          busy: look.isPending,
          reason: asksForNothing(asked) ? t('licences.nothing') : null,
        },
      ]}
      onClose={onClose}
    >
      {users.length === 1 ? null : <SelectedUsers users={users} />}
      <Text>{t(users.length === 1 ? 'licences.textOne' : 'licences.text')}</Text>
      <ErrorNotice error={licences.error} onRetry={() => void licences.refetch()} />
      {licences.data === undefined ? (
        licences.error === null ? (
          <RowsSkeleton />
        ) : null
      ) : (
        <LicenceChoice
          licences={licences.data.items}
          users={users}
          wishes={wishes}
          plans={plans}
          onWish={(skuId, wish) => setWishes(withWish(wishes, skuId, wish))}
          onPlans={(skuId, off) => setPlans(new Map(plans).set(skuId, off))}
        />
      )}
      {isMissing ? (
        <LocationField
          value={location}
          onChange={setLocation}
          label={t('licences.location', { count: withoutLocation(users) })}
          hint={t('licences.locationHint')}
        />
      ) : null}
      <ErrorNotice error={look.error} onRetry={() => look.mutate(asked)} />
    </FormDrawer>
  );
}
