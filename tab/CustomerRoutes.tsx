import { Route, Routes } from 'react-router';
import { pageAt } from './pageAt.tsx';
import { CustomerPage } from './pages/CustomerPage.tsx';
import { CustomersPage } from './pages/CustomersPage.tsx';

const IMPORT = pageAt(
  ':customerId/import',
  async () => (await import('./pages/CustomerImportPage.tsx')).CustomerImportPage,
  'jobs',
);

/** The addresses of customers: in a chunk of their own, since most people have none. */
export function CustomerRoutes() {
  return (
    <Routes>
      <Route index element={<CustomersPage />} />
      <Route path={IMPORT.path} element={<IMPORT.Part />} />
      <Route path=":customerId/:part?" element={<CustomerPage />} />
    </Routes>
  );
}
