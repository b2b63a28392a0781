import { Skeleton, SkeletonItem } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createActKeys, underKey } from '../act-keys.ts';
import { areFilled, CONTACT_FIELDS, contactOf, EMPTY_CONTACT } from '../billing/fields.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { FormDialog } from '../components/FormDialog.tsx';
import { fieldWords } from '../field-words.ts';
import { placeOrder, useEstimate, type Checkout, type NewOrder } from '../queries/billing.ts';
import { useAct } from '../queries/refresh.ts';
import { CountryField } from './billing/CountryField.tsx';
import { EstimateView } from './billing/EstimateView.tsx';
import { OrderFields } from './billing/OrderFields.tsx';

/** Card orders are for accounts of this region, so most pay there (B-4). */
const COUNTRY_AT_FIRST = 'US';

/** Orders users by card: the estimate to look at, who buys and where, and then the checkout is opened (OR-8 to OR-10). */
export function PlaceOrderForm(props: {
  readonly users: number;
  readonly onPlaced: (checkout: Checkout) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('billing');
  const { users, onPlaced, onClose } = props;
  const [step, setStep] = useState<'estimate' | 'details'>('estimate');
  const [country, setCountry] = useState(COUNTRY_AT_FIRST);
  const [contact, setContact] = useState(EMPTY_CONTACT);
  const [isSent, setSent] = useState(false);
  const [keys] = useState(createActKeys);
  const estimate = useEstimate(users, country);
  const place = useAct((body: NewOrder) =>
    underKey(keys, body, (idempotencyKey) => placeOrder(body, idempotencyKey)),
  );
  const submit = () => {
    setSent(true);
    if (!areFilled(CONTACT_FIELDS, contact)) return;
    place.mutate(
      { seats: users, country, contact: contactOf(contact) },
      { onSuccess: (checkout) => onPlaced(checkout) },
    );
  };
  const shown = (
    <>
      <ErrorNotice error={estimate.error} onRetry={() => void estimate.refetch()} />
      {estimate.data === undefined ? (
        <Skeleton aria-label={t('estimate.loading')}>
          <SkeletonItem size={96} />
        </Skeleton>
      ) : (
        <EstimateView estimate={estimate.data} />
      )}
    </>
  );
  if (step === 'estimate') {
    return (
      <FormDialog
        key={step}
        title={t('estimate.title')}
        act={t('estimate.proceed')}
        onSubmit={() => setStep('details')}
        onClose={onClose}
        waiting={estimate.data === undefined}
      >
        {shown}
      </FormDialog>
    );
  }
  const said = fieldWords(place.error);
  return (
    <FormDialog
      key={step}
      title={t('details.title')}
      act={t('details.act')}
      onSubmit={submit}
      onClose={onClose}
      busy={place.isPending}
      waiting={estimate.data === undefined}
      error={CONTACT_FIELDS.some((field) => field in said) ? null : place.error}
    >
      <CountryField value={country} onChange={setCountry} hint={t('details.countryHint')} />
      <OrderFields
        label={t('details.contact')}
        fields={CONTACT_FIELDS}
        typed={contact}
        onType={(field, value) => setContact({ ...contact, [field]: value })}
        isSent={isSent}
        error={place.error}
      />
      {shown}
    </FormDialog>
  );
}
