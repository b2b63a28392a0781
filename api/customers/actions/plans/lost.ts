import { AppError, type ErrorCode } from '../../../kernel/errors.ts';

/** Why an agent's hands reach nobody at the customer any more. */
const LOST: ReadonlySet<ErrorCode> = new Set([
  'relationship-not-active',
  'customer-role-missing',
  'sign-in-needed',
  'consent-missing',
]);

/** The refusal, where an error says that the hands are lost; every other error goes on. */
export function lostBy(error: unknown): AppError {
  if (error instanceof AppError && LOST.has(error.code)) return error;
  throw error;
}
