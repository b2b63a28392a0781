import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../components/Facts.tsx';
import { useFormat } from '../../format.ts';
import type { Estimate } from '../../queries/billing.ts';

const useStyles = makeStyles({
  notes: {
    display: 'grid',
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    paddingLeft: tokens.spacingHorizontalL,
    color: tokens.colorNeutralForeground2,
  },
});

/** What an order will cost: how it is reckoned, what it comes to, and what is not in it (OR-8). */
export function EstimateView({ estimate }: { readonly estimate: Estimate }) {
  const styles = useStyles();
  const { t } = useTranslation('billing');
  const format = useFormat();
  const { seats, currency, monthly, annual, lines, currencyNote } = estimate;
  return (
    <>
      <Facts
        facts={[
          [t('estimate.users'), format.number(seats)],
          ...lines.map(
            ({ code, quantity, unit, amount }) =>
              [
                t(`estimate.line.${code}`),
                t('estimate.product', {
                  quantity: format.number(quantity),
                  unit: format.money(unit),
                  amount: format.money(amount),
                }),
              ] as const,
          ),
          [t('estimate.annual'), <strong key="annual">{format.money(annual)}</strong>],
          [t('estimate.monthly'), <strong key="monthly">{format.money(monthly)}</strong>],
        ]}
      />
      <ul className={styles.notes}>
        <li>
          <Text size={200}>{t('estimate.note.estimate', { currency })}</Text>
        </li>
        {currencyNote === 'charged-in-usd' ? (
          <li>
            <Text size={200}>{t('estimate.note.currency', { currency })}</Text>
          </li>
        ) : null}
        <li>
          <Text size={200}>{t('estimate.note.charged')}</Text>
        </li>
      </ul>
    </>
  );
}
