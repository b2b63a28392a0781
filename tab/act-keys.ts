import { ApiError } from './api-error.ts';

/**
 * Whether it is known what became of an act that failed. Where no answer came, or one that says nothing, the act may
 * have been done: sent again, it must be the same act.
 */
export const isOutcomeKnown = (error: unknown): boolean =>
  error instanceof ApiError &&
  error.status >= 400 &&
  error.status < 500 &&
  error.code !== 'act-under-way' &&
  error.retryAfterSeconds === null;

/** Idempotency keys for the acts of one form. */
export interface ActKeys {
  /** The same for the same input until it is settled. */
  keyFor(input: unknown): string;
  /** It is known what became of the act: the same input is a new act from now on. */
  settle(input: unknown): void;
}

/** Keeps the keys of acts whose outcome is not known, so that trying again never does a thing twice. */
export function createActKeys(newKey: () => string = () => crypto.randomUUID()): ActKeys {
  const open = new Map<string, string>();
  return {
    keyFor(input) {
      const act = JSON.stringify(input);
      const key = open.get(act) ?? newKey();
      open.set(act, key);
      return key;
    },
    settle(input) {
      open.delete(JSON.stringify(input));
    },
  };
}

/** Does an act under its key, and settles the key once the outcome is known. */
export async function underKey<T>(
  keys: ActKeys,
  input: unknown,
  act: (idempotencyKey: string) => Promise<T>,
): Promise<T> {
  try {
    const done = await act(keys.keyFor(input));
    keys.settle(input);
    return done;
  } catch (error) {
    if (isOutcomeKnown(error)) keys.settle(input);
    throw error;
  }
}
