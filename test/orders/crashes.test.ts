import { afterEach, describe, test } from '@jest/globals';
import fc from 'fast-check';
import { fewRuns } from '../store-under-test.ts';
import { runOf } from './run-of-turns.ts';
import { openShop, type Shop } from './shop.ts';
import { turns } from './turns.ts';

const isFull = process.env['HEADCOUNT_MATRIX'] === 'full';
const NUM_RUNS = fewRuns ? 3 : isFull ? 300 : 25;
const ACTS_MAX = isFull ? 30 : 16;

let shop: Shop | null = null;
afterEach(async () => {
  await shop?.close();
  shop = null;
});

describe('Orders, with webhooks that are late, twice, out of order, lost or forged, and processes that die at any commit', () => {
  test.each(isFull ? [1, 4] : [1])(
    'with %d buckets: states are those of the table, capacity is what was paid for, money adds up, nothing is told or ordered twice',
    async (buckets) => {
      await fc.assert(
        fc.asyncProperty(fc.array(turns, { minLength: 4, maxLength: ACTS_MAX }), async (plan) => {
          shop = await openShop(buckets);
          try {
            const run = runOf(shop);
            for (const turn of plan) await run.turn(turn);
            await run.checkHealed();
          } finally {
            await shop.close();
            shop = null;
          }
        }),
        { numRuns: NUM_RUNS, ...(isFull ? {} : { seed: 11 }) },
      );
    },
    isFull ? 3_600_000 : 240_000,
  );
});
