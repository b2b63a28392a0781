import { Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../components/FormDialog.tsx';
import { fieldRefusals } from '../../customers/refusals.ts';
import { speechFor } from '../../language.ts';
import { sendBlankCopy } from '../../queries/customer-imports.ts';
import { useCustomerAct } from '../../queries/customers.ts';
import { MailAddressField } from './MailAddressField.tsx';

/** Sends somebody at the customer an empty file to fill in: users, permissions, licences (C-7). */
export function SendBlankCopyForm(props: {
  readonly customerId: string;
  readonly onDone: (address: string) => void;
  readonly onClose: () => void;
}) {
  const { t, i18n } = useTranslation('customerActs');
  const { customerId, onDone, onClose } = props;
  const [address, setAddress] = useState('');
  const [isSent, setSent] = useState(false);
  const { language } = speechFor(i18n.language);
  const send = useCustomerAct((sendTo: string, key) =>
    sendBlankCopy(customerId, { sendTo, language }, key),
  );
  const to = address.trim();
  const told = fieldRefusals(send.error)['sendTo'] === undefined ? null : t('fault.address');
  const fault = isSent && to === '' ? t('fault.missing') : told;
  return (
    <FormDialog
      title={t('blankCopy.title')}
      act={t('blankCopy.act')}
      onSubmit={() => {
        setSent(true);
        if (to !== '') send.mutate(to, { onSuccess: () => onDone(to) });
      }}
      onClose={onClose}
      busy={send.isPending}
      error={told === null ? send.error : null}
    >
      <Text>{t('blankCopy.text')}</Text>
      <MailAddressField required value={address} onChange={setAddress} fault={fault} />
    </FormDialog>
  );
}
