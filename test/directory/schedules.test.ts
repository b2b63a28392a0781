import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fewRuns } from '../store-under-test.ts';
import { startHarness, type Harness } from './harness.ts';
import { runSchedule } from './schedule.ts';

/** 200 schedules of some 100 directory objects each in the full matrix. */
const SCHEDULES = process.env['HEADCOUNT_MATRIX'] === 'full' ? 200 : fewRuns ? 4 : 8;
const PER_TEST = 4;

describe('a directory that never rests, with workers that die', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness();
  });
  afterAll(() => harness.close());

  const firsts = Array.from({ length: SCHEDULES / PER_TEST }, (_, i) => 1 + i * PER_TEST);
  test.each(firsts)('L-7, L-20, S-5: what is held is the truth, seeds from %i', async (first) => {
    const faults: string[] = [];
    let objects = 0;
    for (let seed = first; seed < first + PER_TEST; seed++) {
      const found = await runSchedule(harness, seed, seed % 2 === 0 ? 4 : 1);
      faults.push(...found.faults);
      objects += found.objects;
    }
    expect(faults).toEqual([]);
    expect(objects).toBeGreaterThanOrEqual(PER_TEST * 50);
  });
});
