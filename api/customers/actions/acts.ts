import type { Permission, UserChanges } from '../../kernel/customers.ts';
import { AppError, invalid, notFound } from '../../kernel/errors.ts';
import type { PersonId, TenantId } from '../../kernel/ids.ts';
import type { CustomerUser } from '../../ports/customer-users.ts';
import { rootOf } from '../../ports/partitions.ts';
import type { World } from '../../ports/world.ts';
import { customerPlans } from '../kinds.ts';
import type { Act, DirectLicence } from '../rules/plans/acts.ts';
import type { PlanWhat } from '../rules/plans/plan.ts';
import type { Fault } from '../rules/fault.ts';
import { rolesBy } from '../rules/permissions.ts';
import { previewLicences } from '../rules/licence-changes.ts';
import { wishFaults } from '../rules/licence-wishes.ts';
import { changingFault, endingFaults } from '../rules/safeguards.ts';
import { asUsageLocation, usageLocationFault } from '../rules/usage-locations.ts';
import { userNameFault } from '../rules/user-names.ts';
import { guardOf } from './guard.ts';
import type { Agent } from './hands.ts';
import { actNow, type ActDone } from './plans/now.ts';
import { planIdOf, type PlanCaller } from './plans/start.ts';
import { refusalOf } from './refusals.ts';
import { namesToOffer } from '../rules/restorations.ts';
import { atCustomer, requireRole, type AtCustomer } from './standing.ts';
import { shown, userAt, type ShownUsers } from './users.ts';

/** What came of a single act. */
export interface Done extends ShownUsers {
  readonly done: ActDone;
}

/** A user as somebody asks for one. */
export interface WantedUser {
  readonly displayName: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly userName: string;
  /** As it was written; null: none. */
  readonly usageLocation: string | null;
  readonly licences: readonly DirectLicence[];
  readonly permissions: readonly Permission[];
}

/** What of a user is to be otherwise, as somebody asks for it. */
export interface WantedChanges {
  readonly displayName?: string | undefined;
  readonly firstName?: string | null | undefined;
  readonly lastName?: string | null | undefined;
  readonly userName?: string | undefined;
  readonly usageLocation?: string | undefined;
  readonly enabled?: boolean | undefined;
}

const refuse = (fault: Fault | null): void => {
  if (fault !== null) throw refusalOf(fault);
};

const refuseAt = (path: string, fault: Fault | null): void => {
  if (fault !== null) throw invalid(path, fault.code, fault.detail);
};

/** The usage location that a text names; null where there is no text. @throws AppError `invalid-input` */
export function locationIn(text: string | null): string | null {
  if (text === null) return null;
  refuseAt('/usageLocation', usageLocationFault(text));
  return asUsageLocation(text);
}

/** Whether the act was begun before: then what stands in its way may be what it has done itself. */
const isBegun = async (world: World, caller: PlanCaller): Promise<boolean> => {
  const planId = planIdOf(caller);
  const root = rootOf(caller.tenant.tenantId);
  return (await world.store.read(root, customerPlans, { planId })) !== null;
};

/** Carries out an act and refuses where nothing of it was done. */
async function carriedOut(
  world: World,
  at: AtCustomer,
  caller: PlanCaller,
  what: PlanWhat,
  act: Act,
  userName: string,
): Promise<ActDone> {
  const { customerId } = at.customer;
  const done = await actNow(world, caller, at.hands, { customerId, what, act, userName });
  const [fault] = done.faults;
  if (done.state === 'refused' && fault !== undefined) throw refusalOf(fault);
  if (done.state === 'unknown') {
    throw new AppError(
      'directory-unavailable',
      'The customer’s directory did not say whether it was done. Look at the user before you try again.',
      { jobId: done.jobId },
    );
  }
  return done;
}

/** The user after an act, as read back, with what is shown beside it. */
const afterwards = async (
  at: AtCustomer,
  done: ActDone,
  read: () => Promise<CustomerUser>,
): Promise<Done> => {
  const user = done.user === null ? read() : Promise.resolve(done.user);
  return {
    ...(await shown(
      at.hands,
      user.then((one) => [one]),
    )),
    done,
  };
};

/** Refuses a user name that somebody at the customer has, and offers one that is free. */
async function requireFree({ hands }: AtCustomer, userName: string): Promise<void> {
  const offers = namesToOffer(userName);
  const taken = await hands.byNames([userName, ...offers]);
  if (!taken.has(userName.toLowerCase())) return;
  const offered = offers.find((name) => !taken.has(name.toLowerCase())) ?? null;
  const remedy = offered === null ? 'Choose another.' : `${offered} is free.`;
  throw new AppError(
    'user-name-taken',
    `The user name ${userName} is somebody else’s at this customer. ${remedy}`,
    { offered, errors: [{ path: '/userName', code: 'name-taken', message: remedy }] },
  );
}

/** Refuses licences that the new user could not be given, before the user is there. */
async function requireLicences(
  { hands }: AtCustomer,
  wanted: WantedUser,
  usageLocation: string | null,
): Promise<void> {
  const { licences, displayName, userName } = wanted;
  if (licences.length === 0) return;
  const products = await hands.licences();
  const wish = { add: licences, remove: [], usageLocation };
  const [fault] = wishFaults(wish, products);
  if (fault !== undefined) refuseAt(fault.path.replace('/add/', '/licences/'), fault);
  const user = { userId: '', displayName, userName, usageLocation, sources: [] };
  const [plan] = previewLicences([''], [user], wish, products).users;
  const problem = plan?.problem ?? null;
  if (problem?.code === 'usage-location-missing') refuseAt('/usageLocation', problem);
  refuse(problem);
}

/**
 * Creates a user at a customer, with licences and permissions, and a temporary password to hand out (PC-10, C-2).
 * @throws AppError `invalid-input`, `user-name-taken`, `customer-act-refused`; those of `atCustomer`
 */
export const createUser = (
  world: World,
  agent: Agent,
  caller: PlanCaller,
  customerId: TenantId,
  wanted: WantedUser,
): Promise<Done> =>
  atCustomer(world, agent, customerId, 'createUsers', async (at) => {
    if (wanted.licences.length > 0) requireRole(at, 'manageLicences');
    const roles = rolesBy(wanted.permissions);
    if (roles.length > 0) requireRole(at, 'grantRoles');
    const { displayName, firstName, lastName, userName, licences } = wanted;
    const usageLocation = locationIn(wanted.usageLocation);
    if (!(await isBegun(world, caller))) {
      refuseAt('/userName', userNameFault(userName, await at.hands.domains()));
      await requireFree(at, userName);
      await requireLicences(at, wanted, usageLocation);
    }
    const user = { userName, displayName, givenName: firstName, surname: lastName, usageLocation };
    const act: Act = { kind: 'create', user, licences, roles };
    const done = await carriedOut(world, at, caller, 'create', act, userName);
    return afterwards(at, done, async () => {
      const found = (await at.hands.byNames([userName])).get(userName.toLowerCase());
      if (found === undefined) throw notFound('user');
      return found;
    });
  });

/** What the directory is told to change. */
const changesOf = (wanted: WantedChanges, usageLocation: string | null): UserChanges => {
  const { displayName, firstName, lastName, userName, enabled } = wanted;
  return {
    ...(displayName === undefined ? {} : { displayName }),
    ...(firstName === undefined ? {} : { givenName: firstName }),
    ...(lastName === undefined ? {} : { surname: lastName }),
    ...(userName === undefined ? {} : { userName }),
    ...(usageLocation === null ? {} : { usageLocation }),
    ...(enabled === undefined ? {} : { enabled }),
  };
};

/**
 * Changes a user of a customer.
 * @throws AppError `not-found`, `invalid-input`, `user-name-taken`, `customer-act-refused`; those of `atCustomer`
 */
export const editUser = (
  world: World,
  agent: Agent,
  caller: PlanCaller,
  customerId: TenantId,
  userId: PersonId,
  wanted: WantedChanges,
): Promise<Done> =>
  atCustomer(world, agent, customerId, 'editUsers', async (at) => {
    const changes = changesOf(wanted, locationIn(wanted.usageLocation ?? null));
    const user = await userAt(at, userId);
    refuse(changingFault(user));
    const { userName, enabled } = changes;
    if (enabled === false && user.enabled) {
      refuse(endingFaults([user], await guardOf(world, at))[0] ?? null);
    }
    if (userName !== undefined && userName.toLowerCase() !== user.userName.toLowerCase()) {
      refuseAt('/userName', userNameFault(userName, await at.hands.domains()));
      await requireFree(at, userName);
    }
    const act: Act = { kind: 'edit', userId, changes };
    const done = await carriedOut(world, at, caller, 'edit', act, user.userName);
    return afterwards(at, done, () => userAt(at, userId));
  });

const GUEST: Fault = {
  code: 'guest-user',
  detail:
    'The user is a guest and signs in at the own organisation. The password is reset there, not here.',
};

/**
 * Gives a user of a customer a new temporary password (PC-30, C-2).
 * @throws AppError `not-found`, `customer-act-refused`; those of `atCustomer`
 */
export const resetPassword = (
  world: World,
  agent: Agent,
  caller: PlanCaller,
  customerId: TenantId,
  userId: PersonId,
): Promise<{ readonly user: CustomerUser; readonly password: string | null }> =>
  atCustomer(world, agent, customerId, 'resetPasswords', async (at) => {
    const user = await userAt(at, userId);
    refuse(user.guest ? GUEST : changingFault(user));
    const act: Act = { kind: 'password', userId };
    const { password } = await carriedOut(world, at, caller, 'password', act, user.userName);
    return { user, password };
  });

/**
 * Deletes a user of a customer, who can be restored for 30 days (PC-31).
 * @returns the id of the job under which the deletion is kept
 * @throws AppError `not-found`, `customer-act-refused`; those of `atCustomer`
 */
export const deleteUser = (
  world: World,
  agent: Agent,
  caller: PlanCaller,
  customerId: TenantId,
  userId: PersonId,
): Promise<string> =>
  atCustomer(world, agent, customerId, 'deleteUsers', async (at) => {
    if (await isBegun(world, caller)) {
      const again: Act = { kind: 'delete', userId };
      return (await carriedOut(world, at, caller, 'delete', again, '')).jobId;
    }
    const user = await userAt(at, userId);
    refuse(endingFaults([user], await guardOf(world, at))[0] ?? null);
    const act: Act = { kind: 'delete', userId };
    return (await carriedOut(world, at, caller, 'delete', act, user.userName)).jobId;
  });
