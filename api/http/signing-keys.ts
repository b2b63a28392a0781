import { createRemoteJWKSet, customFetch, type FetchImplementation, type RemoteJWKSet } from 'jose';
import { HOUR_MS, MINUTE_MS } from '../kernel/time.ts';

/** One set of keys signs for all tenants (Microsoft identity platform, "access tokens", signing key rollover). */
const KEYS_URL = new URL('https://login.microsoftonline.com/common/discovery/v2.0/keys');

/** After this long the keys are read again even if all fit, so that a withdrawn key stops being trusted. */
const KEYS_KEPT_MS = HOUR_MS;

/** An unknown key id makes the keys be read anew, but tokens with invented ids cannot cause more readings than this. */
const READINGS_MAX = 6;
const READINGS_WINDOW_MS = MINUTE_MS;

/** How the outside is reached: `fetch`, or the transport that stands in its place. */
export type Fetch = FetchImplementation;

/**
 * The keys that Entra ID signs with, by key id. A rotation is noticed with the first token of the new key. Beyond
 * the allowed readings the last answer serves again; jose's own cool-down would refuse honest tokens of a new key for
 * a while after every reading.
 */
export function createSigningKeys(fetch: Fetch): RemoteJWKSet {
  let readings: number[] = [];
  let last: string | null = null;

  const sparingly: Fetch = async (url, options) => {
    const now = Date.now();
    readings = readings.filter((at) => at > now - READINGS_WINDOW_MS);
    if (last !== null && readings.length >= READINGS_MAX) return new Response(last);
    readings.push(now);
    const response = await fetch(url, options);
    if (response.status !== 200) return response;
    last = await response.text();
    return new Response(last);
  };

  return createRemoteJWKSet(KEYS_URL, {
    cooldownDuration: 0,
    cacheMaxAge: KEYS_KEPT_MS,
    [customFetch]: sparingly,
  });
}
