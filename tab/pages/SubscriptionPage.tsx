import { isTenantAdmin, useMe } from '../queries/me.ts';
import { CatalogSubscription } from './subscription/CatalogSubscription.tsx';
import { TenantSubscription } from './subscription/TenantSubscription.tsx';

/** The subscription: of the whole tenant, or as the admins of catalogs see it, read only (L-30, L-31). */
export function SubscriptionPage() {
  return isTenantAdmin(useMe()) ? <TenantSubscription /> : <CatalogSubscription />;
}
