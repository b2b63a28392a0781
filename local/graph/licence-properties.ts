import type { HeldLicence, LicenceWish } from '../tenants/licence.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { DirectoryUser, Standing } from '../tenants/user.ts';

/** The properties of a user that come from the licences. */
const SHOWN: Readonly<
  Record<string, (tenant: Tenant, held: readonly HeldLicence[]) => readonly object[]>
> = {
  assignedLicenses: (_tenant, held) =>
    effective(held).map(({ skuId, disabledPlans }) => ({ disabledPlans, skuId })),
  licenseAssignmentStates: (_tenant, held) =>
    held.map(({ skuId, disabledPlans, groupId, error, at }) => ({
      skuId,
      assignedByGroup: groupId,
      disabledPlans,
      error: error ?? 'None',
      lastUpdatedDateTime: instant(at),
      state: error === null ? 'Active' : 'Error',
    })),
  assignedPlans: (tenant, held) => {
    const since = new Map(held.map(({ skuId, at }) => [skuId, at]));
    return effective(held).flatMap(({ skuId, disabledPlans }) =>
      (tenant.licences.products.bySku(skuId)?.plans ?? [])
        .filter(({ id }) => !disabledPlans.includes(id))
        .map(({ id, service }) => ({
          assignedDateTime: instant(since.get(skuId) ?? 0),
          capabilityStatus: 'Enabled',
          service,
          servicePlanId: id,
        })),
    );
  },
};

/** The user with those of the licences' properties that are wanted; the others cost nothing. */
export function withLicences(
  tenant: Tenant,
  { index, user }: Standing,
  wanted: readonly string[],
): DirectoryUser {
  const names = wanted.filter((property) => Object.hasOwn(SHOWN, property));
  if (names.length === 0) return user;
  const held = tenant.licences.held(index);
  return {
    ...user,
    ...Object.fromEntries(names.map((name) => [name, SHOWN[name]?.(tenant, held)])),
  };
}

/** Each product once: a plan is off where every source has it off. */
export function effective(held: readonly HeldLicence[]): LicenceWish[] {
  const bySku = new Map<string, readonly string[]>();
  for (const { skuId, disabledPlans, error } of held) {
    if (error !== null) continue;
    const known = bySku.get(skuId);
    bySku.set(skuId, known?.filter((plan) => disabledPlans.includes(plan)) ?? disabledPlans);
  }
  return [...bySku].map(([skuId, disabledPlans]) => ({ skuId, disabledPlans }));
}

const instant = (atMs: number): string => new Date(atMs).toISOString();
