import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '../../api/kernel/ids.ts';
import { DAY_MS } from '../../api/kernel/time.ts';
import { setAccounts } from '../seats/campus.ts';
import { fewRuns } from '../store-under-test.ts';
import { advised, openHeld, personIn, seen, START, usedIn, type Held } from './harness.ts';

let open: Held | null = null;
afterEach(async () => {
  await open?.bench.close();
  open = null;
});

async function opened(buckets: number, people: number): Promise<Held> {
  open = await openHeld(buckets, people);
  return open;
}

describe.each([1, 4])('Advice, %i bucket(s)', (buckets) => {
  test('tells who holds a seat and was not active for the chosen time, by when they were', async () => {
    const held = await opened(buckets, 12);
    const { personIds } = held.campus;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(11), fc.nat(120)), { maxLength: 20 }),
        fc.integer({ min: 7, max: 100 }),
        fc.integer({ min: 1, max: 5 }),
        async (signs, days, limit) => {
          held.clock.now += 130 * DAY_MS;
          const from = held.clock.now - 125 * DAY_MS;
          for (const [who, day] of signs)
            await seen(held, personIds[who] ?? '', from + day * DAY_MS);
          const upTo = held.clock.now - days * DAY_MS;
          const kept = await Promise.all(personIds.map((id) => personIn(held, id)));
          const expected = kept.filter(({ idleSince }) => idleSince !== null && idleSince <= upTo);
          const found = await advised(held, days, limit);
          expect([...found].sort()).toEqual(expected.map(({ personId }) => personId).sort());
          const since = new Map(kept.map(({ personId, idleSince }) => [personId, idleSince ?? 0]));
          const order = found.map((id) => since.get(id) ?? 0);
          expect(order).toEqual(order.toSorted((one, other) => one - other));
          // Whoever has a sign is idle since the latest one, to the day.
          for (const [who, day] of signs) {
            const at = from + day * DAY_MS;
            expect(since.get(personIds[who] ?? '')).toBeGreaterThan(at - DAY_MS);
          }
        },
      ),
      { numRuns: fewRuns ? 3 : 25 },
    );
  });

  test('signs in any order, twice, and of people who hold no seat, are harmless', async () => {
    const held = await opened(buckets, 2);
    const [one = '', two = ''] = held.campus.personIds;
    held.clock.now = START + 50 * DAY_MS;
    await seen(held, one, START + 20 * DAY_MS);
    await seen(held, one, START + 10 * DAY_MS);
    await seen(held, one, START + 20 * DAY_MS);
    await seen(held, newId(), START + 20 * DAY_MS);
    expect(await personIn(held, one)).toMatchObject({
      lastActiveAt: START + 20 * DAY_MS,
      idleSince: START + 20 * DAY_MS,
    });
    await setAccounts(held.world, held.tenant, [two], 'disabled');
    await seen(held, two, START + 30 * DAY_MS);
    expect(await personIn(held, two)).toMatchObject({ counted: false, idleSince: null });
    expect(await advised(held, 25, 10)).toEqual([one]);
    expect(await usedIn(held)).toBe(1);
  });
});
