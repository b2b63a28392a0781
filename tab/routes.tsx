import { createBrowserRouter, type RouteObject } from 'react-router';
import { PageSkeleton } from './components/PageSkeleton.tsx';
import { Crashed } from './pages/plain/Crashed.tsx';
import { NotFound } from './pages/plain/NotFound.tsx';
import { Shell } from './Shell.tsx';

/** Every address of the tab; each page is a chunk of its own. */
const routes: RouteObject[] = [
  {
    path: '/',
    Component: Shell,
    ErrorBoundary: Crashed,
    HydrateFallback: PageSkeleton,
    children: [
      {
        ErrorBoundary: Crashed,
        children: [
          {
            index: true,
            lazy: async () => ({
              Component: (await import('./pages/OverviewPage.tsx')).OverviewPage,
            }),
          },
          {
            path: 'people/:personId?',
            lazy: async () => ({ Component: (await import('./pages/PeoplePage.tsx')).PeoplePage }),
          },
          {
            path: 'catalogs',
            lazy: async () => ({
              Component: (await import('./pages/CatalogsPage.tsx')).CatalogsPage,
            }),
          },
          {
            path: 'catalogs/:catalogId/:part?',
            lazy: async () => ({
              Component: (await import('./pages/CatalogPage.tsx')).CatalogPage,
            }),
          },
          {
            path: 'jobs/:jobId?',
            lazy: async () => ({ Component: (await import('./pages/JobsPage.tsx')).JobsPage }),
          },
          { path: '*', Component: NotFound },
        ],
      },
    ],
  },
  {
    path: '/auth/consented',
    ErrorBoundary: Crashed,
    lazy: async () => ({ Component: (await import('./pages/plain/Consented.tsx')).Consented }),
  },
];

/** The router of the tab, at the address under which it is served. */
export const createRouter = () =>
  createBrowserRouter(routes, { basename: import.meta.env.BASE_URL.replace(/\/$/, '') || '/' });
