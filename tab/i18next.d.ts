import 'i18next';
import type billing from './locales/en/billing.json';
import type catalogs from './locales/en/catalogs.json';
import type channel from './locales/en/channel.json';
import type customerActs from './locales/en/customerActs.json';
import type customers from './locales/en/customers.json';
import type imports from './locales/en/imports.json';
import type jobs from './locales/en/jobs.json';
import type notifications from './locales/en/notifications.json';
import type overview from './locales/en/overview.json';
import type peers from './locales/en/peers.json';
import type people from './locales/en/people.json';
import type reports from './locales/en/reports.json';
import type reclaim from './locales/en/reclaim.json';
import type seat from './locales/en/seat.json';
import type shell from './locales/en/shell.json';
import type subscription from './locales/en/subscription.json';
import type usage from './locales/en/usage.json';

/** The compiler knows every text: a key that is missing does not compile. Each area adds its own to `ResourceNamespaceMap`. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    returnNull: false;
  }
  interface ResourceNamespaceMap {
    shell: typeof shell;
    billing: typeof billing;
    catalogs: typeof catalogs;
    channel: typeof channel;
    customerActs: typeof customerActs;
    customers: typeof customers;
    imports: typeof imports;
    jobs: typeof jobs;
    notifications: typeof notifications;
    overview: typeof overview;
    people: typeof people;
    peers: typeof peers;
    reclaim: typeof reclaim;
    seat: typeof seat;
    reports: typeof reports;
    subscription: typeof subscription;
    usage: typeof usage;
  }
}
