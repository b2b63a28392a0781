import { lazy } from 'react';
import { Route, Routes } from 'react-router';
import { CustomerPage } from './pages/CustomerPage.tsx';
import { CustomersPage } from './pages/CustomersPage.tsx';

const CustomerImportPage = lazy(async () => ({
  default: (await import('./pages/CustomerImportPage.tsx')).CustomerImportPage,
}));

/** The addresses of customers: in a chunk of their own, since most people have none. */
export function CustomerRoutes() {
  return (
    <Routes>
      <Route index element={<CustomersPage />} />
      <Route path=":customerId/import" element={<CustomerImportPage />} />
      <Route path=":customerId/:part?" element={<CustomerPage />} />
    </Routes>
  );
}
