import { groupsOfUser } from '../tenants/member-of.ts';
import type { DirectoryGroup } from '../tenants/group.ts';
import type { Answer } from '../wire.ts';
import { GRAPH_BASE } from './address.ts';
import type { GraphRequest, GraphRoute } from './context.ts';
import { badRequest } from './errors.ts';
import { groupResource, selectedGroupProperties } from './group-properties.ts';
import { listAnswer } from './list.ts';
import { placedAfter } from './placed.ts';
import { READ_MEMBERS } from './permissions.ts';
import { userInPath } from './users.ts';

type Reach = 'direct' | 'transitive';

/** Graph checks at most so many groups in one call. */
const MOST_CHECKED = 20;

export const MEMBER_OF_ROUTES: readonly GraphRoute[] = [
  listRoute('memberOf', 'direct', false),
  listRoute('memberOf/microsoft.graph.group', 'direct', true),
  listRoute('transitiveMemberOf', 'transitive', false),
  listRoute('transitiveMemberOf/microsoft.graph.group', 'transitive', true),
  {
    method: 'POST',
    path: '/users/{id}/checkMemberGroups',
    permissions: READ_MEMBERS,
    resourceUnits: 1,
    handle: checkMemberGroups,
  },
  {
    method: 'POST',
    path: '/users/{id}/getMemberGroups',
    permissions: READ_MEMBERS,
    resourceUnits: 1,
    handle: getMemberGroups,
  },
];

/** `cast`: only groups, without their `@odata.type`. There is nothing else that the stand-in's users are in. */
function listRoute(path: string, reach: Reach, cast: boolean): GraphRoute {
  return {
    method: 'GET',
    path: `/users/{id}/${path}`,
    permissions: READ_MEMBERS,
    resourceUnits: 2,
    handle: (request) => listGroups(request, reach, cast),
  };
}

function listGroups(request: GraphRequest, reach: Reach, cast: boolean): Answer {
  const properties = selectedGroupProperties(request.query.select);
  const groups = groupsInPath(request, reach);
  return listAnswer(request, {
    context: cast ? 'groups' : 'directoryObjects',
    after: (place) => placedAfter(groups, place),
    fits: () => true,
    show: (group) => ({
      ...(cast ? {} : { '@odata.type': '#microsoft.graph.group' }),
      ...groupResource(group, properties),
    }),
    total: undefined,
  });
}

/** Those of the named groups that the user is in, through other groups too. */
function checkMemberGroups(request: GraphRequest): Answer {
  const { groupIds } = (request.call.body ?? {}) as { readonly groupIds?: unknown };
  if (!Array.isArray(groupIds) || groupIds.length === 0 || groupIds.length > MOST_CHECKED) {
    throw badRequest(
      `Invalid value specified for property 'groupIds': a list of 1 to ${MOST_CHECKED} ids is needed.`,
    );
  }
  const wanted = new Set(groupIds.map((id) => String(id).toLowerCase()));
  return ids(
    groupsInPath(request, 'transitive')
      .map(({ id }) => id)
      .filter((id) => wanted.has(id)),
  );
}

function getMemberGroups(request: GraphRequest): Answer {
  const { securityEnabledOnly } = (request.call.body ?? {}) as {
    readonly securityEnabledOnly?: unknown;
  };
  if (typeof securityEnabledOnly !== 'boolean') {
    throw badRequest("A value is required for property 'securityEnabledOnly'.");
  }
  return ids(
    groupsInPath(request, 'transitive')
      .filter(({ securityEnabled }) => securityEnabled || !securityEnabledOnly)
      .map(({ id }) => id),
  );
}

function groupsInPath(request: GraphRequest, reach: Reach): DirectoryGroup[] {
  const { directory } = request.tenant;
  return groupsOfUser(directory, userInPath(request).index, reach)
    .map((id) => directory.groups.byId(id)?.group)
    .filter((group) => group !== undefined);
}

function ids(value: readonly string[]): Answer {
  return {
    status: 200,
    body: { '@odata.context': `${GRAPH_BASE}/$metadata#Collection(Edm.String)`, value },
  };
}
