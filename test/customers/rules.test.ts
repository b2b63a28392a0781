import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RelationshipStatus } from '../../api/kernel/customers.ts';
import { DAY_MS } from '../../api/kernel/time.ts';
import {
  daysLeft,
  isRestorable,
  restorableUntil,
} from '../../api/customers/rules/deleted-users.ts';
import {
  previewLicences,
  type Licensed,
  type LicencePlan,
  type LicenceSource,
} from '../../api/customers/rules/licence-changes.ts';
import type { Product } from '../../api/customers/rules/products.ts';
import {
  bestOf,
  endsSoon,
  isUsable,
  rolesOfAgent,
  whyNotUsable,
  type Relationship,
} from '../../api/customers/rules/relationships.ts';
import { previewRestorations } from '../../api/customers/rules/restorations.ts';
import { CUSTOMER_ACTS, mayDo, ROLES, rolesFor } from '../../api/customers/rules/roles.ts';
import { endingFaults, isOneself } from '../../api/customers/rules/safeguards.ts';
import { userNameCandidate, userNameFault } from '../../api/customers/rules/user-names.ts';

const DOMAINS = ['northwind.example', 'northwind.onmicrosoft.com'];

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

const STATUSES: readonly RelationshipStatus[] = [
  ...(['created', 'approvalPending', 'approved', 'activating', 'active', 'expiring'] as const),
  ...(['expired', 'terminationRequested', 'terminating', 'terminated'] as const),
];
const relationship = fc.record<Relationship>({
  relationshipId: fc.uuid(),
  displayName: fc.constant('With Northwind'),
  customerId: fc.constant('northwind'),
  customerName: fc.constant('Northwind'),
  status: fc.constantFrom(...STATUSES),
  endsAt: fc.option(fc.integer({ min: 0, max: 90 * DAY_MS })),
  autoExtends: fc.boolean(),
  roleIds: fc.subarray(Object.values(ROLES)),
  assignments: fc.array(
    fc.record({
      groupId: fc.constantFrom('g1', 'g2', 'g3'),
      active: fc.boolean(),
      roleIds: fc.subarray(Object.values(ROLES)),
    }),
    { maxLength: 4 },
  ),
});
const relationships = fc.array(relationship, { maxLength: 5 });
const groups = fc.subarray(['g1', 'g2', 'g3']).map((some) => new Set(some));

describe('What an agent may do at a customer', () => {
  test('is the union of usable relationships: none of the others, and none that the customer did not grant', () => {
    fc.assert(
      fc.property(relationships, groups, (some, mine) => {
        const roles = rolesOfAgent(some, mine);
        const usable = some.filter(isUsable);
        expect(rolesOfAgent(usable, mine)).toEqual(roles);
        const granted = new Set(usable.flatMap(({ roleIds }) => roleIds));
        expect([...roles].every((roleId) => granted.has(roleId))).toBe(true);
        expect(rolesOfAgent(some, new Set()).size).toBe(0);
        if (whyNotUsable(some) !== null) expect(roles.size).toBe(0);
      }),
    );
  });

  test('grows with groups and relationships, never shrinks', () => {
    fc.assert(
      fc.property(relationships, relationship, groups, (some, more, mine) => {
        const before = rolesOfAgent(some, mine);
        const all = new Set(['g1', 'g2', 'g3']);
        for (const bigger of [rolesOfAgent([...some, more], mine), rolesOfAgent(some, all)]) {
          expect([...before].every((roleId) => bigger.has(roleId))).toBe(true);
          for (const act of CUSTOMER_ACTS) {
            if (mayDo(act, before)) expect(mayDo(act, bigger)).toBe(true);
          }
        }
      }),
    );
  });

  test('is told by the best relationship: usable whenever one is', () => {
    fc.assert(
      fc.property(relationships, (some) => {
        const best = bestOf(some);
        expect(best !== null && isUsable(best)).toBe(some.some(isUsable));
        if (endsSoon(some, 0)) expect(some.some(isUsable)).toBe(true);
      }),
    );
  });

  test('needs one of the roles of PC-2, or Global Administrator', () => {
    const { userAdministrator: user, directoryWriters: writers } = ROLES;
    const { licenseAdministrator: licences, globalAdministrator: global } = ROLES;
    expect(rolesFor('createUsers')).toEqual([user, writers, global]);
    expect(rolesFor('restoreUsers')).toEqual([user, writers, global]);
    expect(rolesFor('deleteUsers')).toEqual([user, global]);
    expect(rolesFor('manageLicences')).toEqual([licences, user, writers, global]);
    expect(rolesFor('grantRoles')).toEqual([ROLES.privilegedRoleAdministrator, global]);
    expect(rolesFor('resetPasswords')).toEqual([
      ...[user, ROLES.privilegedAuthenticationAdministrator],
      global,
    ]);
  });
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

describe('Safeguards', () => {
  test('leave one Global Administrator who can sign in, whoever is chosen', () => {
    const chosen = fc.array(fc.constantFrom<string[]>('a', 'b', 'c', 'd'), { maxLength: 8 });
    fc.assert(
      fc.property(chosen, fc.subarray<string>(['a', 'b', 'c'], { minLength: 1 }), (ids, admins) => {
        const unique = [...new Set(ids)];
        const asked = unique.map((userId) => ({
          ...{ userId, userName: userId, mail: null },
          ...{ guest: false, enabled: true, synced: false },
        }));
        const agent = { personId: 'agent', addresses: new Set<string>() };
        const faults = endingFaults(asked, { agent, globalAdmins: new Set(admins) });
        const gone = unique.filter((_, no) => faults[no] === null);
        expect(admins.some((id) => !gone.includes(id))).toBe(true);
      }),
    );
  });

  test('know oneself by the object id, and as the guest that one was invited as', () => {
    const agent = { personId: 'agent', addresses: new Set(['pat@partner.example']) };
    const user = { userId: 'u', mail: null, guest: true, enabled: true, synced: false };
    const named = (userName: string, more: object = {}) =>
      isOneself({ ...user, userName, ...more }, agent);
    expect(named('x', { userId: 'agent', guest: false })).toBe(true);
    expect(named('pat_partner.example#EXT#@northwind.example')).toBe(true);
    expect(named('other_partner.example#EXT#@northwind.example')).toBe(false);
    expect(named('x#EXT#@northwind.example', { mail: 'Pat@Partner.example' })).toBe(true);
    expect(named('x@northwind.example', { mail: 'pat@partner.example', guest: false })).toBe(false);
  });
});

describe('User names', () => {
  const local = fc.stringMatching(/^[A-Za-z0-9'_!#^~-]{1,64}$/);

  test('of permitted characters in a domain of the customer are in order, and so is each name offered beside', () => {
    fc.assert(
      fc.property(
        local,
        fc.constantFrom(...DOMAINS),
        fc.integer({ min: 2, max: 99 }),
        (name, domain, nth) => {
          fc.pre(!name.toLowerCase().includes('#ext#'));
          expect(userNameFault(`${name}@${domain}`, DOMAINS)).toBeNull();
          const candidate = userNameCandidate(`${name}@${domain}`, nth);
          fc.pre(!candidate.toLowerCase().includes('#ext#'));
          expect(candidate).not.toBe(`${name}@${domain}`);
          expect(userNameFault(candidate, DOMAINS)).toBeNull();
        },
      ),
    );
  });

  test('with anything else are refused with what to do', () => {
    for (const [userName, code] of [
      ['ada', 'user-name-malformed'],
      ['@northwind.example', 'user-name-malformed'],
      ['ada@', 'user-name-malformed'],
      ['a&b@northwind.example', 'user-name-characters'],
      ['a b@northwind.example', 'user-name-characters'],
      ['ada@home@northwind.example', 'user-name-characters'],
      ['=1+1@northwind.example', 'user-name-characters'],
      ['.ada@northwind.example', 'user-name-dots'],
      ['a..b@northwind.example', 'user-name-dots'],
      ['x_y.example#EXT#@northwind.example', 'user-name-of-guest'],
      [`${'a'.repeat(65)}@northwind.example`, 'user-name-too-long'],
      ['ada@elsewhere.example', 'domain-not-verified'],
    ]) {
      const fault = userNameFault(userName ?? '', DOMAINS);
      expect([userName, fault?.code]).toEqual([userName, code]);
      expect(fault?.detail).toMatch(/\.|leave out/);
    }
  });
});
