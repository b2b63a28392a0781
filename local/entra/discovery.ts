import type { Answer } from '../wire.ts';
import type { KeyRing } from './keys.ts';

const LOGIN = 'https://login.microsoftonline.com';

/** The OpenID configuration of one tenant, or of `common` and `organizations`, whose issuer is a template. */
export function openIdConfiguration(authority: string, tenantId: string): Answer {
  const base = `${LOGIN}/${authority}`;
  return {
    status: 200,
    headers: { 'Cache-Control': 'max-age=86400, private' },
    body: {
      token_endpoint: `${base}/oauth2/v2.0/token`,
      token_endpoint_auth_methods_supported: [
        'client_secret_post',
        'private_key_jwt',
        'client_secret_basic',
      ],
      jwks_uri: `${base}/discovery/v2.0/keys`,
      response_modes_supported: ['query', 'fragment', 'form_post'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      issuer: `${LOGIN}/${tenantId}/v2.0`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      end_session_endpoint: `${base}/oauth2/v2.0/logout`,
      claims_supported: [
        'sub',
        'iss',
        'aud',
        'exp',
        'iat',
        'nonce',
        'preferred_username',
        'name',
        'tid',
        'ver',
      ],
      tenant_region_scope: null,
      cloud_instance_name: 'microsoftonline.com',
      cloud_graph_host_name: 'graph.windows.net',
      msgraph_host: 'graph.microsoft.com',
      rbac_url: 'https://pas.windows.net',
    },
  };
}

/** The published keys; `issuer` as Entra adds it, for one tenant or as a template. */
export async function jwks(keys: KeyRing, tenantId: string): Promise<Answer> {
  const published = await keys.published();
  return {
    status: 200,
    headers: { 'Cache-Control': 'max-age=86400, private' },
    body: { keys: published.map(({ jwk }) => ({ ...jwk, issuer: `${LOGIN}/${tenantId}/v2.0` })) },
  };
}

/** Which clouds there are: MSAL asks where it does not know the authority. */
export function instanceDiscovery(): Answer {
  const hosts = [
    'login.microsoftonline.com',
    'login.windows.net',
    'login.microsoft.com',
    'sts.windows.net',
  ];
  return {
    status: 200,
    body: {
      tenant_discovery_endpoint: `${LOGIN}/common/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: [{ preferred_network: hosts[0], preferred_cache: hosts[1], aliases: hosts }],
    },
  };
}
