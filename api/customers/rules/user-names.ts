import type { Fault } from './fault.ts';

/** What stands before the @ of a user name in Microsoft Entra ID, and how long it may be. */
const LOCAL_PART = /^[A-Za-z0-9'._!#^~-]+$/;
const LOCAL_PART_MAX = 64;

/** A guest's user name holds this; it is the directory's to give. */
const GUEST_MARK = '#ext#';

/** What of a text is no character of a user name, each once. */
const strangersIn = (local: string): string =>
  [...new Set(local)].filter((character) => !LOCAL_PART.test(character)).join(' ');

/**
 * Why nobody can be given the user name at a customer with these verified domains; null where it is in order. Whether
 * somebody has it already is another question.
 */
export function userNameFault(userName: string, domains: readonly string[]): Fault | null {
  const at = userName.lastIndexOf('@');
  const local = userName.slice(0, at);
  const domain = userName.slice(at + 1).toLowerCase();
  if (at < 1 || domain === '') {
    return {
      code: 'user-name-malformed',
      detail: `The user name must be a name, @ and a domain of the customer, such as ada@${domains[0] ?? 'contoso.example'}.`,
      facts: { domain: domains[0] ?? 'contoso.example' },
    };
  }
  if (local.toLowerCase().includes(GUEST_MARK)) {
    return {
      code: 'user-name-of-guest',
      detail:
        'A user name with #EXT# belongs to a guest. Invite the person as a guest in the customer’s tenant, or choose a name of the customer’s own.',
    };
  }
  if (!LOCAL_PART.test(local)) {
    return {
      code: 'user-name-characters',
      detail: `Before the @ a user name may hold letters A to Z, digits and ' . - _ ! # ^ ~ only; leave out: ${strangersIn(local)}`,
      facts: { characters: strangersIn(local) },
    };
  }
  if (local.length > LOCAL_PART_MAX) {
    return {
      code: 'user-name-too-long',
      detail: `Before the @ a user name may have ${LOCAL_PART_MAX} characters; this one has ${local.length}. Shorten it.`,
      facts: { length: local.length, lengthMax: LOCAL_PART_MAX },
    };
  }
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) {
    return {
      code: 'user-name-dots',
      detail: 'A user name may not begin or end with a dot, or hold two in a row. Take them out.',
    };
  }
  if (!domains.some((known) => known.toLowerCase() === domain)) {
    return {
      code: 'domain-not-verified',
      detail: `The domain ${domain} is none of the customer’s verified ones. Use one of: ${domains.join(', ')}.`,
      facts: { domain, domains: domains.join(', ') },
    };
  }
  return null;
}

/** The nth candidate (from 2) beside a user name that is taken: `ada2@…`. Stays within what a name may be long. */
export function userNameCandidate(userName: string, nth: number): string {
  const at = userName.lastIndexOf('@');
  const suffix = String(nth);
  return `${userName.slice(0, Math.min(at, LOCAL_PART_MAX - suffix.length))}${suffix}${userName.slice(at)}`;
}
