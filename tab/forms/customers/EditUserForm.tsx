import { Switch, Text } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../components/FormDrawer.tsx';
import type { CustomerDetail, CustomerUser } from '../../customers/answers.ts';
import {
  changesOf,
  DRAFT_FIELDS,
  draftOf,
  faultsInDraft,
  type DraftField,
} from '../../customers/draft.ts';
import { fieldRefusals } from '../../customers/refusals.ts';
import type { UserChanges } from '../../customers/asked.ts';
import { editUser, useDomains } from '../../queries/customers.ts';
import { useRefresh } from '../../queries/refresh.ts';
import { ActError } from './ActError.tsx';
import { UserFields } from './UserFields.tsx';

/** Changes name, user name, location or sign-in of a user of a customer. */
export function EditUserForm(props: {
  readonly customer: CustomerDetail;
  readonly user: CustomerUser;
  readonly onDone: (words: string) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('customerActs');
  const { customer, user, onDone, onClose } = props;
  const domains = useDomains(customer.id);
  const refresh = useRefresh();
  const [draft, setDraft] = useState(() => draftOf(user));
  const [isSent, setSent] = useState(false);
  const inputs = useRef<Partial<Record<DraftField, HTMLInputElement | null>>>({});
  const edit = useMutation({
    mutationFn: (changes: UserChanges) => editUser(customer.id, user.id, changes),
    onSettled: () => void refresh(),
    onSuccess: ({ displayName }) => onDone(t('edit.done', { name: displayName })),
  });
  const changes = changesOf(user, draft);
  const isChanged = Object.keys(changes).length > 0;
  const submit = () => {
    setSent(true);
    const wrong = faultsInDraft(draft, true);
    const first = DRAFT_FIELDS.find((field) => wrong[field] !== undefined);
    if (first !== undefined) inputs.current[first]?.focus();
    else edit.mutate(changes);
  };
  const told = fieldRefusals(edit.error);
  const isTold = DRAFT_FIELDS.some((field) => told[field] !== undefined);
  return (
    <FormDrawer
      title={t('edit.title', { name: user.displayName })}
      acts={[
        {
          act: t('edit.act'),
          onAct: submit,
          busy: edit.isPending,
          reason: isChanged ? null : t('edit.unchanged'),
        },
      ]}
      onClose={onClose}
    >
      <UserFields
        draft={draft}
        onDraft={setDraft}
        domains={domains.data?.items ?? []}
        isSent={isSent}
        error={edit.error}
        isLocationRequired={false}
        inputRef={(field) => (element) => {
          inputs.current[field] = element;
        }}
      />
      <Switch
        label={t('edit.enabled')}
        checked={draft.enabled}
        onChange={(_event, { checked }) => setDraft({ ...draft, enabled: checked })}
      />
      {changes.userName === undefined ? null : <Text role="status">{t('edit.newUserName')}</Text>}
      {changes.enabled === false ? <Text role="status">{t('edit.disabling')}</Text> : null}
      <ActError error={isTold ? null : edit.error} onRetry={submit} />
    </FormDrawer>
  );
}
