import type { GroupId, PersonId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';

/**
 * `reading`: its members are being read for the first time or anew; `following`: they are known; `gone`: the directory
 * has no such group any more; `unusable`: a mail distribution group, whose members are not read (L-13).
 */
export type FollowedState = 'reading' | 'following' | 'gone' | 'unusable';

/** A directory group whose direct members are followed. */
export interface FollowedGroup {
  readonly groupId: GroupId;
  readonly displayName: string;
  /** Somebody enrols this very group; else it is followed because it is nested in one. */
  readonly asked: boolean;
  /** The groups that are its direct members. */
  readonly children: readonly GroupId[];
  /** The children told of in the pass from the start that is under way. */
  readonly childrenSeen: readonly GroupId[];
  /** Groups that were nested or taken out, and whose people are still to be settled. */
  readonly unsettled: readonly GroupId[];
  readonly state: FollowedState;
  readonly link: string | null;
  readonly linkAt: Instant;
  readonly generation: number;
  readonly fullPass: boolean;
  readonly lastReadAt: Instant | null;
  readonly lastFullPassAt: Instant | null;
  readonly epoch: number;
  readonly leaseUntil: number;
  readonly leaseHolder: string | null;
}

/** That a person is a direct member of a followed group. */
export interface Membership {
  readonly groupId: GroupId;
  readonly personId: PersonId;
  /** The pass from the start that last told of it. */
  readonly generation: number;
}

/** A group that is to be followed, nothing read yet. */
export const newFollowedGroup = (
  groupId: GroupId,
  displayName: string,
  asked: boolean,
  now: Instant,
): FollowedGroup => ({
  groupId,
  displayName,
  asked,
  children: [],
  childrenSeen: [],
  unsettled: [],
  state: 'reading',
  link: null,
  linkAt: now,
  generation: 1,
  fullPass: true,
  lastReadAt: null,
  lastFullPassAt: null,
  epoch: 0,
  leaseUntil: 0,
  leaseHolder: null,
});

type Nesting = Pick<FollowedGroup, 'groupId' | 'children'>;

/** For each group: itself and every followed group that holds it, directly or through others. Cycles are no fault. */
export function containersOf(groups: readonly Nesting[]): Map<GroupId, ReadonlySet<GroupId>> {
  const parents = new Map<GroupId, GroupId[]>();
  for (const { groupId, children } of groups) {
    for (const child of children) parents.set(child, [...(parents.get(child) ?? []), groupId]);
  }
  return new Map(
    groups.map(({ groupId }) => [groupId, reached([groupId], (id) => parents.get(id) ?? [])]),
  );
}

/** The groups and all that are nested in them. */
export function containedIn(
  groupIds: readonly GroupId[],
  groups: readonly Nesting[],
): ReadonlySet<GroupId> {
  const children = new Map(groups.map((group) => [group.groupId, group.children]));
  return reached(groupIds, (id) => children.get(id) ?? []);
}

/** The followed groups that nothing holds any more: not asked for, and nested in none that is. */
export function unheld(groups: readonly FollowedGroup[]): FollowedGroup[] {
  const roots = groups.filter(({ asked }) => asked).map(({ groupId }) => groupId);
  const held = containedIn(roots, groups);
  return groups.filter(({ groupId }) => !held.has(groupId));
}

function reached(
  from: readonly GroupId[],
  next: (groupId: GroupId) => readonly GroupId[],
): ReadonlySet<GroupId> {
  const seen = new Set(from);
  for (const groupId of seen) for (const further of next(groupId)) seen.add(further);
  return seen;
}
