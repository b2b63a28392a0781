import {
  Field,
  Input,
  makeStyles,
  Skeleton,
  SkeletonItem,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createActKeys, underKey } from '../act-keys.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { Facts } from '../components/Facts.tsx';
import { FormDialog } from '../components/FormDialog.tsx';
import { useFormat } from '../format.ts';
import {
  deactivateAccount,
  useDeactivationPreview,
  type Deactivation,
} from '../queries/billing.ts';
import { useAct } from '../queries/refresh.ts';

const useStyles = makeStyles({
  orders: {
    display: 'grid',
    rowGap: tokens.spacingVerticalM,
    margin: 0,
    paddingLeft: tokens.spacingHorizontalL,
  },
  line: { display: 'block', color: tokens.colorNeutralForeground2 },
});

/** Ends the account with the end of what is paid: what that means, order by order, and its name to type (B-1, B-6). */
export function DeactivateAccountForm(props: {
  /** What has to be typed: the account's name. */
  readonly accountName: string;
  readonly onDone: (done: Deactivation) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('billing');
  const { accountName, onDone, onClose } = props;
  const preview = useDeactivationPreview();
  const [typed, setTyped] = useState('');
  const [isSent, setSent] = useState(false);
  const [keys] = useState(createActKeys);
  const deactivate = useAct((name: string) =>
    underKey(keys, name, (key) => deactivateAccount(name, key)),
  );
  const isTyped = typed.trim() === accountName;
  const submit = () => {
    setSent(true);
    if (isTyped) deactivate.mutate(accountName, { onSuccess: onDone });
  };
  return (
    <FormDialog
      title={t('deactivate.title')}
      act={t('deactivate.act')}
      onSubmit={submit}
      onClose={onClose}
      busy={deactivate.isPending}
      waiting={preview.data === undefined}
      error={deactivate.error}
    >
      <Text>{t('deactivate.text')}</Text>
      <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} />
      {preview.data === undefined ? (
        preview.error === null ? (
          <Skeleton aria-label={t('deactivate.loading')}>
            <SkeletonItem size={128} />
          </Skeleton>
        ) : null
      ) : (
        <Preview preview={preview.data} />
      )}
      <Field
        required
        label={t('deactivate.type')}
        hint={t('deactivate.typeHint', { name: accountName })}
        validationState={isSent && !isTyped ? 'error' : 'none'}
        validationMessage={isSent && !isTyped ? t('deactivate.notTyped') : null}
      >
        <Input value={typed} autoComplete="off" onChange={(_event, data) => setTyped(data.value)} />
      </Field>
    </FormDialog>
  );
}

function Preview({ preview }: { readonly preview: Deactivation }) {
  const styles = useStyles();
  const { t, i18n } = useTranslation('billing');
  const format = useFormat();
  const days = new Intl.ListFormat(i18n.language).format(
    preview.remindersOn.map((day) => format.day(day)),
  );
  const fees = preview.fees.map((fee) => format.money(fee));
  return (
    <>
      <Facts
        facts={[
          [t('deactivate.accessUntil'), format.instant(preview.accessUntil)],
          [t('deactivate.trialUntil'), format.instant(preview.trialUntil)],
          [t('deactivate.reminders'), days],
          [
            t('deactivate.fees'),
            <strong key="fees">
              {fees.length === 0
                ? t('deactivate.noFee')
                : new Intl.ListFormat(i18n.language).format(fees)}
            </strong>,
          ],
        ]}
      />
      <ul className={styles.orders} aria-label={t('deactivate.orders')}>
        {preview.orders.map((order) => (
          <li key={order.id}>
            <Text weight="semibold">
              {t(order.endsAtOnce ? 'deactivate.orderAtOnce' : 'deactivate.order', {
                users: t('users', { count: order.seats }),
                day: format.day(order.effectiveOn),
              })}
            </Text>
            <Text className={styles.line}>
              {order.fee.amountMinor === 0
                ? t('deactivate.orderFree')
                : t('deactivate.orderFee', {
                    months: t('months', { count: order.monthsLeft }),
                    monthly: format.money(order.monthly),
                    remaining: format.money(order.remaining),
                    fee: format.money(order.fee),
                  })}
            </Text>
            {order.fee.amountMinor === 0 ? null : (
              <Text className={styles.line}>
                {t('deactivate.freeFrom', { day: format.day(order.freeFromOn) })}
              </Text>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
