import { Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { FormDialog } from '../../components/FormDialog.tsx';
import type { CustomerDetail, CustomerUser, PasswordReset } from '../../customers/answers.ts';
import { resetPassword, useCustomerAct } from '../../queries/customers.ts';
import { ActError } from './ActError.tsx';
import { PasswordsView } from './PasswordsView.tsx';

/** Gives a user a new temporary password, and shows it once (PC-30, C-2). */
export function ResetPasswordForm(props: {
  readonly customer: CustomerDetail;
  readonly user: CustomerUser;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('customerActs');
  const { customer, user, onClose } = props;
  const [reset, setReset] = useState<PasswordReset | null>(null);
  const act = useCustomerAct((userId: string, key) => resetPassword(customer.id, userId, key));
  const name = user.displayName;
  if (reset !== null) {
    const { temporaryPassword, displayName, userName } = reset;
    return (
      <FormDialog title={t('reset.done', { name })} onSubmit={onClose} onClose={onClose}>
        {temporaryPassword === null ? (
          <Text>{t('passwords.shown')}</Text>
        ) : (
          <PasswordsView
            customer={customer.displayName}
            passwords={[{ displayName, userName: userName, password: temporaryPassword }]}
          />
        )}
      </FormDialog>
    );
  }
  return (
    <ConfirmDialog
      open
      title={t('reset.title', { name })}
      act={t('reset.act')}
      onConfirm={() => act.mutate(user.id, { onSuccess: setReset })}
      onClose={onClose}
      busy={act.isPending}
    >
      <ActError error={act.error} />
      <Text>{t('reset.text', { userName: user.userName })}</Text>
    </ConfirmDialog>
  );
}
