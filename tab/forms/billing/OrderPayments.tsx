import { Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import type { OrderDetail } from '../../queries/billing.ts';

const useStyles = makeStyles({
  list: {
    display: 'grid',
    rowGap: tokens.spacingVerticalM,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  quiet: { display: 'block', color: tokens.colorNeutralForeground2 },
});

/** What was paid for an order, what each payment gave, and the provider's invoice for it. */
export function OrderPayments({ payments }: Pick<OrderDetail, 'payments'>) {
  const styles = useStyles();
  const { t } = useTranslation('billing');
  const format = useFormat();
  if (payments.length === 0) return <Text>{t('payment.none')}</Text>;
  return (
    <ul className={styles.list}>
      {payments.map(({ id, kind, at, total, tax, gave, invoiceUrl }) => (
        <li key={id}>
          <Text>
            {t(`payment.${kind}`, {
              amount: format.money(total),
              day: format.day(at.slice(0, 10)),
              tax: format.money(tax),
            })}
          </Text>{' '}
          {invoiceUrl === null ? null : (
            <Link
              href={invoiceUrl}
              target="_blank"
              rel="noopener noreferrer"
              aria-label={t('payment.invoiceOf', { day: format.day(at.slice(0, 10)) })}
            >
              {t('payment.invoice')}
            </Link>
          )}
          {gave === null ? null : (
            <Text size={200} className={styles.quiet}>
              {t('payment.gave', {
                users: t('users', { count: gave.seats }),
                from: format.day(gave.from),
                to: format.day(gave.through),
              })}
            </Text>
          )}
        </li>
      ))}
    </ul>
  );
}
