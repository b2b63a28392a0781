import { route, type Route } from '../../http/route.ts';
import { startJob } from '../../jobs/actions.ts';
import { jobShape } from '../../jobs/contract.ts';
import { accepted } from '../../jobs/routes.ts';
import { idFrom } from '../../kernel/ids.ts';
import { USAGE_RECOUNT } from '../actions/recount/recount.ts';

/** The proof of the monthly uniques. */
export const usageRecountRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/usage/recount',
    summary: 'Count the active people again from the activities; differences are named and healed',
    access: 'admins',
    idempotent: true,
    answers: { 202: jobShape },
    act: async ({ world, caller, actor }) =>
      accepted(
        await startJob(world, caller.tenant, {
          kind: USAGE_RECOUNT,
          jobId: idFrom(USAGE_RECOUNT, caller.tenant.tenantId, actor.actId),
          input: {},
          createdBy: caller.personId,
        }),
      ),
  }),
];
