import { Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { catalogAdminShape } from '../../api/catalogs/contract.ts';
import { api } from '../api.ts';
import type { Picked } from '../catalogs/picking.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { FormDrawer } from '../components/FormDrawer.tsx';
import { useAct } from '../queries/refresh.ts';
import { DirectoryPicker } from './DirectoryPicker.tsx';

/** Makes people admins of a catalog. Whoever is assigned leaves the choice, so that a failure leaves the rest. */
export function AssignAdminForm(props: {
  readonly catalogId: string;
  readonly name: string;
  /** @param names of those who are admins now */
  readonly onDone: (names: readonly string[]) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('catalogs');
  const { catalogId, name, onDone, onClose } = props;
  const [choice, setChoice] = useState<readonly Picked[]>([]);
  const [isSent, setIsSent] = useState(false);
  const assign = useAct(async (people: readonly Picked[]) => {
    for (const { id } of people) {
      await api.put(`/api/catalogs/${catalogId}/admins/${id}`, catalogAdminShape);
      setChoice((now) => now.filter((picked) => picked.id !== id));
    }
    return people.map(({ displayName }) => displayName);
  });
  const submit = () => {
    setIsSent(true);
    if (choice.length > 0) assign.mutate(choice, { onSuccess: onDone });
  };
  return (
    <FormDrawer
      title={t('assign.title', { name })}
      acts={[{ act: t('assign.act'), onAct: submit, busy: assign.isPending }]}
      onClose={onClose}
    >
      <Text>{t('assign.explanation')}</Text>
      <DirectoryPicker
        withGroups={false}
        choice={choice}
        onChoice={setChoice}
        fault={isSent && choice.length === 0 && !assign.isPending ? t('pick.chosenNoPerson') : null}
      />
      <ErrorNotice error={assign.error} onRetry={submit} />
    </FormDrawer>
  );
}
