import { Badge, Button } from '@fluentui/react-components';
import { ReceiptRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { isLiveOrder } from '../../billing/orders.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { PagedRecords, type Paged } from '../../components/PagedRecords.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useFormat } from '../../format.ts';
import type { Order } from '../../queries/billing.ts';

const COLORS = {
  Active: 'success',
  Suspended: 'danger',
  'Canceled initiated': 'warning',
  Canceled: 'informative',
} as const;

/** Every single order, the newest first (OR-11). */
export function OrdersPanel(props: {
  readonly query: Paged<Order>;
  readonly onEdit: (orderId: string) => void;
}) {
  const { t } = useTranslation('billing');
  const format = useFormat();
  const { query, onEdit } = props;
  const dayOf = ({ orderedAt }: Order): string => format.day(orderedAt.slice(0, 10));
  return (
    <Panel title={t('orders.title')}>
      <PagedRecords
        query={query}
        label={t('orders.title')}
        idOf={({ id }) => id}
        columns={[
          { key: 'date', header: t('orders.column.date'), isWhole: true, cell: dayOf },
          {
            key: 'details',
            header: t('orders.column.details'),
            cell: ({ seats }) => t('users', { count: seats }),
          },
          {
            key: 'monthly',
            header: t('orders.column.monthly'),
            isWhole: true,
            cell: ({ monthly }) => format.money(monthly),
          },
          {
            key: 'paid',
            header: t('edit.paidThrough'),
            isWhole: true,
            cell: ({ paidThroughOn }) => format.day(paidThroughOn),
          },
          {
            key: 'state',
            header: t('orders.column.state'),
            isWhole: true,
            cell: ({ state }) => (
              <Badge appearance="tint" color={COLORS[state]}>
                {t(`state.${state}`)}
              </Badge>
            ),
          },
        ]}
        acts={{
          header: t('orders.column.acts'),
          cell: (order) => (
            <Button
              size="small"
              aria-label={t(isLiveOrder(order) ? 'orders.editOf' : 'orders.viewOf', {
                users: t('users', { count: order.seats }),
                day: dayOf(order),
              })}
              onClick={() => onEdit(order.id)}
            >
              {t(isLiveOrder(order) ? 'orders.edit' : 'orders.view')}
            </Button>
          ),
        }}
        empty={
          <EmptyState
            icon={<ReceiptRegular />}
            title={t('orders.empty.title')}
            text={t('orders.empty.text')}
          />
        }
      />
    </Panel>
  );
}
