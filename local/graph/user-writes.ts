import { ROLE, ROLE_NAMES } from '../entra/roles.ts';
import { proofOf } from '../tenants/password-proof.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { DirectoryUser, NewUser, UserChanges } from '../tenants/user.ts';
import type { Answer } from '../wire.ts';
import type { Caller } from './bearer.ts';
import { GRAPH_BASE } from './address.ts';
import type { GraphRequest, GraphRoute } from './context.ts';
import { badRequest, denied, GraphRefusal, type ErrorDetail } from './errors.ts';
import {
  ADMIN_WRITERS,
  DELETE_USERS,
  USER_DELETERS,
  USER_WRITERS,
  WRITE_PASSWORDS,
  WRITE_USERS,
} from './permissions.ts';
import {
  selectedUserProperties,
  userPropertyRule,
  userResource,
  type ValueKind,
} from './user-properties.ts';
import { userInPath } from './users.ts';

/** Who may set another person's password, beside those who may write users. */
const PASSWORD_WRITERS: readonly string[] = [
  ROLE.helpdeskAdministrator,
  ROLE.passwordAdministrator,
  ROLE.authenticationAdministrator,
  ROLE.privilegedAuthenticationAdministrator,
];

export const USER_WRITE_ROUTES: readonly GraphRoute[] = [
  {
    method: 'POST',
    path: '/users',
    permissions: WRITE_USERS,
    directoryRoles: USER_WRITERS,
    resourceUnits: 1,
    writes: true,
    handle: createUser,
  },
  {
    method: 'PATCH',
    path: '/users/{id}',
    permissions: [...WRITE_USERS, ...WRITE_PASSWORDS],
    directoryRoles: [...USER_WRITERS, ...PASSWORD_WRITERS],
    resourceUnits: 1,
    writes: true,
    handle: changeUser,
  },
  {
    method: 'DELETE',
    path: '/users/{id}',
    permissions: DELETE_USERS,
    directoryRoles: USER_DELETERS,
    resourceUnits: 1,
    writes: true,
    handle: deleteUser,
  },
];

/** What a new user cannot do without. */
const REQUIRED = [
  'accountEnabled',
  'displayName',
  'mailNickname',
  'userPrincipalName',
  'passwordProfile',
];

const PASSWORD_REFUSED =
  'The specified password does not comply with password complexity requirements. Please provide a different password.';

function createUser(request: GraphRequest): Answer {
  const { tenant, clock } = request;
  const body = bodyOf(request);
  for (const property of REQUIRED) {
    if (body[property] === undefined) {
      throw badRequest(`A value is required for property '${property}' of resource 'User'.`, [
        { code: 'MissingValue', target: property, message: 'A value is required.' },
      ]);
    }
  }
  const user = changesIn(body, clock.now()) as unknown as NewUser;
  refuseForeignDomain(user.userPrincipalName, tenant);
  const first = tenant.directory.users.total();
  tenant.perform({ act: 'addUsers', users: [user] });
  const { user: created } = tenant.directory.users.standing(first);
  return {
    status: 201,
    headers: { Location: `${GRAPH_BASE}/users/${created.id}` },
    body: {
      '@odata.context': `${GRAPH_BASE}/$metadata#users/$entity`,
      ...userResource(created, selectedUserProperties(undefined)),
    },
  };
}

function changeUser(request: GraphRequest): Answer {
  const { caller, tenant, clock } = request;
  const { user } = userInPath(request);
  const body = bodyOf(request);
  const writesUsers = USER_WRITERS.some((role) => caller.wids.includes(role));
  const onlyPassword = Object.keys(body).every((property) => property === 'passwordProfile');
  if (caller.kind === 'person' && !writesUsers && !onlyPassword) throw denied();
  refuseBeyondPermissions(caller, onlyPassword, 'passwordProfile' in body);
  if (SENSITIVE.some((property) => property in body)) refuseToTouchAdmin(request, user.id);
  refuseSynced(user, Object.keys(body));
  const changes = changesIn(body, clock.now());
  if (changes.userPrincipalName !== undefined) {
    refuseForeignDomain(changes.userPrincipalName, tenant);
  }
  if (Object.keys(changes).length > 0) tenant.perform({ act: 'changeUser', id: user.id, changes });
  return { status: 204 };
}

function deleteUser(request: GraphRequest): Answer {
  const { user } = userInPath(request);
  refuseToTouchAdmin(request, user.id);
  refuseSynced(user, ['id']);
  request.tenant.perform({ act: 'deleteUser', id: user.id });
  return { status: 204 };
}

/** One route takes passwords and everything else, and Graph asks for a permission for each. */
function refuseBeyondPermissions(
  { kind, permissions }: Caller,
  onlyPassword: boolean,
  setsPassword: boolean,
): void {
  const has = (some: readonly string[]): boolean => some.some((one) => permissions.includes(one));
  if (!onlyPassword && !has(WRITE_USERS)) throw denied();
  if (setsPassword && kind === 'person' && !has(WRITE_PASSWORDS)) throw denied();
}

/** What only few may change about a user who holds a directory role. */
const SENSITIVE = ['passwordProfile', 'accountEnabled', 'userPrincipalName', 'otherMails'];

/** Only some roles may act on administrators (Microsoft Graph: who can perform sensitive actions). */
export function refuseToTouchAdmin({ caller, tenant, roles }: GraphRequest, userId: string): void {
  if (caller.kind === 'application') return;
  if (ADMIN_WRITERS.some((role) => caller.wids.includes(role))) return;
  const isAdmin =
    tenant.directoryRoles.rolesOf(userId).length > 0 ||
    Object.keys(ROLE_NAMES).some((role) =>
      roles.directoryRoleHolders(tenant.id, role).includes(userId),
    );
  if (isAdmin) throw denied();
}

/** What the cloud may write of a user who is mastered on premises. */
const WRITABLE_OF_SYNCED = ['usageLocation', 'otherMails'];

function refuseSynced(
  { onPremisesSyncEnabled }: DirectoryUser,
  properties: readonly string[],
): void {
  if (onPremisesSyncEnabled !== true) return;
  if (properties.every((property) => WRITABLE_OF_SYNCED.includes(property))) return;
  throw badRequest(
    'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.',
  );
}

function bodyOf({ call }: GraphRequest): Readonly<Record<string, unknown>> {
  if (typeof call.body !== 'object' || call.body === null || Array.isArray(call.body)) {
    throw new GraphRefusal(400, 'BadRequest', 'Empty Payload. JSON content expected.');
  }
  const entries = Object.entries(call.body).filter(([property]) => !property.startsWith('@'));
  return Object.fromEntries(entries);
}

/** The changes that a body asks for, each checked. */
function changesIn(body: Readonly<Record<string, unknown>>, nowMs: number): UserChanges {
  const changes: Record<string, unknown> = {};
  for (const [property, value] of Object.entries(body)) {
    checkValue(property, value);
    if (property === 'passwordProfile') {
      Object.assign(changes, passwordChanges(value, nowMs));
    } else changes[property] = value;
  }
  return changes;
}

function checkValue(property: string, value: unknown): void {
  const rule = userPropertyRule(property);
  if (!rule) throw badRequest(`Invalid property '${property}'.`);
  if (!rule.writable) {
    throw badRequest(
      `Property '${property}' is read-only and cannot be set.`,
      detail(property, 'ReadOnlyProperty'),
    );
  }
  const fits =
    value === null ? rule.nullable : FITS[rule.kind](value) && (FORMS[property]?.(value) ?? true);
  if (!fits) {
    const message = `Invalid value specified for property '${property}' of resource 'User'.`;
    throw badRequest(message, detail(property, 'InvalidValue', message));
  }
}

const FITS: Readonly<Record<ValueKind, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string' && value !== '',
  truth: (value) => typeof value === 'boolean',
  texts: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  instant: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  object: (value) => typeof value === 'object' && value !== null,
};

const regionNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
const atMost = (characters: number) => (value: unknown) => String(value).length <= characters;

/** What Graph asks of single properties beside their kind (Microsoft Graph: user resource). */
const FORMS: Readonly<Record<string, (value: unknown) => boolean>> = {
  userPrincipalName: (value) =>
    /^[A-Za-z0-9'.\-_!#^~]{1,64}@[A-Za-z0-9.-]{1,48}$/.test(String(value)),
  mailNickname: (value) => /^[^@()\\[\]";:<>, ]{1,64}$/.test(String(value)),
  usageLocation: (value) =>
    /^[A-Z]{2}$/.test(String(value)) && regionNames.of(String(value)) !== undefined,
  displayName: atMost(256),
  givenName: atMost(64),
  surname: atMost(64),
  jobTitle: atMost(128),
  department: atMost(64),
  companyName: atMost(64),
  officeLocation: atMost(128),
  city: atMost(128),
  country: atMost(128),
  mobilePhone: atMost(64),
};

/** A password is checked and forgotten: what is kept is when it was set, and what tells it from another one. */
function passwordChanges(profile: unknown, nowMs: number): UserChanges {
  const { password, forceChangePasswordNextSignIn } = (profile ?? {}) as Readonly<
    Record<string, unknown>
  >;
  if (forceChangePasswordNextSignIn !== undefined && password === undefined) {
    return { mustChangePassword: forceChangePasswordNextSignIn === true };
  }
  if (password === undefined) return {};
  const text = typeof password === 'string' ? password : '';
  refuseSimple(text);
  return {
    lastPasswordChangeDateTime: new Date(nowMs).toISOString(),
    passwordProof: proofOf(text),
    mustChangePassword: forceChangePasswordNextSignIn !== false,
  };
}

/** At least eight characters, of three of the four sorts. */
function refuseSimple(password: string): void {
  const sorts = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((sort) => sort.test(password));
  if (password.length < 8 || password.length > 256 || sorts.length < 3) {
    throw badRequest(PASSWORD_REFUSED);
  }
}

function refuseForeignDomain(userPrincipalName: string, tenant: Tenant): void {
  if (tenant.hasDomain(userPrincipalName.slice(userPrincipalName.lastIndexOf('@') + 1))) return;
  const message =
    'The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.';
  throw badRequest(message, detail('userPrincipalName', 'InvalidValue', message));
}

function detail(target: string, code: string, message = ''): ErrorDetail[] {
  return [{ code, target, message }];
}
