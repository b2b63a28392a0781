import type { DirectoryGroup } from '../tenants/group.ts';
import { unknownProperty } from './user-properties.ts';

/** The properties of a group that the stand-in knows, all of them in the default set. */
const GROUP_PROPERTIES: readonly string[] = [
  'id',
  'createdDateTime',
  'description',
  'displayName',
  'groupTypes',
  'isAssignableToRole',
  'mail',
  'mailEnabled',
  'mailNickname',
  'membershipRule',
  'securityEnabled',
  'visibility',
];

/** Not a property of its own: selecting it asks delta for the members. */
export const MEMBERS = 'members';

/**
 * The names that `select` means, always with `id`; the default set where it is `undefined`. `members` is passed over.
 * @throws GraphRefusal 400 for a name that groups do not have.
 */
export function selectedGroupProperties(select: readonly string[] | undefined): readonly string[] {
  const wanted = select?.filter((name) => name.toLowerCase() !== MEMBERS);
  if (wanted === undefined || wanted.length === 0) return GROUP_PROPERTIES;
  const names = wanted.map((name) => {
    const known = GROUP_PROPERTIES.find(
      (property) => property.toLowerCase() === name.toLowerCase(),
    );
    if (known === undefined) throw unknownProperty(name, 'group');
    return known;
  });
  return [...new Set([...names, 'id'])];
}

/** Whether groups have the property. */
export function isGroupProperty(name: string): boolean {
  return GROUP_PROPERTIES.includes(name);
}

/** A group as lists, single reads and delta show it. */
export function groupResource(
  group: DirectoryGroup,
  properties: readonly string[],
): Record<string, unknown> {
  const values = groupValues(group);
  return Object.fromEntries(properties.map((property) => [property, values[property] ?? null]));
}

/** The values of a group by property name. */
export function groupValues(group: DirectoryGroup): Readonly<Record<string, unknown>> {
  return group as unknown as Readonly<Record<string, unknown>>;
}
