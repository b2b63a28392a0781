import { z } from 'zod';
import type { Fault } from './faults.ts';
import { isObject, textOf, type JsonObject } from './template.ts';

/** The template of the app registration in Entra ID. */
export const ENTRA_APP = 'entra-app.json';

/** Teams' own clients, which get tokens for us without asking each person (learn.microsoft.com, "Enable SSO for tab apps"). */
const TEAMS_CLIENTS = {
  '1fec8e78-bce4-4aaf-ab1b-5451cc387264': 'Teams on desktops and phones',
  '5e3ce6c0-2b1f-4285-8d4b-75ee78787346': 'Teams in browsers',
};

/** What single sign-on needs of an app registration (learn.microsoft.com, "Microsoft Graph app manifest"). */
const registration = z.object({
  identifierUris: z.array(z.string()),
  groupMembershipClaims: z.literal(
    ['DirectoryRole', 'All'],
    'must be DirectoryRole: it brings the claim wids',
  ),
  api: z.object({
    requestedAccessTokenVersion: z.literal(2, 'must be 2: the API reads tokens of version 2'),
    oauth2PermissionScopes: z.array(
      z.object({ id: z.guid('must be a GUID'), value: z.string(), isEnabled: z.boolean() }),
    ),
    preAuthorizedApplications: z.array(
      z.object({ appId: z.guid('must be a GUID'), delegatedPermissionIds: z.array(z.string()) }),
    ),
  }),
  appRoles: z.array(z.object({ id: z.guid('must be a GUID'), value: z.string() })),
});

/** Whether the app registration fits the manifest, so that Teams gets tokens that the API takes. */
export function judgeEntraApp(app: JsonObject, manifest: JsonObject): readonly Fault[] {
  const fault = (field: string, rule: string, remedy: string): Fault => ({
    file: ENTRA_APP,
    field,
    rule,
    remedy,
  });
  const parsed = registration.safeParse(app);
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) =>
      fault(path.join('.'), message, 'Correct it: single sign-on needs it'),
    );
  }
  const { identifierUris, api, appRoles } = parsed.data;
  const faults: Fault[] = [];
  const application = manifest['webApplicationInfo'];
  const resource = isObject(application) ? textOf(application['resource']) : '';
  if (!identifierUris.includes(resource)) {
    const rule = "lacks the resource of the manifest's webApplicationInfo";
    faults.push(fault('identifierUris', rule, `Add ${resource}`));
  }
  const scope = api.oauth2PermissionScopes.find(({ value }) => value === 'access_as_user');
  if (scope?.isEnabled !== true) {
    const rule = 'lacks the scope access_as_user';
    faults.push(fault('api.oauth2PermissionScopes', rule, 'Add it, enabled'));
  }
  for (const [appId, name] of Object.entries(TEAMS_CLIENTS)) {
    const client = api.preAuthorizedApplications.find((known) => known.appId === appId);
    if (client?.delegatedPermissionIds.includes(scope?.id ?? '') === true) continue;
    const rule = `does not let ${name} (${appId}) have access_as_user`;
    faults.push(fault('api.preAuthorizedApplications', rule, "Add it with the scope's id"));
  }
  const ids = [...api.oauth2PermissionScopes, ...appRoles].map(({ id }) => id);
  if (new Set(ids).size < ids.length) {
    faults.push(fault('appRoles', 'has an id that is used twice', 'Give each its own GUID'));
  }
  return faults;
}
