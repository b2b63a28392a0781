import { DirectoryRefusal } from './acts.ts';
import type { HeldLicence, LicenceChange, LicenceError, LicenceWish } from './licence.ts';
import type { Product, ServicePlan } from './product.ts';

/** What the rules look at. */
export interface LicenceStandings {
  readonly usageLocation: string | null | undefined;
  /** All that the user has, directly and by groups. */
  readonly held: readonly HeldLicence[];
  readonly product: (skuId: string) => Product | undefined;
  /** How many more users can have a product. */
  readonly available: (skuId: string) => number;
}

/** A licence change that the directory refuses. The message is Graph's own, word for word. */
class LicenceRefusal extends DirectoryRefusal {
  /** `violation` is Graph's word for the rule that is broken, where it tells it beside the message. */
  constructor(message: string, violation: LicenceError | '' = '') {
    super('licence', 'licences', violation, message);
  }
}

/** @throws LicenceRefusal where a direct change breaks a rule; texts as Graph answers assignLicense */
export function refuseAgainstRules(standings: LicenceStandings, change: LicenceChange): void {
  refuseUnknown(standings, change);
  refuseRemoval(standings, change);
  if (change.add.length > 0 && !/^[A-Z]{2}$/.test(standings.usageLocation ?? '')) {
    throw new LicenceRefusal(
      'License assignment cannot be done for user with invalid usage location.',
    );
  }
  for (const { skuId } of change.add) {
    const has = standings.held.some((one) => one.skuId === skuId && one.error === null);
    if (!has && standings.available(skuId) < 1) {
      throw new LicenceRefusal(
        `Subscription with SKU ${skuId} does not have any available licenses.`,
      );
    }
  }
  const before = violationsOf(standings, standings.held);
  const after = violationsOf(standings, heldAfter(standings.held, change));
  const fresh = after.find(({ message }) => before.every((known) => known.message !== message));
  if (fresh) throw new LicenceRefusal(fresh.message, fresh.error);
}

/** What keeps a group from giving a product to a member; null for nothing. */
export function groupObstacle(standings: LicenceStandings, wish: LicenceWish): LicenceError | null {
  const has = standings.held.some((one) => one.skuId === wish.skuId && one.error === null);
  if (!has && standings.available(wish.skuId) < 1) return 'CountViolation';
  const before = violationsOf(standings, standings.held);
  const after = violationsOf(standings, heldAfter(standings.held, { add: [wish], remove: [] }));
  const fresh = after.find(({ message }) => before.every((known) => known.message !== message));
  return fresh?.error ?? null;
}

function refuseUnknown({ product }: LicenceStandings, { add, remove }: LicenceChange): void {
  for (const skuId of [...add.map((wish) => wish.skuId), ...remove]) {
    if (!product(skuId)) {
      throw new LicenceRefusal(`License ${skuId} does not correspond to a valid company License.`);
    }
  }
  for (const { skuId, disabledPlans } of add) {
    if (product(skuId)?.appliesTo === 'Company') {
      throw new LicenceRefusal(`License ${skuId} cannot be assigned to a user.`);
    }
    const plans = product(skuId)?.plans.map(({ id }) => id) ?? [];
    const foreign = disabledPlans.find((plan) => !plans.includes(plan));
    if (foreign !== undefined) {
      throw new LicenceRefusal(
        `License assignment failed because service plan ${foreign} does not belong to license ${skuId}.`,
      );
    }
  }
}

function refuseRemoval({ held }: LicenceStandings, { remove }: LicenceChange): void {
  for (const skuId of remove) {
    const sources = held.filter((one) => one.skuId === skuId);
    if (sources.some(({ groupId }) => groupId === null)) continue;
    throw new LicenceRefusal(
      sources.length > 0
        ? 'User license is inherited from a group membership and it cannot be removed directly from the user.'
        : 'User does not have a corresponding license.',
    );
  }
}

function heldAfter(
  held: readonly HeldLicence[],
  { add, remove }: LicenceChange,
): readonly LicenceWish[] {
  const replaced = new Set([...add.map(({ skuId }) => skuId), ...remove]);
  const kept = held.filter(
    ({ skuId, groupId, error }) => error === null && !(groupId === null && replaced.has(skuId)),
  );
  return [...kept, ...add];
}

interface Violation {
  readonly message: string;
  readonly error: LicenceError;
}

/** Every rule about plans that a set of licences breaks. */
function violationsOf(
  { product, usageLocation }: LicenceStandings,
  licences: readonly LicenceWish[],
): Violation[] {
  const plans = new Map<string, ServicePlan>();
  for (const { skuId, disabledPlans } of licences) {
    for (const plan of product(skuId)?.plans ?? []) {
      if (plan.appliesTo === 'User' && !disabledPlans.includes(plan.id)) plans.set(plan.id, plan);
    }
  }
  return [...plans.values()].flatMap((plan): Violation[] => {
    const foe = plan.exclusiveWith?.find((id) => plans.has(id));
    const missing = plan.dependsOn?.filter((id) => !plans.has(id)) ?? [];
    return [
      ...(foe === undefined ? [] : [exclusive(plan.id, foe)]),
      ...(missing.length === 0 ? [] : [dependent(plan.id, missing)]),
      ...(plan.notIn?.includes(usageLocation ?? '') ? [notOffered(plan.id)] : []),
    ];
  });
}

/** Both plans find each other, so the text names them in one order. */
function exclusive(one: string, other: string): Violation {
  const both = [one, other].sort().join(',');
  return {
    message: `License assignment failed because service plans ${both} are mutually exclusive`,
    error: 'MutuallyExclusiveViolation',
  };
}

function dependent(plan: string, missing: readonly string[]): Violation {
  return {
    message: `License assignment failed because service plan ${plan} depends on the service plan(s) ${missing.join(',')}`,
    error: 'DependencyViolation',
  };
}

function notOffered(plan: string): Violation {
  return {
    message: `License assignment failed because service plan ${plan} is prohibited in the usage location of the user.`,
    error: 'ProhibitedInUsageLocationViolation',
  };
}
