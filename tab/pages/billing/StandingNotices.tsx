import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { suspendedOf } from '../../billing/orders.ts';
import { useFormat } from '../../format.ts';
import type { Billing, Order } from '../../queries/billing.ts';

const useStyles = makeStyles({
  bar: { marginBottom: tokens.spacingVerticalL },
  body: { paddingTop: tokens.spacingVerticalXS },
});

/** Payments that did not come, each with the way on (B-7). */
export function ProblemNotices(props: {
  readonly orders: readonly Order[];
  readonly onEdit: (orderId: string) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('billing');
  const format = useFormat();
  return suspendedOf(props.orders).map(({ order, problem }) => (
    <MessageBar key={order.id} intent="error" layout="multiline" className={styles.bar}>
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{t(`problem.${problem.reason}`)}</MessageBarTitle>{' '}
        {t(order.givesSeats ? 'problem.text' : 'problem.seatsGone', {
          users: t('users', { count: order.seats }),
          ordered: format.day(order.orderedAt.slice(0, 10)),
          at: format.instant(problem.seatsEndAt),
        })}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={() => props.onEdit(order.id)}>{t('edit.updateMethod')}</Button>
      </MessageBarActions>
    </MessageBar>
  ));
}

/** The account ends, or has ended, by the own wish: what comes when, and the way back (B-1). */
export function ChainNotice(props: {
  readonly billing: Pick<Billing, 'chain' | 'reactivation'>;
  readonly onReactivate: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('billing');
  const format = useFormat();
  const { chain, reactivation } = props.billing;
  if (chain === null) return null;
  return (
    <MessageBar intent="warning" layout="multiline" className={styles.bar}>
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{t('chain.title')}</MessageBarTitle>{' '}
        {t(reactivation.until === null ? 'chain.trial' : 'chain.text', {
          access: format.instant(chain.accessUntil),
          trial: format.instant(chain.trialUntil),
        })}
      </MessageBarBody>
      <MessageBarActions>
        {reactivation.allowed ? (
          <Button onClick={props.onReactivate}>{t('reactivate.act')}</Button>
        ) : null}
      </MessageBarActions>
    </MessageBar>
  );
}
