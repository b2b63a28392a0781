import { AuthError } from '@azure/msal-node';
import { GraphClientError, GraphError } from '@microsoft/microsoft-graph-client';
import { AppError } from '../../kernel/errors.ts';
import type { ResetReason } from '../../ports/directory.ts';
import { asSeconds, retryAfterMsOf } from './patience.ts';

/** AADSTS numbers that say: an administrator has not (or no longer) agreed to Headcount in this tenant. */
export const CONSENT = new Set([65001, 7000229, 700016, 650051, 650052, 650057]);
/** … this tenant is gone or was never there. */
export const NO_TENANT = new Set([90002, 900023, 5000224]);
/** … try again soon. */
const TRANSIENT = new Set([90033]);

const consentMissing = (cause: unknown): AppError =>
  new AppError(
    'consent-missing',
    'Headcount may not read this directory. A global administrator must grant admin consent to Headcount, then start the sync again.',
    {},
    { cause },
  );

const unavailable = (detail: string, retryAfterSeconds: number, cause: unknown, reason?: string) =>
  new AppError(
    'directory-unavailable',
    detail,
    reason === undefined ? { retryAfterSeconds } : { retryAfterSeconds, reason },
    { cause },
  );

/** The AADSTS number of a refused token; 0 for none. */
export const aadstsOf = (error: AuthError): number =>
  Number(/AADSTS(\d+)/.exec(error.errorMessage)?.[1] ?? 0);

/** What a refused token means for those who asked. What is no answer of the sign-in service is a bug and stays as it is. */
export function tokenRefusal(error: unknown): unknown {
  if (!(error instanceof AuthError)) return error;
  const code = aadstsOf(error);
  if (CONSENT.has(code)) return consentMissing(error);
  if (NO_TENANT.has(code)) {
    return unavailable('This tenant no longer exists in Entra ID.', 3_600, error, 'tenant-gone');
  }
  return unavailable(
    `Entra ID refuses Headcount's sign-in (AADSTS${code}). The operator finds the cause by that number.`,
    TRANSIENT.has(code) ? 30 : 300,
    error,
    TRANSIENT.has(code) ? undefined : 'sign-in-refused',
  );
}

/** What a refused call to Graph means for those who asked. What is no answer of Graph is a bug and stays as it is. */
export function graphRefusal(error: unknown): unknown {
  if (error instanceof GraphClientError) return (error.customError as unknown) ?? error;
  if (!(error instanceof GraphError)) return error;
  const { statusCode } = error;
  if (statusCode === 403) return consentMissing(error);
  if (statusCode === 401) {
    return unavailable("Microsoft Graph refuses Headcount's token.", 60, error, 'sign-in-refused');
  }
  const transient = statusCode === -1 || statusCode === 429 || statusCode >= 500;
  if (!transient && statusCode >= 300) return error;
  const retryAfterMs = retryAfterMsOf(error.headers, Date.now());
  return unavailable(
    'Microsoft Graph does not answer at the moment. It is tried again by itself.',
    retryAfterMs === null ? 30 : asSeconds(retryAfterMs),
    error,
  );
}

/** The refusal of a call that reached nobody: it was certainly not carried out. */
export const notConnected = (cause: unknown): AppError =>
  unavailable('Microsoft Graph cannot be reached. It is tried again by itself.', 30, cause);

/** Whether the error says that there is no such thing. */
export const isMissing = (error: unknown): boolean =>
  error instanceof GraphError && error.statusCode === 404;

/** Whether the error says that we may not. */
export const isForbidden = (error: unknown): boolean =>
  error instanceof GraphError && error.statusCode === 403;

/** Whether the error says that the request is not acceptable. */
export const isBadRequest = (error: unknown): boolean =>
  error instanceof GraphError && error.statusCode === 400;

/** The refusal of a subscription whose address Graph's validation call did not reach. */
export const notReached = (cause: unknown): AppError =>
  unavailable(
    'Microsoft Graph could not reach the notification address. Changes are polled until it can.',
    3_600,
    cause,
    'notifications-not-reached',
  );

/** Whether the error says that a link no longer serves, and which one of the ways (platform notes of delta query); else null. */
export function resetReasonOf(error: unknown): ResetReason | null {
  if (!(error instanceof GraphError)) return null;
  const code = (error.code ?? '').toLowerCase();
  if (code.endsWith('expiredpagetoken')) return 'page-expired';
  if (/steady state/i.test(error.message)) return 'not-steady';
  if (error.statusCode === 410 || code === 'syncstatenotfound' || code.startsWith('resync')) {
    return 'sync-state-gone';
  }
  return null;
}
