import { AppError, invalid, notFound } from '../../kernel/errors.ts';
import type { Fault } from '../rules/fault.ts';

/** The field that a refusal of the directory is about. */
const FIELDS: Readonly<Record<string, string>> = {
  'name-not-valid': '/userName',
  'domain-not-verified': '/userName',
  'usage-location-not-valid': '/usageLocation',
};

/** A refusal of one act on one user, as whoever waits for it is told. */
export function refusalOf({ code, detail, facts = {} }: Fault): AppError {
  const field = FIELDS[code];
  if (field !== undefined) return invalid(field, code, detail);
  switch (code) {
    case 'user-gone':
      return notFound('user');
    case 'name-taken':
      return new AppError('user-name-taken', detail);
    case 'relationship-not-active':
    case 'customer-role-missing':
    case 'sign-in-needed':
      return new AppError(code, detail);
    default:
      return new AppError('customer-act-refused', detail, { reason: code, facts });
  }
}
