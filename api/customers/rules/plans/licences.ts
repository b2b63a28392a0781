import type { DirectLicence } from './acts.ts';

const samePlans = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.toSorted().join() === other.toSorted().join();

/** Whether somebody who has these has the product with just these plans switched off. */
export const hasLicence = (
  held: readonly DirectLicence[],
  { skuId, disabledPlans }: DirectLicence,
): boolean =>
  held.some(
    (licence) => licence.skuId === skuId && samePlans(licence.disabledPlans, disabledPlans),
  );

/** What of the wanted ones is not had, or not with these plans. */
export const missingOf = (
  wanted: readonly DirectLicence[],
  held: readonly DirectLicence[],
): readonly DirectLicence[] => wanted.filter((licence) => !hasLicence(held, licence));

/** The product that a refusal speaks of: the only one asked for, or the one whose id the directory names. */
export const productIn = (detail: string, skuIds: readonly string[]): string | undefined =>
  skuIds.length === 1
    ? skuIds[0]
    : skuIds.find((skuId) => detail.toLowerCase().includes(skuId.toLowerCase()));
