import {
  Button,
  Link,
  makeStyles,
  Skeleton,
  SkeletonItem,
  Spinner,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components';
import { OpenRegular } from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Versioned } from '../api-client.ts';
import { ADDRESS_FIELDS, addressOf, areFilled, type Address } from '../billing/fields.ts';
import { declinedFeeOf, isLiveOrder } from '../billing/orders.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { Facts } from '../components/Facts.tsx';
import { FormDrawer } from '../components/FormDrawer.tsx';
import { fieldWords } from '../field-words.ts';
import { useFormat } from '../format.ts';
import {
  changeAddress,
  paymentMethodPage,
  useOrder,
  type OrderDetail,
} from '../queries/billing.ts';
import { useAct } from '../queries/refresh.ts';
import { CountryField } from './billing/CountryField.tsx';
import { OrderPayments } from './billing/OrderPayments.tsx';
import { OrderFields } from './billing/OrderFields.tsx';

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  act: { alignSelf: 'flex-start' },
});

/** One order: what it is, what was paid, and its payment method and address, which can be changed (OR-30). */
export function EditOrderForm(props: {
  readonly orderId: string;
  /** What was done, in words. */
  readonly onDone: (words: string) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('billing');
  const { orderId, onDone, onClose } = props;
  const { data, error, refetch } = useOrder(orderId);
  if (data !== undefined) return <Editing order={data} onDone={onDone} onClose={onClose} />;
  return (
    <FormDrawer title={t('edit.title')} acts={[]} onClose={onClose}>
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {error === null ? (
        <Skeleton aria-label={t('edit.loading')}>
          <SkeletonItem size={128} />
        </Skeleton>
      ) : null}
    </FormDrawer>
  );
}

const typedOf = ({ address, country }: OrderDetail): Address => ({
  line1: address?.line1 ?? '',
  line2: address?.line2 ?? '',
  postalCode: address?.postalCode ?? '',
  city: address?.city ?? '',
  region: address?.region ?? '',
  country: address?.country ?? country,
});

function Editing(props: {
  readonly order: Versioned<OrderDetail>;
  readonly onDone: (words: string) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('billing');
  const { order, onDone, onClose } = props;
  const { id } = order.value;
  const [address, setAddress] = useState(() => typedOf(order.value));
  const [isSent, setSent] = useState(false);
  const save = useAct(() => changeAddress(id, { address: addressOf(address) }, order.version));
  const said = fieldWords(save.error);
  const submit = () => {
    setSent(true);
    if (areFilled(ADDRESS_FIELDS, address)) {
      save.mutate(undefined, { onSuccess: () => onDone(t('edit.addressSaved')) });
    }
  };
  const isLive = isLiveOrder(order.value);
  const isFeeDeclined = declinedFeeOf(order.value) !== null;
  return (
    <FormDrawer
      title={t(isLive ? 'edit.title' : 'edit.viewTitle')}
      acts={isLive ? [{ act: t('edit.saveAddress'), onAct: submit, busy: save.isPending }] : []}
      onClose={onClose}
    >
      <OrderFacts order={order.value} />
      {isLive || isFeeDeclined ? <PaymentMethod order={order} /> : null}
      {isLive ? (
        <>
          <Part title={t('edit.address')}>
            <OrderFields
              label={t('edit.address')}
              fields={ADDRESS_FIELDS}
              typed={address}
              onType={(field, value) => setAddress({ ...address, [field]: value })}
              isSent={isSent}
              error={save.error}
            />
            <CountryField
              value={address.country}
              onChange={(country) => setAddress({ ...address, country })}
            />
            <ErrorNotice
              error={ADDRESS_FIELDS.some((field) => field in said) ? null : save.error}
              onRetry={submit}
            />
          </Part>
          <Text>{t('edit.indivisible')}</Text>
        </>
      ) : null}
      <Part title={t('edit.payments')}>
        <OrderPayments payments={order.value.payments} />
      </Part>
    </FormDrawer>
  );
}

function Part(props: { readonly title: string; readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <section className={styles.part} aria-label={props.title}>
      <Subtitle2 as="h3">{props.title}</Subtitle2>
      {props.children}
    </section>
  );
}

function OrderFacts({ order }: { readonly order: OrderDetail }) {
  const { t } = useTranslation('billing');
  const format = useFormat();
  const { termination, problem } = order;
  return (
    <Facts
      facts={[
        [t('orders.column.date'), format.day(order.orderedAt.slice(0, 10))],
        [t('orders.column.details'), t('users', { count: order.seats })],
        [t('orders.column.state'), t(`state.${order.state}`)],
        [t('orders.column.monthly'), format.money(order.monthly)],
        [t('edit.paidThrough'), format.day(order.paidThroughOn)],
        problem === null
          ? [
              t('edit.nextCharge'),
              order.nextChargeOn === null ? t('edit.noCharge') : format.day(order.nextChargeOn),
            ]
          : [t('edit.missingSince'), format.day(problem.since.slice(0, 10))],
        [
          t('edit.term'),
          t('edit.fromTo', {
            from: format.day(order.term.startsOn),
            to: format.day(order.term.endsOn),
          }),
        ],
        ...(termination === null
          ? []
          : [
              [
                t('edit.fee'),
                t(`edit.feeState.${termination.feeState}`, { fee: format.money(termination.fee) }),
              ] as const,
            ]),
      ]}
    />
  );
}

/** The provider writes brands in small letters. */
const capital = (brand: string): string => brand.charAt(0).toUpperCase() + brand.slice(1);

/** With what it is paid, and the way to the provider's page on which that is changed. */
function PaymentMethod({ order }: { readonly order: Versioned<OrderDetail> }) {
  const styles = useStyles();
  const { t } = useTranslation('billing');
  const { id, paymentMethod, state } = order.value;
  const isFeeDeclined = declinedFeeOf(order.value) !== null;
  const page = useMutation({ mutationFn: () => paymentMethodPage(id, order.version) });
  return (
    <Part title={t('edit.method')}>
      <Text>
        {paymentMethod === null
          ? t('edit.noCard')
          : t('edit.card', {
              brand: capital(paymentMethod.brand ?? t('edit.aCard')),
              lastFour: paymentMethod.lastFour ?? '····',
              expires: paymentMethod.expires ?? '–',
            })}
      </Text>
      {state === 'Suspended' ? <Text>{t('edit.triedAgain')}</Text> : null}
      {isFeeDeclined ? <Text>{t('edit.feeTriedAgain')}</Text> : null}
      {page.data === undefined ? (
        <Button
          className={styles.act}
          disabledFocusable={page.isPending}
          {...(page.isPending ? { icon: <Spinner size="tiny" /> } : {})}
          onClick={() => page.mutate()}
        >
          {t('edit.updateMethod')}
        </Button>
      ) : (
        <Text role="status">
          {t('edit.methodReady')}{' '}
          <Link href={page.data} target="_blank" rel="noopener noreferrer" inline>
            {t('edit.openMethod')} <OpenRegular aria-hidden />
          </Link>
        </Text>
      )}
      <ErrorNotice error={page.error} onRetry={() => page.mutate()} />
    </Part>
  );
}
