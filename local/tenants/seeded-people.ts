import { mix } from '../chance.ts';
import { DAY_MS } from '../durations.ts';
import { DEPARTMENTS, GUEST_DOMAINS, JOB_TITLES, NAME_CULTURES } from './names.ts';
import type { DirectoryUser } from './user.ts';

/** What shapes a run of seeded people. */
export interface Seeding {
  readonly seed: number;
  /** The tenant's domain for user names. */
  readonly domain: string;
  /** The id of the person at an index of the tenant. */
  readonly idAt: (index: number) => string;
}

/** Of 1,000 people: so many guests, disabled accounts and members without mail. */
const GUESTS = 40;
const DISABLED = 30;
const WITHOUT_MAIL = 50;

const FIRST_CREATION_MS = Date.UTC(2018, 0, 8, 8);
const CREATION_SPAN_MS = 6 * 365 * DAY_MS;

/**
 * The person at `index` of a tenant: always the same for the same seed, made anew at each call and kept nowhere.
 * The user name ends in the index + 1, so that it is unique and can be read back (`seededIndexOf`).
 */
export function seededPerson({ seed, domain, idAt }: Seeding, index: number): DirectoryUser {
  const word = mix(seed, index);
  const look = mix(word, 1);
  const culture = pick(NAME_CULTURES, word);
  const given = pick(culture.given, word >>> 8);
  const family = pick(culture.family, word >>> 16);
  const local = `${given.ascii}.${family.ascii}${index + 1}`;
  const created = new Date(FIRST_CREATION_MS + ((look >>> 4) / 2 ** 28) * CREATION_SPAN_MS);
  const person = {
    id: idAt(index),
    displayName: `${given.written} ${family.written}`,
    givenName: given.written,
    surname: family.written,
    accountEnabled: !chosen(look, 2, DISABLED),
    createdDateTime: `${created.toISOString().slice(0, 19)}Z`,
    preferredLanguage: culture.languageTag,
    usageLocation: culture.country,
  };
  if (chosen(look, 3, GUESTS)) {
    const home = pick(GUEST_DOMAINS, look >>> 9);
    return {
      ...person,
      userType: 'Guest',
      userPrincipalName: `${local}_${home}#EXT#@${domain}`,
      mail: `${local}@${home}`,
      mailNickname: `${local}_${home}#EXT#`,
      externalUserState: 'Accepted',
      creationType: 'Invitation',
    };
  }
  const member: DirectoryUser = {
    ...person,
    userType: 'Member',
    userPrincipalName: `${local}@${domain}`,
    mailNickname: local,
    department: pick(DEPARTMENTS, look >>> 12),
    jobTitle: pick(JOB_TITLES, look >>> 16),
    officeLocation: culture.city,
  };
  return chosen(look, 4, WITHOUT_MAIL) ? member : { ...member, mail: member.userPrincipalName };
}

/** The index that a seeded person's user name ends in, or `undefined` where the name has no such form. */
export function seededIndexOf(userPrincipalName: string): number | undefined {
  const found = /^[a-z]+\.[a-z]+(\d{1,9})(?:_[^#@]+#ext#)?@/i.exec(userPrincipalName);
  return found?.[1] === undefined ? undefined : Number(found[1]) - 1;
}

function chosen(word: number, question: number, perMille: number): boolean {
  return mix(word, question) % 1000 < perMille;
}

function pick<T>(items: readonly T[], word: number): T {
  const item = items[word % items.length];
  if (item === undefined) throw new Error('There is nothing to pick from.');
  return item;
}
