import { AppError, type FieldFault } from '../../kernel/errors.ts';
import type { PersonId, TenantId } from '../../kernel/ids.ts';
import type { Job } from '../../jobs/rules.ts';
import type { CustomerUser } from '../../ports/customer-users.ts';
import type { World } from '../../ports/world.ts';
import {
  previewLicences,
  type Licensed,
  type LicencePlan,
  type LicencePreview,
} from '../rules/licence-changes.ts';
import { wishFaults, type LicenceWish } from '../rules/licence-wishes.ts';
import type { DirectLicence } from '../rules/plans/acts.ts';
import { plannedFor, type PlannedEntry } from '../rules/plans/entry.ts';
import { locationIn } from './acts.ts';
import type { Agent } from './hands.ts';
import { startPlan, type PlanCaller } from './plans/start.ts';
import { atCustomer, type AtCustomer } from './standing.ts';

/** What is wanted for several users. */
export interface WantedLicences {
  readonly userIds: readonly PersonId[];
  readonly add: readonly DirectLicence[];
  readonly remove: readonly string[];
  /** As it was written; null: none. */
  readonly usageLocation: string | null;
}

/** A user as the licence rules look at one: what a group could not give is not there. */
const licensed = (user: CustomerUser): Licensed => ({
  ...user,
  sources: user.sources.filter(({ error }) => error === null),
});

/** What the wish would do, with what the customer has at this moment. */
async function preview(
  { hands }: AtCustomer,
  { userIds, ...wanted }: WantedLicences,
): Promise<LicencePreview> {
  const wish: LicenceWish = { ...wanted, usageLocation: locationIn(wanted.usageLocation) };
  const ids = [...new Set(userIds)];
  const [users, products] = await Promise.all([hands.readMany(ids), hands.licences()]);
  refuseWish(wish, products);
  const known = users.map((user) => (user === null ? null : licensed(user)));
  return previewLicences(ids, known, wish, products);
}

function refuseWish(wish: LicenceWish, products: Parameters<typeof wishFaults>[1]): void {
  const errors = wishFaults(wish, products).map(({ path, code, detail }): FieldFault => ({
    path,
    code,
    message: detail,
  }));
  const [first] = errors;
  if (first === undefined) return;
  throw new AppError('invalid-input', `${first.path}: ${first.message}`, { errors });
}

/**
 * What would become of each product and each user (C-3); without a change asked for, what the selection has.
 * @throws AppError `invalid-input`; those of `atCustomer`
 */
export const previewLicenceChanges = (
  world: World,
  agent: Agent,
  customerId: TenantId,
  wanted: WantedLicences,
): Promise<LicencePreview> =>
  atCustomer(world, agent, customerId, 'manageLicences', (at) => preview(at, wanted));

/** One user's part of the plan; null for whom nothing changes. */
function entryOf({ user, userId, outcome, problem, ...plan }: LicencePlan): PlannedEntry | null {
  if (outcome === 'unchanged') return null;
  const { add, remove, usageLocation } = plan;
  return plannedFor(user, problem, { kind: 'licences', userId, add, remove, usageLocation });
}

/**
 * Changes licences of several users in the background: all products of one user in one call, a result for each (PC-24).
 * @throws AppError `invalid-input`, `customer-act-refused` where nothing would change; those of `atCustomer`
 */
export const changeLicences = (
  world: World,
  agent: Agent,
  caller: PlanCaller,
  customerId: TenantId,
  wanted: WantedLicences,
): Promise<Job> =>
  atCustomer(world, agent, customerId, 'manageLicences', async (at) => {
    const { users } = await preview(at, wanted);
    const entries = users.map(entryOf).filter((entry) => entry !== null);
    if (entries.length === 0) {
      throw new AppError(
        'customer-act-refused',
        'Every one of these users has it so already: nothing would change. Choose other users or products.',
        { reason: 'nothing-to-change' },
      );
    }
    return startPlan(world, caller, { customerId, what: 'licences', entries });
  });
