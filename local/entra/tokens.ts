import { createHash, createHmac, randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';
import { API_SCOPE, BOT_RESOURCE, CLIENT_ID, GRAPH_RESOURCE } from './app.ts';
import type { KeyRing } from './keys.ts';
import { ORDINARY_SERVICE_PRINCIPAL } from './roles.ts';

/** Who a token speaks of. */
export interface Subject {
  readonly tenantId: string;
  /** Object id in that tenant. */
  readonly objectId: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
  /** Directory role template ids. */
  readonly wids: readonly string[];
  /** App roles, empty for none. */
  readonly roles: readonly string[];
  /** Where a partner's agent comes from, who is nobody of this tenant's directory. */
  readonly homeTenantId?: string;
}

/** What a test may ask for to get a token that is wrong in one way. */
export interface OddToken {
  /** May be negative: expired already. */
  readonly expiresInSeconds?: number | undefined;
  readonly aud?: string | undefined;
  readonly tid?: string | undefined;
  /** `none`: unsigned · `HS256`: signed with the public key as the secret. */
  readonly alg?: 'RS256' | 'HS256' | 'none' | undefined;
  /** Another key id in the header. */
  readonly kid?: string | undefined;
  /** Claims to leave out. */
  readonly omit?: readonly string[] | undefined;
  /** Claims to add or replace. */
  readonly claims?: Readonly<Record<string, unknown>> | undefined;
}

/** Life of the tokens for the API. Entra's own choice lies between 60 and 90 minutes. */
const TOKEN_LIFE_SECONDS = 3599;

/** Issuer of version 2.0 tokens. */
export function issuerOf(tenantId: string): string {
  return `https://login.microsoftonline.com/${tenantId}/v2.0`;
}

/** Issuer of version 1.0 tokens, which Graph's are. */
export function graphIssuerOf(tenantId: string): string {
  return `https://sts.windows.net/${tenantId}/`;
}

/** The tenant that such an issuer names. */
export function tenantOfGraphIssuer(issuer: string): string | undefined {
  return /^https:\/\/sts\.windows\.net\/([^/]+)\/$/.exec(issuer)?.[1];
}

/** Makes the local Entra ID's tokens. All of them live on the system clock. */
export interface Mint {
  /** A version 2.0 access token for Headcount's API, as Teams single sign-on hands it to the tab. */
  apiToken(subject: Subject, odd?: OddToken): Promise<string>;
  /** A version 2.0 ID token for Headcount. */
  idToken(subject: Subject): Promise<string>;
  /** An access token for Graph that speaks for a person. */
  delegatedGraphToken(
    subject: Subject,
    permissions: readonly string[],
    lifeSeconds: number,
  ): Promise<string>;
  /** An access token for Graph that speaks for the app itself. */
  applicationGraphToken(
    tenantId: string,
    servicePrincipalId: string,
    permissions: readonly string[],
    lifeSeconds: number,
  ): Promise<string>;
  /** The bot's access token for the connector. */
  botToken(tenantId: string, servicePrincipalId: string, lifeSeconds: number): Promise<string>;
}

/** A mint that signs with the newest of these keys. */
export function createMint(keys: KeyRing): Mint {
  const sign = async (claims: object): Promise<string> => {
    const { privateKey, kid } = await keys.current();
    return new SignJWT({ ...claims })
      .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid })
      .sign(privateKey);
  };

  return {
    async apiToken(subject, odd = {}) {
      const claims = apiClaims(subject, odd);
      if (odd.alg === undefined || odd.alg === 'RS256') {
        if (odd.kid === undefined) return sign(claims);
        const { privateKey } = await keys.current();
        const header = { typ: 'JWT', alg: 'RS256', kid: odd.kid };
        return new SignJWT(claims).setProtectedHeader(header).sign(privateKey);
      }
      return forge(claims, odd.alg, await keys.current(), odd.kid);
    },
    idToken: (subject) => sign({ ...personClaims(subject), ...lifetime(TOKEN_LIFE_SECONDS) }),
    delegatedGraphToken: (subject, permissions, lifeSeconds) =>
      sign({
        aud: GRAPH_RESOURCE,
        iss: graphIssuerOf(subject.tenantId),
        ...lifetime(lifeSeconds),
        app_displayname: 'Headcount',
        appid: CLIENT_ID,
        appidacr: '1',
        idtyp: 'user',
        ...(subject.homeTenantId === undefined ? {} : { idp: graphIssuerOf(subject.homeTenantId) }),
        name: subject.displayName,
        oid: subject.objectId,
        scp: permissions.join(' '),
        sub: pairwise(subject.objectId, GRAPH_RESOURCE),
        tid: subject.tenantId,
        unique_name: subject.userPrincipalName,
        upn: subject.userPrincipalName,
        uti: tokenId(),
        ver: '1.0',
        wids: subject.wids,
      }),
    applicationGraphToken: (tenantId, servicePrincipalId, permissions, lifeSeconds) =>
      sign({
        aud: GRAPH_RESOURCE,
        iss: graphIssuerOf(tenantId),
        ...lifetime(lifeSeconds),
        app_displayname: 'Headcount',
        appid: CLIENT_ID,
        appidacr: '1',
        idp: graphIssuerOf(tenantId),
        idtyp: 'app',
        oid: servicePrincipalId,
        ...(permissions.length === 0 ? {} : { roles: permissions }),
        sub: servicePrincipalId,
        tid: tenantId,
        uti: tokenId(),
        ver: '1.0',
        wids: [ORDINARY_SERVICE_PRINCIPAL],
      }),
    botToken: (tenantId, servicePrincipalId, lifeSeconds) =>
      sign({
        aud: BOT_RESOURCE,
        iss: graphIssuerOf(tenantId),
        ...lifetime(lifeSeconds),
        appid: CLIENT_ID,
        appidacr: '1',
        idp: graphIssuerOf(tenantId),
        idtyp: 'app',
        oid: servicePrincipalId,
        sub: servicePrincipalId,
        tid: tenantId,
        uti: tokenId(),
        ver: '1.0',
      }),
  };
}

function apiClaims(subject: Subject, odd: OddToken): Record<string, unknown> {
  const person = { ...subject, tenantId: odd.tid ?? subject.tenantId };
  const whole: Record<string, unknown> = {
    ...personClaims(person),
    ...lifetime(odd.expiresInSeconds ?? TOKEN_LIFE_SECONDS),
    aud: odd.aud ?? CLIENT_ID,
    azp: CLIENT_ID,
    azpacr: '0',
    scp: API_SCOPE,
    ...(subject.roles.length === 0 ? {} : { roles: subject.roles }),
    wids: subject.wids,
    ...odd.claims,
  };
  const omitted = new Set(odd.omit);
  return Object.fromEntries(Object.entries(whole).filter(([claim]) => !omitted.has(claim)));
}

function personClaims(subject: Subject): Record<string, unknown> {
  return {
    aud: CLIENT_ID,
    iss: issuerOf(subject.tenantId),
    name: subject.displayName,
    oid: subject.objectId,
    preferred_username: subject.userPrincipalName,
    sub: pairwise(subject.objectId, CLIENT_ID),
    tid: subject.tenantId,
    uti: tokenId(),
    ver: '2.0',
  };
}

/** Not before, issued at and expiry. An expired token was valid once: it began before it ended. */
function lifetime(lifeSeconds: number): { iat: number; nbf: number; exp: number } {
  const now = Math.floor(Date.now() / 1000);
  const exp = now + lifeSeconds;
  const iat = Math.min(now, exp - 60);
  return { iat, nbf: iat, exp };
}

/** The same person has another `sub` for every application. */
function pairwise(objectId: string, audience: string): string {
  return createHash('sha256').update(`${objectId} ${audience}`).digest('base64url');
}

function tokenId(): string {
  return randomBytes(16).toString('base64url');
}

/** What an attacker would hand in: unsigned, or signed with what everybody knows. */
function forge(
  claims: object,
  alg: 'HS256' | 'none',
  { kid, publicPem }: { readonly kid: string; readonly publicPem: string },
  otherKid = kid,
): string {
  const header = alg === 'none' ? { typ: 'JWT', alg } : { typ: 'JWT', alg, kid: otherKid };
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const unsigned = `${part(header)}.${part(claims)}`;
  if (alg === 'none') return `${unsigned}.`;
  return `${unsigned}.${createHmac('sha256', publicPem).update(unsigned).digest('base64url')}`;
}
