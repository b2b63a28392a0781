import { describe, expect, test } from '@jest/globals';
import { createPace, type Pace } from '../../../api/adapters/graph/pace.ts';
import {
  backOffMs,
  PATIENCE,
  retryAfterMsOf,
  type Patience,
} from '../../../api/adapters/graph/patience.ts';
import { AppError } from '../../../api/kernel/errors.ts';

const waited = async (pace: Pace): Promise<number> => {
  const begun = performance.now();
  await pace.turn();
  return performance.now() - begun;
};
const told = (headers: Record<string, string>): Headers => new Headers(headers);

describe('the pace of a tenant', () => {
  test('calls come further apart the nearer the limit is, before it is reached', async () => {
    const pace = createPace(PATIENCE);
    await pace.turn();
    const far = await waited(pace);
    pace.heed(told({ 'x-ms-throttle-limit-percentage': '1.0' }));
    const near = await waited(pace);
    pace.heed(told({}));
    const farAgain = await waited(pace);
    expect(near).toBeGreaterThan(900);
    expect(near).toBeGreaterThan(Math.max(far, farAgain));
  });

  test('what calls cost is taken from the budget, and the budget comes back', async () => {
    const pace = createPace(PATIENCE);
    await pace.turn();
    pace.heed(told({ 'x-ms-resource-unit': '3600' }));
    expect(await waited(pace)).toBeGreaterThan(150);
  });

  test('a pause that is too long is a refusal that says how long', async () => {
    const pace = createPace(PATIENCE);
    pace.pause(60_000);
    const refusal = await pace.turn().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(AppError);
    expect((refusal as AppError).facts.retryAfterSeconds).toBe(60);
  });
});

describe('patience', () => {
  test.each([
    ['7', 7_000],
    ['0', 0],
    ['1.5', 1_500],
    [new Date(20_000).toUTCString(), 10_000],
    [new Date(0).toUTCString(), 0],
    ['soon', null],
    ['', null],
  ])('Retry-After: %s', (text, ms) => {
    expect(retryAfterMsOf(told({ 'Retry-After': text }), 10_000)).toBe(ms);
  });

  test('waits double, half of each is chance, and they end at the longest', () => {
    const patience: Patience = { ...PATIENCE, firstMs: 100, longestMs: 300 };
    expect([1, 2, 3, 9].map((attempt) => backOffMs(attempt, patience, 1))).toEqual([
      100, 200, 300, 300,
    ]);
    expect(backOffMs(2, patience, 0)).toBe(100);
  });
});
