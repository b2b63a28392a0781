import { MINUTE_MS } from './durations.ts';

/** A token is renewed so long before it expires: a request under way must not outlive it. */
const RENEW_BEFORE_MS = MINUTE_MS;

/** Gives access tokens, and asks for a new one only when it must. */
export interface TokenCache {
  /** A token that is good for a while yet; one that the API refused is `fresh` to be replaced. */
  take(options?: { readonly fresh?: boolean }): Promise<string>;
}

/** When a token expires (`exp`), in milliseconds since 1970; 0 where that cannot be read, so that it is not kept. */
export function expiryOf(token: string): number {
  const payload = token.split('.')[1];
  if (payload === undefined) return 0;
  try {
    const text = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
    const claims = JSON.parse(text) as { exp?: unknown };
    return typeof claims.exp === 'number' ? claims.exp * 1_000 : 0;
  } catch {
    return 0;
  }
}

/**
 * Keeps the token in memory until shortly before it expires. Requests at the same time share one question to the host.
 * @param ask gives a new token
 * @param now the system clock in milliseconds: tokens live by it
 */
export function createTokenCache(ask: () => Promise<string>, now: () => number): TokenCache {
  let kept: { readonly token: string; readonly until: number } | null = null;
  let asking: Promise<string> | null = null;

  const renew = async (): Promise<string> => {
    const token = await ask();
    kept = { token, until: expiryOf(token) - RENEW_BEFORE_MS };
    return token;
  };
  return {
    async take({ fresh = false } = {}) {
      if (!fresh && kept !== null && kept.until > now()) return kept.token;
      asking ??= renew().finally(() => {
        asking = null;
      });
      return asking;
    },
  };
}
