import type { DirectoryUser } from '../tenants/user.ts';
import { GraphRefusal } from './errors.ts';

/** What kind of value a property holds, for checking what clients write. */
export type ValueKind = 'text' | 'truth' | 'texts' | 'instant' | 'object';

interface PropertyRule {
  readonly kind: ValueKind;
  readonly writable: boolean;
  /** Whether it can be emptied. */
  readonly nullable: boolean;
}

const text = { kind: 'text', writable: true, nullable: true } as const;
const needed = { kind: 'text', writable: true, nullable: false } as const;
const shown = { kind: 'text', writable: false, nullable: true } as const;

/** The properties of a user that the stand-in knows; a part of the CSDL of v1.0. */
const USER_PROPERTIES: Readonly<Record<string, PropertyRule>> = {
  id: shown,
  accountEnabled: { kind: 'truth', writable: true, nullable: false },
  assignedLicenses: { kind: 'object', writable: false, nullable: false },
  assignedPlans: { kind: 'object', writable: false, nullable: false },
  businessPhones: { kind: 'texts', writable: true, nullable: false },
  city: text,
  companyName: text,
  country: text,
  createdDateTime: { kind: 'instant', writable: false, nullable: true },
  creationType: shown,
  deletedDateTime: { kind: 'instant', writable: false, nullable: true },
  department: text,
  displayName: needed,
  employeeId: text,
  externalUserState: shown,
  givenName: text,
  jobTitle: text,
  lastPasswordChangeDateTime: { kind: 'instant', writable: false, nullable: true },
  licenseAssignmentStates: { kind: 'object', writable: false, nullable: false },
  mail: text,
  mailNickname: needed,
  mobilePhone: text,
  officeLocation: text,
  onPremisesSyncEnabled: { kind: 'truth', writable: false, nullable: true },
  otherMails: { kind: 'texts', writable: true, nullable: false },
  passwordPolicies: text,
  passwordProfile: { kind: 'object', writable: true, nullable: true },
  preferredLanguage: text,
  proxyAddresses: { kind: 'texts', writable: false, nullable: false },
  surname: text,
  usageLocation: text,
  userPrincipalName: needed,
  userType: { ...text, nullable: false },
};

/** What comes without $select. `accountEnabled` is not among it. */
export const DEFAULT_USER_PROPERTIES: readonly string[] = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
];

/** Collections are never null in Graph's answers. */
const EMPTY_COLLECTIONS: ReadonlySet<string> = new Set([
  'assignedLicenses',
  'assignedPlans',
  'businessPhones',
  'licenseAssignmentStates',
  'otherMails',
  'proxyAddresses',
]);

/** The rule for a property, or `undefined` where the stand-in does not know it. */
export function userPropertyRule(name: string): PropertyRule | undefined {
  return Object.hasOwn(USER_PROPERTIES, name) ? USER_PROPERTIES[name] : undefined;
}

/**
 * The names that `select` means, in their right case, always with `id`; the default set where it is `undefined`.
 * @throws GraphRefusal 400 for a name that users do not have.
 */
export function selectedUserProperties(select: readonly string[] | undefined): readonly string[] {
  if (select === undefined || select.length === 0) return DEFAULT_USER_PROPERTIES;
  const names = select.map((name) => {
    const known = Object.keys(USER_PROPERTIES).find(
      (property) => property.toLowerCase() === name.toLowerCase(),
    );
    if (known === undefined) throw unknownProperty(name, 'user');
    return known;
  });
  return [...new Set([...names, 'id'])];
}

/** 400 as OData answers it. */
export function unknownProperty(name: string, type: 'user' | 'group'): GraphRefusal {
  return new GraphRefusal(
    400,
    'BadRequest',
    `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.${type}'.`,
  );
}

/** A user as lists and single reads show it: what was never set is null, collections are empty. */
export function userResource(
  user: DirectoryUser,
  properties: readonly string[],
): Record<string, unknown> {
  const values = user as unknown as Readonly<Record<string, unknown>>;
  const resource: Record<string, unknown> = {};
  for (const property of properties) {
    resource[property] = values[property] ?? (EMPTY_COLLECTIONS.has(property) ? [] : null);
  }
  return resource;
}

/** A user as delta shows it: what was never set is absent. */
export function userDeltaRow(
  user: DirectoryUser,
  properties: readonly string[],
): Record<string, unknown> {
  const values = user as unknown as Readonly<Record<string, unknown>>;
  const row: Record<string, unknown> = {};
  for (const property of properties) {
    const value = values[property];
    if (value !== undefined) row[property] = value;
    else if (EMPTY_COLLECTIONS.has(property)) row[property] = [];
  }
  return row;
}
