import type { NewGroup } from './acts.ts';
import type { RoleAct } from './directory-roles.ts';
import type { LicenceChange } from './licence.ts';
import type { NewProduct } from './product.ts';
import type { NewRelationship } from './relationship.ts';
import type { TenantSettings } from './settings.ts';
import type { NewUser } from './user.ts';

/** What a tenant is made of. Everything but the id and the name has a default. */
export interface TenantOptions extends Partial<TenantSettings> {
  /** GUID. */
  readonly id: string;
  /** The organisation's name. */
  readonly name: string;
  /** Initial domain; made from the name when left out ("Contoso" gives contoso.onmicrosoft.com). */
  readonly domain?: string;
  /** Makes the seeded people and groups; from the id when left out. */
  readonly seed?: number;
  /** Users given one by one; they come first. */
  readonly people?: readonly NewUser[];
  /** How many seeded users follow. */
  readonly users?: number;
  /** How many seeded groups; 12 where there are seeded users, else 0. */
  readonly groups?: number;
  /** Groups given one by one; they come after the seeded ones. */
  readonly givenGroups?: readonly NewGroup[];
  /** Who holds directory roles from the beginning, beside the personas. */
  readonly directoryRoles?: readonly Omit<RoleAct, 'act'>[];
  /** What the tenant has bought. */
  readonly products?: readonly NewProduct[];
  /** Products that groups give to their members. */
  readonly groupLicences?: readonly (LicenceChange & { readonly groupId: string })[];
  /** The customers of the tenant as a partner. */
  readonly relationships?: readonly NewRelationship[];
}
