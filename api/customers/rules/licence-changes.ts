import type { PersonId } from '../../kernel/ids.ts';
import type { Fault } from './fault.ts';
import { UNKNOWN_PRODUCT, type LicenceWish } from './licence-wishes.ts';
import type { DirectLicence } from './plans/acts.ts';
import { givingFault, productNameOf, type Product } from './products.ts';
import { plansFault } from './service-plans.ts';

/** Where a user's product comes from; `groupId` null for a direct assignment. */
export interface LicenceSource extends DirectLicence {
  readonly groupId: string | null;
}

/** A user as licence rules look at one. */
export interface Licensed {
  readonly userId: PersonId;
  readonly displayName: string;
  readonly userName: string;
  readonly usageLocation: string | null;
  readonly sources: readonly LicenceSource[];
}

/** What becomes of one product of one user. */
export interface LicenceStep {
  readonly skuId: string;
  readonly act: 'add' | 'change-plans' | 'remove' | 'none';
  readonly outcome: 'will' | 'already' | 'inherited' | 'not-held' | 'refused';
  readonly problem: Fault | null;
}

/** What becomes of one user: all products of a user go in one call (C-3), so one that is refused refuses the others. */
export interface LicencePlan {
  readonly userId: PersonId;
  readonly user: Licensed | null;
  readonly outcome: 'changes' | 'unchanged' | 'refused';
  readonly problem: Fault | null;
  readonly steps: readonly LicenceStep[];
  readonly add: readonly DirectLicence[];
  readonly remove: readonly string[];
  /** To be set first; null: the user has one, or needs none. */
  readonly usageLocation: string | null;
}

/** What becomes of one product over all users. */
export interface ProductTally {
  readonly product: Product;
  readonly holders: number;
  /** Of the holders: by a group. */
  readonly inherited: number;
  /** Licences that the changes take, and those that they free. */
  readonly needed: number;
  readonly freed: number;
  /** Too few by so many. */
  readonly missing: number;
}

/** What would happen, product by product and user by user. */
export interface LicencePreview {
  readonly products: readonly ProductTally[];
  readonly users: readonly LicencePlan[];
  readonly usageLocationsMissing: number;
}

const USER_GONE: Fault = {
  code: 'user-gone',
  detail:
    'The customer has no such user. The user may have been deleted: look at the deleted users.',
};
const NO_LOCATION: Fault = {
  code: 'usage-location-missing',
  detail:
    'The user has no usage location, without which no licence can be given. Name one with usageLocation: two letters such as NL.',
};
const INHERITED: Fault = {
  code: 'licence-inherited',
  detail:
    'The licence comes from a group. Take the user out of the group in the customer’s tenant, or take the licence from the group.',
};

/** Two lists of service plans, whatever their order. */
const samePlans = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((planId) => other.includes(planId));

/** How many of each product are left while a preview goes through the users in their order. */
type Stock = Map<string, number>;

/**
 * What a wish would do to each of the users, in their order, with what the customer has now (C-3): what is freed by one is
 * there for the next, and who comes too late is refused.
 * @param users null where there is no such user, with the id at the same place in `userIds`
 */
export function previewLicences(
  userIds: readonly PersonId[],
  users: readonly (Licensed | null)[],
  wish: LicenceWish,
  products: readonly Product[],
): LicencePreview {
  const bySku = new Map(products.map((product) => [product.skuId, product]));
  const stock: Stock = new Map(products.map(({ skuId, available }) => [skuId, available]));
  const plans = userIds.map((userId, no) => planFor(userId, users[no] ?? null, wish, bySku, stock));
  return {
    products: products.map((product) => tallyOf(product, users, plans)),
    users: plans,
    usageLocationsMissing: plans.filter(({ problem }) => problem?.code === NO_LOCATION.code).length,
  };
}

function planFor(
  userId: PersonId,
  user: Licensed | null,
  wish: LicenceWish,
  products: ReadonlyMap<string, Product>,
  stock: Stock,
): LicencePlan {
  const nothing = { add: [], remove: [], usageLocation: null };
  if (user === null) {
    return { userId, user, outcome: 'refused', problem: USER_GONE, steps: [], ...nothing };
  }
  const steps = [
    ...wish.add.map((licence) => addStep(user, licence, products, stock)),
    ...wish.remove.map((skuId) => removeStep(user, skuId)),
  ];
  const will = new Set(steps.filter(({ outcome }) => outcome === 'will').map(({ skuId }) => skuId));
  const add = wish.add.filter(({ skuId }) => will.has(skuId));
  const remove = wish.remove.filter((skuId) => will.has(skuId));
  const refusedStep = steps.find(({ outcome }) => outcome === 'refused');
  const location = user.usageLocation ?? wish.usageLocation;
  const problem =
    (location === null && steps.some(({ act }) => act === 'add' || act === 'change-plans')
      ? NO_LOCATION
      : null) ??
    refusedStep?.problem ??
    (will.size > 0 ? newPlansFault(user, { add, remove, location }, products) : null);
  if (problem !== null) {
    return { userId, user, outcome: 'refused', problem, steps, ...nothing };
  }
  if (will.size === 0) {
    return { userId, user, outcome: 'unchanged', problem: null, steps, ...nothing };
  }
  takeFrom(stock, steps, user);
  const usageLocation = add.length > 0 && user.usageLocation === null ? location : null;
  return { userId, user, outcome: 'changes', problem: null, steps, add, remove, usageLocation };
}

const directOf = ({ sources }: Licensed, skuId: string): LicenceSource | null =>
  sources.find((source) => source.skuId === skuId && source.groupId === null) ?? null;

const isInherited = ({ sources }: Licensed, skuId: string): boolean =>
  sources.some((source) => source.skuId === skuId && source.groupId !== null);

function addStep(
  user: Licensed,
  { skuId, disabledPlans }: DirectLicence,
  products: ReadonlyMap<string, Product>,
  stock: Stock,
): LicenceStep {
  const direct = directOf(user, skuId);
  if (direct !== null) {
    return samePlans(direct.disabledPlans, disabledPlans)
      ? { skuId, act: 'none', outcome: 'already', problem: null }
      : { skuId, act: 'change-plans', outcome: 'will', problem: null };
  }
  if (isInherited(user, skuId)) return { skuId, act: 'none', outcome: 'inherited', problem: null };
  const product = products.get(skuId);
  const fault = product === undefined ? UNKNOWN_PRODUCT : givingFault(product);
  if (fault !== null) return { skuId, act: 'add', outcome: 'refused', problem: fault };
  if ((stock.get(skuId) ?? 0) > 0) return { skuId, act: 'add', outcome: 'will', problem: null };
  const name = productNameOf(product?.partNumber ?? skuId);
  return {
    ...{ skuId, act: 'add', outcome: 'refused' },
    problem: {
      code: 'no-licence-left',
      detail: `No licence of ${name} is left. Buy more, or take it from somebody first.`,
      facts: { product: name },
    },
  };
}

function removeStep(user: Licensed, skuId: string): LicenceStep {
  if (directOf(user, skuId) !== null) {
    const problem = isInherited(user, skuId) ? INHERITED : null;
    return { skuId, act: 'remove', outcome: 'will', problem };
  }
  return isInherited(user, skuId)
    ? { skuId, act: 'none', outcome: 'inherited', problem: INHERITED }
    : { skuId, act: 'none', outcome: 'not-held', problem: null };
}

/** What is wrong with the service plans that the user would have, where it is not wrong already. */
function newPlansFault(
  user: Licensed,
  { add, remove, location }: Pick<LicenceWish, 'add' | 'remove'> & { location: string | null },
  products: ReadonlyMap<string, Product>,
): Fault | null {
  const before = plansFault(plansAfter(user, [], [], products), user.usageLocation);
  const after = plansFault(plansAfter(user, add, remove, products), location);
  return after?.detail === before?.detail ? null : after;
}

/** The names of the service plans that the user would have. */
function plansAfter(
  { sources }: Licensed,
  add: readonly DirectLicence[],
  remove: readonly string[],
  products: ReadonlyMap<string, Product>,
): Set<string> {
  const changed = new Set([...remove, ...add.map(({ skuId }) => skuId)]);
  const kept = sources.filter(({ skuId, groupId }) => groupId !== null || !changed.has(skuId));
  const names = new Set<string>();
  for (const { skuId, disabledPlans } of [...kept, ...add]) {
    for (const { planId, name, forUsers } of products.get(skuId)?.plans ?? []) {
      if (forUsers && !disabledPlans.includes(planId)) names.add(name);
    }
  }
  return names;
}

/** Takes from what is left what the user gets, and puts back what is freed: what a group keeps is not. */
function takeFrom(stock: Stock, steps: readonly LicenceStep[], user: Licensed): void {
  for (const { skuId, act } of steps) {
    const left = stock.get(skuId) ?? 0;
    if (act === 'add') stock.set(skuId, left - 1);
    if (act === 'remove' && !isInherited(user, skuId)) stock.set(skuId, left + 1);
  }
}

function tallyOf(
  product: Product,
  users: readonly (Licensed | null)[],
  plans: readonly LicencePlan[],
): ProductTally {
  const { skuId } = product;
  const known = users.filter((user) => user !== null);
  const changing = plans.filter(({ outcome }) => outcome === 'changes');
  const has = (plan: LicencePlan, act: LicenceStep['act']): boolean =>
    plan.steps.some((step) => step.skuId === skuId && step.act === act);
  const late = plans.filter(({ steps: all }) =>
    all.some((step) => step.skuId === skuId && step.problem?.code === 'no-licence-left'),
  ).length;
  return {
    product,
    holders: known.filter((user) => directOf(user, skuId) !== null || isInherited(user, skuId))
      .length,
    inherited: known.filter((user) => isInherited(user, skuId)).length,
    needed: changing.filter((plan) => has(plan, 'add')).length + late,
    freed: changing.filter(
      (plan) => has(plan, 'remove') && plan.user !== null && !isInherited(plan.user, skuId),
    ).length,
    missing: late,
  };
}
