import { isTenantAdmin, useMe } from '../queries/me.ts';
import { TenantBilling } from './billing/TenantBilling.tsx';
import { NotFound } from './plain/NotFound.tsx';

/** What is bought and paid: registrations, orders by card and by purchase order, and the end of the account (OR-1). */
export function BillingPage() {
  return isTenantAdmin(useMe()) ? <TenantBilling /> : <NotFound />;
}
