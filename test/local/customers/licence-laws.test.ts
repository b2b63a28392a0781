import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createClock } from '../../../local/clock.ts';
import { FORGETFUL } from '../../../local/journal.ts';
import { DirectoryRefusal } from '../../../local/tenants/acts.ts';
import { RESTORE_WAYS } from '../../../local/tenants/licence.ts';
import { productKind } from '../../../local/tenants/product-catalogue.ts';
import { usableUnits } from '../../../local/tenants/product.ts';
import type { Tenant, TenantAct } from '../../../local/tenants/tenant.ts';
import { createWorld } from '../../../local/tenants/world.ts';
import { TENANT } from '../clients.ts';

const USERS = 6;
const GROUP_ID = 'eeeeeeee-0000-4000-8000-000000000005';
const SKUS = ['STANDARDPACK', 'ENTERPRISEPACK', 'PROJECTPROFESSIONAL', 'FLOW_FREE'].map(
  (partNumber) => productKind(partNumber)?.skuId ?? '',
);

/** An act on the user at a place, or on the group; places become ids where the act is done. */
type Step =
  | {
      readonly kind: 'assign';
      readonly place: number;
      readonly add: string[];
      readonly remove: string[];
    }
  | { readonly kind: 'delete' | 'restore' | 'purge' | 'join' | 'leave'; readonly place: number }
  | { readonly kind: 'group'; readonly add: string[]; readonly remove: string[] }
  | { readonly kind: 'way'; readonly way: 'available' | 'none' };

const place = fc.nat({ max: USERS - 1 });
const sku = fc.constantFrom(...SKUS);
const some = fc.oneof(fc.constant<string[]>([]), fc.tuple(sku));
const assigning = fc.record({ kind: fc.constant('assign' as const), place });
const grouping = fc.record({ kind: fc.constant('group' as const) });
const licencesOf = <T>(
  one: fc.Arbitrary<T>,
  add: fc.Arbitrary<string[]>,
  remove: fc.Arbitrary<string[]>,
) =>
  fc
    .tuple(one, add, remove)
    .map(([act, added, removed]) => ({ ...act, add: added, remove: removed }));
const none = fc.constant<string[]>([]);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: licencesOf(assigning, fc.tuple(sku), none) },
  { weight: 2, arbitrary: licencesOf(assigning, none, fc.tuple(sku)) },
  { weight: 1, arbitrary: licencesOf(assigning, some, some) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'delete' as const,
        'restore',
        'restore',
        'purge',
        'join',
        'join',
        'leave',
      ),
      place,
    }),
  },
  { weight: 2, arbitrary: licencesOf(grouping, fc.tuple(sku), none) },
  { weight: 1, arbitrary: licencesOf(grouping, none, fc.tuple(sku)) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('way' as const),
      way: fc.constantFrom(...RESTORE_WAYS.filter((way) => way !== 'all')),
    }),
  },
);

const wished = (add: readonly string[]) => add.map((skuId) => ({ skuId, disabledPlans: [] }));

function actOf(tenant: Tenant, one: Step): TenantAct {
  if (one.kind === 'way')
    return { act: 'changeSettings', settings: { licencesOnRestore: one.way } };
  if (one.kind === 'group') {
    return {
      act: 'assignGroupLicences',
      groupId: GROUP_ID,
      add: wished(one.add),
      remove: one.remove,
    };
  }
  const { id } = tenant.directory.users.standing(one.place).user;
  switch (one.kind) {
    case 'assign':
      return { act: 'assignLicences', userId: id, add: wished(one.add), remove: one.remove };
    case 'delete':
      return { act: 'deleteUser', id };
    case 'restore':
      return { act: 'restoreUser', id };
    case 'purge':
      return { act: 'purgeUser', id };
    case 'join':
      return { act: 'addMembers', groupId: GROUP_ID, userIds: [id], groupIds: [] };
    case 'leave':
      return { act: 'removeMembers', groupId: GROUP_ID, userIds: [id], groupIds: [] };
  }
}

function worldOf(entries: readonly unknown[], onEntry: (entry: object) => void) {
  const clock = createClock(Date.UTC(2026, 0, 1));
  clock.setRate(0);
  return createWorld(clock, { ...FORGETFUL, append: onEntry }, entries);
}

/** Who has what, and the counts, as counted anew. */
function seenIn({ directory, licences }: Tenant) {
  const held = Array.from({ length: directory.users.total() }, (_, index) => licences.held(index));
  const recounted = licences.products.all().map(({ skuId }) => {
    const holders = held.filter(
      (some, index) =>
        directory.users.standing(index).state === 'live' &&
        some.some((one) => one.skuId === skuId && one.error === null),
    );
    return holders.length;
  });
  const counted = licences.products.all().map(({ skuId }) => licences.consumed(skuId));
  const membership = directory.groups.byId(GROUP_ID)?.membership;
  const given = licences.givenBy(GROUP_ID).map(({ skuId }) => skuId);
  const inherited = held.map((some) => some.filter(({ groupId }) => groupId !== null));
  const owed = held.map((_, index) => {
    const isMember = membership?.hasUser(index) === true;
    return isMember && directory.users.standing(index).state === 'live' ? given : [];
  });
  return { held, recounted, counted, inherited, owed };
}

test('whatever is done: the counts are right, no seat is taken twice, groups give what they have, and a replay ends the same', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 50, maxLength: 80 }), (steps) => {
      const entries: object[] = [];
      const tenant = worldOf([], (entry) => entries.push(entry)).createTenant({
        id: TENANT,
        name: 'Contoso',
        users: USERS,
        groups: 0,
        givenGroups: [
          { id: GROUP_ID, kind: 'security', displayName: 'Some', userIds: [], groupIds: [] },
        ],
        products: [
          { partNumber: 'STANDARDPACK', enabled: 2 },
          { partNumber: 'ENTERPRISEPACK', enabled: 1, warning: 1 },
          { partNumber: 'PROJECTPROFESSIONAL', enabled: 1 },
          { partNumber: 'FLOW_FREE', enabled: USERS / 2, share: 0.3 },
        ],
      });
      for (const one of steps) {
        const before = seenIn(tenant);
        try {
          tenant.perform(actOf(tenant, one));
        } catch (error) {
          if (!(error instanceof DirectoryRefusal)) throw error;
          expect(seenIn(tenant)).toEqual(before);
        }
        const { recounted, counted, inherited, owed } = seenIn(tenant);
        expect(counted).toEqual(recounted);
        const named = inherited.map((some) => some.map(({ skuId }) => skuId).sort());
        expect(named).toEqual(owed.map((skuIds) => [...skuIds].sort()));
        for (const [at, product] of tenant.licences.products.all().entries()) {
          expect(counted[at]).toBeLessThanOrEqual(usableUnits(product));
        }
      }
      const replayed = worldOf(entries, () => undefined).tenant(TENANT);
      expect(replayed && seenIn(replayed)).toEqual(seenIn(tenant));
    }),
    { numRuns: 15 },
  );
});
