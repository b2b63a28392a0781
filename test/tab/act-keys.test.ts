import { describe, expect, test } from '@jest/globals';
import { createActKeys, isOutcomeKnown, underKey } from '../../tab/act-keys.ts';
import { ApiError } from '../../tab/api-error.ts';

const refusal = (status: number, code: string, retryAfterSeconds: number | null = null): ApiError =>
  new ApiError({ status, code, detail: '', retryAfterSeconds });

describe('The outcome of an act that failed', () => {
  test('is known where the API refused it', () => {
    expect(isOutcomeKnown(refusal(409, 'group-unusable'))).toBe(true);
    expect(isOutcomeKnown(refusal(400, 'invalid-input'))).toBe(true);
  });

  test('is not known where no answer came, or one that says "not now"', () => {
    expect(isOutcomeKnown(refusal(0, 'network-lost'))).toBe(false);
    expect(isOutcomeKnown(refusal(503, 'store-unavailable'))).toBe(false);
    expect(isOutcomeKnown(refusal(409, 'act-under-way'))).toBe(false);
    expect(isOutcomeKnown(refusal(429, 'too-many-requests', 3))).toBe(false);
    expect(isOutcomeKnown(new Error('a bug'))).toBe(false);
  });
});

describe('The key of an act', () => {
  const keysInTurn = () => {
    let made = 0;
    return createActKeys(() => `key-${String((made += 1))}`);
  };

  test('stays the same while it is not known what became of it', async () => {
    const keys = keysInTurn();
    const used: string[] = [];
    const act = async (key: string, error: ApiError | null): Promise<void> => {
      used.push(key);
      if (error !== null) throw error;
    };
    const input = { name: 'Safety' };
    const attempt = (error: ApiError | null) => underKey(keys, input, (key) => act(key, error));
    await expect(attempt(refusal(0, 'network-lost'))).rejects.toThrow();
    await expect(attempt(refusal(409, 'group-unusable'))).rejects.toThrow();
    await attempt(null);
    await attempt(null);
    expect(used).toEqual(['key-1', 'key-1', 'key-2', 'key-3']);
  });

  test('is another for another input', () => {
    const keys = keysInTurn();
    expect(keys.keyFor({ name: 'A' })).not.toBe(keys.keyFor({ name: 'B' }));
  });
});
