import { readPeopleSync } from '../directory/actions/sync-state.ts';
import { syncView } from '../directory/routes.ts';
import { route, type Route } from '../http/route.ts';
import { DAY_MS, dayOf, startOfDay, toIso } from '../kernel/time.ts';
import { accountStanding } from '../limits/actions/standing.ts';
import { seatChanges, seatHistory } from '../seats/actions/history.ts';
import { accountOf, subscriptionView } from '../subscriptions/routes.ts';
import { overviewQuery, overviewShape, type OverviewShape } from './contract.ts';

/** So many of the newest changes are told at once. */
const CHANGES_TOLD = 20;

/** What an administrator looks at first: one question instead of five, since the page is opened so often. */
export const overviewRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/overview',
    summary: 'The seats, how they came to be what they are, and how far the directory is synced',
    access: 'admins',
    query: overviewQuery,
    answers: { 200: overviewShape },
    act: async ({ world, caller, query }) => {
      const { tenant } = caller;
      const now = world.clock.now();
      const from = dayOf(now - query.days * DAY_MS);
      const since = startOfDay(dayOf(now - DAY_MS));
      const [subscription, sync, items, changes] = await Promise.all([
        accountStanding(world, accountOf(caller)),
        readPeopleSync(world, tenant.tenantId),
        seatHistory(world, tenant, from, dayOf(now)),
        seatChanges(world, tenant, { since, limit: CHANGES_TOLD }),
      ]);
      const body: OverviewShape = {
        asOf: toIso(now),
        subscription: subscriptionView(subscription),
        sync: syncView(sync),
        history: { items },
        changesSince: toIso(since),
        changes: {
          items: changes.items.map((change) => ({ ...change, at: toIso(change.at) })),
          nextCursor: changes.nextCursor,
        },
      };
      return { status: 200, body };
    },
  }),
];
