import type { AuthenticationResult } from '@azure/msal-node';
import { createLocalCloud, type LocalCloud } from '../../../local/cloud.ts';
import { ROLE } from '../../../local/entra/roles.ts';
import { agentsGroup } from '../../../local/personas.ts';
import type { NewRelationship } from '../../../local/tenants/relationship.ts';
import type { TenantOptions } from '../../../local/tenants/options.ts';
import { APP_SCOPE, graphCaller, msalFor, TENANT, type GraphCaller } from '../clients.ts';

/** A customer of the partner `TENANT`. */
export const CUSTOMER = 'cccccccc-0000-4000-8000-000000000003';
export const OTHER_CUSTOMER = 'dddddddd-0000-4000-8000-000000000004';

/** What most relationships give. */
export const USUAL_ROLES: readonly string[] = [ROLE.userAdministrator, ROLE.licenseAdministrator];

/** An active relationship with a customer; its roles go to the agents' group. */
export function relationshipWith(
  customerId: string,
  more: Partial<NewRelationship> = {},
): NewRelationship {
  return {
    displayName: `With ${customerId.slice(0, 8)}`,
    customerId,
    customerName: 'A customer',
    roles: USUAL_ROLES,
    assignments: [{ groupId: agentsGroup(TENANT).id }],
    ...more,
  };
}

/** A local cloud with the partner Contoso and the customers Northwind and Tailspin. */
export function startPartner(
  customer: Partial<TenantOptions> = {},
  relationships: readonly NewRelationship[] = [relationshipWith(CUSTOMER)],
  dataFile?: string,
): Promise<LocalCloud> {
  return createLocalCloud({
    tenants: [
      { id: TENANT, name: 'Contoso', givenGroups: [agentsGroup(TENANT)], relationships },
      { id: CUSTOMER, name: 'Northwind', users: 40, ...customer },
      { id: OTHER_CUSTOMER, name: 'Tailspin', users: 5 },
    ],
    peer: OTHER_CUSTOMER,
    ...(dataFile === undefined ? {} : { dataFile }),
  });
}

/** The agent's tokens in the partner's tenant, by the real MSAL on behalf of the API token. */
export async function agentGrant(cloud: LocalCloud): Promise<string> {
  const msal = msalFor(cloud, TENANT);
  await msal.acquireTokenOnBehalfOf({
    oboAssertion: await cloud.tokenFor('partnerAgent'),
    scopes: [APP_SCOPE, 'offline_access'],
  });
  const cache = JSON.parse(msal.getTokenCache().serialize()) as {
    readonly RefreshToken: Readonly<Record<string, { readonly secret: string }>>;
  };
  const [kept] = Object.values(cache.RefreshToken);
  if (!kept) throw new Error('MSAL kept no refresh token.');
  return kept.secret;
}

/** The agent's token at a customer: the refresh token redeemed there, by the real MSAL. */
export async function redeemAt(
  cloud: LocalCloud,
  customerId: string,
  refreshToken: string,
): Promise<AuthenticationResult> {
  const result = await msalFor(cloud, customerId).acquireTokenByRefreshToken({
    refreshToken,
    scopes: [APP_SCOPE],
  });
  if (!result) throw new Error('MSAL gave no token.');
  return result;
}

/** A Graph caller as the agent at a customer. */
export async function agentCaller(cloud: LocalCloud, customerId = CUSTOMER): Promise<GraphCaller> {
  const { accessToken } = await redeemAt(cloud, customerId, await agentGrant(cloud));
  return graphCaller(cloud, accessToken);
}
