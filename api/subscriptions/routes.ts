import type { z } from 'zod';
import { mayTouch } from '../http/authorise.ts';
import { route, type Caller, type Route } from '../http/route.ts';
import { catalogTotals } from '../seats/actions/figures.ts';
import { readCatalog } from '../catalogs/actions/catalogs.ts';
import { subscriptionOf } from './actions/subscription.ts';
import { catalogParams, catalogSubscriptionShape, meShape, subscriptionShape } from './contract.ts';
import { permissionsOf, type Account, type Subscription } from './rules.ts';

/** The caller's account. Every caller of these routes has one. */
export function accountOf({ account }: Caller): Account {
  if (account === null) throw new Error('A caller was let in without an account.');
  return account;
}

/** The subscription information as the wire shows it. */
export function subscriptionView(subscription: Subscription): z.infer<typeof subscriptionShape> {
  const { state, reason, subdomain, region } = subscription.account;
  return {
    plan: subscription.plan,
    account: { state, reason, subdomain, region },
    learning: subscription.learning,
    seats: subscription.seats,
    term: null,
    grace: null,
    graces: [],
    forecast: null,
    subscriptions: [],
  };
}

/** Who one is, and how the subscription stands. */
export const subscriptionRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/me',
    summary: 'Who is signed in, and what they may do',
    access: 'signedIn',
    answers: { 200: meShape },
    act: async ({ caller }) => {
      const { tenantId, subdomain } = accountOf(caller);
      const body: z.infer<typeof meShape> = {
        person: { id: caller.personId, displayName: caller.displayName },
        tenant: { id: tenantId, subdomain },
        roles: [...caller.roles].sort(),
        may: permissionsOf(caller.roles),
        ownCatalogs: [...caller.ownCatalogs],
        learning: 'open',
      };
      return { status: 200, body };
    },
  }),
  route({
    method: 'get',
    path: '/api/subscription',
    summary: 'The subscription: plan, account, seats, term and grace windows',
    access: 'admins',
    answers: { 200: subscriptionShape },
    act: async ({ world, caller }) => ({
      status: 200,
      body: subscriptionView(await subscriptionOf(world, accountOf(caller))),
    }),
  }),
  route({
    method: 'get',
    path: '/api/catalogs/{catalogId}/subscription',
    summary: 'The same at catalog level, with the seats used within the catalog',
    access: 'catalogAdmins',
    params: catalogParams,
    answers: { 200: catalogSubscriptionShape },
    act: async ({ world, caller, params: { catalogId } }) => {
      mayTouch(caller, catalogId);
      await readCatalog(world, caller.tenant, catalogId);
      const [subscription, { used }] = await Promise.all([
        subscriptionOf(world, accountOf(caller)),
        catalogTotals(world, caller.tenant, catalogId),
      ]);
      return { status: 200, body: { ...subscriptionView(subscription), catalogId, used } };
    },
  }),
];
