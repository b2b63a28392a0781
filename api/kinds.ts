import { events } from './audit/kinds.ts';
import { catalogAdmins, catalogs, groupLinks, trainings } from './catalogs/kinds.ts';
import { appOffers, bringings, conversations } from './chat/kinds.ts';
import {
  customerEntries,
  customerPlans,
  customers,
  customersReadings,
  customerWriteLogs,
  partnerGrants,
} from './customers/kinds.ts';
import {
  followedGroups,
  memberships,
  notificationSubscriptions,
  peopleSyncs,
  secondLooks,
} from './directory/kinds.ts';
import { dues } from './due/kinds.ts';
import { keyUses } from './http/idempotency.ts';
import { jobs } from './jobs/kinds.ts';
import { activationKeys, issuedKeys } from './keys/kinds.ts';
import { freeings, limits } from './limits/kinds.ts';
import { deliveries, handlings, notices, preferences, sightings } from './notifications/kinds.ts';
import {
  incomings,
  peerLinks,
  peerPapers,
  peerTickets,
  receivedThings,
  sharings,
} from './peers/kinds.ts';
import { billings, checkouts, orders, payments, purchaseOrders } from './orders/kinds.ts';
import type { AnyKind } from './ports/store.ts';
import { asks, reclaimSettings } from './reclaim/kinds.ts';
import { reports } from './reports/kinds.ts';
import {
  catalogFigures,
  earmarks,
  enrolments,
  handoverReceipts,
  handovers,
  heads,
  people,
  recountTurns,
  trainingFigures,
  seatDays,
} from './seats/kinds.ts';
import { filesFolders } from './shared-files.ts';
import {
  accounts,
  accountSettings,
  places,
  subdomainClaims,
  subscriptions,
  tenants,
  wrongKeys,
} from './subscriptions/kinds.ts';
import {
  activePeople,
  activityPages,
  activityStacks,
  closedMonths,
  platformOwners,
  platforms,
  usageFigures,
  usageStarts,
  usageTurns,
  usageWatches,
} from './usage/kinds.ts';

/** Every kind of document that Headcount keeps: what a store is opened with. */
export const kinds: readonly AnyKind[] = [
  accounts,
  accountSettings,
  activationKeys,
  asks,
  activePeople,
  activityPages,
  activityStacks,
  appOffers,
  bringings,
  catalogAdmins,
  catalogFigures,
  catalogs,
  closedMonths,
  conversations,
  customerEntries,
  customerPlans,
  customers,
  customersReadings,
  customerWriteLogs,
  deliveries,
  dues,
  earmarks,
  enrolments,
  events,
  filesFolders,
  followedGroups,
  freeings,
  groupLinks,
  handlings,
  handoverReceipts,
  handovers,
  heads,
  issuedKeys,
  jobs,
  keyUses,
  limits,
  memberships,
  notices,
  notificationSubscriptions,
  incomings,
  partnerGrants,
  peerLinks,
  peerPapers,
  peerTickets,
  people,
  peopleSyncs,
  places,
  platformOwners,
  platforms,
  preferences,
  reclaimSettings,
  receivedThings,
  recountTurns,
  reports,
  seatDays,
  secondLooks,
  sharings,
  sightings,
  subdomainClaims,
  subscriptions,
  tenants,
  trainingFigures,
  trainings,
  usageFigures,
  usageStarts,
  usageTurns,
  usageWatches,
  wrongKeys,
  billings,
  checkouts,
  orders,
  payments,
  purchaseOrders,
];
