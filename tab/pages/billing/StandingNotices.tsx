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
import { declinedFeeOf, suspendedOf } from '../../billing/orders.ts';
import { useFormat } from '../../format.ts';
import type { Billing, Order } from '../../queries/billing.ts';

const useStyles = makeStyles({
  bar: { marginBottom: tokens.spacingVerticalL },
  body: { paddingTop: tokens.spacingVerticalXS },
});

/** Payments and fees that did not come, each with the way on (B-6, B-7). */
export function ProblemNotices(props: {
  readonly orders: readonly Order[];
  readonly onEdit: (orderId: string) => void;
}) {
  const { t } = useTranslation('billing');
  const format = useFormat();
  const { orders, onEdit } = props;
  const wordsOf = (order: Order) => ({
    users: t('users', { count: order.seats }),
    ordered: format.day(order.orderedAt.slice(0, 10)),
  });
  return (
    <>
      {suspendedOf(orders).map(({ order, problem }) => (
        <ProblemNotice
          key={order.id}
          title={t(`problem.${problem.reason}`)}
          text={t(order.givesSeats ? 'problem.text' : 'problem.seatsGone', {
            ...wordsOf(order),
            at: format.instant(problem.seatsEndAt),
          })}
          onEdit={() => onEdit(order.id)}
        />
      ))}
      {orders.map((order) => {
        const fee = declinedFeeOf(order);
        return fee === null ? null : (
          <ProblemNotice
            key={order.id}
            title={t('problem.fee')}
            text={t('problem.feeText', { ...wordsOf(order), fee: format.money(fee) })}
            onEdit={() => onEdit(order.id)}
          />
        );
      })}
    </>
  );
}

function ProblemNotice(props: {
  readonly title: string;
  readonly text: string;
  readonly onEdit: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('billing');
  return (
    <MessageBar intent="error" layout="multiline" className={styles.bar}>
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{props.title}</MessageBarTitle> {props.text}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={props.onEdit}>{t('edit.updateMethod')}</Button>
      </MessageBarActions>
    </MessageBar>
  );
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
