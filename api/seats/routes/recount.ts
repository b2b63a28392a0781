import { route, type Route } from '../../http/route.ts';
import { startJob } from '../../jobs/actions.ts';
import { jobShape } from '../../jobs/contract.ts';
import { accepted } from '../../jobs/routes.ts';
import { idFrom } from '../../kernel/ids.ts';
import { RECOUNT } from '../actions/recount/recount.ts';

/** The proof of the count. */
export const recountRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/recount',
    summary: 'Count everybody again from the facts; differences are named and healed',
    access: 'admins',
    idempotent: true,
    answers: { 202: jobShape },
    act: async ({ world, caller, actor }) =>
      accepted(
        await startJob(world, caller.tenant, {
          kind: RECOUNT,
          jobId: idFrom(RECOUNT, caller.tenant.tenantId, actor.actId),
          input: {},
          createdBy: caller.personId,
        }),
      ),
  }),
];
