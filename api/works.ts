import { linkGroupWork, unlinkGroupWork } from './catalogs/group-jobs.ts';
import { deleteCatalogWork, deleteTrainingWork } from './catalogs/jobs.ts';
import { customersWork } from './customers/jobs.ts';
import { customerPlanWork, importCheckWork } from './customers/plan-jobs.ts';
import type { NotificationAddresses } from './directory/actions/notifications.ts';
import { directoryWork } from './directory/jobs.ts';
import type { DueWork } from './due/actions.ts';
import { importEnrolmentsWork } from './imports/jobs.ts';
import { jobsOfKind } from './jobs/keeping.ts';
import type { JobWork } from './jobs/work.ts';
import { limitsWork } from './limits/actions/reconsider.ts';
import type { Outward } from './notifications/actions/outward.ts';
import { noticesWork } from './notifications/jobs.ts';
import { ordersWork } from './orders/jobs.ts';
import { reportWork } from './reports/jobs.ts';
import { peersWork } from './peers/jobs.ts';
import { reclaimWork } from './reclaim/jobs.ts';
import { finishRemovalWork, recountWork, seatsWork } from './seats/jobs.ts';
import { placesWork } from './subscriptions/actions/follow-places.ts';
import { usageRecountWork, usageWork } from './usage/jobs.ts';

/** What work needs beside the world. */
export interface WorkSettings {
  /** As `jobWorks` needs it. */
  readonly scratchFolder: string;
  /** What handing out notices needs. */
  readonly outward: Outward;
  /** The mail address of sales, for purchase orders; null where none is configured. */
  readonly salesContact: string | null;
  /** Where the directory can call back; null where the internet cannot reach this service. */
  readonly notifications: NotificationAddresses | null;
}

/**
 * Every kind of long work that somebody starts and can follow.
 * @param scratchFolder where work may keep files that it could make again
 */
export const jobWorks = (scratchFolder: string): readonly JobWork[] => [
  customerPlanWork,
  deleteCatalogWork,
  deleteTrainingWork,
  importCheckWork,
  importEnrolmentsWork(scratchFolder),
  linkGroupWork,
  finishRemovalWork,
  recountWork,
  reportWork(scratchFolder),
  unlinkGroupWork,
  usageRecountWork,
];

/** Every kind of work that is done by itself: what falls due by the clock or after a fact, and jobs. */
export const worksWith = (settings: WorkSettings): readonly DueWork[] => [
  customersWork,
  directoryWork(settings.notifications),
  limitsWork,
  noticesWork(settings.outward),
  ordersWork({ mail: settings.outward.mail, salesContact: settings.salesContact }),
  peersWork(settings.outward.addressBook),
  placesWork,
  reclaimWork,
  seatsWork,
  usageWork,
  ...jobWorks(settings.scratchFolder).map(jobsOfKind),
];
