import type { GroupId, PersonId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/time.ts';

/** A product that a user has, and those of its service plans that are switched off. */
export interface HeldLicence {
  readonly skuId: string;
  readonly disabledPlans: readonly string[];
}

/** Where a user's product comes from: `groupId` null for a direct assignment; and how it stands. */
export interface LicenceSource extends HeldLicence {
  readonly groupId: GroupId | null;
  readonly state: 'Active' | 'ActiveWithError' | 'Disabled' | 'Error';
  /** Graph's word where the group could not give it (`CountViolation` …); null where all is well. */
  readonly error: string | null;
}

/** A user of a customer's tenant, as Graph tells it now. */
export interface CustomerUser {
  readonly userId: PersonId;
  readonly userName: string;
  readonly displayName: string;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly mail: string | null;
  readonly enabled: boolean;
  readonly guest: boolean;
  /** Mastered in a directory on premises: changed and deleted there. */
  readonly synced: boolean;
  readonly usageLocation: string | null;
  readonly createdAt: Instant | null;
  /** All products, whatever they come from. */
  readonly licences: readonly HeldLicence[];
  /** One for each source; a product that is assigned directly and by two groups is here three times. */
  readonly sources: readonly LicenceSource[];
}

/** A user among the deleted. Restorable while now <= deletedAt + 30 x 24 h (C-4). */
export interface DeletedUser {
  readonly userId: PersonId;
  /** As it was: without the object id that the directory puts before it. */
  readonly userName: string;
  readonly displayName: string;
  readonly mail: string | null;
  readonly guest: boolean;
  readonly deletedAt: Instant;
  /** What the directory still has of the licences; empty where it keeps nothing of them. */
  readonly licences: readonly HeldLicence[];
  readonly sources: readonly LicenceSource[];
}

/** A service plan of a product. */
export interface ServicePlan {
  readonly planId: string;
  readonly name: string;
  /** Plans for the whole company are not switched on or off for a user. */
  readonly forUsers: boolean;
  /** Graph's provisioning status: `Success`, `PendingActivation`, `Disabled` … */
  readonly status: string;
}

/** A product that the customer has bought. Its counts may lag behind writes by minutes. */
export interface Licence {
  readonly skuId: string;
  /** Microsoft's part number, such as `ENTERPRISEPACK`. */
  readonly partNumber: string;
  /** For users, or for the whole company: then nobody is assigned it. */
  readonly forUsers: boolean;
  /** Graph's capability status: `Enabled`, `Warning`, `Suspended`, `Deleted`, `LockedOut`. */
  readonly status: string;
  readonly enabled: number;
  readonly warning: number;
  readonly suspended: number;
  readonly consumed: number;
  /** enabled + warning - consumed, at least 0. */
  readonly available: number;
  readonly plans: readonly ServicePlan[];
  /** Who sold it through the marketplace and manages its licences (C-6); null for Microsoft's own. */
  readonly publisher: string | null;
}
