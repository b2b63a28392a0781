import { routeToStart } from '../../jobs/routes.ts';
import { RECOUNT } from '../actions/recount/recount.ts';

/** The proof of the count. */
export const recountRoute = routeToStart(RECOUNT, {
  path: '/api/recount',
  summary: 'Count everybody again from the facts; differences are named and healed',
});
