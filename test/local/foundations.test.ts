import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createGuidScheme, isGuid } from '../../local/guid.ts';
import { parseFilter } from '../../local/graph/filter.ts';
import { createDirectory } from '../../local/tenants/directory.ts';
import type { Directory } from '../../local/tenants/directory.ts';
import { createMembership } from '../../local/tenants/membership.ts';
import { TENANT } from './clients.ts';

describe('deterministic ids', () => {
  test('are GUIDs of version 4 from which the index can be read back', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(4_000_000), (name, index) => {
        const scheme = createGuidScheme(name);
        const guid = scheme.guidAt(index);
        expect(isGuid(guid)).toBe(true);
        expect(guid[14]).toBe('4');
        expect(scheme.indexOf(guid)).toBe(index);
        expect(scheme.indexOf(guid.toUpperCase())).toBe(index);
        expect(createGuidScheme(`${name}!`).indexOf(guid)).toBeUndefined();
      }),
    );
  });
});

describe('seeded people', () => {
  const people = (): Directory => {
    const directory = createDirectory(TENANT, 'contoso.onmicrosoft.com');
    directory.perform({ act: 'addSeededUsers', count: 1_000_000, seed: 11 }, 0);
    return directory;
  };

  test('are a million without taking memory, each with a name and an id to be found by', () => {
    const before = process.memoryUsage().heapUsed;
    const { users } = people();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(5_000_000);
    for (let index = 7; index < 1_000_000; index += 9_973) {
      const { user } = users.standing(index);
      expect(users.indexOfId(user.id)).toBe(index);
      expect(users.indexOfName(user.userPrincipalName.toUpperCase())).toBe(index);
      expect(user.userPrincipalName).toMatch(
        /^[a-z]+\.[a-z]+\d+(_[a-z.]+#EXT#)?@contoso\.onmicrosoft\.com$/,
      );
    }
  });

  test('speak several languages; some are guests, disabled or without mail', () => {
    const { users } = people();
    const sample = Array.from({ length: 2_000 }, (_, index) => users.standing(index).user);
    const part = (fits: (user: (typeof sample)[number]) => boolean): number =>
      sample.filter(fits).length / sample.length;
    expect(new Set(sample.map(({ preferredLanguage }) => preferredLanguage)).size).toBe(10);
    expect(part(({ displayName }) => /[^ -~]/.test(displayName))).toBeGreaterThan(0.3);
    expect(part(({ userType }) => userType === 'Guest')).toBeGreaterThan(0.01);
    expect(part(({ accountEnabled }) => !accountEnabled)).toBeGreaterThan(0.01);
    expect(part(({ mail }) => mail === undefined)).toBeGreaterThan(0.01);
    expect(
      part(
        ({ userType, accountEnabled, mail }) =>
          userType === 'Member' && accountEnabled && mail !== undefined,
      ),
    ).toBeGreaterThan(0.8);
  });
});

describe('a membership', () => {
  test('is a set, whatever joins and leaves, and goes through its users in order', () => {
    const rule = fc.record({
      first: fc.nat(5),
      step: fc.integer({ min: 1, max: 4 }),
      end: fc.nat(30),
    });
    const moves = fc.array(fc.tuple(fc.boolean(), fc.nat(40)));
    fc.assert(
      fc.property(rule, moves, fc.integer({ min: -1, max: 45 }), (by, steps, after) => {
        const membership = createMembership(by);
        const model = new Set<number>();
        for (let index = by.first; index < by.end; index += by.step) model.add(index);
        for (const [joins, index] of steps) {
          const changed = joins ? membership.addUser(index) : membership.removeUser(index);
          expect(changed).toBe(joins !== model.has(index));
          if (joins) model.add(index);
          else model.delete(index);
        }
        const expected = [...model].filter((index) => index > after).sort((a, b) => a - b);
        expect([...membership.usersAfter(after)]).toEqual(expected);
        expect(expected.every(membership.hasUser)).toBe(true);
      }),
    );
  });
});

describe('a filter', () => {
  const fits = (filter: string, object: Record<string, unknown>): boolean =>
    parseFilter(filter).fits(object);

  test('binds and before or, knows not and parentheses, compares without case', () => {
    const object = {
      displayName: "O'Neill",
      accountEnabled: true,
      mail: null,
      createdDateTime: '2020-02-02T00:00:00Z',
    };
    expect(fits("displayName eq 'o''neill'", object)).toBe(true);
    expect(fits("mail eq null and accountEnabled eq true or displayName eq 'x'", object)).toBe(
      true,
    );
    expect(fits("displayName eq 'x' and (mail eq null or accountEnabled eq true)", object)).toBe(
      false,
    );
    expect(fits("not (displayName eq 'x') and endswith(displayName,'eill')", object)).toBe(true);
    expect(fits('createdDateTime ge 2020-01-01T00:00:00Z', object)).toBe(true);
    expect(fits("displayName in ('a', 'o''neill')", object)).toBe(true);
  });

  test('that is broken is refused, whatever is broken about it', () => {
    for (const broken of [
      '',
      'displayName',
      "displayName eq 'a",
      "displayName eq 'a' and",
      "(displayName eq 'a'",
      "displayName like 'a'",
      "startswith(displayName 'a')",
      "'a'",
    ]) {
      expect(() => parseFilter(broken)).toThrow('Invalid filter clause');
    }
  });
});
