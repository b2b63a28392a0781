import { Field, Input, Radio, RadioGroup, Text, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { purchaseOrderBody } from '../../api/orders/contract.ts';
import { createActKeys, underKey } from '../act-keys.ts';
import { areFilled, CONTACT_FIELDS, contactOf, EMPTY_CONTACT } from '../billing/fields.ts';
import { readUsers } from '../billing/seats.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { FormDrawer } from '../components/FormDrawer.tsx';
import { askForPurchaseOrder, type PurchaseOrder } from '../queries/billing.ts';
import { useAct } from '../queries/refresh.ts';
import { OrderFields } from './billing/OrderFields.tsx';

const PLANS = purchaseOrderBody.shape.plan.unwrap().options;
type Plan = (typeof PLANS)[number];

/** Asks sales for an activation key, to be paid by purchase order (OR-50). */
export function RequestPurchaseOrderForm(props: {
  /** The account's plan, which is chosen at first. */
  readonly plan: Plan;
  readonly onDone: (asked: PurchaseOrder) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('billing');
  const { onDone, onClose } = props;
  const [learners, setLearners] = useState('');
  const [plan, setPlan] = useState<Plan>(props.plan);
  const [reference, setReference] = useState('');
  const [contact, setContact] = useState(EMPTY_CONTACT);
  const [note, setNote] = useState('');
  const [isSent, setSent] = useState(false);
  const [keys] = useState(createActKeys);
  const body = {
    ...{ learners: readUsers(learners), plan, reference: reference.trim(), note: note.trim() },
    contact: contactOf(contact),
  };
  const ask = useAct(() => underKey(keys, body, (key) => askForPurchaseOrder(body, key)));
  const { shape } = purchaseOrderBody;
  const isCounted = shape.learners.safeParse(body.learners).success;
  const isReferred = shape.reference.safeParse(body.reference).success;
  const submit = () => {
    setSent(true);
    if (isCounted && isReferred && areFilled(CONTACT_FIELDS, contact)) {
      ask.mutate(undefined, { onSuccess: onDone });
    }
  };
  return (
    <FormDrawer
      title={t('purchase.title')}
      acts={[{ act: t('purchase.act'), onAct: submit, busy: ask.isPending }]}
      onClose={onClose}
    >
      <Text>{t('purchase.then')}</Text>
      <Field
        required
        label={t('purchase.learners')}
        validationState={isSent && !isCounted ? 'error' : 'none'}
        validationMessage={isSent && !isCounted ? t('purchase.learnersFault') : null}
      >
        <Input
          value={learners}
          inputMode="numeric"
          autoComplete="off"
          onChange={(_event, { value }) => setLearners(value)}
        />
      </Field>
      <Field required label={t('purchase.plan')}>
        <RadioGroup
          value={plan}
          onChange={(_event, { value }) => setPlan(PLANS.find((each) => each === value) ?? plan)}
        >
          {PLANS.map((each) => (
            <Radio key={each} value={each} label={t(`purchase.plans.${each}`)} />
          ))}
        </RadioGroup>
      </Field>
      <Field
        required
        label={t('purchase.reference')}
        hint={t('purchase.referenceHint')}
        validationState={isSent && !isReferred ? 'error' : 'none'}
        validationMessage={isSent && !isReferred ? t('purchase.referenceFault') : null}
      >
        <Input
          value={reference}
          autoComplete="off"
          onChange={(_event, { value }) => setReference(value)}
        />
      </Field>
      <OrderFields
        label={t('details.contact')}
        fields={CONTACT_FIELDS}
        typed={contact}
        onType={(field, value) => setContact({ ...contact, [field]: value })}
        isSent={isSent}
        error={ask.error}
      />
      <Field label={t('purchase.note')}>
        <Textarea value={note} onChange={(_event, { value }) => setNote(value)} />
      </Field>
      <ErrorNotice error={ask.error} onRetry={submit} />
    </FormDrawer>
  );
}
