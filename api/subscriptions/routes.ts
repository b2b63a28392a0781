import type { z } from 'zod';
import { dayOf, toIso, type Day, type Instant } from '../kernel/time.ts';
import { standingByTurn, type LimitStanding } from '../limits/actions/standing.ts';
import { countsUntil } from '../limits/rules/capacity.ts';
import type { Grace } from '../limits/rules/standing.ts';
import { mayTouch } from '../http/authorise.ts';
import { route, type Caller, type Route } from '../http/route.ts';
import { catalogTotals } from '../seats/actions/figures.ts';
import { readCatalog } from '../catalogs/actions/catalogs.ts';
import { awaitsReports } from '../reports/actions/listing.ts';
import { catalogParams, catalogSubscriptionShape, meShape, subscriptionShape } from './contract.ts';
import { permissionsOf, type Account } from './rules.ts';
import { learningReasonOf, mayEnter } from './rules/access.ts';
import type { Source } from './rules/places.ts';

/** The caller's account. Every caller of these routes has one. */
export function accountOf({ account }: Caller): Account {
  if (account === null) throw new Error('A caller was let in without an account.');
  return account;
}

const graceView = ({ reason, openedAt, closesAt, daysLeft }: Grace) => ({
  reason,
  openedAt: toIso(openedAt),
  closesAt: toIso(closesAt),
  daysLeft,
});

/** The day on which a term ends is its last one. */
const lastDayOf = (endsAt: Instant): Day => dayOf(endsAt - 1);

/** The first instant after the term; of an order that ends or is not paid, the one at which it gives no seats any more. */
const endOf = ({ endsAt, order }: Source): Instant => order?.until ?? endsAt;

function sourceView(source: Source) {
  const { subscriptionId, plan, seats, startsAt } = source;
  const until = countsUntil(source);
  return {
    ...{ id: subscriptionId, plan, seats, startsOn: dayOf(startsAt) },
    endsOn: lastDayOf(endOf(source)),
    countsThroughOn: until === Infinity ? null : lastDayOf(until),
  };
}

/** The subscription information as the wire shows it. */
export function subscriptionView(standing: LimitStanding): z.infer<typeof subscriptionShape> {
  const { state, reason, subdomain, region } = standing.account;
  const { capacity, used, sources } = standing;
  const latest = sources.toSorted((one, other) => endOf(other) - endOf(one))[0];
  const graces = standing.graces.map(graceView);
  return {
    plan: standing.plan,
    account: { state, reason, subdomain, region },
    learning: standing.learning,
    seats: {
      purchased: standing.purchased,
      ...standing.shares,
      capacity,
      used,
      remaining: capacity === null ? null : Math.max(0, capacity - used),
      availableForSharing: standing.availableForSharing,
      freeing: standing.freeing,
    },
    term:
      latest === undefined
        ? null
        : { startsOn: dayOf(latest.startsAt), endsOn: lastDayOf(endOf(latest)) },
    grace: graces[0] ?? null,
    graces,
    forecast: standing.forecast,
    subscriptions: sources.map(sourceView),
  };
}

/**
 * Who one is, and how the subscription stands.
 * @param seatsContact whom to ask for more seats (G-7); null where nobody is named
 */
export const subscriptionRoutes = (seatsContact: string | null): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/me',
    summary: 'Who is signed in, and what they may do',
    access: 'signedIn',
    always: true,
    answers: { 200: meShape },
    act: async ({ world, caller }) => {
      const account = accountOf(caller);
      const { tenantId, subdomain, state, reason } = account;
      const standing = await standingByTurn(world, account);
      const may = permissionsOf(caller.roles);
      const body: z.infer<typeof meShape> = {
        person: { id: caller.personId, displayName: caller.displayName },
        tenant: { id: tenantId, subdomain },
        roles: [...caller.roles].sort(),
        may,
        ownCatalogs: [...caller.ownCatalogs],
        account: { state, reason },
        mayEnter: mayEnter(account, caller.roles),
        learning: standing.learning,
        learningReason: learningReasonOf(standing, world.clock.now()),
        seatsContact: may.catalogSubscription === 'no' ? null : seatsContact,
        reportsAwaited:
          may.catalogSubscription !== 'no' &&
          (await awaitsReports(world, caller.tenant, caller.personId)),
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
      body: subscriptionView(await standingByTurn(world, accountOf(caller))),
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
        standingByTurn(world, accountOf(caller)),
        catalogTotals(world, caller.tenant, catalogId),
      ]);
      return { status: 200, body: { ...subscriptionView(subscription), catalogId, used } };
    },
  }),
];
