import { isTenantAdmin, useMe } from '../queries/me.ts';
import { CatalogOverview } from './overview/CatalogOverview.tsx';
import { TenantOverview } from './overview/TenantOverview.tsx';

/** What one looks at first: of the whole tenant, or of the own catalogs. */
export function OverviewPage() {
  return isTenantAdmin(useMe()) ? <TenantOverview /> : <CatalogOverview />;
}
