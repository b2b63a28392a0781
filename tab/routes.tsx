import { lazy, type ComponentType } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router';
import { readTexts } from './i18n.ts';
import { NotFound } from './pages/plain/NotFound.tsx';
import { Shell } from './Shell.tsx';

/** A page in a chunk of its own, read when somebody goes there. */
const page = <N extends string>(load: () => Promise<Readonly<Record<N, ComponentType>>>, name: N) =>
  lazy(async () => ({ default: (await load())[name] }));

const overview = () => import('./pages/OverviewPage.tsx');
const people = () => import('./pages/PeoplePage.tsx');
const catalogs = () => import('./pages/CatalogsPage.tsx');
const subscription = () => import('./pages/SubscriptionPage.tsx');
const billing = () => import('./pages/BillingPage.tsx');
const peers = () => import('./pages/PeersPage.tsx');
const customers = () => import('./CustomerRoutes.tsx');
const usage = () => import('./pages/UsagePage.tsx');
const seat = () => import('./pages/SeatPage.tsx');
const notifications = () => import('./pages/NotificationsPage.tsx');
const reports = () => import('./pages/ReportsPage.tsx');
const jobs = () => import('./pages/JobsPage.tsx');

const OverviewPage = page(overview, 'OverviewPage');
const PeoplePage = page(people, 'PeoplePage');
const CatalogsPage = page(catalogs, 'CatalogsPage');
const CatalogPage = page(() => import('./pages/CatalogPage.tsx'), 'CatalogPage');
const CoursePage = page(() => import('./pages/TrainingPage.tsx'), 'CoursePage');
const TrainingPlanPage = page(() => import('./pages/TrainingPage.tsx'), 'TrainingPlanPage');
const ImportPage = page(() => import('./pages/ImportPage.tsx'), 'ImportPage');
const SubscriptionPage = page(subscription, 'SubscriptionPage');
const BillingPage = page(billing, 'BillingPage');
const PeersPage = page(peers, 'PeersPage');
const PeerPage = page(() => import('./pages/PeerPage.tsx'), 'PeerPage');
const PeerOpeningPage = page(() => import('./pages/PeerOpeningPage.tsx'), 'PeerOpeningPage');
const CustomerRoutes = page(customers, 'CustomerRoutes');
const UsagePage = page(usage, 'UsagePage');
const SeatPage = page(seat, 'SeatPage');
const NotificationsPage = page(notifications, 'NotificationsPage');
const ReportsPage = page(reports, 'ReportsPage');
const JobsPage = page(jobs, 'JobsPage');
const ConfigurePage = page(() => import('./pages/ConfigurePage.tsx'), 'ConfigurePage');
const Consent = page(() => import('./pages/plain/Consent.tsx'), 'Consent');
const Consented = page(() => import('./pages/plain/Consented.tsx'), 'Consented');

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

/** The pages of the navigation by the first part of their addresses, with the area of their texts. */
const SUBJECTS = {
  '': { load: overview, area: 'overview' },
  people: { load: people, area: 'people' },
  catalogs: { load: catalogs, area: 'catalogs' },
  subscription: { load: subscription, area: 'subscription' },
  billing: { load: billing, area: 'billing' },
  peers: { load: peers, area: 'peers' },
  customers: { load: customers, area: 'customers' },
  usage: { load: usage, area: 'usage' },
  seat: { load: seat, area: 'seat' },
  notifications: { load: notifications, area: 'notifications' },
  reports: { load: reports, area: 'reports' },
  jobs: { load: jobs, area: 'jobs' },
} as const;

/** Begins to read the page that is opened first, while it is still being asked who is there. */
export function readAhead(): void {
  const [, first = ''] = window.location.pathname.slice(BASE.length).split('/');
  const subject = Object.entries(SUBJECTS).find(([name]) => name === first)?.[1];
  // What fails here fails again where the page is shown, and is told there.
  void subject?.load().catch(() => undefined);
  if (subject !== undefined) void readTexts(subject.area);
}

/** Every address of the tab. */
export function TabRoutes() {
  return (
    <BrowserRouter {...(BASE === '' ? {} : { basename: BASE })}>
      <Routes>
        <Route path={CONSENT} element={<Consent />} />
        <Route path={CONSENTED} element={<Consented />} />
        <Route path="configure" element={<ConfigurePage />} />
        <Route path="seat" element={<SeatPage />} />
        <Route element={<Shell />}>
          <Route index element={<OverviewPage />} />
          <Route path="people/:personId?" element={<PeoplePage />} />
          <Route path="catalogs" element={<CatalogsPage />} />
          <Route path="catalogs/import" element={<ImportPage />} />
          <Route path="catalogs/:catalogId/courses/:trainingId" element={<CoursePage />} />
          <Route
            path="catalogs/:catalogId/training-plans/:trainingId"
            element={<TrainingPlanPage />}
          />
          <Route path="catalogs/:catalogId/:part?" element={<CatalogPage />} />
          <Route path="subscription" element={<SubscriptionPage />} />
          <Route path="billing" element={<BillingPage />} />
          <Route path="peers" element={<PeersPage />} />
          <Route path="peers/requests/:ticket" element={<PeerOpeningPage />} />
          <Route path="peers/:peerId" element={<PeerPage />} />
          <Route path="customers/*" element={<CustomerRoutes />} />
          <Route path="usage/:part?" element={<UsagePage />} />
          <Route path="notifications/:part?" element={<NotificationsPage />} />
          <Route path="reports" element={<ReportsPage />} />
          <Route path="jobs/:jobId?" element={<JobsPage />} />
          <Route path="*" element={<NotFound />} />
        </Route>
      </Routes>
    </BrowserRouter>
  );
}
