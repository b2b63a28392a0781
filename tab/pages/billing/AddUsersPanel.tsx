import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readUsers, usersFaultOf } from '../../billing/seats.ts';
import { Panel } from '../../components/Panel.tsx';
import { useFormat } from '../../format.ts';
import type { Billing } from '../../queries/billing.ts';

const useStyles = makeStyles({
  form: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalM,
  },
  field: { flex: '1 1 200px', maxWidth: '360px' },
  input: { minWidth: 0, '& input': { minWidth: 0 } },
  // In a line with the field, whose label stands above it.
  act: { '@media (min-width: 480px)': { marginTop: '26px' } },
});

/** Buys users by card; where that cannot be, says why, and what can be done instead (B-4, OR-56). */
export function AddUsersPanel(props: {
  readonly billing: Billing;
  readonly onPlace: (users: number) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('billing');
  const format = useFormat();
  const { billing, onPlace } = props;
  const { cardOrders, unitPrice, termMonths } = billing;
  const [typed, setTyped] = useState('');
  const [isSent, setSent] = useState(false);
  if (cardOrders.reason !== null) {
    const sales = billing.purchaseOrders.email ?? billing.seatsContact;
    return (
      <Panel title={t('add.title')}>
        <Text>{t(`add.not.${cardOrders.reason}`, { region: cardOrders.region })}</Text>
        <Text>{sales === null ? t('add.instead') : t('add.insteadNamed', { contact: sales })}</Text>
      </Panel>
    );
  }
  const { seatsMin, seatsMax } = cardOrders;
  const fault = usersFaultOf(typed, cardOrders);
  const isTold = fault !== null && (isSent || typed.trim() !== '') && (isSent || fault !== 'few');
  const bounds = { min: format.number(seatsMin), max: format.number(seatsMax) };
  return (
    <Panel
      title={t('add.title')}
      explanation={t('add.price', {
        price: format.money(unitPrice),
        months: format.number(termMonths),
      })}
    >
      <form
        noValidate
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          setSent(true);
          if (fault === null) onPlace(readUsers(typed));
        }}
      >
        <Field
          required
          className={styles.field}
          label={t('add.users')}
          hint={t('add.bounds', bounds)}
          validationState={isTold ? 'error' : 'none'}
          validationMessage={isTold ? t(`add.fault.${fault}`, bounds) : null}
        >
          <Input
            className={styles.input}
            value={typed}
            inputMode="numeric"
            autoComplete="off"
            onChange={(_event, { value }) => setTyped(value)}
          />
        </Field>
        <Button type="submit" appearance="primary" className={styles.act}>
          {t('add.act')}
        </Button>
      </form>
    </Panel>
  );
}
