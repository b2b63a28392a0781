import { Navigate } from 'react-router';
import { hasCatalogs, isTenantAdmin, useMe } from '../queries/me.ts';
import { CatalogOverview } from './overview/CatalogOverview.tsx';
import { TenantOverview } from './overview/TenantOverview.tsx';

/** What one looks at first: of the whole tenant, or of the own catalogs; partner staff their customers. */
export function OverviewPage() {
  const me = useMe();
  if (!hasCatalogs(me)) return <Navigate to="/customers" replace />;
  return isTenantAdmin(me) ? <TenantOverview /> : <CatalogOverview />;
}
