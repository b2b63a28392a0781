import { SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import { CLIENT_ID } from '../entra/app.ts';
import type { KeyRing } from '../entra/keys.ts';
import type { Host } from '../wire.ts';

/** The host that publishes the connector's keys. */
export const BOT_LOGIN_HOST = 'login.botframework.com';

/** Who signs what Teams sends to a bot. */
const ISSUER = 'https://api.botframework.com';

/** How long the connector's tokens live, on the system clock. */
const TOKEN_LIFE_SECONDS = 3_600;

/** What a test may ask for to get a token that is wrong in one way. */
export interface OddConnectorToken {
  readonly iss?: string | undefined;
  readonly aud?: string | undefined;
  /** The `serviceurl` claim; left out where it is null. */
  readonly serviceUrl?: string | null | undefined;
  /** May be negative: expired already. */
  readonly expiresInSeconds?: number | undefined;
  /** Signed by a key that is published nowhere. */
  readonly forged?: boolean | undefined;
}

/** The token with which Teams calls the bot, for one service URL. */
export type SignForBot = (serviceUrl: string, odd?: OddConnectorToken) => Promise<string>;

/**
 * Teams uses a token again as long as it is good, and so does this.
 * @param stranger keys that nobody publishes, for forged tokens
 */
export function createSignForBot(keys: KeyRing, stranger: KeyRing): SignForBot {
  const signed = new LRUCache<string, string>({
    max: 1_000,
    ttl: (TOKEN_LIFE_SECONDS / 2) * 1_000,
  });

  const sign: SignForBot = async (serviceUrl, odd = {}) => {
    const { privateKey, kid } = await (odd.forged === true ? stranger : keys).current();
    const nowSeconds = Math.floor(Date.now() / 1_000);
    const expiresAt = nowSeconds + (odd.expiresInSeconds ?? TOKEN_LIFE_SECONDS);
    const issuedAt = Math.min(nowSeconds, expiresAt - 60);
    const claimed = odd.serviceUrl === undefined ? serviceUrl : odd.serviceUrl;
    return new SignJWT(claimed === null ? {} : { serviceurl: claimed })
      .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid, x5t: kid })
      .setIssuer(odd.iss ?? ISSUER)
      .setAudience(odd.aud ?? CLIENT_ID)
      .setIssuedAt(issuedAt)
      .setNotBefore(issuedAt)
      .setExpirationTime(expiresAt)
      .sign(privateKey);
  };

  return async (serviceUrl, odd = {}) => {
    if (Object.keys(odd).length > 0) return sign(serviceUrl, odd);
    const name = `${(await keys.current()).kid} ${serviceUrl}`;
    const known = signed.get(name) ?? (await sign(serviceUrl));
    signed.set(name, known);
    return known;
  };
}

/** `login.botframework.com`: where the connector's keys are found. */
export function createBotLoginHost(keys: KeyRing): Host {
  const base = `https://${BOT_LOGIN_HOST}/v1/.well-known`;
  return async ({ method, url }) => {
    if (method === 'GET' && url.pathname === '/v1/.well-known/openidconfiguration') {
      return {
        status: 200,
        body: {
          issuer: ISSUER,
          authorization_endpoint: 'https://invalid.botframework.com',
          jwks_uri: `${base}/keys`,
          id_token_signing_alg_values_supported: ['RS256'],
          token_endpoint_auth_methods_supported: ['private_key_jwt'],
        },
      };
    }
    if (method === 'GET' && url.pathname === '/v1/.well-known/keys') {
      const published = await keys.published();
      return {
        status: 200,
        body: { keys: published.map(({ jwk }) => ({ ...jwk, endorsements: ['msteams'] })) },
      };
    }
    return { status: 404, body: '' };
  };
}
