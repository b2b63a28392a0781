import { PageHeader } from '../components/PageHeader.tsx';

/** Jobs. */
export function JobsPage() {
  return <PageHeader title="Jobs" explanation="" />;
}
