import { route, type Route } from '../../http/route.ts';
import { jobShape } from '../../jobs/contract.ts';
import { accepted } from '../../jobs/routes.ts';
import { planAndJob } from '../actions/plans/listing.ts';
import { previewUndo, startUndo } from '../actions/plans/undo.ts';
import { atCustomer } from '../actions/standing.ts';
import { customerJobParams } from '../contract/plans.ts';
import { undoPreviewShape } from '../contract/undo.ts';
import { previewQuery } from '../contract/words.ts';
import type { PlanWhat } from '../rules/plans/plan.ts';
import type { CustomerAct } from '../rules/roles.ts';
import { agentOf, planCallerOf } from './agent.ts';
import { undoView } from './plan-view.ts';

/** What the agent must be allowed to do to take an act back. What takes an act back may hold acts of every kind. */
const NEEDED: Readonly<Record<PlanWhat, CustomerAct>> = {
  import: 'deleteUsers',
  create: 'deleteUsers',
  restore: 'deleteUsers',
  delete: 'restoreUsers',
  edit: 'editUsers',
  licences: 'manageLicences',
  password: 'readUsers',
  undo: 'readUsers',
};

/** Taking back what was done at a customer. */
export const customerUndoRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/customers/{customerId}/undo/{jobId}',
    summary: 'Take back what a job did, as far as that can be; or see before what that means',
    access: 'partnerStaff',
    params: customerJobParams,
    query: previewQuery,
    idempotent: true,
    answers: { 200: undoPreviewShape, 202: jobShape },
    act: async (call) => {
      const { world, caller, params, query } = call;
      const { customerId, jobId } = params;
      const { plan } = await planAndJob(world, caller.tenant, customerId, jobId);
      const agent = agentOf(call);
      return atCustomer(world, agent, customerId, NEEDED[plan.what], async ({ hands }) => {
        if (!query.preview) {
          return accepted(await startUndo(world, planCallerOf(call), customerId, jobId));
        }
        const preview = await previewUndo(world, caller.tenant, hands, customerId, jobId);
        const users = preview.steps.map(undoView);
        return {
          status: 200,
          body: { jobId, what: plan.what, counts: preview.counts, users },
        };
      });
    },
  }),
];
