import type { z } from 'zod';
import { ApiError } from './api-error.ts';

/** The thing without the members that `keys` name, where they are. */
function without(value: unknown, path: readonly PropertyKey[], keys: readonly string[]): unknown {
  const [first, ...rest] = path;
  if (Array.isArray(value)) {
    return value.map((item: unknown, at) => (at === first ? without(item, rest, keys) : item));
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  if (first === undefined)
    return Object.fromEntries(entries.filter(([key]) => !keys.includes(key)));
  return Object.fromEntries(
    entries.map(([key, item]) => [key, key === first ? without(item, rest, keys) : item]),
  );
}

/**
 * What the API answered, held against its contract. Members that the contract does not know are left out: a newer API
 * may say more than this tab has learnt to read.
 * @throws ApiError `answer-unreadable` where something that the tab needs is missing or different
 */
export function readAnswer<S extends z.ZodType>(shape: S, answer: unknown): z.output<S> {
  const first = shape.safeParse(answer);
  if (first.success) return first.data;
  let known = answer;
  for (const issue of first.error.issues) {
    if (issue.code === 'unrecognized_keys') known = without(known, issue.path, issue.keys);
  }
  const second = shape.safeParse(known);
  if (second.success) return second.data;
  const [issue] = second.error.issues;
  throw new ApiError({
    status: 200,
    code: 'answer-unreadable',
    detail: `The answer is not as expected at /${issue?.path.join('/') ?? ''}: ${issue?.message ?? ''}`,
  });
}
