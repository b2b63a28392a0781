import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { endingFaults, isOneself } from '../../api/customers/rules/safeguards.ts';
import { userNameCandidate, userNameFault } from '../../api/customers/rules/user-names.ts';

const DOMAINS = ['northwind.example', 'northwind.onmicrosoft.com'];

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
