import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import type { HandedOut } from '../../customers/answers.ts';
import { fieldRefusals } from '../../customers/refusals.ts';
import { isOpen } from '../../jobs/progress.ts';
import { speechFor } from '../../language.ts';
import { useCustomerJob } from '../../queries/customer-jobs.ts';
import { handOut } from '../../queries/customer-imports.ts';
import { useCustomerAct } from '../../queries/customers.ts';
import { MailAddressField } from './MailAddressField.tsx';
import { PasswordsView } from './PasswordsView.tsx';

const useStyles = makeStyles({
  part: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    marginTop: tokens.spacingVerticalM,
  },
  mail: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: tokens.spacingHorizontalS,
  },
});

/** Hands out the temporary passwords of an import, once: here, or in one e-mail (C-2). Nothing where none waits. */
export function PasswordHandOut(props: {
  readonly customerId: string;
  /** Its name, for the sheet that is printed. */
  readonly customer: string;
  readonly jobId: string;
  /** How many are waiting. */
  readonly waiting: number;
}) {
  const styles = useStyles();
  const { t, i18n } = useTranslation('customerActs');
  const { customerId, customer, jobId, waiting } = props;
  const { language } = speechFor(i18n.language);
  const [address, setAddress] = useState('');
  const [out, setOut] = useState<HandedOut | null>(null);
  const act = useCustomerAct((sendTo: string | null, key) =>
    handOut(customerId, jobId, sendTo === null ? null : { sendTo, language }, key),
  );
  const take = (sendTo: string | null) => act.mutate(sendTo, { onSuccess: setOut });
  if (out !== null) return <Out customerId={customerId} customer={customer} out={out} />;
  if (waiting === 0) return null;
  const fault = fieldRefusals(act.error)['sendTo'] === undefined ? null : t('fault.address');
  const busy = act.isPending ? { icon: <Spinner size="tiny" /> } : {};
  return (
    <section className={styles.part}>
      <Text>{t('handOut.text', { count: waiting })}</Text>
      <div>
        <Button
          appearance="primary"
          disabledFocusable={act.isPending}
          onClick={() => take(null)}
          {...busy}
        >
          {t('handOut.show')}
        </Button>
      </div>
      <div className={styles.mail}>
        <MailAddressField value={address} onChange={setAddress} fault={fault} />
        <Button
          disabledFocusable={act.isPending || address.trim() === ''}
          onClick={() => {
            if (address.trim() !== '') take(address.trim());
          }}
        >
          {t('handOut.send')}
        </Button>
      </div>
      <ErrorNotice error={fault === null ? act.error : null} />
    </section>
  );
}

/** What was handed out, and whose password is still to come. */
function Out(props: {
  readonly customerId: string;
  readonly customer: string;
  readonly out: HandedOut;
}) {
  const styles = useStyles();
  const { t } = useTranslation('customerActs');
  const { customerId, customer, out } = props;
  const { passwords, sentTo, count, renewal, code } = out;
  return (
    <section className={styles.part}>
      {sentTo === null ? null : (
        <MessageBar intent="success" layout="multiline">
          <MessageBarBody>{t('handOut.sent', { count, address: sentTo })}</MessageBarBody>
        </MessageBar>
      )}
      {code === undefined ? null : <Text>{t('passwords.shown')}</Text>}
      {passwords.length === 0 ? null : (
        <PasswordsView
          customer={customer}
          passwords={passwords.map(({ displayName, userName, temporaryPassword }) => ({
            ...{ displayName, userName },
            password: temporaryPassword,
          }))}
        />
      )}
      {renewal === null ? null : (
        <>
          <Text>{t('handOut.renewal', { count: renewal.users })}</Text>
          <Renewed customerId={customerId} customer={customer} jobId={renewal.jobId} />
        </>
      )}
    </section>
  );
}

/** The passwords that were set anew, once they all are. */
function Renewed(props: {
  readonly customerId: string;
  readonly customer: string;
  readonly jobId: string;
}) {
  const { customerId, customer, jobId } = props;
  const { data: job } = useCustomerJob(customerId, jobId);
  if (job === undefined || isOpen(job)) return null;
  return (
    <PasswordHandOut
      customerId={customerId}
      customer={customer}
      jobId={jobId}
      waiting={job.passwordsWaiting}
    />
  );
}
