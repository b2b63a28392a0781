import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { codeOf } from '../api-error.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { PageHeader } from '../components/PageHeader.tsx';
import { PageSkeleton } from '../components/PageSkeleton.tsx';
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
  const { data, error, refetch } = useCustomer(customerId);
  if (error !== null && ['not-found', 'invalid-input'].includes(codeOf(error))) return <NotFound />;
  if (data === undefined) {
    return error === null ? (
      <PageSkeleton />
    ) : (
      <ErrorNotice error={error} onRetry={() => void refetch()} />
    );
  }
  return <Loaded customer={data} />;
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
