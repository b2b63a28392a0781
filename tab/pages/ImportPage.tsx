import { PageHeader } from '../components/PageHeader.tsx';
export function ImportPage() {
  return <PageHeader title="Import" explanation="" />;
}
