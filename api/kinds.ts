import { events } from './audit/kinds.ts';
import { catalogAdmins, catalogs, groupLinks, trainings } from './catalogs/kinds.ts';
import {
  followedGroups,
  memberships,
  notices,
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
  trainingFigures,
  seatDays,
} from './seats/kinds.ts';
import { filesFolders } from './shared-files.ts';
import { accounts, subdomainClaims, tenants } from './subscriptions/kinds.ts';

/** Every kind of document that Headcount keeps: what a store is opened with. */
export const kinds: readonly AnyKind[] = [
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
  notificationSubscriptions,
  people,
  peopleSyncs,
  seatDays,
  secondLooks,
  subdomainClaims,
  tenants,
  trainingFigures,
  trainings,
];
