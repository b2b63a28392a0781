import { PageHeader } from '../components/PageHeader.tsx';

/** Catalog. */
export function CatalogPage() {
  return <PageHeader title="Catalog" explanation="" />;
}
