import type { DirectoryRefusal } from '../tenants/acts.ts';
import { badRequest, notFound } from './errors.ts';
import type { GraphRefusal } from './errors.ts';

/** Says in Graph's words why the directory did not do it. */
export function refusalAsGraph(refusal: DirectoryRefusal): GraphRefusal {
  const { kind, field, value } = refusal;
  switch (kind) {
    case 'not-found':
    case 'wrong-state':
      return notFound(value);
    case 'name-taken':
    case 'id-taken': {
      const message = `Another object with the same value for property ${field} already exists.`;
      return badRequest(message, [{ code: 'ObjectConflict', target: field, message }]);
    }
    case 'licence': {
      const { message } = refusal;
      return badRequest(message, value === '' ? undefined : [{ code: value, message }]);
    }
    case 'invalid':
      return badRequest(`Invalid value specified for property '${field}' of resource 'User'.`, [
        { code: 'InvalidValue', target: field, message: refusal.message },
      ]);
  }
}
