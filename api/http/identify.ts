import { createHash } from 'node:crypto';
import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import { AppError } from '../kernel/errors.ts';
import { asGuid, type TenantId } from '../kernel/ids.ts';
import { MINUTE_MS, SECOND_MS } from '../kernel/time.ts';
import { tokenRolesOf, type Identity } from '../subscriptions/rules.ts';

/** The one scope that the API exposes. */
const SCOPE = 'access_as_user';

/** The operator's app role; with it an application may call for itself. */
const OPERATOR = 'Operator';

/** A token that is longer than this is refused unread; Entra's own stay below 8 kB. */
const TOKEN_CHARACTERS_MAX = 16_000;

const CACHE_TOKENS_MAX = 10_000;
const CACHE_FOR_MAX_MS = 5 * MINUTE_MS;

/** Finds out who calls from the `Authorization` header, or refuses with `token-missing` or `token-invalid`. */
export type Identify = (authorization: string | undefined) => Promise<Identity>;

/** What tokens for this API look like. */
export interface TokenRules {
  /** The client id, and the application ID URI where there is one: either may be the audience. */
  readonly audiences: readonly string[];
  readonly keys: JWTVerifyGetKey;
  /**
   * The tenant of whoever runs the service. The registration is there for every tenant, so elsewhere the role says
   * nothing; null: nobody is operator.
   */
  readonly operatorTenantId: TenantId | null;
}

const refused = (why: string, cause?: unknown): AppError =>
  new AppError('token-invalid', `${why} Sign in again.`, {}, { cause });

function bearerOf(authorization: string | undefined): string {
  if (authorization === undefined || authorization === '') {
    throw new AppError(
      'token-missing',
      'This address needs an Authorization header: Bearer and an access token of Microsoft Entra ID.',
    );
  }
  const token = /^bearer ([A-Za-z0-9._~+/=-]+)$/i.exec(authorization)?.[1];
  if (token === undefined) throw refused('The Authorization header is not Bearer and a token.');
  if (token.length > TOKEN_CHARACTERS_MAX) throw refused('The token is too long.');
  return token;
}

/** Why jose refuses, in words that help the caller and tell nothing of our insides. */
function refusalOf(thrown: unknown): AppError {
  if (thrown instanceof errors.JWTExpired) return refused('The token has expired.', thrown);
  if (thrown instanceof errors.JWTClaimValidationFailed) {
    if (thrown.claim === 'aud') return refused('The token is for another application.', thrown);
    if (thrown.claim === 'nbf') return refused('The token is not valid yet.', thrown);
    return refused('The token lacks a claim that it must have, or has it wrong.', thrown);
  }
  if (thrown instanceof errors.JOSEAlgNotAllowed) {
    return refused('The token is not signed with RS256.', thrown);
  }
  if (
    thrown instanceof errors.JWSSignatureVerificationFailed ||
    thrown instanceof errors.JWKSNoMatchingKey ||
    thrown instanceof errors.JWKSMultipleMatchingKeys
  ) {
    return refused('The token is not signed by Microsoft Entra ID.', thrown);
  }
  if (
    thrown instanceof errors.JWTInvalid ||
    thrown instanceof errors.JWSInvalid ||
    thrown instanceof errors.JOSENotSupported
  ) {
    return refused('The token cannot be read.', thrown);
  }
  // Not the token's fault: the keys could not be read.
  return new AppError(
    'directory-unavailable',
    'The keys of Microsoft Entra ID cannot be read just now, so nobody can be recognised. Try again soon.',
    {},
    { cause: thrown },
  );
}

const stringsOf = (claim: unknown): string[] =>
  Array.isArray(claim) ? claim.filter((entry) => typeof entry === 'string') : [];

const textOf = (claim: unknown): string | null => (typeof claim === 'string' ? claim : null);

const guidIn = (payload: JWTPayload, claim: string): string => {
  const guid = asGuid(textOf(payload[claim]) ?? '');
  if (guid === null) throw refused(`The token has no usable ${claim}.`);
  return guid;
};

/** Exactly the tenant's own issuer, as tokens of version 2 and of version 1 name it. */
function isIssuerOf(tenantId: TenantId, issuer: unknown): boolean {
  return (
    issuer === `https://login.microsoftonline.com/${tenantId}/v2.0` ||
    issuer === `https://sts.windows.net/${tenantId}/`
  );
}

/** What the claims of a token with a good signature, audience and time say; refuses the rest. */
function identityOf(payload: JWTPayload, operatorTenantId: TenantId | null): Identity {
  const tenantId = guidIn(payload, 'tid');
  if (!isIssuerOf(tenantId, payload.iss)) throw refused('The token was issued for another tenant.');
  const personId = guidIn(payload, 'oid');
  const isOperatorsTenant = tenantId === operatorTenantId;
  const appRoles = stringsOf(payload['roles']).filter(
    (role) => role !== OPERATOR || isOperatorsTenant,
  );
  const scope = textOf(payload['scp']);
  const application = scope === null;
  const allowed = application ? appRoles.includes(OPERATOR) : scope.split(' ').includes(SCOPE);
  if (!allowed) throw refused(`The token lacks the scope ${SCOPE}.`);
  return {
    tenantId,
    personId,
    displayName: textOf(payload['name']) ?? '',
    userName: textOf(payload['preferred_username']) ?? textOf(payload['upn']),
    tokenRoles: application
      ? new Set(['operator'])
      : tokenRolesOf(stringsOf(payload['wids']), appRoles),
    application,
  };
}

/**
 * Recognises callers by access tokens of Entra ID: RS256 alone, our audience, the tenant's own issuer, in time by the
 * system clock. A good token is remembered by its hash, until it expires and for five minutes at most: it says the
 * same as long as it is valid, its signature cannot turn bad, and a key that Entra withdraws is trusted no longer than
 * that. Roles in it are as old as the token either way; what may change meanwhile is read from the store each time.
 */
export function createIdentify({ audiences, keys, operatorTenantId }: TokenRules): Identify {
  const known = new LRUCache<string, { readonly identity: Identity; readonly untilMs: number }>({
    max: CACHE_TOKENS_MAX,
  });

  return async (authorization) => {
    const token = bearerOf(authorization);
    const hash = createHash('sha256').update(token).digest('base64');
    const held = known.get(hash);
    if (held !== undefined && Date.now() < held.untilMs) return held.identity;

    const { payload } = await jwtVerify(token, keys, {
      algorithms: ['RS256'],
      audience: [...audiences],
      requiredClaims: ['exp', 'nbf', 'iss', 'tid', 'oid'],
    }).catch((thrown: unknown) => {
      throw refusalOf(thrown);
    });
    const identity = identityOf(payload, operatorTenantId);
    const expiresAtMs = (payload.exp ?? 0) * SECOND_MS;
    known.set(hash, { identity, untilMs: Math.min(expiresAtMs, Date.now() + CACHE_FOR_MAX_MS) });
    return identity;
  };
}
