import { AppError } from '../../../kernel/errors.ts';
import type { CustomerDirectories } from '../../../ports/customer-directory.ts';
import type { TenantCalls } from '../tenant-calls.ts';
import { partnerSide } from './relationships.ts';

/** Customers' directories over Microsoft Graph. */
export function createGraphCustomers(tenants: TenantCalls): CustomerDirectories {
  const signInNeeded = (): AppError =>
    new AppError('sign-in-needed', 'Sign in again: Entra ID does not take the kept sign-in.');
  return {
    ...partnerSide(tenants),
    grantOf: () => Promise.reject(signInNeeded()),
    at: () => {
      throw signInNeeded();
    },
    close: () => undefined,
  };
}
