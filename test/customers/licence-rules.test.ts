import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  previewLicences,
  type Licensed,
  type LicencePlan,
  type LicenceSource,
} from '../../api/customers/rules/licence-changes.ts';
import type { Product } from '../../api/customers/rules/products.ts';

const product = (skuId: string, available: number, plans: readonly string[] = []): Product => ({
  ...{ skuId, partNumber: skuId, forUsers: true, status: 'Enabled', available, publisher: null },
  plans: plans.map((name) => ({ planId: name, name, forUsers: true })),
});

const SKUS = ['A', 'B', 'C'] as const;
const source = fc.record<LicenceSource>({
  skuId: fc.constantFrom(...SKUS),
  disabledPlans: fc.constant([]),
  groupId: fc.constantFrom(null, 'group'),
});
const users = fc
  .array(
    fc.record({
      usageLocation: fc.constantFrom('NL', null),
      sources: fc.uniqueArray(source, {
        maxLength: 4,
        selector: ({ skuId, groupId }) => `${skuId}${groupId ?? ''}`,
      }),
    }),
    { maxLength: 12 },
  )
  .map((some) =>
    some.map((one, no): Licensed => ({
      ...one,
      userId: `u${no}`,
      ...{ displayName: `U${no}`, userName: `u${no}@northwind.example` },
    })),
  );
const stock = fc.tuple(...SKUS.map(() => fc.integer({ min: 0, max: 6 })));
const wish = fc.record({
  add: fc
    .subarray([...SKUS])
    .map((skuIds) => skuIds.map((skuId) => ({ skuId, disabledPlans: [] }))),
  remove: fc.subarray([...SKUS]),
  usageLocation: fc.constantFrom('FR', null),
});
/** A wish names a product once. */
const sound = wish.map(({ add, ...others }) => ({
  ...others,
  add: add.filter(({ skuId }) => !others.remove.includes(skuId)),
}));

const idsOf = (some: readonly Licensed[]): string[] => some.map(({ userId }) => userId);

/** A user after the plan was carried out. */
const after = (user: Licensed, plan: LicencePlan): Licensed => {
  const changed = new Set([...plan.remove, ...plan.add.map(({ skuId }) => skuId)]);
  return {
    ...user,
    usageLocation: plan.usageLocation ?? user.usageLocation,
    sources: [
      ...user.sources.filter(({ skuId, groupId }) => groupId !== null || !changed.has(skuId)),
      ...plan.add.map((licence) => ({ ...licence, groupId: null })),
    ],
  };
};
const holds = ({ sources }: Licensed, skuId: string): boolean =>
  sources.some((one) => one.skuId === skuId);

describe('The preview of licence changes', () => {
  test('never gives more licences than there are, whatever is asked for whom', () => {
    fc.assert(
      fc.property(users, stock, sound, (some, available, wanted) => {
        const products = SKUS.map((skuId, no) => product(skuId, available[no] ?? 0));
        const preview = previewLicences(idsOf(some), some, wanted, products);
        const left = new Map(products.map((one) => [one.skuId, one.available]));
        some.forEach((user, no) => {
          const plan = preview.users[no];
          if (plan === undefined) throw new Error('Every user has a plan.');
          const then = after(user, plan);
          for (const skuId of SKUS) {
            const taken = Number(holds(then, skuId)) - Number(holds(user, skuId));
            left.set(skuId, (left.get(skuId) ?? 0) - taken);
            expect(left.get(skuId)).toBeGreaterThanOrEqual(0);
          }
        });
      }),
    );
  });

  test('leaves nothing to do: who was changed has it so, and the rest is told why', () => {
    fc.assert(
      fc.property(users, stock, sound, (some, available, wanted) => {
        const products = SKUS.map((skuId, no) => product(skuId, available[no] ?? 0));
        const preview = previewLicences(idsOf(some), some, wanted, products);
        const changed = preview.users.flatMap((plan, no) => {
          const user = some[no];
          return plan.outcome === 'changes' && user !== undefined ? [after(user, plan)] : [];
        });
        const again = previewLicences(idsOf(changed), changed, wanted, products);
        expect(again.users.every(({ outcome }) => outcome === 'unchanged')).toBe(true);
        for (const plan of preview.users) {
          expect(plan.outcome === 'refused').toBe(plan.problem !== null);
          if (plan.outcome !== 'changes') expect([...plan.add, ...plan.remove]).toEqual([]);
        }
      }),
    );
  });

  test('takes nothing that a group gives, and gives nobody without a usage location a licence', () => {
    fc.assert(
      fc.property(users, stock, sound, (some, available, wanted) => {
        const products = SKUS.map((skuId, no) => product(skuId, available[no] ?? 0));
        const preview = previewLicences(idsOf(some), some, wanted, products);
        some.forEach((user, no) => {
          const plan = preview.users[no];
          for (const skuId of plan?.remove ?? []) {
            expect(user.sources).toContainEqual({ skuId, groupId: null, disabledPlans: [] });
          }
          if ((plan?.add.length ?? 0) > 0) {
            expect(user.usageLocation ?? plan?.usageLocation).not.toBeNull();
          }
        });
      }),
    );
  });

  test('lets a swap give to the next what it takes from the one before', () => {
    const has = (userId: string, skuId: string): Licensed => ({
      ...{ userId, displayName: userId, userName: userId, usageLocation: 'NL' },
      sources: [{ skuId, groupId: null, disabledPlans: [] }],
    });
    const some = [has('one', 'A'), has('two', 'B')];
    const wanted = { add: [{ skuId: 'B', disabledPlans: [] }], remove: ['A'], usageLocation: null };
    const { users: plans } = previewLicences(['one', 'two'], some, wanted, [
      product('A', 0),
      product('B', 1),
    ]);
    expect(plans.map(({ outcome }) => outcome)).toEqual(['changes', 'unchanged']);
  });
});
