/**
 * An application permission of Microsoft Graph. The least that each call can do with
 * (learn.microsoft.com/graph/permissions-reference); why, and what is missing without it: docs/permissions.md.
 */
export type GraphPermission =
  | 'User.Read.All'
  | 'GroupMember.Read.All'
  | 'RoleManagement.Read.Directory'
  | 'Application.Read.All'
  | 'Mail.Send'
  | 'AppCatalog.Read.All'
  | 'TeamsAppInstallation.ReadWriteSelfForUser.All'
  | 'DelegatedAdminRelationship.Read.All';

/**
 * A delegated permission of Microsoft Graph: what Headcount may do for an agent at a customer, as far as the agent's
 * roles go.
 */
export type AgentPermission =
  | 'User.ReadWrite.All'
  | 'User.DeleteRestore.All'
  | 'User-PasswordProfile.ReadWrite.All'
  | 'LicenseAssignment.ReadWrite.All'
  | 'Domain.Read.All'
  | 'RoleManagement.Read.Directory'
  | 'RoleManagement.ReadWrite.Directory';

/** One kind of call to Graph, its path below /v1.0 without a query, and what it needs. */
export interface GraphCall<P extends string = GraphPermission> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly permission: P;
}

/**
 * Every call that the adapters make as Headcount itself. Tests hold the adapters, the app registration and
 * docs/permissions.md to it.
 */
export const GRAPH_CALLS: readonly GraphCall[] = [
  { method: 'GET', path: '/users/delta', permission: 'User.Read.All' },
  { method: 'GET', path: '/users', permission: 'User.Read.All' },
  { method: 'GET', path: '/users/{id}', permission: 'User.Read.All' },
  { method: 'GET', path: '/users/$count', permission: 'User.Read.All' },
  { method: 'GET', path: '/directory/deletedItems/{id}', permission: 'User.Read.All' },
  { method: 'POST', path: '/subscriptions', permission: 'User.Read.All' },
  { method: 'PATCH', path: '/subscriptions/{id}', permission: 'User.Read.All' },
  { method: 'DELETE', path: '/subscriptions/{id}', permission: 'User.Read.All' },
  { method: 'GET', path: '/groups', permission: 'GroupMember.Read.All' },
  { method: 'GET', path: '/groups/delta', permission: 'GroupMember.Read.All' },
  { method: 'GET', path: '/groups/{id}', permission: 'GroupMember.Read.All' },
  { method: 'GET', path: '/groups/{id}/members', permission: 'GroupMember.Read.All' },
  {
    method: 'GET',
    path: "/directoryRoles(roleTemplateId='{id}')/members",
    permission: 'RoleManagement.Read.Directory',
  },
  {
    method: 'GET',
    path: "/servicePrincipals(appId='{id}')",
    permission: 'Application.Read.All',
  },
  {
    method: 'GET',
    path: '/servicePrincipals/{id}/appRoleAssignedTo',
    permission: 'Application.Read.All',
  },
  { method: 'POST', path: '/users/{id}/sendMail', permission: 'Mail.Send' },
  { method: 'GET', path: '/appCatalogs/teamsApps', permission: 'AppCatalog.Read.All' },
  {
    method: 'POST',
    path: '/users/{id}/teamwork/installedApps',
    permission: 'TeamsAppInstallation.ReadWriteSelfForUser.All',
  },
  {
    method: 'GET',
    path: '/tenantRelationships/delegatedAdminRelationships',
    permission: 'DelegatedAdminRelationship.Read.All',
  },
  {
    method: 'GET',
    path: '/tenantRelationships/delegatedAdminRelationships/{id}/accessAssignments',
    permission: 'DelegatedAdminRelationship.Read.All',
  },
  {
    method: 'GET',
    path: '/users/{id}/transitiveMemberOf/microsoft.graph.group',
    permission: 'GroupMember.Read.All',
  },
];

/** Every call that the adapters make with the hands of a partner's agent at a customer. */
export const AGENT_CALLS: readonly GraphCall<AgentPermission>[] = [
  { method: 'GET', path: '/users', permission: 'User.ReadWrite.All' },
  { method: 'GET', path: '/users/{id}', permission: 'User.ReadWrite.All' },
  { method: 'POST', path: '/users', permission: 'User.ReadWrite.All' },
  { method: 'PATCH', path: '/users/{id}', permission: 'User.ReadWrite.All' },
  { method: 'PATCH', path: '/users/{id}', permission: 'User-PasswordProfile.ReadWrite.All' },
  { method: 'DELETE', path: '/users/{id}', permission: 'User.DeleteRestore.All' },
  {
    method: 'GET',
    path: '/directory/deletedItems/microsoft.graph.user',
    permission: 'User.ReadWrite.All',
  },
  { method: 'GET', path: '/directory/deletedItems/{id}', permission: 'User.ReadWrite.All' },
  {
    method: 'POST',
    path: '/directory/deletedItems/{id}/restore',
    permission: 'User.DeleteRestore.All',
  },
  { method: 'GET', path: '/subscribedSkus', permission: 'LicenseAssignment.ReadWrite.All' },
  {
    method: 'POST',
    path: '/users/{id}/assignLicense',
    permission: 'LicenseAssignment.ReadWrite.All',
  },
  { method: 'GET', path: '/domains', permission: 'Domain.Read.All' },
  {
    method: 'GET',
    path: '/roleManagement/directory/roleAssignments',
    permission: 'RoleManagement.Read.Directory',
  },
  {
    method: 'POST',
    path: '/roleManagement/directory/roleAssignments',
    permission: 'RoleManagement.ReadWrite.Directory',
  },
];
