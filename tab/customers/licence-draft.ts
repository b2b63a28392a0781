import type { LicenceChanges } from './asked.ts';
import type { CustomerUser, Licence } from './answers.ts';
import { boxOf, type Box, type Holder, type Wishes } from './boxes.ts';

/** The service plans that are to be switched off, by product; a product that is not in it keeps its plans. */
export type PlanChoice = ReadonlyMap<string, readonly string[]>;

/** The users as far as their products go. */
export const holdersOf = (users: readonly CustomerUser[]): readonly Holder[] =>
  users.map(({ id, licences }) => ({ id, skuIds: licences.map(({ skuId }) => skuId) }));

/** How many of the users have a product through a group alone: it cannot be taken from them here (C-3). */
export const inheritedBy = (skuId: string, users: readonly CustomerUser[]): number =>
  users.filter(({ licences }) =>
    licences.some((held) => held.skuId === skuId && held.via === 'group'),
  ).length;

/** Which service plans are off at first: those that are off for everybody who has the product. */
export function plansOffAtFirst(
  { skuId }: Pick<Licence, 'skuId'>,
  users: readonly CustomerUser[],
): readonly string[] {
  const held = users.flatMap(({ licences }) => licences.filter((one) => one.skuId === skuId));
  const [first, ...others] = held;
  if (first === undefined) return [];
  return first.disabledPlans.filter((plan) =>
    others.every(({ disabledPlans }) => disabledPlans.includes(plan)),
  );
}

/** Whether the plans of a product can be chosen: where all have it or are to have it. */
export const mayChoosePlans = (box: Box, wish: 'assign' | 'remove' | undefined): boolean =>
  wish === 'assign' || (box === 'full' && wish === undefined);

/** How many users have no location and are to be given something. */
export const withoutLocation = (users: readonly CustomerUser[]): number =>
  users.filter(({ usageLocation }) => usageLocation === null).length;

/** What is asked for: the products that are wished, and those whose plans are chosen otherwise. */
export function askedChanges(
  users: readonly CustomerUser[],
  wishes: Wishes,
  plans: PlanChoice,
  location: string,
): LicenceChanges {
  const holders = holdersOf(users);
  const assigned = [...wishes].filter(([, wish]) => wish === 'assign').map(([skuId]) => skuId);
  const replanned = [...plans.keys()].filter(
    (skuId) => !wishes.has(skuId) && boxOf(skuId, holders) === 'full',
  );
  return {
    userIds: users.map(({ id }) => id),
    add: [...assigned, ...replanned].map((skuId) => ({
      skuId,
      disabledPlans: plans.get(skuId) ?? [],
    })),
    remove: [...wishes].filter(([, wish]) => wish === 'remove').map(([skuId]) => skuId),
    ...(location === '' ? {} : { usageLocation: location }),
  };
}

/** Whether anything is asked for. */
export const asksForNothing = ({ add, remove }: LicenceChanges): boolean =>
  add.length === 0 && remove.length === 0;
