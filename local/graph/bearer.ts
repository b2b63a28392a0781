import { jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { GRAPH_APP_ID, GRAPH_RESOURCE } from '../entra/app.ts';
import type { KeyRing } from '../entra/keys.ts';
import { graphIssuerOf, tenantOfGraphIssuer } from '../entra/tokens.ts';
import type { Call } from '../wire.ts';
import { GraphRefusal } from './errors.ts';

/** Who calls Graph, by the token. */
export interface Caller {
  readonly tenantId: string;
  /** Another tenant than `tenantId` where the person is a partner's agent. */
  readonly homeTenantId: string;
  readonly appId: string;
  /** Object id of the person, or of the service principal. */
  readonly objectId: string;
  readonly kind: 'application' | 'person';
  /** `roles` of an application's token, `scp` of a person's. */
  readonly permissions: readonly string[];
  /** Directory role template ids of a person. */
  readonly wids: readonly string[];
  /** Milliseconds since 1970, system clock. */
  readonly expiresAt: number;
}

/** Reads a call's bearer token. @throws GraphRefusal 401 InvalidAuthenticationToken */
export type BearerCheck = (call: Call) => Promise<Caller>;

/** So many tokens are remembered as verified: a signature is checked once. */
const REMEMBERED_TOKENS = 1000;

/** A check of Graph tokens that these keys have signed. */
export function createBearerCheck(keys: KeyRing): BearerCheck {
  const remembered = new LRUCache<string, { readonly kid: string; readonly caller: Caller }>({
    max: REMEMBERED_TOKENS,
  });

  const verify = async (token: string): Promise<{ kid: string; caller: Caller }> => {
    const published = await keys.published();
    try {
      const { payload, protectedHeader } = await jwtVerify(
        token,
        ({ kid }) => {
          const key = published.find((candidate) => candidate.kid === kid);
          if (!key) throw new Error('Signing key is invalid.');
          return key.publicKey;
        },
        { algorithms: ['RS256'], audience: [GRAPH_RESOURCE, GRAPH_APP_ID] },
      );
      const tenantId = String(payload['tid']);
      if (payload.iss !== graphIssuerOf(tenantId)) {
        throw new Error('The issuer is not of the tenant.');
      }
      const person = payload['idtyp'] !== 'app';
      return {
        kid: String(protectedHeader.kid),
        caller: {
          tenantId,
          homeTenantId: tenantOfGraphIssuer(textIn(payload['idp'])) ?? tenantId,
          appId: String(payload['appid']),
          objectId: String(payload['oid']),
          kind: person ? 'person' : 'application',
          permissions: person ? textIn(payload['scp']).split(' ') : textsIn(payload['roles']),
          wids: textsIn(payload['wids']),
          expiresAt: (payload.exp ?? 0) * 1000,
        },
      };
    } catch (cause) {
      throw unauthorized(reasonOf(cause));
    }
  };

  return async (call) => {
    const [, token] = /^Bearer (.+)$/i.exec(call.headers.authorization ?? '') ?? [];
    if (token === undefined) throw unauthorized('Access token is empty.');
    const known = remembered.get(token);
    const stillPublished =
      known && (await keys.published()).some(({ kid }) => kid === known.kid) ? known : undefined;
    const { caller, kid } = stillPublished ?? (await verify(token));
    if (caller.expiresAt <= Date.now()) {
      throw unauthorized('Lifetime validation failed, the token is expired.');
    }
    remembered.set(token, { caller, kid });
    return caller;
  };
}

function unauthorized(message: string): GraphRefusal {
  return new GraphRefusal(401, 'InvalidAuthenticationToken', message, {
    headers: {
      'WWW-Authenticate': `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="${GRAPH_APP_ID}"`,
    },
  });
}

function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ERR_JWT_EXPIRED') return 'Lifetime validation failed, the token is expired.';
  if (code === 'ERR_JWT_CLAIM_VALIDATION_FAILED') {
    return 'Access token validation failure. Invalid audience.';
  }
  if (code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED') {
    return 'Access token validation failure. Invalid signature.';
  }
  if (code === 'ERR_JWS_INVALID' || code === 'ERR_JWT_INVALID') {
    return 'CompactToken parsing failed with error code: 80049217';
  }
  return cause instanceof Error
    ? `Access token validation failure. ${cause.message}`
    : 'Access token validation failure.';
}

function textIn(claim: unknown): string {
  return typeof claim === 'string' ? claim : '';
}

function textsIn(claim: unknown): readonly string[] {
  return Array.isArray(claim) ? claim.map(String) : [];
}
