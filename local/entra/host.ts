import type { Answer, Call, Host } from '../wire.ts';
import { instanceDiscovery, jwks, openIdConfiguration } from './discovery.ts';
import { entraErrorAnswer, EntraRefusal } from './errors.ts';
import { createGrants } from './grants.ts';
import type { GrantWorld, TokenForm } from './grants.ts';

/** The host that this folder stands in for. */
export const ENTRA_HOST = 'login.microsoftonline.com';

/** Authorities that stand for no tenant of their own. */
const SHARED_AUTHORITIES = ['common', 'organizations'];

/** What stands in for a tenant id where the authority is a shared one. */
const TENANT_TEMPLATE = '{tenantid}';

/** Entra ID's endpoints for all tenants of the world: discovery, keys and tokens. */
export function createEntraHost(surroundings: GrantWorld): Host {
  const { world } = surroundings;
  const grants = createGrants(surroundings);

  const token = async (authority: string, call: Call): Promise<Answer> => {
    const form = (typeof call.body === 'object' ? call.body : {}) as TokenForm;
    if (SHARED_AUTHORITIES.includes(authority)) throw new EntraRefusal(50059);
    const tenant = world.tenant(authority);
    if (!tenant) throw new EntraRefusal(90002, authority);
    return grants.exchange(tenant, form);
  };

  const discovery = async (authority: string, path: string): Promise<Answer | undefined> => {
    const tenantId = SHARED_AUTHORITIES.includes(authority)
      ? TENANT_TEMPLATE
      : world.tenant(authority)?.id;
    if (tenantId === undefined) throw new EntraRefusal(90002, authority);
    if (path === '/v2.0/.well-known/openid-configuration') {
      return openIdConfiguration(authority, tenantId);
    }
    if (path === '/discovery/v2.0/keys') return jwks(surroundings.keys, tenantId);
    return undefined;
  };

  const route = async (call: Call): Promise<Answer> => {
    const [, authority = '', ...rest] = call.url.pathname.split('/');
    const path = `/${rest.join('/')}`;
    if (call.method === 'POST' && path === '/oauth2/v2.0/token') return token(authority, call);
    if (call.method === 'GET' && path === '/discovery/instance') return instanceDiscovery();
    const answer = call.method === 'GET' ? await discovery(authority, path) : undefined;
    return answer ?? { status: 404, body: `Nothing of Entra ID is stood in for at ${path}.` };
  };

  return async (call) => {
    try {
      return await route(call);
    } catch (error) {
      if (!(error instanceof EntraRefusal)) throw error;
      return entraErrorAnswer(error.code, error.facts, correlationOf(call));
    }
  };
}

/** MSAL names its request in the query, in a header or in the form. */
function correlationOf(call: Call): string | undefined {
  const header = call.headers['client-request-id'];
  const form = call.body as TokenForm | undefined;
  return (
    call.url.searchParams.get('client-request-id') ??
    (typeof header === 'string' ? header : undefined) ??
    form?.['client-request-id']
  );
}
