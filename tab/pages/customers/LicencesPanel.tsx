import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import { CertificateRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { InnerLink } from '../../components/InnerLink.tsx';
import { Panel } from '../../components/Panel.tsx';
import { RecordTable } from '../../components/RecordTable.tsx';
import { RowsSkeleton } from '../../components/RowsSkeleton.tsx';
import type { CustomerDetail, Licence } from '../../customers/answers.ts';
import { Publisher } from '../../forms/customers/Publisher.tsx';
import { useFormat } from '../../format.ts';
import { useLicences } from '../../queries/customers.ts';

const useStyles = makeStyles({
  product: { display: 'grid', justifyItems: 'start', rowGap: tokens.spacingVerticalXXS },
  quiet: { color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular },
});

/** What a customer has bought: how much of it is left, who has it, and what is managed elsewhere (PC-22, C-6). */
export function LicencesPanel({ customer }: { readonly customer: CustomerDetail }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const isOpen = customer.usable && customer.may.readUsers;
  const licences = useLicences(customer.id, isOpen);
  const items = licences.data?.items;
  if (!isOpen) {
    return (
      <EmptyState
        icon={<CertificateRegular />}
        title={t('users.closed')}
        text={t('users.closedText')}
      />
    );
  }
  return (
    <Panel title={t('licences.title')} explanation={t('licences.explanation')}>
      <ErrorNotice error={licences.error} onRetry={() => void licences.refetch()} />
      {items === undefined && licences.error === null ? <RowsSkeleton /> : null}
      {items?.length === 0 ? (
        <EmptyState
          icon={<CertificateRegular />}
          title={t('licences.none')}
          text={t('licences.noneText')}
        />
      ) : null}
      {items === undefined || items.length === 0 ? null : (
        <RecordTable
          label={t('licences.title')}
          rows={items}
          idOf={({ skuId }) => skuId}
          columns={[
            {
              key: 'product',
              header: t('column.product'),
              width: '46%',
              cell: (licence) => <Product licence={licence} />,
            },
            {
              key: 'available',
              header: t('column.available'),
              isNumber: true,
              cell: ({ available }) => format.number(available),
            },
            {
              key: 'assigned',
              header: t('column.assigned'),
              isNumber: true,
              cell: ({ assigned, skuId, name }) =>
                assigned === 0 ? (
                  format.number(assigned)
                ) : (
                  <InnerLink
                    to={`/customers/${customer.id}/users?product=${skuId}`}
                    label={t('licences.whoHas', { count: assigned, product: name })}
                  >
                    {format.number(assigned)}
                  </InnerLink>
                ),
            },
            {
              key: 'total',
              header: t('column.total'),
              isNumber: true,
              cell: ({ total }) => format.number(total),
            },
          ]}
        />
      )}
    </Panel>
  );
}

function Product({ licence }: { readonly licence: Licence }) {
  const styles = useStyles();
  const { t } = useTranslation('customers');
  const { name, partNumber, state, publisher, available, manageable } = licence;
  return (
    <span className={styles.product}>
      {name}
      {name === partNumber ? null : (
        <Text size={200} className={styles.quiet}>
          {partNumber}
        </Text>
      )}
      {state === 'enabled' ? null : (
        <Badge appearance="tint" color="warning">
          {t(`licences.state.${state}`)}
        </Badge>
      )}
      {publisher === null ? null : <Publisher publisher={publisher} />}
      {publisher === null && !manageable ? (
        <Text size={200} className={styles.quiet}>
          {t('licences.company')}
        </Text>
      ) : null}
      {manageable && available === 0 ? (
        <Text size={200} className={styles.quiet}>
          {t('licences.buyMore')}
        </Text>
      ) : null}
    </span>
  );
}
