import type { GroupStanding } from '../tenants/group.ts';
import type { Answer } from '../wire.ts';
import { GRAPH_BASE } from './address.ts';
import type { GraphRequest, GraphRoute } from './context.ts';
import { badRequest, notFound } from './errors.ts';
import { parseFilter } from './filter.ts';
import {
  groupResource,
  groupValues,
  isGroupProperty,
  selectedGroupProperties,
} from './group-properties.ts';
import { listAnswer, refusePlainAdvanced, refusePlainSearch } from './list.ts';
import { READ_GROUPS } from './permissions.ts';
import { parseSearch } from './search.ts';

const SEARCHABLE = ['displayName', 'description', 'mail', 'mailNickname'];

export const GROUP_ROUTES: readonly GraphRoute[] = [
  {
    method: 'GET',
    path: '/groups',
    permissions: READ_GROUPS,
    resourceUnits: 2,
    handle: listGroups,
  },
  {
    method: 'GET',
    path: '/groups/{id}',
    permissions: READ_GROUPS,
    resourceUnits: 2,
    handle: getGroup,
  },
];

/** The live group that a path names. @throws GraphRefusal 404 */
export function groupInPath({ tenant, params }: GraphRequest): GroupStanding {
  const id = params['id'] ?? '';
  const standing = tenant.directory.groups.byId(id);
  if (!standing) throw notFound(id);
  return standing;
}

function listGroups(request: GraphRequest): Answer {
  const { tenant, query } = request;
  const properties = selectedGroupProperties(query.select);
  const filter = query.filter === undefined ? undefined : parseFilter(query.filter);
  const unknown = filter?.properties.find((property) => !isGroupProperty(property));
  if (unknown !== undefined) {
    throw badRequest(
      `Invalid filter clause: Could not find a property named '${unknown}' on type 'microsoft.graph.group'.`,
    );
  }
  if (query.search !== undefined) refusePlainSearch(request);
  if (filter) refusePlainAdvanced(request, filter.advanced || query.orderBy !== undefined);
  const found = query.search === undefined ? undefined : parseSearch(query.search, SEARCHABLE);
  const all = inOrder(tenant.directory.groups.all(), query.orderBy);
  return listAnswer(request, {
    context: query.select === undefined ? 'groups' : `groups(${query.select.join(',')})`,
    after: (last) =>
      all.slice(last + 1).map((item, offset) => ({ place: last + 1 + offset, item })),
    fits: ({ group, deleted }) =>
      !deleted &&
      (filter?.fits(groupValues(group)) ?? true) &&
      (found?.(groupValues(group)) ?? true),
    show: ({ group }) => groupResource(group, properties),
    total: undefined,
  });
}

function getGroup(request: GraphRequest): Answer {
  return {
    status: 200,
    body: {
      '@odata.context': `${GRAPH_BASE}/$metadata#groups/$entity`,
      ...groupResource(groupInPath(request).group, selectedGroupProperties(request.query.select)),
    },
  };
}

function inOrder(
  all: readonly GroupStanding[],
  orderBy: string | undefined,
): readonly GroupStanding[] {
  if (orderBy === undefined) return all;
  const [property, direction = 'asc'] = orderBy.trim().split(/\s+/);
  if (property !== 'displayName') {
    throw badRequest(`Sorting by '${orderBy}' is not supported, only by displayName.`);
  }
  const { compare } = new Intl.Collator('en');
  const sorted = all.toSorted((a, b) => compare(a.group.displayName, b.group.displayName));
  return direction.toLowerCase() === 'desc' ? sorted.reverse() : sorted;
}
