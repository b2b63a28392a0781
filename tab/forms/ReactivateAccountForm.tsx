import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../components/ConfirmDialog.tsx';
import { reactivateAccount } from '../queries/billing.ts';
import { useAct } from '../queries/refresh.ts';

/** Takes a deactivation back while orders still wait for their end (B-3). */
export function ReactivateAccountForm(props: {
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('billing');
  const { onDone, onClose } = props;
  const reactivate = useAct(() => reactivateAccount());
  return (
    <ConfirmDialog
      open
      title={t('reactivate.title')}
      act={t('reactivate.act')}
      onConfirm={() => reactivate.mutate(undefined, { onSuccess: onDone })}
      onClose={onClose}
      busy={reactivate.isPending}
      error={reactivate.error}
    >
      <Text>{t('reactivate.text')}</Text>
    </ConfirmDialog>
  );
}
