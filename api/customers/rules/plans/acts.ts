import type { NewUser, UserChanges } from '../../../kernel/customers.ts';
import type { PersonId } from '../../../kernel/ids.ts';

/** A product that a user has, or is to have, directly: not through a group. */
export interface DirectLicence {
  /** The product, a GUID. */
  readonly skuId: string;
  /** Its service plans that are switched off, GUIDs in order. */
  readonly disabledPlans: readonly string[];
}

/** One act for one user of a customer. */
export type Act =
  | {
      readonly kind: 'create';
      readonly user: NewUser;
      readonly licences: readonly DirectLicence[];
      /** The directory roles that the user gets, by template id; left out: none. */
      readonly roles?: readonly string[];
    }
  | { readonly kind: 'edit'; readonly userId: PersonId; readonly changes: UserChanges }
  | {
      readonly kind: 'licences';
      readonly userId: PersonId;
      /** What is to be had, or had with these plans, afterwards. */
      readonly add: readonly DirectLicence[];
      /** The products to be taken away. */
      readonly remove: readonly string[];
      /** Set first where the user has none (PC-26); null: not needed. */
      readonly usageLocation: string | null;
    }
  | { readonly kind: 'password'; readonly userId: PersonId }
  | { readonly kind: 'delete'; readonly userId: PersonId }
  | {
      readonly kind: 'restore';
      readonly userId: PersonId;
      /** The new sign-in name, where the old one is taken (C-5); null: as before. */
      readonly userName: string | null;
      /** What the user had directly and is to have again (C-4); null: not known, nothing is assigned. */
      readonly licences: readonly DirectLicence[] | null;
    };

/** The kinds of acts. */
export type ActKind = Act['kind'];

/** What the journal keeps of a user before an act and after it. */
export interface UserSnapshot {
  readonly userId: PersonId;
  readonly userName: string;
  readonly displayName: string;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly usageLocation: string | null;
  readonly enabled: boolean;
  /** Direct ones alone, by product. */
  readonly licences: readonly DirectLicence[];
}

/** The user whom an act is for; null where it makes one. */
export const userOf = (act: Act): PersonId | null => (act.kind === 'create' ? null : act.userId);
