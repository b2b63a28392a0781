import type { Directory } from '../tenants/directory.ts';
import type { Answer } from '../wire.ts';
import type { GraphRequest, GraphRoute } from './context.ts';
import { groupResource, selectedGroupProperties } from './group-properties.ts';
import { groupInPath } from './groups.ts';
import { listAnswer } from './list.ts';
import type { Placed } from './placed.ts';
import { directMembers, resolveTransitive, transitiveMembers, type Member } from './members.ts';
import { READ_MEMBERS } from './permissions.ts';
import { selectedUserProperties, userResource } from './user-properties.ts';

/** `user` and `group` are the casts: only members of that type, without their `@odata.type`. */
type Cast = 'none' | 'user' | 'group';
type Reach = 'members' | 'transitiveMembers';

export const GROUP_MEMBER_ROUTES: readonly GraphRoute[] = (
  ['members', 'transitiveMembers'] as const
).flatMap((reach) => [
  membersRoute(reach, 'none'),
  membersRoute(reach, 'user'),
  membersRoute(reach, 'group'),
]);

function membersRoute(reach: Reach, cast: Cast): GraphRoute {
  return {
    method: 'GET',
    path: `/groups/{id}/${reach}${cast === 'none' ? '' : `/microsoft.graph.${cast}`}`,
    permissions: READ_MEMBERS,
    resourceUnits: 2,
    handle: (request) => listMembers(request, reach, cast),
  };
}

function listMembers(request: GraphRequest, reach: Reach, cast: Cast): Answer {
  const { directory } = request.tenant;
  return listAnswer(request, {
    context: cast === 'none' ? 'directoryObjects' : `${cast}s`,
    after: membersOf(request, directory, reach),
    fits: (member) => cast === 'none' || cast in member,
    show: memberResource(request, directory, cast),
    total: undefined,
  });
}

function membersOf(
  request: GraphRequest,
  directory: Directory,
  reach: Reach,
): (after: number) => Iterable<Placed<Member>> {
  const standing = groupInPath(request);
  if (reach === 'members') return (after) => directMembers(directory, standing, after);
  const members = resolveTransitive(directory, standing);
  return (after) => transitiveMembers(directory, members, after);
}

/** Without a cast each member says its type, and a selection applies to what the member's type has of it. */
function memberResource(
  { query }: GraphRequest,
  { users, groups }: Directory,
  cast: Cast,
): (member: Member) => Record<string, unknown> {
  const select = query.select;
  const userProperties = cast === 'group' ? [] : selectedUserProperties(select);
  const groupProperties =
    cast === 'group'
      ? selectedGroupProperties(select)
      : select
        ? ['id', 'displayName']
        : selectedGroupProperties(undefined);
  return (member) => {
    if ('user' in member) {
      const resource = userResource(users.standing(member.user).user, userProperties);
      return cast === 'none' ? { '@odata.type': '#microsoft.graph.user', ...resource } : resource;
    }
    const group = groups.byId(member.group)?.group;
    const resource = group ? groupResource(group, groupProperties) : { id: member.group };
    return cast === 'none' ? { '@odata.type': '#microsoft.graph.group', ...resource } : resource;
  };
}
