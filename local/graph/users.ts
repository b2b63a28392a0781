import type { Directory } from '../tenants/directory.ts';
import type { DirectoryUser, Standing } from '../tenants/user.ts';
import { isGuid } from '../guid.ts';
import type { Answer } from '../wire.ts';
import { GRAPH_BASE } from './address.ts';
import type { GraphRequest, GraphRoute } from './context.ts';
import { badRequest, notFound, unsupportedQuery } from './errors.ts';
import { parseFilter, type Filter } from './filter.ts';
import { withLicences } from './licence-properties.ts';
import {
  countAll,
  isEventual,
  listAnswer,
  refusePlainAdvanced,
  refusePlainSearch,
  type ListPlan,
} from './list.ts';
import type { Placed } from './placed.ts';
import { READ_USERS } from './permissions.ts';
import { parseSearch } from './search.ts';
import { selectedUserProperties, userPropertyRule, userResource } from './user-properties.ts';

const SEARCHABLE = [
  'displayName',
  'mail',
  'userPrincipalName',
  'givenName',
  'surname',
  'mailNickname',
];
const SORTABLE = ['displayName', 'userPrincipalName'];

/** Sorting makes every user once; larger tenants have to be listed unsorted. */
const MOST_SORTED = 100_000;

export const USER_ROUTES: readonly GraphRoute[] = [
  { method: 'GET', path: '/users', permissions: READ_USERS, resourceUnits: 2, handle: listUsers },
  {
    method: 'GET',
    path: '/users/$count',
    permissions: READ_USERS,
    resourceUnits: 2,
    handle: countUsers,
  },
  {
    method: 'GET',
    path: '/users/{id}',
    permissions: READ_USERS,
    resourceUnits: 2,
    handle: getUser,
  },
];

/** The live user that a path names by id or user name. @throws GraphRefusal 404, also while it has not arrived */
export function userInPath({ tenant, params }: GraphRequest): Standing {
  const name = params['id'] ?? '';
  const { users } = tenant.directory;
  const index = isGuid(name) ? users.indexOfId(name) : users.indexOfName(name);
  const standing = index === undefined ? undefined : users.standing(index);
  if (standing?.state !== 'live' || !tenant.hasArrived(standing)) throw notFound(name);
  return standing;
}

/** The values of a user by property name, for filters and searches. */
function userValues(user: DirectoryUser): Readonly<Record<string, unknown>> {
  return user as unknown as Readonly<Record<string, unknown>>;
}

function listUsers(request: GraphRequest): Answer {
  const { tenant, query } = request;
  const properties = selectedUserProperties(query.select);
  const plan = userPlan(request);
  const selected = query.select === undefined ? '' : `(${query.select.join(',')})`;
  const plain = query.filter === undefined && query.search === undefined;
  return listAnswer(request, {
    ...plan,
    context: `users${selected}`,
    show: (standing) => userResource(withLicences(tenant, standing, properties), properties),
    total: plain ? laggingCount(request, tenant.directory) : undefined,
  });
}

function countUsers(request: GraphRequest): Answer {
  if (!isEventual(request)) throw badRequest('$count is not currently supported.');
  const plan = userPlan(request);
  const { filter, search } = request.query;
  const plain = filter === undefined && search === undefined;
  const count = plain ? laggingCount(request, request.tenant.directory) : countAll(plan);
  return { status: 200, body: String(count) };
}

function getUser(request: GraphRequest): Answer {
  const standing = userInPath(request);
  const properties = selectedUserProperties(request.query.select);
  return {
    status: 200,
    body: {
      '@odata.context': `${GRAPH_BASE}/$metadata#users/$entity`,
      ...userResource(withLicences(request.tenant, standing, properties), properties),
    },
  };
}

/** Which users a request means, and in which order. */
function userPlan(request: GraphRequest): Pick<ListPlan<Standing>, 'after' | 'fits'> {
  const { tenant, query } = request;
  const { directory } = tenant;
  const filter = query.filter === undefined ? undefined : parseFilter(query.filter);
  if (filter) checkFilter(request, filter);
  if (query.search !== undefined) refusePlainSearch(request);
  const found = query.search === undefined ? undefined : parseSearch(query.search, SEARCHABLE);
  const fits = (standing: Standing): boolean =>
    standing.state === 'live' &&
    tenant.isListed(standing) &&
    (filter?.fits(userValues(withLicences(tenant, standing, filter.properties))) ?? true) &&
    (found?.(userValues(standing.user)) ?? true);
  return { fits, after: orderedUsers(request, directory, filter) };
}

function checkFilter(request: GraphRequest, filter: Filter): void {
  const unknown = filter.properties.find((property) => !userPropertyRule(property));
  if (unknown !== undefined) {
    throw badRequest(
      `Invalid filter clause: Could not find a property named '${unknown}' on type 'microsoft.graph.user'.`,
    );
  }
  refusePlainAdvanced(request, filter.advanced || request.query.orderBy !== undefined);
}

function orderedUsers(
  { query }: GraphRequest,
  { users }: Directory,
  filter: Filter | undefined,
): (place: number) => Iterable<Placed<Standing>> {
  const looked = lookUp(filter, users);
  if (looked) return (place) => looked.filter((placed) => placed.place > place);
  if (query.orderBy === undefined) {
    return function* (place) {
      for (let index = place + 1; index < users.total(); index += 1) {
        yield { place: index, item: users.standing(index) };
      }
    };
  }
  const sorted = sortUsers(query.orderBy, users);
  return (place) =>
    sorted.slice(place + 1).map((item, offset) => ({ place: place + 1 + offset, item }));
}

/** A filter on some ids or user names needs no going through. */
function lookUp(
  filter: Filter | undefined,
  users: Directory['users'],
): Placed<Standing>[] | undefined {
  const { property, values = [] } = filter?.single ?? {};
  if (property !== 'id' && property !== 'userPrincipalName') return undefined;
  const indexOf = property === 'id' ? users.indexOfId : users.indexOfName;
  const found = values.map((value) => (typeof value === 'string' ? indexOf(value) : undefined));
  return [...new Set(found)]
    .filter((index) => index !== undefined)
    .sort((a, b) => a - b)
    .map((index) => ({ place: index, item: users.standing(index) }));
}

function sortUsers(orderBy: string, users: Directory['users']): Standing[] {
  const [name = '', direction = 'asc'] = orderBy.trim().split(/\s+/);
  const property = SORTABLE.find((known) => known === name);
  if (property === undefined) {
    throw unsupportedQuery(
      `Sorting by '${orderBy}' is not supported, only by ${SORTABLE.join(' or ')}.`,
    );
  }
  if (users.total() > MOST_SORTED) {
    throw unsupportedQuery(
      `The local cloud sorts at most ${MOST_SORTED} users: leave $orderby out.`,
    );
  }
  const sign = direction.toLowerCase() === 'desc' ? -1 : 1;
  const { compare } = new Intl.Collator('en');
  const key = (standing: Standing): string => String(userValues(standing.user)[property]);
  const all = Array.from({ length: users.total() }, (_, index) => users.standing(index));
  return all.sort((a, b) => sign * compare(key(a), key(b)));
}

/** The number of users as a copy knows it that lags behind. */
function laggingCount({ tenant, clock }: GraphRequest, { users, userLog }: Directory): number {
  const seen = userLog.newestSeen(tenant.settings().lag.countMs ?? 0, clock.now());
  const unseen = userLog.between(seen, userLog.newest());
  return users.live() - unseen.reduce((sum, { live }) => sum + live, 0);
}
