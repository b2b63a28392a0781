import { mix } from '../chance.ts';
import { groupOfKind } from './group.ts';
import type { DirectoryGroup, GroupKind } from './group.ts';
import { createMembership } from './membership.ts';
import type { Membership } from './membership.ts';
import { DEPARTMENTS, asciiOf } from './names.ts';

/** What shapes the seeded groups of a tenant. */
export interface GroupSeeding {
  readonly seed: number;
  readonly domain: string;
  readonly idAt: (index: number) => string;
  /** How many users there are to be members. */
  readonly users: number;
}

/** A made-up group before it is put into the tenant. */
export interface SeededGroup {
  readonly group: DirectoryGroup;
  readonly membership: Membership;
}

/** The kinds take turns; the first group holds everybody, every seventh holds the groups before it. */
const KINDS: readonly GroupKind[] = [
  'dynamic',
  'security',
  'microsoft365',
  'security',
  'distribution',
  'microsoft365',
];
const NESTING_EVERY = 7;

/**
 * The first `count` groups of a tenant: one dynamic group of everybody, then security, Microsoft 365 and mail
 * distribution groups of a department each, thinner the later they come, and groups of groups.
 */
export function seededGroups(count: number, seeding: GroupSeeding): SeededGroup[] {
  return Array.from({ length: count }, (_, place) => seededGroup(place, seeding));
}

function seededGroup(place: number, { seed, domain, idAt, users }: GroupSeeding): SeededGroup {
  const nesting = place > 0 && place % NESTING_EVERY === 0;
  const kind =
    place === 0 ? 'dynamic' : nesting ? 'security' : (KINDS[1 + (place % 5)] ?? 'security');
  const department = DEPARTMENTS[place % DEPARTMENTS.length] ?? 'Staff';
  const displayName = nesting
    ? `Region ${place / NESTING_EVERY}`
    : place === 0
      ? 'All staff'
      : `${department} ${place}`;
  const group = groupOfKind(kind, {
    id: idAt(place),
    displayName,
    mailNickname: asciiOf(displayName),
    domain,
    createdDateTime: '2019-03-04T09:00:00Z',
  });
  if (nesting) {
    const membership = createMembership();
    for (let inner = place - NESTING_EVERY + 1; inner < place; inner += 1) {
      membership.addGroup(idAt(inner));
    }
    return { group, membership };
  }
  const step = place === 0 ? 1 : 5 + place * 3;
  const first = place === 0 ? 0 : mix(seed, place) % step;
  return { group, membership: createMembership({ first, step, end: users }) };
}
