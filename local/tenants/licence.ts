/** A product for a user or a group, without some of its plans. */
export interface LicenceWish {
  readonly skuId: string;
  readonly disabledPlans: readonly string[];
}

/** Products to give and to take, all in one act. */
export interface LicenceChange {
  readonly add: readonly LicenceWish[];
  /** Ids of products. */
  readonly remove: readonly string[];
}

/** Why a group could not give a product to a member (Microsoft Graph: licenseAssignmentState). */
export type LicenceError =
  | 'CountViolation'
  | 'MutuallyExclusiveViolation'
  | 'DependencyViolation'
  | 'ProhibitedInUsageLocationViolation';

/** A product of a user, with where it comes from. */
export interface HeldLicence extends LicenceWish {
  /** The group that gives it; null for a direct one. */
  readonly groupId: string | null;
  /** What kept the group from giving it; null where the user has it. */
  readonly error: LicenceError | null;
  /** Since when, in milliseconds of the local clock. */
  readonly at: number;
}

/** What happens to the direct licences of a deleted user who is restored. */
export const RESTORE_WAYS = ['all', 'available', 'none'] as const;
/** `all`: they come back, seats or not · `available`: as far as there are seats · `none`: they are gone. */
export type RestoreWay = (typeof RESTORE_WAYS)[number];

/** What can be done to products and licences. */
export type LicenceAct =
  | ({ readonly act: 'assignLicences'; readonly userId: string } & LicenceChange)
  | ({ readonly act: 'assignGroupLicences'; readonly groupId: string } & LicenceChange);
