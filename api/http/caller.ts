import type { Request, RequestHandler, Response } from 'express';
import { standingByTurn } from '../limits/actions/standing.ts';
import type { World } from '../ports/world.ts';
import { createAdminNotes } from '../notifications/actions/admin-notes.ts';
import { createEnter, type Entry } from '../subscriptions/actions/enter.ts';
import type { NewTenants } from '../subscriptions/actions/set-up.ts';
import { isTenantAdmin, type Identity } from '../subscriptions/rules.ts';
import {
  accountInactive,
  learningReasonOf,
  learningStopped,
  mayEnter,
} from '../subscriptions/rules/access.ts';
import { authorise } from './authorise.ts';
import { through } from './body.ts';
import type { Identify } from './identify.ts';
import { limitByPerson, type RateLimits } from './rate-limits.ts';
import { requestFactsOf } from './request-facts.ts';
import type { Access, Caller } from './route.ts';

/** What stands between a request and its act. */
export interface Entrance {
  readonly identify: Identify;
  readonly rateLimits: RateLimits;
  readonly newTenants: NewTenants;
}

/** The caller of an open route: there is none, and asking for one is a bug. */
export const NOBODY: Caller = new Proxy({} as Caller, {
  get() {
    throw new Error('An open route has no caller.');
  },
});

/** What the way in must know of a route. */
interface Door {
  readonly access: Exclude<Access, 'open'>;
  readonly always?: boolean;
}

/** Finds out who calls and lets in whoever may call the route. */
export type CallerOf = (door: Door, request: Request, response: Response) => Promise<Caller>;

/**
 * Makes the way in: the token says who it is, the rate limits hold, the tenant is there or is set up, the roles allow
 * it. Whoever shows no good token is counted by address, with `byAddress`.
 */
export function createCallerOf(
  world: World,
  { identify, rateLimits, newTenants }: Entrance,
  byAddress: RequestHandler,
): CallerOf {
  const byPerson = limitByPerson(rateLimits);
  const enter = createEnter(world, newTenants);
  const noteAdmin = createAdminNotes(world);

  const recognise = async (request: Request, response: Response): Promise<Identity> => {
    try {
      const identity = await identify(request.headers.authorization);
      const facts = requestFactsOf(request);
      facts.tenantId = identity.tenantId;
      facts.personId = identity.personId;
      await through(byPerson, request, response);
      return identity;
    } catch (error) {
      if (requestFactsOf(request).personId === null) await through(byAddress, request, response);
      throw error;
    }
  };

  /** The operator serves all tenants and needs none of his own to be set up. */
  const operatorEntry = ({
    tenantId,
    tokenRoles,
  }: Identity): Omit<Entry, 'account'> & { account: null } => ({
    tenant: { tenantId, buckets: newTenants.buckets },
    account: null,
    roles: tokenRoles,
    ownCatalogs: new Set(),
  });

  /** Refuses whom the account's state keeps out (B-2), and learners while learning is stopped (G-3). */
  const checkStanding = async (access: Access, { account, roles }: Entry): Promise<void> => {
    if (!mayEnter(account, roles)) throw accountInactive(account);
    const isLearner = !isTenantAdmin(roles) && !roles.has('catalogAdmin');
    if (access !== 'signedIn' || !isLearner) return;
    const standing = await standingByTurn(world, account);
    if (standing.learning !== 'stopped') return;
    throw learningStopped(learningReasonOf(standing, world.clock.now()));
  };

  return async ({ access, always = false }, request, response) => {
    const identity = await recognise(request, response);
    const entered = access === 'operator' ? null : await enter(identity);
    if (entered !== null && !always) await checkStanding(access, entered);
    const entry = entered ?? operatorEntry(identity);
    const caller: Caller = {
      ...entry,
      personId: identity.personId,
      displayName: identity.displayName,
      isAdmin: isTenantAdmin(entry.roles),
    };
    authorise(access, caller);
    if (!identity.application && access !== 'operator') noteAdmin(caller);
    return caller;
  };
}
