import { mergeClasses } from '@fluentui/react-components';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DoneNotice } from '../../components/DoneNotice.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { MoreMenu } from '../../components/MoreMenu.tsx';
import { useRows } from '../../components/PagedRecords.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import {
  DeactivateAccountForm,
  EditOrderForm,
  PlaceOrderForm,
  ReactivateAccountForm,
  RequestPurchaseOrderForm,
} from '../../forms/billing/opened.ts';
import { useFormat } from '../../format.ts';
import { useBilling, useOrders, type Billing, type PurchaseOrder } from '../../queries/billing.ts';
import { useGrid } from '../subscription/grid.ts';
import { AddUsersPanel } from './AddUsersPanel.tsx';
import { CheckoutNotice } from './CheckoutNotice.tsx';
import { OrdersPanel } from './OrdersPanel.tsx';
import { InvoicesPanel, PurchaseOrderPanel, RegistrationsPanel } from './SidePanels.tsx';
import { ChainNotice, ProblemNotices } from './StandingNotices.tsx';
import { useBegunCheckout } from './useBegunCheckout.ts';
import { WhatIfPanels } from './WhatIfPanels.tsx';

/** The form that is open. */
type Opened =
  | { readonly form: 'place'; readonly users: number }
  | { readonly form: 'edit'; readonly orderId: string }
  | { readonly form: 'purchase' | 'deactivate' | 'reactivate' };

/** Billing for whoever administers the whole tenant. */
export function TenantBilling() {
  const { t } = useTranslation('billing');
  const { data: billing, error, refetch } = useBilling();
  const [opened, setOpened] = useState<Opened | null>(null);
  const acts = useActs(billing, (form) => setOpened({ form }));
  return (
    <>
      <PageHeader
        title={t('title')}
        explanation={t('explanation')}
        actions={billing === undefined ? null : <MoreMenu label={t('actions')} acts={acts} />}
      />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {billing === undefined ? (
        error === null ? (
          <PageSkeleton />
        ) : null
      ) : (
        <Known billing={billing} opened={opened} onOpen={setOpened} />
      )}
    </>
  );
}

/** What can be done with the whole account; with the reason where it cannot. */
function useActs(billing: Billing | undefined, open: (form: 'deactivate' | 'reactivate') => void) {
  const { t } = useTranslation('billing');
  if (billing === undefined) return [];
  const { deactivation, reactivation, seatsContact } = billing;
  const contact = seatsContact ?? t('deactivate.support');
  return [
    {
      ...{ key: 'deactivate', act: t('deactivate.act'), onAct: () => open('deactivate') },
      reason: deactivation.allowed
        ? null
        : t(`deactivate.not.${deactivation.reason ?? 'nothing-to-deactivate'}`, { contact }),
    },
    {
      ...{ key: 'reactivate', act: t('reactivate.act'), onAct: () => open('reactivate') },
      reason: reactivation.allowed ? null : t('reactivate.not'),
    },
  ];
}

function Known(props: {
  readonly billing: Billing;
  readonly opened: Opened | null;
  readonly onOpen: (opened: Opened | null) => void;
}) {
  const styles = useGrid();
  const { t } = useTranslation('billing');
  const format = useFormat();
  const { billing, opened, onOpen } = props;
  const orders = useOrders();
  const [checkoutId, setCheckoutId] = useBegunCheckout();
  /** How many orders were placed since the page was opened. */
  const [placed, setPlaced] = useState(0);
  const [done, setDone] = useState<Done | null>(null);
  const askedWords = useAskedWords();
  const forget = useCallback(() => setCheckoutId(null), [setCheckoutId]);
  const open = (next: Opened): void => {
    setDone(null);
    onOpen(next);
  };
  const close = (told: Done | null = null): void => {
    onOpen(null);
    setDone(told);
  };
  const edit = (orderId: string): void => open({ form: 'edit', orderId });
  return (
    <>
      <DoneNotice
        text={done?.text ?? null}
        intent={done?.intent ?? 'success'}
        onClose={() => setDone(null)}
      />
      <CheckoutNotice
        checkoutId={checkoutId}
        isNew={placed > 0}
        provider={billing.invoices.provider}
        onClose={forget}
      />
      <ProblemNotices orders={useRows(orders) ?? []} onEdit={edit} />
      <ChainNotice billing={billing} onReactivate={() => open({ form: 'reactivate' })} />
      <div className={styles.grid}>
        <div className={styles.column}>
          <RegistrationsPanel registrations={billing.registrations} />
          <AddUsersPanel
            key={placed}
            billing={billing}
            onPlace={(users) => open({ form: 'place', users })}
          />
        </div>
        <div className={styles.column}>
          <PurchaseOrderPanel billing={billing} onAsk={() => open({ form: 'purchase' })} />
          <InvoicesPanel invoices={billing.invoices} />
        </div>
        <div className={styles.whole}>
          <OrdersPanel query={orders} onEdit={edit} />
        </div>
        <div className={mergeClasses(styles.whole, styles.column)}>
          <WhatIfPanels key={placed} />
        </div>
      </div>
      {opened?.form === 'place' ? (
        <PlaceOrderForm
          users={opened.users}
          onPlaced={({ id }) => {
            setPlaced(placed + 1);
            setCheckoutId(id);
            close();
          }}
          onClose={() => close()}
        />
      ) : null}
      {opened?.form === 'edit' ? (
        <EditOrderForm
          orderId={opened.orderId}
          onDone={(text) => close({ text, intent: 'success' })}
          onClose={() => close()}
        />
      ) : null}
      {opened?.form === 'purchase' ? (
        <RequestPurchaseOrderForm
          plan={billing.cardOrders.reason === 'plan' ? 'mau' : 'seats'}
          onDone={(asked) => close(askedWords(asked))}
          onClose={() => close()}
        />
      ) : null}
      {opened?.form === 'deactivate' ? (
        <DeactivateAccountForm
          accountName={billing.deactivation.confirmBy}
          onDone={({ accessUntil }) =>
            close({
              text: t('deactivate.done', { at: format.instant(accessUntil) }),
              intent: 'success',
            })
          }
          onClose={() => close()}
        />
      ) : null}
      {opened?.form === 'reactivate' ? (
        <ReactivateAccountForm
          onDone={() => close({ text: t('reactivate.done'), intent: 'success' })}
          onClose={() => close()}
        />
      ) : null}
    </>
  );
}

/** What was done, in words. */
interface Done {
  readonly text: string;
  readonly intent: 'success' | 'warning';
}

/** What became of a request to sales, in words. */
function useAskedWords(): (asked: PurchaseOrder) => Done {
  const { t } = useTranslation('billing');
  return ({ state, learners, reference, sentTo }) => ({
    text: t(`purchase.done.${state}`, {
      learners: t('learners', { count: learners }),
      reference,
      to: sentTo,
    }),
    intent: state === 'sent' || state === 'waiting' ? 'success' : 'warning',
  });
}
