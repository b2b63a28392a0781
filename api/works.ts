import { linkGroupWork, unlinkGroupWork } from './catalogs/group-jobs.ts';
import { deleteCatalogWork, deleteTrainingWork } from './catalogs/jobs.ts';
import type { DueWork } from './due/actions.ts';
import { importEnrolmentsWork } from './imports/jobs.ts';
import type { JobWork } from './jobs/work.ts';
import { limitsWork } from './limits/actions/reconsider.ts';
import type { Outward } from './notifications/actions/outward.ts';
import { noticesWork } from './notifications/jobs.ts';
import { finishRemovalWork, recountWork, seatsWork } from './seats/jobs.ts';
import { placesWork } from './subscriptions/actions/follow-places.ts';

/**
 * Every kind of long work that Headcount knows.
 * @param scratchFolder where work may keep files that it could make again
 */
export const worksWith = (scratchFolder: string): readonly JobWork[] => [
  deleteCatalogWork,
  deleteTrainingWork,
  importEnrolmentsWork(scratchFolder),
  linkGroupWork,
  finishRemovalWork,
  recountWork,
  unlinkGroupWork,
];

/**
 * Every kind of work that falls due by the clock or after a fact.
 * @param outward what handing out notices needs
 */
export const dueWorksWith = (outward: Outward): readonly DueWork[] => [
  limitsWork,
  noticesWork(outward),
  placesWork,
  seatsWork,
];
