import { Button, Link, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { FigureList } from '../../components/FigureList.tsx';
import { InnerLink } from '../../components/InnerLink.tsx';
import { MailAddress } from '../../components/MailAddress.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useFormat } from '../../format.ts';
import type { Billing } from '../../queries/billing.ts';

const useStyles = makeStyles({
  act: { alignSelf: 'flex-start' },
  links: {
    display: 'grid',
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    overflowWrap: 'anywhere',
  },
});

/** How many users are paid for, how many are registered, and how many may come yet (OR-6). */
export function RegistrationsPanel({ registrations }: Pick<Billing, 'registrations'>) {
  const { t } = useTranslation('billing');
  const format = useFormat();
  // A word is longer than a figure, and a tile has no room to break it.
  const figure = (value: number | null) =>
    value === null ? <Subtitle2>{t('registrations.unlimited')}</Subtitle2> : format.number(value);
  return (
    <Panel title={t('registrations.title')}>
      <FigureList
        figures={(['available', 'registered', 'remaining'] as const).map((key) => ({
          ...{ key, label: t(`registrations.${key}`) },
          value: figure(registrations[key]),
        }))}
      />
    </Panel>
  );
}

/** Buying without a card (OR-50). */
export function PurchaseOrderPanel(props: {
  readonly billing: Pick<Billing, 'purchaseOrders' | 'seatsContact'>;
  readonly onAsk: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('billing');
  const { purchaseOrders, seatsContact } = props.billing;
  return (
    <Panel title={t('purchase.panel')} explanation={t('purchase.explanation')}>
      {purchaseOrders.available ? (
        <Button className={styles.act} onClick={props.onAsk}>
          {t('purchase.open')}
        </Button>
      ) : (
        <Text>
          {seatsContact === null
            ? t('purchase.noSales')
            : t('purchase.noSalesNamed', { contact: seatsContact })}
        </Text>
      )}
      <InnerLink to="/subscription">{t('purchase.haveKey')}</InnerLink>
    </Panel>
  );
}

/** Invoices are the provider's: whom to ask (OR-44). */
export function InvoicesPanel({ invoices }: Pick<Billing, 'invoices'>) {
  const styles = useStyles();
  const { t } = useTranslation('billing');
  if (invoices.provider === '') return null;
  return (
    <Panel
      title={t('invoices.title')}
      explanation={t('invoices.text', { provider: invoices.provider })}
    >
      <ul className={styles.links}>
        {invoices.contacts.map(({ kind, address }) => (
          <li key={address}>
            {kind === 'email' ? (
              <Link href={`mailto:${address}`}>
                <MailAddress address={address} />
              </Link>
            ) : (
              <Link href={address} target="_blank" rel="noopener noreferrer">
                {t('invoices.web', { provider: invoices.provider })}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
