import type { z } from 'zod';
import { route, type Route } from '../../http/route.ts';
import { accepted } from '../../jobs/routes.ts';
import { jobShape } from '../../jobs/contract.ts';
import type { Licence } from '../../ports/customer-users.ts';
import {
  changeLicences,
  previewLicenceChanges,
  type WantedLicences,
} from '../actions/licence-changes.ts';
import { licencesAt } from '../actions/users.ts';
import {
  licenceChangesBody,
  licencePreviewShape,
  licenceShape,
  licencesShape,
  licenceUserPreviewShape,
} from '../contract/licences.ts';
import { customerParams, previewQuery } from '../contract/words.ts';
import type { LicencePlan, LicencePreview, ProductTally } from '../rules/licence-changes.ts';
import { givingFault, productFault, productNameOf, productStateOf } from '../rules/products.ts';
import { agentOf, planCallerOf } from './agent.ts';

/** A product that the customer has bought, as the wire shows it. */
const licenceView = (licence: Licence): z.infer<typeof licenceShape> => ({
  ...{ skuId: licence.skuId, partNumber: licence.partNumber },
  name: productNameOf(licence.partNumber),
  total: licence.enabled + licence.warning,
  assigned: licence.consumed,
  available: licence.available,
  state: productStateOf(licence),
  publisher: licence.publisher === null ? null : { name: licence.publisher, link: MARKETPLACE },
  manageable: productFault(licence) === null,
  plans: licence.plans.map(({ planId, name, forUsers }) => ({ planId, name, forUsers })),
});

/** Where products of the marketplace are managed (C-6): from there one gets to the publisher. */
const MARKETPLACE = 'https://admin.microsoft.com/#/subscriptions';

const userView = (plan: LicencePlan): z.infer<typeof licenceUserPreviewShape> => ({
  userId: plan.userId,
  displayName: plan.user?.displayName ?? null,
  userName: plan.user?.userName ?? null,
  usageLocation: plan.user?.usageLocation ?? null,
  usageLocationGiven: plan.usageLocation !== null,
  ...{ outcome: plan.outcome, problem: plan.problem },
  steps: [...plan.steps],
});

const productView = (
  tally: ProductTally,
  users: number,
): z.infer<typeof licencePreviewShape>['products'][number] => {
  const { product, holders, inherited, needed, freed, missing } = tally;
  return {
    ...{ skuId: product.skuId, name: productNameOf(product.partNumber) },
    held: holders === 0 ? 'none' : holders === users ? 'all' : 'some',
    ...{ holders, inherited, needed, freed, missing },
    available: product.available,
    problem: givingFault(product),
  };
};

/** What licence changes would do, as the wire shows it. */
function previewView({
  products,
  users,
  usageLocationsMissing,
}: LicencePreview): z.infer<typeof licencePreviewShape> {
  const known = users.filter(({ user }) => user !== null).length;
  const count = (outcome: LicencePlan['outcome']): number =>
    users.filter((plan) => plan.outcome === outcome).length;
  return {
    products: products.map((tally) => productView(tally, known)),
    users: users.map(userView),
    counts: {
      changes: count('changes'),
      unchanged: count('unchanged'),
      refused: count('refused'),
    },
    usageLocationsMissing,
  };
}

/** What a customer has bought, and who gets it. */
export const licenceRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/customers/{customerId}/licences',
    summary: 'The products of a customer with what is left of each (PC-22)',
    access: 'partnerStaff',
    params: customerParams,
    answers: { 200: licencesShape },
    act: async (call) => {
      const licences = await licencesAt(call.world, agentOf(call), call.params.customerId);
      return { status: 200, body: { items: licences.map(licenceView) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/customers/{customerId}/licence-changes',
    summary: 'Give and take licences of several users: preview, then a job (C-3, PC-20 to PC-26)',
    access: 'partnerStaff',
    params: customerParams,
    query: previewQuery,
    body: licenceChangesBody,
    idempotent: true,
    answers: { 200: licencePreviewShape, 202: jobShape },
    act: async (call) => {
      const { world, params, query, body } = call;
      const wanted: WantedLicences = { ...body, usageLocation: body.usageLocation ?? null };
      const agent = agentOf(call);
      if (query.preview) {
        const preview = await previewLicenceChanges(world, agent, params.customerId, wanted);
        return { status: 200, body: previewView(preview) };
      }
      const caller = planCallerOf(call);
      return accepted(await changeLicences(world, agent, caller, params.customerId, wanted));
    },
  }),
];
