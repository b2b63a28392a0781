import { readCatalog } from '../../catalogs/actions/catalogs.ts';
import { mayTouch } from '../../http/authorise.ts';
import { route, type Route } from '../../http/route.ts';
import { invalid } from '../../kernel/errors.ts';
import { usedByPeers } from '../../peers/actions/listing.ts';
import { accountOf } from '../../subscriptions/routes.ts';
import { notEnrolled, usageOf, type Usage } from '../actions/usage.ts';
import { catalogUsageParams, catalogUsageShape, usageQuery, usageShape } from '../contract.ts';
import { monthAfter, MONTHS_IN_PERIOD, type Month } from '../rules/months.ts';
import { overageOf, remainingOf } from '../rules/usage.ts';

const periodView = (from: Month) => ({ from, to: monthAfter(from, MONTHS_IN_PERIOD - 1) });

const figuresView = ({ timeZone, period, used, totalActive, months, periods }: Usage) => ({
  ...{ timeZone, used, totalActive, months },
  period: periodView(period),
  periods: periods.map(periodView),
});

/** The usage, where there is such a period. */
function found(usage: Usage | null): Usage {
  if (usage !== null) return usage;
  throw invalid(
    '/query/period',
    'no_such_period',
    'There is no period with this month. Leave it out for the running one, which names the others.',
  );
}

/** What was used of the plan. */
export const usageRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/usage',
    summary: 'Monthly active users of a period of 12 months (M-1)',
    access: 'admins',
    query: usageQuery,
    answers: { 200: usageShape },
    act: async ({ world, caller, query }) => {
      const [read, unenrolled, takenByPeers] = await Promise.all([
        usageOf(world, accountOf(caller), query.period ?? null),
        notEnrolled(world, caller.tenant),
        usedByPeers(world, caller.tenant),
      ]);
      const usage = found(read);
      const { plan, purchased, used, totalActive, months, lastMonth } = usage;
      return {
        status: 200,
        body: {
          ...{ plan, purchased, ...figuresView(usage) },
          usedByPeers: takenByPeers,
          remaining: purchased === null ? null : remainingOf(purchased, used),
          overage: purchased === null ? 0 : overageOf(purchased, used),
          overall: {
            active: totalActive,
            consuming: months.find(({ month }) => month === lastMonth)?.unique ?? 0,
            consumingMonth: lastMonth,
            notEnrolled: unenrolled,
          },
        },
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/catalogs/{catalogId}/usage',
    summary: 'Monthly active users of a period within a catalog',
    access: 'catalogAdmins',
    params: catalogUsageParams,
    query: usageQuery,
    answers: { 200: catalogUsageShape },
    act: async ({ world, caller, params: { catalogId }, query }) => {
      mayTouch(caller, catalogId);
      await readCatalog(world, caller.tenant, catalogId);
      const usage = found(await usageOf(world, accountOf(caller), query.period ?? null, catalogId));
      return { status: 200, body: { catalogId, ...figuresView(usage) } };
    },
  }),
];
