/**
 * The one way out of the process for what Microsoft and other vendors are asked: `fetch` with a short list of hosts and
 * a time-out. Production addresses are used everywhere; where there is a local cloud only the way there differs.
 */
export type Transport = (address: string | URL, init?: RequestInit) => Promise<Response>;

/** Who may be called: Entra ID, Microsoft Graph, the payment provider, the bot's connector. */
const KNOWN_HOSTS: readonly string[] = [
  'login.microsoftonline.com',
  'graph.microsoft.com',
  'api.fastspring.com',
  'login.botframework.com',
  'smba.trafficmanager.net',
];

/** How long an answer may take in all, its body included. */
export const TIMEOUT_MS = 30_000;

/** How a transport is made. */
export interface TransportOptions {
  /** Where the local cloud listens, `http://127.0.0.1:3979`; null in production. */
  readonly localCloudOrigin: string | null;
  readonly hosts?: readonly string[];
  readonly timeoutMs?: number;
}

/**
 * Makes the transport. It never follows a redirect, so that no token goes to a host that is not on the list.
 * @returns a function that rejects with `TypeError` where the network fails and `TimeoutError` where it takes too long
 * @throws Error (from the returned function) for an address that is not https or whose host is not known: a bug
 */
export function createTransport(options: TransportOptions): Transport {
  const { localCloudOrigin, hosts = KNOWN_HOSTS, timeoutMs = TIMEOUT_MS } = options;
  const known = new Set(hosts);
  return async (address, init = {}) => {
    const url = new URL(address);
    if (url.protocol !== 'https:' || url.port !== '' || !known.has(url.hostname)) {
      throw new Error(`Calls to ${url.protocol}//${url.host} are not among the known ones.`);
    }
    const target =
      localCloudOrigin === null
        ? url
        : `${localCloudOrigin}/${url.hostname}${url.pathname}${url.search}`;
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
    return fetch(target, { ...init, redirect: 'manual', signal });
  };
}
