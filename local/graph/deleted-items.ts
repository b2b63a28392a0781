import type { Tenant } from '../tenants/tenant.ts';
import type { Standing } from '../tenants/user.ts';
import type { Answer } from '../wire.ts';
import { GRAPH_BASE } from './address.ts';
import type { GraphRequest, GraphRoute } from './context.ts';
import { badRequest, notFound } from './errors.ts';
import { parseFilter } from './filter.ts';
import { withLicences } from './licence-properties.ts';
import { listAnswer } from './list.ts';
import { DELETE_USERS, READ_USERS, USER_WRITERS } from './permissions.ts';
import {
  DEFAULT_USER_PROPERTIES,
  selectedUserProperties,
  userResource,
} from './user-properties.ts';
import { refuseToTouchAdmin } from './user-writes.ts';

export const DELETED_ITEM_ROUTES: readonly GraphRoute[] = [
  {
    method: 'GET',
    path: '/directory/deletedItems/microsoft.graph.user',
    permissions: READ_USERS,
    resourceUnits: 2,
    handle: listDeleted,
  },
  {
    method: 'GET',
    path: '/directory/deletedItems/{id}',
    permissions: READ_USERS,
    resourceUnits: 2,
    handle: getDeleted,
  },
  {
    method: 'POST',
    path: '/directory/deletedItems/{id}/restore',
    permissions: DELETE_USERS,
    directoryRoles: USER_WRITERS,
    resourceUnits: 1,
    writes: true,
    handle: restore,
  },
  {
    method: 'DELETE',
    path: '/directory/deletedItems/{id}',
    permissions: DELETE_USERS,
    directoryRoles: USER_WRITERS,
    resourceUnits: 1,
    writes: true,
    handle: purge,
  },
];

function listDeleted(request: GraphRequest): Answer {
  const { tenant, query } = request;
  const { users } = tenant.directory;
  const properties = selectedProperties(request);
  const filter = query.filter === undefined ? undefined : parseFilter(query.filter);
  const places = [...users.deleted()].sort((a, b) => a - b);
  return listAnswer(request, {
    context: 'users',
    after: (last) =>
      places
        .filter((place) => place > last)
        .map((place) => ({ place, item: users.standing(place) })),
    fits: (standing) => filter?.fits(deletedResource(tenant, standing, filter.properties)) ?? true,
    show: (standing) => deletedResource(tenant, standing, properties),
    total: undefined,
  });
}

function getDeleted(request: GraphRequest): Answer {
  return {
    status: 200,
    body: {
      '@odata.context': `${GRAPH_BASE}/$metadata#directoryObjects/$entity`,
      '@odata.type': '#microsoft.graph.user',
      ...deletedResource(request.tenant, deletedInPath(request), selectedProperties(request)),
    },
  };
}

function restore(request: GraphRequest): Answer {
  const { tenant, call } = request;
  const { user } = deletedInPath(request);
  refuseToTouchAdmin(request, user.id);
  const newName = (call.body as { readonly newUserPrincipalName?: unknown } | undefined)
    ?.newUserPrincipalName;
  if (
    newName !== undefined &&
    (typeof newName !== 'string' || !tenant.hasDomain(newName.slice(newName.lastIndexOf('@') + 1)))
  ) {
    throw badRequest(
      "Invalid value specified for property 'newUserPrincipalName' of resource 'User'.",
    );
  }
  tenant.perform({
    act: 'restoreUser',
    id: user.id,
    ...(newName === undefined ? {} : { userPrincipalName: newName }),
  });
  return {
    status: 200,
    body: {
      '@odata.context': `${GRAPH_BASE}/$metadata#directoryObjects/$entity`,
      '@odata.type': '#microsoft.graph.user',
      ...userResource(tenant.directory.userById(user.id).user, DEFAULT_USER_PROPERTIES),
    },
  };
}

function purge(request: GraphRequest): Answer {
  const { user } = deletedInPath(request);
  request.tenant.perform({ act: 'purgeUser', id: user.id });
  return { status: 204 };
}

function deletedInPath({ tenant, params }: GraphRequest): Standing {
  const id = params['id'] ?? '';
  const { users } = tenant.directory;
  const index = users.indexOfId(id);
  const standing = index === undefined ? undefined : users.standing(index);
  if (standing?.state !== 'deleted') throw notFound(id);
  return standing;
}

/** Deleted users are shown with the instant of their deletion unless something else was selected. */
function selectedProperties({ query }: GraphRequest): readonly string[] {
  return query.select
    ? selectedUserProperties(query.select)
    : [...DEFAULT_USER_PROPERTIES, 'deletedDateTime'];
}

/** While deleted, the object id stands before the user name, so that the name is free for others. */
function deletedResource(
  tenant: Tenant,
  standing: Standing,
  properties: readonly string[],
): Record<string, unknown> {
  const { deletedAt } = standing;
  const user = withLicences(tenant, standing, properties);
  const userPrincipalName = `${user.id.replaceAll('-', '')}${user.userPrincipalName}`;
  const resource = userResource({ ...user, userPrincipalName }, properties);
  if (!properties.includes('deletedDateTime')) return resource;
  return { ...resource, deletedDateTime: new Date(deletedAt ?? 0).toISOString() };
}
