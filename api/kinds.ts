import { events } from './audit/kinds.ts';
import { catalogAdmins, catalogs, groupLinks, trainings } from './catalogs/kinds.ts';
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
import { notices } from './notifications/kinds.ts';
import type { AnyKind } from './ports/store.ts';
import {
  catalogFigures,
  enrolments,
  heads,
  people,
  recountTurns,
  trainingFigures,
  seatDays,
} from './seats/kinds.ts';
import { filesFolders } from './shared-files.ts';
import {
  accountPlans,
  accounts,
  places,
  subdomainClaims,
  subscriptions,
  tenants,
} from './subscriptions/kinds.ts';

/** Every kind of document that Headcount keeps: what a store is opened with. */
export const kinds: readonly AnyKind[] = [
  accountPlans,
  accounts,
  catalogAdmins,
  catalogFigures,
  catalogs,
  dues,
  enrolments,
  events,
  filesFolders,
  followedGroups,
  groupLinks,
  heads,
  jobs,
  keyUses,
  memberships,
  notices,
  notificationSubscriptions,
  people,
  peopleSyncs,
  places,
  recountTurns,
  seatDays,
  secondLooks,
  subdomainClaims,
  subscriptions,
  tenants,
  trainingFigures,
  trainings,
];
