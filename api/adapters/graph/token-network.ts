import { setTimeout as sleep } from 'node:timers/promises';
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { AppError } from '../../kernel/errors.ts';
import type { Transport } from '../transport/transport.ts';
import { asSeconds, backOffMs, retryAfterMsOf, type Patience } from './patience.ts';

/** A GUID among the claims of an access token, or null where there is none. The token is ours to send, so it is not verified. */
export function claimIn(token: string, claim: 'tid' | 'oid'): string | null {
  try {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
    const claims = JSON.parse(payload) as { readonly tid?: unknown; readonly oid?: unknown };
    const value = claims[claim];
    return typeof value === 'string' ? value.toLowerCase() : null;
  } catch {
    return null;
  }
}

/** MSAL's way out, and what became of it. */
export interface TokenNetwork extends INetworkModule {
  /** What kept the token endpoint from answering since `forgetFailure`; null where it answered. */
  lastFailure(): AppError | null;
  forgetFailure(): void;
}

/**
 * MSAL's network. It tries again by itself and never lets MSAL see a 429, a 5xx or a Retry-After: at the first of them
 * MSAL would refuse that request for 60 seconds without asking anybody (msal-common, ThrottlingUtils).
 */
export function tokenNetwork(transport: Transport, patience: Patience): TokenNetwork {
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
