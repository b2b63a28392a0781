import { route, type Route } from '../http/route.ts';
import { invalid } from '../kernel/errors.ts';
import { accountOf } from '../subscriptions/routes.ts';
import { recordActivities } from './actions/record.ts';
import { firstMonthOf, usageOf } from './actions/usage.ts';
import { activitiesShape, activityOutcomesShape, usageQuery, usageShape } from './contract.ts';
import { monthAfter, MONTHS_IN_PERIOD, type Month } from './rules/months.ts';

const periodView = (from: Month) => ({ from, to: monthAfter(from, MONTHS_IN_PERIOD - 1) });

/** Activities, and what was used of the plan. */
export const usageRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/activities',
    summary: 'Tell what people did, up to 1,000 activities at once (M-2, M-3)',
    access: 'admins',
    body: activitiesShape,
    idempotent: true,
    answers: { 200: activityOutcomesShape },
    act: async ({ world, caller, actor, body }) => {
      const given = body.map(({ at, catalogId, ...told }) => ({
        ...told,
        at: Date.parse(at),
        catalogId: catalogId ?? null,
      }));
      const firstMonth = await firstMonthOf(world, accountOf(caller));
      const outcomes = await recordActivities(world, caller.tenant, actor, given, firstMonth);
      return {
        status: 200,
        body: { results: body.map(({ id }, nth) => ({ id, ...outcomes[nth] })) },
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/usage',
    summary: 'Monthly active users of a period of 12 months (M-1)',
    access: 'admins',
    query: usageQuery,
    answers: { 200: usageShape },
    act: async ({ world, caller, query }) => {
      const usage = await usageOf(world, accountOf(caller), query.period ?? null);
      if (usage === null) {
        throw invalid(
          '/query/period',
          'no_such_period',
          'There is no period with this month. Leave it out for the running one, which names the others.',
        );
      }
      const { plan, purchased, used, totalActive, months } = usage;
      return {
        status: 200,
        body: {
          ...{ plan, purchased, used, totalActive, months },
          period: periodView(usage.period),
          usedByPeers: 0,
          remaining: purchased === null ? null : Math.max(0, purchased - used),
          overage: purchased === null ? 0 : Math.max(0, used - purchased),
          periods: usage.periods.map(periodView),
        },
      };
    },
  }),
];
