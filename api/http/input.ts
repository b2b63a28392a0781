import type { ZodError, ZodType } from 'zod';
import { AppError, type FieldFault } from '../kernel/errors.ts';
import { wordsFor } from './fault-words.ts';

/** Which part of a request is read, and how its faults' paths begin. A body's paths are JSON pointers. */
export type Part = 'body' | 'query' | 'params';

const PREFIX: Readonly<Record<Part, string>> = { body: '', query: '/query', params: '/params' };

const escapePointer = (segment: PropertyKey): string =>
  String(segment).replaceAll('~', '~0').replaceAll('/', '~1');

const pointer = (part: Part, path: readonly PropertyKey[]): string =>
  PREFIX[part] + path.map((segment) => `/${escapePointer(segment)}`).join('');

const asSentence = (words: string): string => (/[.!?]$/.test(words) ? words : `${words}.`);

function faultsOf(part: Part, error: ZodError): FieldFault[] {
  return error.issues.flatMap((issue): FieldFault[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: pointer(part, [...issue.path, key]),
        code: issue.code,
        message: 'There is no such field here. Leave it out, or check its spelling.',
      }));
    }
    return [
      { path: pointer(part, issue.path), code: issue.code, message: asSentence(issue.message) },
    ];
  });
}

/** At most so many faults are told at once; a body of a thousand wrong rows would else be echoed a thousand times. */
const FAULTS_TOLD_MAX = 100;

/** The first fault in words, and how many others there are. */
function detailOf(part: Part, [first, ...others]: readonly FieldFault[]): string {
  const where = first === undefined || first.path === '' ? `the ${part}` : first.path;
  const what = `${where}: ${first?.message ?? 'Is not valid.'}`;
  return others.length === 0 ? what : `${what} ${others.length} more in errors.`;
}

/** Line breaks and tabs may stand in a text; other control characters and halves of characters spoil files and stores. */
const UNWRITABLE = /[^\P{Cc}\t\n\r]|\p{Cs}/u;

/** Where in a JSON body a text, or the name of a field, cannot be written down as it came; null where all can. */
function unwritableIn(value: unknown, path: readonly PropertyKey[] = []): FieldFault | null {
  if (typeof value === 'string') {
    if (!UNWRITABLE.test(value)) return null;
    return {
      path: pointer('body', path),
      code: 'invalid_format',
      message:
        'Must not hold control characters or halves of characters. Take them out, or type the text anew.',
    };
  }
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const fault = unwritableIn(inner, [...path, key]);
    if (fault !== null) return fault;
  }
  return null;
}

/**
 * The JSON body in the route's shape; refuses also texts that could not be written into a file or a store as they came.
 */
export function readBody<T>(shape: ZodType<T>, value: unknown): T {
  const body = read(shape, 'body', value);
  const fault = unwritableIn(body);
  if (fault !== null) {
    throw new AppError('invalid-input', detailOf('body', [fault]), { errors: [fault] });
  }
  return body;
}

/** The value in the route's shape; refuses with every field that is at fault, where, and why. */
export function read<T>(shape: ZodType<T>, part: Part, value: unknown): T {
  const parsed = shape.safeParse(value, { error: wordsFor });
  if (parsed.success) return parsed.data;
  const errors = faultsOf(part, parsed.error);
  const told = errors.slice(0, FAULTS_TOLD_MAX);
  throw new AppError('invalid-input', detailOf(part, errors), { errors: told });
}
