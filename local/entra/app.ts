/**
 * The one app registration that the local Entra ID knows: Headcount's own. Nothing here is a secret of anybody; the
 * values work on this machine only.
 */

/** Application (client) id; also the audience of the tokens for the API. */
export const CLIENT_ID = '6f1c9a52-3d84-4b7e-9c0a-5e2d8f47a1b3';

/** The client secret that the token endpoint accepts. */
export const CLIENT_SECRET = 'local-cloud-client-secret';

/** The one scope that the API exposes. */
export const API_SCOPE = 'access_as_user';

/** Microsoft Graph as a resource: the audience of its tokens, and its app id, which is accepted too. */
export const GRAPH_RESOURCE = 'https://graph.microsoft.com';
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';

/** The bot connector as a resource: the audience of the bot's tokens. */
export const BOT_RESOURCE = 'https://api.botframework.com';

/** Application permissions that a consenting tenant grants (`roles` of app-only Graph tokens). */
export const APPLICATION_PERMISSIONS: readonly string[] = [
  'User.ReadWrite.All',
  'User.DeleteRestore.All',
  'Group.Read.All',
  'Directory.Read.All',
  'Organization.Read.All',
  'Mail.Send',
  'AppCatalog.Read.All',
  'TeamsAppInstallation.ReadWriteSelfForUser.All',
  'DelegatedAdminRelationship.Read.All',
];

/** Delegated permissions that a consenting tenant grants (`scp` of Graph tokens on behalf of a person). */
export const DELEGATED_PERMISSIONS: readonly string[] = [
  'User.ReadWrite.All',
  'User.DeleteRestore.All',
  'User-PasswordProfile.ReadWrite.All',
  'LicenseAssignment.ReadWrite.All',
  'Domain.Read.All',
  'RoleManagement.Read.Directory',
  'RoleManagement.ReadWrite.Directory',
];
