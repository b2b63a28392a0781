import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { api } from '../api.ts';
import { ConfirmDialog } from '../components/ConfirmDialog.tsx';
import { useAct } from '../queries/refresh.ts';

/** Takes a catalog from one of its admins. */
export function WithdrawAdminForm(props: {
  readonly catalogId: string;
  readonly catalog: string;
  readonly personId: string;
  readonly name: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('catalogs');
  const { catalogId, catalog, personId, name, onClose } = props;
  const withdraw = useAct(() =>
    api.delete(`/api/catalogs/${catalogId}/admins/${personId}`, z.undefined()),
  );
  return (
    <ConfirmDialog
      open
      title={t('admins.withdraw.title', { catalog, name })}
      act={t('admins.withdraw.act')}
      onConfirm={() => withdraw.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
      busy={withdraw.isPending}
      error={withdraw.error}
    >
      <Text>{t('admins.withdraw.text', { name })}</Text>
    </ConfirmDialog>
  );
}
