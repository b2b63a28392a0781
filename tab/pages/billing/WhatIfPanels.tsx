import { Field, Input, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readMinor } from '../../billing/amounts.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { FigureList } from '../../components/FigureList.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useTyped } from '../../components/useTyped.ts';
import { useFormat } from '../../format.ts';
import { useWhatIf, type WhatIf } from '../../queries/billing.ts';

type Plans = NonNullable<WhatIf['plans']>;
type Ending = NonNullable<WhatIf['ending']>;

const useStyles = makeStyles({
  offer: { maxWidth: '360px' },
  input: { minWidth: 0, '& input': { minWidth: 0 } },
  orders: {
    display: 'grid',
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    paddingLeft: tokens.spacingHorizontalL,
  },
});

/** The months of a term; a year of either plan has as many. */
const MONTHS = 12;
const EXAMPLE_MINOR = 250;

/** What could be otherwise: the other plan, and the end of the account now or at the renewal. */
export function WhatIfPanels() {
  const { t } = useTranslation('billing');
  const [told, tell] = useState('');
  const [typed, type] = useTyped(told, tell);
  const [currency, setCurrency] = useState('USD');
  const { data, error, refetch } = useWhatIf(readMinor(told, currency));
  const known = data?.plans?.unitPrice.currency;
  if (known !== undefined && known !== currency) setCurrency(known);
  if (data === undefined)
    return error === null ? (
      <Spinner size="tiny" />
    ) : (
      <ErrorNotice error={error} onRetry={() => void refetch()} />
    );
  return (
    <>
      <Panel title={t('whatIf.plans.title')} explanation={t('whatIf.plans.explanation')}>
        {data.plans === null ? (
          <Text>{t('whatIf.plans.none')}</Text>
        ) : (
          <PlansView plans={data.plans} typed={typed} onType={type} />
        )}
      </Panel>
      <Panel title={t('whatIf.ending.title')} explanation={t('whatIf.ending.explanation')}>
        {data.ending === null ? (
          <Text>{t('whatIf.ending.none')}</Text>
        ) : (
          <EndingView ending={data.ending} />
        )}
      </Panel>
    </>
  );
}

function PlansView(props: {
  readonly plans: Plans;
  readonly typed: string;
  readonly onType: (typed: string) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('billing');
  const format = useFormat();
  const { plans, typed, onType } = props;
  const { seats, seatsAnnual, unitPrice, breakEven, months, offered, activeUsers } = plans;
  const { currency } = unitPrice;
  const isFault = typed.trim() !== '' && readMinor(typed, currency) === null;
  return (
    <>
      <FigureList
        figures={[
          {
            ...{ key: 'seats', label: t('whatIf.plans.seats'), value: format.money(seatsAnnual) },
            hint: t('whatIf.plans.seatsHow', {
              users: t('users', { count: seats }),
              price: format.money(unitPrice),
              months: t('months', { count: MONTHS }),
            }),
          },
          {
            ...{ key: 'active', label: t('whatIf.plans.active') },
            value: format.number(activeUsers),
            hint: plans.isProjected
              ? t('whatIf.plans.activeProjected', { months: t('months', { count: months.length }) })
              : t('whatIf.plans.activeHow'),
          },
          {
            ...{ key: 'breakEven', label: t('whatIf.plans.breakEven') },
            value: breakEven === null ? t('whatIf.plans.nobody') : format.money(breakEven),
            hint: t(breakEven === null ? 'whatIf.plans.nobodyHow' : 'whatIf.plans.breakEvenHow'),
          },
        ]}
      />
      <Field
        className={styles.offer}
        label={t('whatIf.plans.offer', { currency })}
        hint={t('whatIf.plans.offerHint')}
        validationState={isFault ? 'error' : 'none'}
        validationMessage={
          isFault
            ? t('whatIf.plans.offerFault', {
                example: format.money({ amountMinor: EXAMPLE_MINOR, currency }),
              })
            : null
        }
      >
        <Input
          className={styles.input}
          value={typed}
          inputMode="decimal"
          autoComplete="off"
          onChange={(_event, { value }) => onType(value)}
        />
      </Field>
      <div role="status">
        {offered === null || isFault ? null : (
          <Text>
            {t(`whatIf.plans.cheaper.${offered.cheaper}`, {
              difference: format.money(offered.difference),
              seats: format.money(seatsAnnual),
              mau: format.money(offered.annual),
            })}
          </Text>
        )}
      </div>
    </>
  );
}

function EndingView({ ending }: { readonly ending: Ending }) {
  const styles = useStyles();
  const { t } = useTranslation('billing');
  const format = useFormat();
  const { today, atRenewal, saved, orders } = ending;
  /** Amounts of several currencies stand beside each other: none is turned into another. */
  const sum = (amounts: Ending['saved']): string =>
    amounts.map((amount) => format.money(amount)).join(' + ');
  return (
    <>
      <FigureList
        figures={[
          {
            ...{ key: 'today', label: t('whatIf.ending.today'), value: sum(today.fees) },
            hint: t('whatIf.ending.todayHow', { day: format.day(today.endsOn) }),
          },
          {
            ...{ key: 'renewal', label: t('whatIf.ending.renewal'), value: sum(atRenewal.charges) },
            hint: t('whatIf.ending.renewalHow', { day: format.day(atRenewal.endsOn) }),
          },
          {
            ...{ key: 'saved', label: t('whatIf.ending.saved'), value: sum(saved) },
            hint: t('whatIf.ending.savedHow'),
          },
        ]}
      />
      <ul className={styles.orders}>
        {orders.map((order) => (
          <li key={order.id}>
            <Text size={200}>
              {t('whatIf.ending.order', {
                users: t('users', { count: order.seats }),
                monthly: format.money(order.monthly),
                months: t('months', { count: order.monthsLeft }),
                fee: format.money(order.today.fee),
                today: format.day(order.today.endsOn),
                charges: format.money(order.atRenewal.charges),
                renewal: format.day(order.atRenewal.endsOn),
              })}
            </Text>
          </li>
        ))}
      </ul>
    </>
  );
}
