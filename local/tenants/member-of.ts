import type { Directory } from './directory.ts';

/** The ids of the live groups that a user is in: directly, or also through groups inside groups. */
export function groupsOfUser(
  { groups }: Directory,
  userIndex: number,
  reach: 'direct' | 'transitive',
): readonly string[] {
  const live = groups.all().filter(({ deleted }) => !deleted);
  const found = live.filter(({ membership }) => membership.hasUser(userIndex));
  const ids = new Set(found.map(({ group }) => group.id));
  if (reach === 'direct') return [...ids];
  for (const id of ids) {
    for (const { group, membership } of live) if (membership.hasGroup(id)) ids.add(group.id);
  }
  return [...ids];
}
