import { route, type Route } from '../../http/route.ts';
import { jobShape } from '../../jobs/contract.ts';
import { accepted } from '../../jobs/routes.ts';
import { continuePlan } from '../actions/plans/continue.ts';
import { planAndJob } from '../actions/plans/listing.ts';
import { atCustomer } from '../actions/standing.ts';
import { customerJobParams } from '../contract/plans.ts';
import type { PlanWhat } from '../rules/plans/plan.ts';
import type { CustomerAct } from '../rules/roles.ts';
import { agentOf, planCallerOf } from './agent.ts';

/** What the agent must be allowed to do to carry an act on. What takes an act back may hold acts of every kind. */
const NEEDED: Readonly<Record<PlanWhat, CustomerAct>> = {
  import: 'createUsers',
  create: 'createUsers',
  edit: 'editUsers',
  licences: 'manageLicences',
  password: 'resetPasswords',
  delete: 'deleteUsers',
  restore: 'restoreUsers',
  undo: 'readUsers',
};

/** Carrying on with what stopped at a customer. */
export const customerContinuationRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/customers/{customerId}/jobs/{jobId}/continuation',
    summary: 'Carry on with a job that failed or was cancelled, from where it stopped',
    access: 'partnerStaff',
    params: customerJobParams,
    idempotent: true,
    answers: { 202: jobShape },
    act: async (call) => {
      const { world, caller, params } = call;
      const { customerId, jobId } = params;
      const { plan } = await planAndJob(world, caller.tenant, customerId, jobId);
      const agent = agentOf(call);
      // Before it is begun: that the agent may, and that a job can go on in the agent's name.
      return atCustomer(world, agent, customerId, NEEDED[plan.what], async (at) => {
        await at.hands.domains();
        return accepted(await continuePlan(world, planCallerOf(call), at, jobId));
      });
    },
  }),
];
