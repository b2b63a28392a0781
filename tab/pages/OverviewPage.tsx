import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { hasCatalogs, isTenantAdmin, useMe } from '../queries/me.ts';
import { CatalogOverview } from './overview/CatalogOverview.tsx';
import { TenantOverview } from './overview/TenantOverview.tsx';

/** What one looks at first: of the whole tenant, or of the own catalogs; partner staff their customers. */
export function OverviewPage() {
  const me = useMe();
  if (!hasCatalogs(me)) return <ToCustomers />;
  return isTenantAdmin(me) ? <TenantOverview /> : <CatalogOverview />;
}

/** Goes there. The router's own component for that would take more of the router along than the first page may weigh. */
function ToCustomers() {
  const navigate = useNavigate();
  useEffect(() => void navigate('/customers', { replace: true }), [navigate]);
  return null;
}
