import { jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { BOT_RESOURCE, CLIENT_ID } from '../entra/app.ts';
import type { KeyRing } from '../entra/keys.ts';
import { graphIssuerOf } from '../entra/tokens.ts';
import type { Call } from '../wire.ts';

/** Whether a call carries the bot's own token: of its registration's tenant, for the connector, not expired. */
export type BotCheck = (call: Call) => Promise<boolean>;

/** So many tokens are remembered as verified: a signature is checked once. */
const REMEMBERED_TOKENS = 100;

/** @param registeredIn the tenant in which the bot is registered as a single-tenant bot */
export function createBotCheck(keys: KeyRing, registeredIn: string): BotCheck {
  const expiries = new LRUCache<string, number>({ max: REMEMBERED_TOKENS });

  /** When the token expires, milliseconds since 1970; 0 for a token that opens nothing. */
  const verify = async (token: string): Promise<number> => {
    const published = await keys.published();
    try {
      const { payload } = await jwtVerify(
        token,
        ({ kid }) => {
          const key = published.find((candidate) => candidate.kid === kid);
          if (!key) throw new Error('The signing key is not published.');
          return key.publicKey;
        },
        { algorithms: ['RS256'], audience: BOT_RESOURCE, issuer: graphIssuerOf(registeredIn) },
      );
      return payload['appid'] === CLIENT_ID ? (payload.exp ?? 0) * 1_000 : 0;
    } catch {
      return 0;
    }
  };

  return async (call) => {
    const [, token] = /^Bearer (.+)$/i.exec(call.headers.authorization ?? '') ?? [];
    if (token === undefined) return false;
    const expiresAtMs = expiries.get(token) ?? (await verify(token));
    expiries.set(token, expiresAtMs);
    return expiresAtMs > Date.now();
  };
}
