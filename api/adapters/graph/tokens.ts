import { setTimeout as sleep } from 'node:timers/promises';
import {
  ConfidentialClientApplication,
  type INetworkModule,
  type NetworkRequestOptions,
  type NetworkResponse,
} from '@azure/msal-node';
import { AppError } from '../../kernel/errors.ts';
import type { TenantId } from '../../kernel/ids.ts';
import type { Transport } from '../transport/transport.ts';
import { asSeconds, backOffMs, retryAfterMsOf, type Patience } from './patience.ts';
import { tokenRefusal } from './refusals.ts';

/** Who Headcount is towards Entra ID: its app registration. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Gives an access token in one tenant; `fresh` asks past the cache. */
export type TokenSource = (fresh?: boolean) => Promise<string>;

const GRAPH_SCOPE = 'https://graph.microsoft.com/.default';

/** What a bot's token opens: the bot connector. */
export const CONNECTOR_SCOPE = 'https://api.botframework.com/.default';

/**
 * The token source of one tenant: a client and a cache of its own, so that no token of one tenant is ever found for
 * another (MSAL's cache does not always tell them apart), and one call at a time however many ask.
 *
 * @param scope what the tokens open; default: Microsoft Graph
 * @throws AppError (from the source) `consent-missing`, `directory-unavailable`
 */
export function tokenSource(
  tenantId: TenantId,
  credentials: Credentials,
  transport: Transport,
  patience: Patience,
  scope = GRAPH_SCOPE,
): TokenSource {
  const network = tokenNetwork(transport, patience);
  const application = new ConfidentialClientApplication({
    auth: { ...credentials, authority: `https://login.microsoftonline.com/${tenantId}` },
    system: { networkClient: network },
  });
  let underWay: Promise<string> | null = null;
  let distrusted = false;

  const acquire = async (fresh: boolean): Promise<string> => {
    network.forgetFailure();
    let token: string;
    try {
      const result = await application.acquireTokenByClientCredential({
        scopes: [scope],
        skipCache: fresh || distrusted,
      });
      token = result?.accessToken ?? '';
    } catch (error) {
      throw network.lastFailure() ?? tokenRefusal(error);
    }
    distrusted = tenantIn(token) !== tenantId;
    if (!distrusted) return token;
    throw new AppError(
      'directory-unavailable',
      'The sign-in service answered with a token of another tenant; it was not used. Try again in a minute.',
      { retryAfterSeconds: 60, reason: 'wrong-tenant' },
    );
  };

  return (fresh = false) => {
    underWay ??= acquire(fresh).finally(() => (underWay = null));
    return underWay;
  };
}

/** The `tid` claim of an access token, or null where there is none. The token is ours to send, so it is not verified. */
function tenantIn(token: string): string | null {
  try {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
    const claims = JSON.parse(payload) as { readonly tid?: unknown };
    return typeof claims.tid === 'string' ? claims.tid.toLowerCase() : null;
  } catch {
    return null;
  }
}

interface TokenNetwork extends INetworkModule {
  /** What kept the token endpoint from answering since `forgetFailure`; null where it answered. */
  lastFailure(): AppError | null;
  forgetFailure(): void;
}

/**
 * MSAL's network. It tries again by itself and never lets MSAL see a 429, a 5xx or a Retry-After: at the first of them
 * MSAL would refuse that request for 60 seconds without asking anybody (msal-common, ThrottlingUtils).
 */
function tokenNetwork(transport: Transport, patience: Patience): TokenNetwork {
  let failure: AppError | null = null;

  const send = async <T>(address: string, init: RequestInit): Promise<NetworkResponse<T>> => {
    for (let attempt = 1; ; attempt++) {
      const { answer, waitMs, cause } = await tryOnce<T>(address, init);
      if (answer !== null) return answer;
      const pauseMs = waitMs ?? backOffMs(attempt, patience);
      if (attempt < patience.tries && pauseMs <= patience.longestRetryAfterMs) {
        await sleep(pauseMs);
        continue;
      }
      failure = new AppError(
        'directory-unavailable',
        'The sign-in service of Microsoft does not answer at the moment. It is tried again by itself.',
        { retryAfterSeconds: asSeconds(pauseMs) },
        { cause },
      );
      throw failure;
    }
  };

  const tryOnce = async <T>(
    address: string,
    init: RequestInit,
  ): Promise<{ answer: NetworkResponse<T> | null; waitMs: number | null; cause?: unknown }> => {
    try {
      const response = await transport(address, init);
      const body = await response.text();
      if (response.status === 429 || response.status >= 500) {
        return {
          answer: null,
          waitMs: retryAfterMsOf(response.headers, Date.now()),
          cause: new Error(`The token endpoint answered ${response.status}.`),
        };
      }
      const headers = Object.fromEntries(response.headers);
      delete headers['retry-after'];
      return {
        answer: { status: response.status, headers, body: JSON.parse(body) as T },
        waitMs: null,
      };
    } catch (cause) {
      return { answer: null, waitMs: null, cause };
    }
  };

  return {
    lastFailure: () => failure,
    forgetFailure: () => (failure = null),
    sendGetRequestAsync: <T>(address: string, options?: NetworkRequestOptions) =>
      send<T>(address, { headers: options?.headers ?? {} }),
    sendPostRequestAsync: <T>(address: string, options?: NetworkRequestOptions) =>
      send<T>(address, {
        method: 'POST',
        headers: options?.headers ?? {},
        body: options?.body ?? '',
      }),
  };
}
