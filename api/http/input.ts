import type { ZodError, ZodType } from 'zod';
import { AppError, type FieldFault } from '../kernel/errors.ts';

/** Which part of a request is read, and how its faults' paths begin. A body's paths are JSON pointers. */
export type Part = 'body' | 'query' | 'params';

const PREFIX: Readonly<Record<Part, string>> = { body: '', query: '/query', params: '/params' };

const escapePointer = (segment: PropertyKey): string =>
  String(segment).replaceAll('~', '~0').replaceAll('/', '~1');

const pointer = (part: Part, path: readonly PropertyKey[]): string =>
  PREFIX[part] + path.map((segment) => `/${escapePointer(segment)}`).join('');

function faultsOf(part: Part, error: ZodError): FieldFault[] {
  return error.issues.flatMap((issue): FieldFault[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: pointer(part, [...issue.path, key]),
        code: issue.code,
        message: 'There is no such field here. Leave it out, or check its spelling.',
      }));
    }
    return [{ path: pointer(part, issue.path), code: issue.code, message: issue.message }];
  });
}

/** At most so many faults are told at once; a body of a thousand wrong rows would else be echoed a thousand times. */
const FAULTS_TOLD_MAX = 100;

/** The value in the route's shape; refuses with every field that is at fault, where, and why. */
export function read<T>(shape: ZodType<T>, part: Part, value: unknown): T {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = faultsOf(part, parsed.error);
  const [first] = errors;
  const where = first === undefined || first.path === '' ? `the ${part}` : first.path;
  const more = errors.length > 1 ? ` ${errors.length - 1} more below.` : '';
  throw new AppError(
    'invalid-input',
    `${where}: ${first?.message ?? 'not valid.'}.${more}`.replace('..', '.'),
    {
      errors: errors.slice(0, FAULTS_TOLD_MAX),
    },
  );
}
