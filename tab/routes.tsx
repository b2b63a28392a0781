import { BrowserRouter, matchRoutes, Route, Routes } from 'react-router';
import { pageAt } from './pageAt.tsx';
import { NotFound } from './pages/plain/NotFound.tsx';
import { Shell } from './Shell.tsx';

/** Where the tab is served: the part of an address before its own. */
const BASE = import.meta.env.BASE_URL.replace(/\/$/, '');

/** The pages before and after Entra ID's own: they are opened in a window, and not in the host's frame. */
const CONSENT = '/auth/consent';
const CONSENTED = '/auth/consented';
export const isConsentWindow = (): boolean =>
  [CONSENT, CONSENTED].some((path) => window.location.pathname === BASE + path);

/** A deep link leads where it says, also where the host opened the tab's first page. Before the tab is shown. */
export function enterAt(path: string): void {
  if (path !== '/') window.history.replaceState(null, '', BASE + path);
}

/** The pages in the frame, by their addresses. */
const FRAMED = [
  pageAt('/', async () => (await import('./pages/OverviewPage.tsx')).OverviewPage, 'overview'),
  pageAt(
    'people/:personId?',
    async () => (await import('./pages/PeoplePage.tsx')).PeoplePage,
    'people',
  ),
  pageAt(
    'catalogs',
    async () => (await import('./pages/CatalogsPage.tsx')).CatalogsPage,
    'catalogs',
  ),
  pageAt(
    'catalogs/import',
    async () => (await import('./pages/ImportPage.tsx')).ImportPage,
    'imports',
    'jobs',
  ),
  pageAt(
    'catalogs/:catalogId/courses/:trainingId',
    async () => (await import('./pages/TrainingPage.tsx')).CoursePage,
    'catalogs',
  ),
  pageAt(
    'catalogs/:catalogId/training-plans/:trainingId',
    async () => (await import('./pages/TrainingPage.tsx')).TrainingPlanPage,
    'catalogs',
  ),
  pageAt(
    'catalogs/:catalogId/:part?',
    async () => (await import('./pages/CatalogPage.tsx')).CatalogPage,
    'catalogs',
  ),
  pageAt(
    'subscription',
    async () => (await import('./pages/SubscriptionPage.tsx')).SubscriptionPage,
    'subscription',
    'overview',
  ),
  pageAt('billing', async () => (await import('./pages/BillingPage.tsx')).BillingPage, 'billing'),
  pageAt('peers', async () => (await import('./pages/PeersPage.tsx')).PeersPage, 'peers'),
  pageAt(
    'peers/requests/:ticket',
    async () => (await import('./pages/PeerOpeningPage.tsx')).PeerOpeningPage,
    'peers',
  ),
  pageAt('peers/:peerId', async () => (await import('./pages/PeerPage.tsx')).PeerPage, 'peers'),
  pageAt(
    'customers/*',
    async () => (await import('./CustomerRoutes.tsx')).CustomerRoutes,
    'customers',
    'customerActs',
  ),
  pageAt(
    'usage/:part?',
    async () => (await import('./pages/UsagePage.tsx')).UsagePage,
    'usage',
    'reclaim',
  ),
  pageAt(
    'notifications/:part?',
    async () => (await import('./pages/NotificationsPage.tsx')).NotificationsPage,
    'notifications',
  ),
  pageAt('reports', async () => (await import('./pages/ReportsPage.tsx')).ReportsPage, 'reports'),
  pageAt(
    'jobs/:jobId?',
    async () => (await import('./pages/JobsPage.tsx')).JobsPage,
    'jobs',
    'imports',
  ),
];

/** The pages without it: a learner's own seat, and what the host and Entra ID open. */
const ALONE = [
  pageAt('seat', async () => (await import('./pages/SeatPage.tsx')).SeatPage, 'seat'),
  pageAt('configure', async () => (await import('./pages/ConfigurePage.tsx')).ConfigurePage),
  pageAt(CONSENT, async () => (await import('./pages/plain/Consent.tsx')).Consent),
  pageAt(CONSENTED, async () => (await import('./pages/plain/Consented.tsx')).Consented),
];

/** Begins to read the page that is opened first, while it is still being asked who is there. */
export function readAhead(): void {
  const [first] = matchRoutes([...ALONE, ...FRAMED], window.location, BASE || '/') ?? [];
  void first?.route.readAhead();
}

/** Every address of the tab. */
export function TabRoutes() {
  return (
    <BrowserRouter {...(BASE === '' ? {} : { basename: BASE })}>
      <Routes>
        {ALONE.map(({ path, Part }) => (
          <Route key={path} path={path} element={<Part />} />
        ))}
        <Route element={<Shell />}>
          {FRAMED.map(({ path, Part }) => (
            <Route key={path} path={path} element={<Part />} />
          ))}
          <Route path="*" element={<NotFound />} />
        </Route>
      </Routes>
    </BrowserRouter>
  );
}
