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
  | 'TeamsAppInstallation.ReadWriteSelfForUser.All';

/** One kind of call to Graph, its path below /v1.0 without a query, and what it needs. */
export interface GraphCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly permission: GraphPermission;
}

/** Every call that the adapters make. Tests hold the adapters, the app registration and docs/permissions.md to it. */
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
];
