import { jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import { guidOf } from '../guid.ts';
import type { Reach } from '../tenants/reach.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { World } from '../tenants/world.ts';
import type { Answer } from '../wire.ts';
import {
  APPLICATION_PERMISSIONS,
  BOT_RESOURCE,
  CLIENT_ID,
  CLIENT_SECRET,
  DELEGATED_PERMISSIONS,
  GRAPH_APP_ID,
  GRAPH_RESOURCE,
} from './app.ts';
import { EntraRefusal } from './errors.ts';
import type { KeyRing } from './keys.ts';
import { holderOf, refreshTokenFor } from './refresh-tokens.ts';
import { issuerOf } from './tokens.ts';
import type { Mint, Subject } from './tokens.ts';

/** The form of a token request. */
export type TokenForm = Readonly<Record<string, string | undefined>>;

/** What the grants need to know. */
export interface GrantWorld {
  readonly keys: KeyRing;
  readonly mint: Mint;
  /** Who the object id stands for in a tenant, with roles; `undefined` where nobody live has it. */
  readonly subjectOf: (tenantId: string, objectId: string) => Subject | undefined;
  readonly world: World;
  /** What a partner's agent may do at a customer now. */
  readonly reach: Reach;
}

/** The token endpoint of one tenant: exchanges what the form holds for tokens. @throws EntraRefusal */
export interface Grants {
  exchange(tenant: Tenant, form: TokenForm): Promise<Answer>;
}

const OIDC_SCOPES = ['openid', 'profile', 'email', 'offline_access'];

/** The grants of the token endpoint, with tokens from this mint. */
export function createGrants({ keys, mint, subjectOf, world, reach }: GrantWorld): Grants {
  const clientCredentials = async (tenant: Tenant, form: TokenForm): Promise<Answer> => {
    checkClient(form);
    const scope = required(form, 'scope');
    if (!scope.endsWith('/.default')) throw new EntraRefusal(1002012, scope);
    const principalId = guidOf(`${tenant.id}/service-principal`);
    if (scope === `${BOT_RESOURCE}/.default`) {
      // A bot needs nobody's consent: its registration is enough.
      const { tokenLifeSeconds } = tenant.settings();
      const token = await mint.botToken(tenant.id, principalId, tokenLifeSeconds);
      return tokens(tokenLifeSeconds, { access_token: token });
    }
    refuseOtherResource(scope, tenant);
    if (!tenant.settings().consented) throw new EntraRefusal(7000229, CLIENT_ID, tenant.id);
    const { permissions, tokenLifeSeconds } = tenant.settings();
    const granted = permissions ?? APPLICATION_PERMISSIONS;
    const token = await mint.applicationGraphToken(
      tenant.id,
      principalId,
      granted,
      tokenLifeSeconds,
    );
    return tokens(tokenLifeSeconds, { access_token: token });
  };

  /** The tokens of a person: what on-behalf-of and a refresh token both give. */
  const delegated = async (tenant: Tenant, subject: Subject, scope: string): Promise<Answer> => {
    if (!tenant.settings().consented) throw new EntraRefusal(65001, CLIENT_ID);
    const { permissions: limited, tokenLifeSeconds } = tenant.settings();
    const permissions = permissionsIn(scope, limited ?? DELEGATED_PERMISSIONS, tenant);
    const wanted = scope.split(' ');
    const holder = {
      tenantId: subject.homeTenantId ?? subject.tenantId,
      objectId: subject.objectId,
    };
    return tokens(tokenLifeSeconds, {
      scope: permissions.map((permission) => `${GRAPH_RESOURCE}/${permission}`).join(' '),
      access_token: await mint.delegatedGraphToken(subject, permissions, tokenLifeSeconds),
      ...(wanted.includes('offline_access') ? { refresh_token: refreshTokenFor(holder) } : {}),
      ...(wanted.includes('openid') ? { id_token: await mint.idToken(subject) } : {}),
      client_info: base64url({ uid: holder.objectId, utid: holder.tenantId }),
    });
  };

  const onBehalfOf = async (tenant: Tenant, form: TokenForm): Promise<Answer> => {
    checkClient(form);
    const scope = required(form, 'scope');
    const claims = await checkAssertion(required(form, 'assertion'), keys);
    return delegated(tenant, personIn(tenant, String(claims['tid']), String(claims['oid'])), scope);
  };

  const refresh = async (tenant: Tenant, form: TokenForm): Promise<Answer> => {
    checkClient(form);
    const holder = holderOf(required(form, 'refresh_token'));
    if (!holder) throw new EntraRefusal(9002313);
    const scope = form['scope'] ?? `${GRAPH_RESOURCE}/.default offline_access`;
    const home = world.tenant(holder.tenantId);
    if (!home) throw new EntraRefusal(90002, holder.tenantId);
    const person = personIn(home, holder.tenantId, holder.objectId);
    return delegated(tenant, home.id === tenant.id ? person : agentAt(tenant, person), scope);
  };

  /** A partner's agent at a customer: nobody of its directory, with the roles that relationships give now. */
  const agentAt = (customer: Tenant, person: Subject): Subject => {
    const wids = reach(person.tenantId, person.objectId, customer.id);
    if (wids.length === 0) throw new EntraRefusal(50020, person.tenantId, customer.name);
    return { ...person, tenantId: customer.id, homeTenantId: person.tenantId, wids, roles: [] };
  };

  /** On behalf of somebody there are tokens for the own tenant alone. */
  const personIn = (tenant: Tenant, homeTenantId: string, objectId: string): Subject => {
    if (homeTenantId !== tenant.id) throw new EntraRefusal(50020, homeTenantId, tenant.name);
    const subject = subjectOf(tenant.id, objectId);
    if (!subject) throw new EntraRefusal(50034, tenant.name);
    const { user } = tenant.directory.userById(objectId);
    if (!user.accountEnabled) throw new EntraRefusal(50057);
    return subject;
  };

  return {
    exchange(tenant, form) {
      const grantType = required(form, 'grant_type');
      switch (grantType) {
        case 'client_credentials':
          return clientCredentials(tenant, form);
        case 'urn:ietf:params:oauth:grant-type:jwt-bearer':
          return onBehalfOf(tenant, form);
        case 'refresh_token':
          return refresh(tenant, form);
        default:
          throw new EntraRefusal(70003, grantType);
      }
    },
  };
}

function required(form: TokenForm, name: string): string {
  const value = form[name];
  if (value === undefined || value === '') throw new EntraRefusal(900144, name);
  return value;
}

/** The app proves itself by its secret or, with any well-formed one, by a client assertion. */
function checkClient(form: TokenForm): void {
  const clientId = required(form, 'client_id');
  if (clientId !== CLIENT_ID) throw new EntraRefusal(700016, clientId, 'local cloud');
  if (form['client_assertion'] !== undefined) return;
  if (form['client_secret'] === undefined) throw new EntraRefusal(7000216);
  if (form['client_secret'] !== CLIENT_SECRET) throw new EntraRefusal(7000215, CLIENT_ID);
}

function refuseOtherResource(scope: string, tenant: Tenant): void {
  const resource = scope.slice(0, -'/.default'.length);
  if (resource !== GRAPH_RESOURCE && resource !== GRAPH_APP_ID) {
    throw new EntraRefusal(500011, resource, tenant.name);
  }
}

/** The Graph permissions that `scope` asks for, all granted ones for `.default`. */
function permissionsIn(
  scope: string,
  granted: readonly string[],
  tenant: Tenant,
): readonly string[] {
  const resourceScopes = scope.split(' ').filter((one) => one !== '' && !OIDC_SCOPES.includes(one));
  if (resourceScopes.length === 0) throw new EntraRefusal(70011, scope);
  const names = resourceScopes.map((one) => {
    if (one.includes('://') && !one.startsWith(`${GRAPH_RESOURCE}/`)) {
      throw new EntraRefusal(500011, one.slice(0, one.lastIndexOf('/')), tenant.name);
    }
    return one.slice(one.lastIndexOf('/') + 1);
  });
  if (names.includes('.default')) return granted;
  if (names.some((name) => !granted.includes(name))) throw new EntraRefusal(65001, CLIENT_ID);
  return names;
}

async function checkAssertion(assertion: string, keys: KeyRing): Promise<JWTPayload> {
  const claims = await verified(assertion, keys);
  const audience = String(claims.aud);
  if (audience !== CLIENT_ID) throw new EntraRefusal(500131, audience, CLIENT_ID);
  if (claims.iss !== issuerOf(String(claims['tid']))) {
    throw new EntraRefusal(50013, `The issuer ${String(claims.iss)} is not of the token's tenant.`);
  }
  return claims;
}

async function verified(assertion: string, keys: KeyRing): Promise<JWTPayload> {
  const published = await keys.published();
  try {
    const { payload } = await jwtVerify(
      assertion,
      ({ kid }) => {
        const key = published.find((candidate) => candidate.kid === kid);
        if (!key) throw new Error('The key was not found.');
        return key.publicKey;
      },
      { algorithms: ['RS256'] },
    );
    return payload;
  } catch (cause) {
    throw new EntraRefusal(50013, cause instanceof Error ? cause.message : 'unreadable');
  }
}

function tokens(lifeSeconds: number, body: object): Answer {
  return {
    status: 200,
    headers: { 'Cache-Control': 'no-store', Pragma: 'no-cache' },
    body: {
      token_type: 'Bearer',
      expires_in: lifeSeconds,
      ext_expires_in: lifeSeconds,
      ...body,
    },
  };
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
