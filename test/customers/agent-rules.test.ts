import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RelationshipStatus } from '../../api/kernel/customers.ts';
import { DAY_MS } from '../../api/kernel/time.ts';
import {
  bestOf,
  endsSoon,
  isUsable,
  rolesOfAgent,
  whyNotUsable,
  type Relationship,
} from '../../api/customers/rules/relationships.ts';
import { CUSTOMER_ACTS, mayDo, ROLES, rolesFor } from '../../api/customers/rules/roles.ts';

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
