import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS } from '../../api/kernel/time.ts';
import {
  daysLeft,
  isRestorable,
  restorableUntil,
} from '../../api/customers/rules/deleted-users.ts';
import type { Product } from '../../api/customers/rules/products.ts';
import { previewRestorations } from '../../api/customers/rules/restorations.ts';

const DOMAINS = ['northwind.example', 'northwind.onmicrosoft.com'];

const product = (skuId: string, available: number, plans: readonly string[] = []): Product => ({
  ...{ skuId, partNumber: skuId, forUsers: true, status: 'Enabled', available, publisher: null },
  plans: plans.map((name) => ({ planId: name, name, forUsers: true })),
});

describe('Restoring', () => {
  test('gives each name to one user, and no licence that is not there', () => {
    const names = ['ada', 'ben', 'cleo'].map((name) => `${name}@northwind.example`);
    const deleted = fc.array(
      fc.record({
        userName: fc.constantFrom(...names),
        deletedAt: fc.integer({ min: 0, max: 40 * DAY_MS }),
        licences: fc.constantFrom(null, [{ skuId: 'A', disabledPlans: [] }]),
        newUserName: fc.constantFrom(null, 'dora@northwind.example', 'x@elsewhere.example'),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(
        deleted,
        fc.subarray(names),
        fc.integer({ min: 0, max: 3 }),
        (some, taken, left) => {
          const now = 31 * DAY_MS;
          const all = some.map((one, no) => ({ ...one, userId: `u${no}`, displayName: '' }));
          const result = previewRestorations(
            all.map(({ userId, newUserName }) => ({ userId, newUserName })),
            new Map(all.map((one) => [one.userId, one])),
            { now, products: [product('A', left)], domains: DOMAINS, taken: new Set(taken) },
          );
          const back = result.filter(({ outcome }) => outcome === 'will');
          const given = back.map(({ userName }) => userName);
          expect(new Set(given).size).toBe(given.length);
          expect(given.some((name) => name !== null && taken.includes(name))).toBe(false);
          const licences = back.flatMap((one) => one.licences);
          const again = licences.filter(({ outcome }) => outcome === 'will');
          expect(again.length).toBeLessThanOrEqual(left);
          for (const [no, { outcome, problem, offeredUserName }] of result.entries()) {
            expect(outcome === 'will').toBe(problem === null);
            const isInTime = isRestorable(all[no]?.deletedAt ?? 0, now);
            if (!isInTime) expect(outcome).toBe('refused');
            if (offeredUserName !== null) expect(taken).not.toContain(offeredUserName);
          }
        },
      ),
    );
  });

  test('is possible up to the last millisecond of 30 x 24 h (C-4)', () => {
    expect(isRestorable(0, 30 * DAY_MS)).toBe(true);
    expect(isRestorable(0, 30 * DAY_MS + 1)).toBe(false);
    fc.assert(
      fc.property(fc.nat(40 * DAY_MS), fc.nat(80 * DAY_MS), (deletedAt, now) => {
        if (daysLeft(deletedAt, now) > 0) expect(isRestorable(deletedAt, now)).toBe(true);
        if (!isRestorable(deletedAt, now)) expect(daysLeft(deletedAt, now)).toBe(0);
        if (now >= deletedAt) expect(daysLeft(deletedAt, now)).toBeLessThanOrEqual(30);
        expect(restorableUntil(deletedAt) - deletedAt).toBe(30 * DAY_MS);
      }),
    );
  });
});
