import { PageHeader } from '../components/PageHeader.tsx';

/** Catalogs. */
export function CatalogsPage() {
  return <PageHeader title="Catalogs" explanation="" />;
}
