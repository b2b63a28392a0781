import type { Fault } from './fault.ts';

/** Roles that a customer can grant, by their template ids as Microsoft Entra ID names them (platform: "Roles"). */
export const ROLES = {
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
  userAdministrator: 'fe930be7-5e62-47db-91af-98c3a49a38b1',
  licenseAdministrator: '4d6ac14f-3453-41d0-bef9-a3e0c569773a',
  directoryWriters: '9360feb5-f418-4baa-8175-e2a00bac4301',
  privilegedAuthenticationAdministrator: '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
  privilegedRoleAdministrator: 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  helpdeskAdministrator: '729827e3-9c14-49f7-bb1b-9608f156bbb8',
  passwordAdministrator: '966707d0-3269-4727-9be2-8c3a10f19b9d',
  authenticationAdministrator: 'c4e39bd9-1100-46d3-8c65-fb160da0071f',
  directoryReaders: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
  globalReader: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
  billingAdministrator: 'b0f54661-2d74-4c50-afa3-1ec803f12efe',
  groupsAdministrator: 'fdd7a751-b60b-444a-984c-02652fe8fa1c',
  applicationAdministrator: '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
} as const;

const NAMES: ReadonlyMap<string, string> = new Map([
  [ROLES.globalAdministrator, 'Global Administrator'],
  [ROLES.userAdministrator, 'User Administrator'],
  [ROLES.licenseAdministrator, 'License Administrator'],
  [ROLES.directoryWriters, 'Directory Writers'],
  [ROLES.privilegedAuthenticationAdministrator, 'Privileged Authentication Administrator'],
  [ROLES.privilegedRoleAdministrator, 'Privileged Role Administrator'],
  [ROLES.helpdeskAdministrator, 'Helpdesk Administrator'],
  [ROLES.passwordAdministrator, 'Password Administrator'],
  [ROLES.authenticationAdministrator, 'Authentication Administrator'],
  [ROLES.directoryReaders, 'Directory Readers'],
  [ROLES.globalReader, 'Global Reader'],
  [ROLES.billingAdministrator, 'Billing Administrator'],
  [ROLES.groupsAdministrator, 'Groups Administrator'],
  [ROLES.applicationAdministrator, 'Application Administrator'],
]);

/** A role's name as Microsoft writes it; the id of one that is not known here. */
export const roleNameOf = (roleId: string): string => NAMES.get(roleId) ?? roleId;

/** What a partner's agent may want to do at a customer. */
export type CustomerAct =
  | 'readUsers'
  | 'createUsers'
  | 'editUsers'
  | 'resetPasswords'
  | 'deleteUsers'
  | 'restoreUsers'
  | 'manageLicences'
  | 'grantRoles';

const USERS: readonly string[] = [ROLES.userAdministrator, ROLES.directoryWriters];

/** For each act the roles of which one is enough (PC-2); the Global Administrator may do all. */
const ENOUGH: Readonly<Record<CustomerAct, readonly string[]>> = {
  // Whoever administers anything there can read the directory.
  readUsers: [...NAMES.keys()].filter((roleId) => roleId !== ROLES.globalAdministrator),
  createUsers: USERS,
  editUsers: USERS,
  resetPasswords: [ROLES.userAdministrator, ROLES.privilegedAuthenticationAdministrator],
  deleteUsers: [ROLES.userAdministrator],
  restoreUsers: USERS,
  manageLicences: [ROLES.licenseAdministrator, ...USERS],
  grantRoles: [ROLES.privilegedRoleAdministrator],
};

/** All acts. */
export const CUSTOMER_ACTS = Object.keys(ENOUGH) as readonly CustomerAct[];

/** The roles of which one is enough for an act, the smallest first (PC-2). */
export const rolesFor = (act: CustomerAct): readonly string[] => [
  ...ENOUGH[act],
  ROLES.globalAdministrator,
];

/** Whether somebody with these roles at the customer may do it. */
export const mayDo = (act: CustomerAct, roleIds: ReadonlySet<string>): boolean =>
  rolesFor(act).some((roleId) => roleIds.has(roleId));

/** Why these roles at the customer do not go far enough for an act, and which would do (PC-2); null where they do. */
export function roleFault(act: CustomerAct, roleIds: ReadonlySet<string>): Fault | null {
  if (mayDo(act, roleIds)) return null;
  const has = [...roleIds].map(roleNameOf).join(', ');
  const enough = rolesFor(act).map(roleNameOf).join(', ');
  return {
    code: 'customer-role-missing',
    detail: `Your roles at this customer (${has}) do not go so far. One of these is needed: ${enough}. Ask for it in the relationship and its assignment to your group.`,
    facts: { roles: enough },
  };
}
