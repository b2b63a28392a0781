import { routeToStart } from '../../jobs/routes.ts';
import { USAGE_RECOUNT } from '../actions/recount/recount.ts';

/** The proof of the monthly uniques. */
export const usageRecountRoute = routeToStart(USAGE_RECOUNT, {
  path: '/api/usage/recount',
  summary: 'Count the active people again from the activities; differences are named and healed',
});
