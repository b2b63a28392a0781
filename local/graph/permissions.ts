import { ROLE } from '../entra/roles.ts';

/** The Graph permissions that open each kind of route (Microsoft Graph permissions reference). */
export const READ_USERS = [
  'User.Read.All',
  'User.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];
/** … to change, delete and restore users. */
export const WRITE_USERS = ['User.ReadWrite.All', 'Directory.ReadWrite.All'];
/** … to set the password of a user, on behalf of a person. */
export const WRITE_PASSWORDS = ['User-PasswordProfile.ReadWrite.All', 'Directory.AccessAsUser.All'];
export const DELETE_USERS = [
  'User.DeleteRestore.All',
  'User.ReadWrite.All',
  'Directory.ReadWrite.All',
];
export const READ_GROUPS = [
  'GroupMember.Read.All',
  'Group.Read.All',
  'Group.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];
export const READ_MEMBERS = ['GroupMember.ReadWrite.All', ...READ_GROUPS];
export const READ_ORGANISATION = [
  'Organization.Read.All',
  'Organization.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];

export const READ_LICENCES = [
  'LicenseAssignment.Read.All',
  'LicenseAssignment.ReadWrite.All',
  ...READ_ORGANISATION,
];
export const WRITE_LICENCES = [
  'LicenseAssignment.ReadWrite.All',
  'User.ReadWrite.All',
  'Directory.ReadWrite.All',
];
export const READ_DOMAINS = [
  'Domain.Read.All',
  'Domain.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];

export const READ_ROLES = [
  'RoleManagement.Read.Directory',
  'RoleManagement.ReadWrite.Directory',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];
export const WRITE_ROLES = ['RoleManagement.ReadWrite.Directory'];
export const READ_RELATIONSHIPS = [
  'DelegatedAdminRelationship.Read.All',
  'DelegatedAdminRelationship.ReadWrite.All',
];
export const READ_APPLICATIONS = [
  'Application.Read.All',
  'Application.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];
export const SEND_MAIL = ['Mail.Send'];

export const READ_APP_CATALOG = ['AppCatalog.Read.All', 'AppCatalog.ReadWrite.All'];
export const INSTALL_APPS = [
  'TeamsAppInstallation.ReadWriteSelfForUser.All',
  'TeamsAppInstallation.ReadWriteForUser.All',
];
export const READ_INSTALLED_APPS = ['TeamsAppInstallation.ReadForUser.All', ...INSTALL_APPS];

/** The directory roles of which a person needs one to create, change and restore users. */
export const USER_WRITERS: readonly string[] = [
  ROLE.globalAdministrator,
  ROLE.userAdministrator,
  ROLE.directoryWriters,
];
/** … to give and take licences. */
export const LICENCE_WRITERS: readonly string[] = [...USER_WRITERS, ROLE.licenseAdministrator];
/** … to delete them. */
export const USER_DELETERS: readonly string[] = [ROLE.globalAdministrator, ROLE.userAdministrator];
/** … to set the password, disable or delete a user who holds a directory role. */
export const ADMIN_WRITERS: readonly string[] = [
  ROLE.globalAdministrator,
  ROLE.privilegedAuthenticationAdministrator,
];
/** … to give and take directory roles. */
export const ROLE_WRITERS: readonly string[] = [
  ROLE.globalAdministrator,
  ROLE.privilegedRoleAdministrator,
];
