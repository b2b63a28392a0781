import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { EmptyState } from '../components/EmptyState.tsx';
import { LoadedPage } from '../components/LoadedPage.tsx';
import { PageHeader } from '../components/PageHeader.tsx';
import { Trail } from '../components/Trail.tsx';
import type { CustomerDetail } from '../customers/answers.ts';
import { ImportUsersForm } from '../forms/customers/ImportUsersForm.tsx';
import { useCustomer } from '../queries/customers.ts';
import { isPartnerStaff, useMe } from '../queries/me.ts';
import { useObstacle } from './customers/useObstacle.ts';
import { NotFound } from './plain/NotFound.tsx';

/** The import of a customer's users from a file. */
export function CustomerImportPage() {
  const { customerId = '' } = useParams();
  return isPartnerStaff(useMe()) ? (
    <ImportAt key={customerId} customerId={customerId} />
  ) : (
    <NotFound />
  );
}

function ImportAt({ customerId }: { readonly customerId: string }) {
  return (
    <LoadedPage query={useCustomer(customerId)} gone={<NotFound />}>
      {(customer) => <Loaded customer={customer} />}
    </LoadedPage>
  );
}

function Loaded({ customer }: { readonly customer: CustomerDetail }) {
  const { t } = useTranslation('customers');
  const obstacle = useObstacle(customer)('createUsers');
  return (
    <>
      <PageHeader
        trail={
          <Trail
            stops={[
              { name: t('title'), path: '/customers' },
              { name: customer.displayName, path: `/customers/${customer.id}` },
            ]}
          />
        }
        title={t('import.title')}
        explanation={t('import.explanation', { customer: customer.displayName })}
      />
      {obstacle === null ? (
        <ImportUsersForm customer={customer} />
      ) : (
        <EmptyState title={t('import.closed')} text={obstacle} />
      )}
    </>
  );
}
