import { AuthError } from '@azure/msal-node';
import { AppError } from '../../../kernel/errors.ts';
import {
  aadstsOf,
  CONSENT,
  graphRefusal,
  isForbidden,
  NO_TENANT,
  tokenRefusal,
} from '../refusals.ts';
import type { TokenSource } from '../tokens.ts';

/** AADSTS numbers that say: nobody like the agent has anything to do in the customer's tenant. */
const NO_RELATIONSHIP = new Set([50020, 50177, 500213]);

/** What Entra ID calls a grant that the person must give anew. */
const ENDED_GRANTS = new Set(['invalid_grant', 'interaction_required', 'login_required']);

/** The agent has to sign in again: what is kept, or was shown, is not taken any more. */
export const signInNeeded = (cause?: unknown): AppError =>
  new AppError(
    'sign-in-needed',
    'Microsoft Entra ID wants the agent to sign in again: the kept sign-in has run out, or a new condition applies. Open Headcount anew, sign in, and go on from there.',
    {},
    { cause },
  );

const notActive = (detail: string, reason: string, cause: unknown): AppError =>
  new AppError('relationship-not-active', detail, { reason }, { cause });

/** What a refused token at a customer means. What is no answer of the sign-in service stays as it is. */
export function customerTokenRefusal(error: unknown): unknown {
  if (!(error instanceof AuthError)) return error;
  const code = aadstsOf(error);
  if (NO_RELATIONSHIP.has(code)) {
    return notActive(
      `No active relationship gives the agent a role in the customer's tenant (AADSTS${code}). Renew the delegated admin relationship, or have the agent put into a group that has roles in it.`,
      'no-relationship',
      error,
    );
  }
  if (CONSENT.has(code)) {
    return notActive(
      `The customer's tenant has not, or no longer, agreed to Headcount (AADSTS${code}). Have the relationship renewed, or consent to Headcount there.`,
      'no-consent',
      error,
    );
  }
  if (NO_TENANT.has(code)) {
    return notActive(
      `The customer's tenant no longer exists in Entra ID (AADSTS${code}).`,
      'tenant-gone',
      error,
    );
  }
  return grantRefusal(error);
}

/** What a refused token in the agent's own tenant means. */
export function grantRefusal(error: unknown): unknown {
  if (!(error instanceof AuthError)) return error;
  if (CONSENT.has(aadstsOf(error))) return tokenRefusal(error);
  return ENDED_GRANTS.has(error.errorCode) ? signInNeeded(error) : tokenRefusal(error);
}

/** The roles that are granted now do not do for it. */
const customerRoleMissing = (cause?: unknown): AppError =>
  new AppError(
    'customer-role-missing',
    "The roles that the agent has in the customer's tenant now do not allow it. Have the role added to the relationship and assigned to one of the agent's groups, then try again in a few minutes.",
    {},
    { cause },
  );

/** What one request of a batch was refused for, where it was no answer about the thing itself. */
export const refusalIn = ({ status }: { readonly status: number }): AppError =>
  status === 403
    ? customerRoleMissing()
    : new AppError(
        'directory-unavailable',
        "Microsoft Graph did not say everything that was asked about the customer's tenant. Try again in half a minute.",
        { retryAfterSeconds: 30 },
      );

/** Runs a call so that its failure is told in the product's words. */
export type Told = <T>(call: () => Promise<T>) => Promise<T>;

/**
 * Tells failures of an agent's calls. A 403 may mean a missing role or the end of the relationship: a fresh token, or
 * the refusal of one, tells which.
 */
export function toldWith(tokens: TokenSource): Told {
  return async (call) => {
    try {
      return await call();
    } catch (error) {
      const refusal = isForbidden(error) ? customerRoleMissing(error) : graphRefusal(error);
      if (refusal instanceof AppError && refusal.code === 'customer-role-missing') {
        await tokens(true);
      }
      throw refusal;
    }
  };
}
