import { route, type Route } from '../../http/route.ts';
import { invalid } from '../../kernel/errors.ts';
import { toIso } from '../../kernel/time.ts';
import { seatChanges, seatHistory } from '../actions/history.ts';
import {
  seatChangesPage,
  seatChangesQuery,
  seatHistoryQuery,
  seatHistoryShape,
} from '../contract.ts';

/** How the count came to be what it is. */
export const historyRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/seat-history',
    summary: 'How many people counted, by day',
    access: 'admins',
    query: seatHistoryQuery,
    answers: { 200: seatHistoryShape },
    act: async ({ world, caller, query }) => {
      if (query.from > query.to) {
        throw invalid('/query/to', 'too_small', 'to must not be before from. Swap the two days.');
      }
      const items = await seatHistory(world, caller.tenant, query.from, query.to);
      return { status: 200, body: { items } };
    },
  }),
  route({
    method: 'get',
    path: '/api/seat-changes',
    summary: 'What changed the count and why, the newest first',
    access: 'admins',
    query: seatChangesQuery,
    answers: { 200: seatChangesPage },
    act: async ({ world, caller, query }) => {
      const since = Date.parse(query.since);
      const page = await seatChanges(world, caller.tenant, { ...query, since });
      const items = page.items.map((change) => ({ ...change, at: toIso(change.at) }));
      return { status: 200, body: { items, nextCursor: page.nextCursor } };
    },
  }),
];
