import type { Directory } from '../tenants/directory.ts';
import type { GroupStanding } from '../tenants/group.ts';
import type { Placed } from './placed.ts';

/** A member of a group: a user by index, or a nested group by id. */
export type Member = { readonly user: number } | { readonly group: string };

/** Users have their index as place; nested groups come after all of them. */
const FIRST_GROUP_PLACE = 2 ** 32;

/** The live direct members of a group after a place. */
export function* directMembers(
  { users, groups }: Directory,
  { membership }: GroupStanding,
  after: number,
): Generator<Placed<Member>> {
  for (const index of membership.usersAfter(after)) {
    if (users.standing(index).state === 'live') yield { place: index, item: { user: index } };
  }
  yield* nestedGroups(groups, membership.groups(), after);
}

/** Everybody in a group and in the groups inside it, each once. */
export interface TransitiveMembers {
  /** Users by index, ascending. */
  readonly users: readonly number[];
  readonly groups: readonly string[];
}

/** The live transitive members after a place. */
export function* transitiveMembers(
  { users, groups }: Directory,
  members: TransitiveMembers,
  after: number,
): Generator<Placed<Member>> {
  for (let place = firstAbove(members.users, after); place < members.users.length; place += 1) {
    const index = members.users[place] ?? 0;
    if (users.standing(index).state === 'live') yield { place: index, item: { user: index } };
  }
  yield* nestedGroups(groups, members.groups, after);
}

function* nestedGroups(
  groups: Directory['groups'],
  ids: readonly string[],
  after: number,
): Generator<Placed<Member>> {
  const first = Math.max(0, after - FIRST_GROUP_PLACE + 1);
  for (const [offset, id] of ids.slice(first).entries()) {
    if (groups.byId(id)) {
      yield { place: FIRST_GROUP_PLACE + first + offset, item: { group: id } };
    }
  }
}

interface Resolved {
  readonly version: number;
  readonly members: TransitiveMembers;
}

/** What was resolved lately, per directory and group: paging through a large group resolves it once. */
const resolved = new WeakMap<Directory, Map<string, Resolved>>();

/** Resolves the transitive members, or gives what was resolved since the last change of any membership. */
export function resolveTransitive(
  directory: Directory,
  standing: GroupStanding,
): TransitiveMembers {
  const version = directory.groups.membershipVersion();
  const perGroup = resolved.get(directory) ?? new Map<string, Resolved>();
  resolved.set(directory, perGroup);
  const kept = perGroup.get(standing.group.id);
  if (kept?.version === version) return kept.members;
  const members = resolve(directory, standing);
  perGroup.set(standing.group.id, { version, members });
  return members;
}

function resolve({ groups }: Directory, standing: GroupStanding): TransitiveMembers {
  const seenGroups = new Set<string>();
  const seenUsers = new Set<number>();
  const waiting = [standing];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const index of next.membership.usersAfter(-1)) seenUsers.add(index);
    for (const id of next.membership.groups()) {
      const nested = groups.byId(id);
      if (!nested || seenGroups.has(id)) continue;
      seenGroups.add(id);
      waiting.push(nested);
    }
  }
  return { users: [...seenUsers].sort((a, b) => a - b), groups: [...seenGroups] };
}

function firstAbove(sorted: readonly number[], after: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}
