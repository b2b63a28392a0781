import { graphChatIdOf } from '../connector/ids.ts';
import { CLIENT_ID } from '../entra/app.ts';
import { guidOf } from '../guid.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { DirectoryUser } from '../tenants/user.ts';
import type { Answer } from '../wire.ts';
import { GRAPH_BASE } from './address.ts';
import type { GraphRequest, GraphRoute } from './context.ts';
import { badRequest, GraphRefusal } from './errors.ts';
import { parseFilter } from './filter.ts';
import { INSTALL_APPS, READ_APP_CATALOG, READ_INSTALLED_APPS } from './permissions.ts';
import { userInPath } from './users.ts';

/** Apps in the organisation's catalogue, and installing them for people. The one app here is Headcount. */
export const INSTALLED_APP_ROUTES: readonly GraphRoute[] = [
  {
    method: 'GET',
    path: '/appCatalogs/teamsApps',
    permissions: READ_APP_CATALOG,
    resourceUnits: 1,
    denied: () => forbidden(READ_APP_CATALOG),
    handle: listCatalog,
  },
  appsRoute('POST', '', INSTALL_APPS, install),
  appsRoute('GET', '', READ_INSTALLED_APPS, list),
  appsRoute('GET', '/{installationId}', READ_INSTALLED_APPS, get),
  appsRoute('DELETE', '/{installationId}', INSTALL_APPS, remove),
  appsRoute('GET', '/{installationId}/chat', READ_INSTALLED_APPS, getChat),
];

function appsRoute(
  method: GraphRoute['method'],
  path: string,
  permissions: readonly string[],
  handle: GraphRoute['handle'],
): GraphRoute {
  return {
    method,
    path: `/users/{id}/teamwork/installedApps${path}`,
    permissions,
    resourceUnits: 1,
    denied: () => forbidden(permissions),
    handle,
  };
}

/** The Teams backend words its refusals in its own way. */
function forbidden(permissions: readonly string[]): GraphRefusal {
  const needed = permissions.join(',');
  return new GraphRefusal(
    403,
    'Forbidden',
    `Missing role permissions on the request. API requires one of '${needed}'.`,
  );
}

const notFound = (message: string): GraphRefusal => new GraphRefusal(404, 'NotFound', message);

/** The app's id in a tenant's catalogue, which is not the id in the manifest. */
const catalogIdIn = (tenant: Tenant): string => guidOf(`${tenant.id}/teams-app`);

/** The app as catalogues and installations show it. */
const appIn = (tenant: Tenant) => ({
  id: catalogIdIn(tenant),
  externalId: CLIENT_ID,
  displayName: 'Headcount',
  distributionMethod: 'organization',
});

function listCatalog({ tenant, query }: GraphRequest): Answer {
  const fits = query.filter === undefined ? () => true : parseFilter(query.filter).fits;
  const apps = tenant.settings().appInCatalog ? [appIn(tenant)] : [];
  return {
    status: 200,
    body: {
      '@odata.context': `${GRAPH_BASE}/$metadata#appCatalogs/teamsApps`,
      value: apps.filter(fits),
    },
  };
}

/** Teams tells the bot of it afterwards, as of every installation. */
function install(request: GraphRequest): Answer {
  const { tenant, teams, call } = request;
  const user = personInPath(request);
  const bind = ((call.body ?? {}) as Record<string, unknown>)['teamsApp@odata.bind'];
  const appId = typeof bind === 'string' ? bind.split('/').at(-1) : undefined;
  if (appId === undefined) throw badRequest("'teamsApp@odata.bind' is missing.");
  if (appId !== catalogIdIn(tenant) || !tenant.settings().appInCatalog) {
    throw notFound(`No app found with id: ${appId}.`);
  }
  if (tenant.installations.ofPerson(user.id) !== undefined) {
    throw new GraphRefusal(409, 'Conflict', 'The app is already installed for this user.');
  }
  void teams.install(tenant, user.id);
  const location = `${GRAPH_BASE}/users/${user.id}/teamwork/installedApps/${installationIdOf(tenant, user)}`;
  return { status: 201, headers: { Location: location } };
}

function list(request: GraphRequest): Answer {
  const { tenant, query } = request;
  const user = personInPath(request);
  const fits = query.filter === undefined ? () => true : parseFilter(query.filter).fits;
  const { externalId, id } = appIn(tenant);
  const isInstalled = tenant.installations.ofPerson(user.id) !== undefined;
  const found = isInstalled && fits({ 'teamsApp/externalId': externalId, 'teamsApp/id': id });
  return {
    status: 200,
    body: {
      '@odata.context': `${GRAPH_BASE}/$metadata#users('${user.id}')/teamwork/installedApps`,
      value: found ? [installationOf(request, user)] : [],
    },
  };
}

function get(request: GraphRequest): Answer {
  const user = installedInPath(request);
  return { status: 200, body: installationOf(request, user) };
}

function remove(request: GraphRequest): Answer {
  void request.teams.uninstall(request.tenant, installedInPath(request).id);
  return { status: 204 };
}

function getChat(request: GraphRequest): Answer {
  const user = installedInPath(request);
  const { installedAt } = request.tenant.installations.ofPerson(user.id) ?? {};
  return {
    status: 200,
    body: {
      '@odata.context': `${GRAPH_BASE}/$metadata#chats/$entity`,
      id: graphChatIdOf(user.id),
      topic: null,
      createdDateTime: installedAt,
      chatType: 'oneOnOne',
      tenantId: request.tenant.id,
    },
  };
}

function installationOf({ tenant, query }: GraphRequest, user: DirectoryUser): object {
  const wantsApp = (query.expand ?? '').split(',').some((one) => one.startsWith('teamsApp'));
  return {
    id: installationIdOf(tenant, user),
    ...(wantsApp ? { teamsApp: appIn(tenant) } : {}),
  };
}

const installationIdOf = (tenant: Tenant, { id }: DirectoryUser): string =>
  Buffer.from(`${id}##${catalogIdIn(tenant)}`).toString('base64url');

function personInPath(request: GraphRequest): DirectoryUser {
  return userInPath(request).user;
}

/** The person whose installation the path names. */
function installedInPath(request: GraphRequest): DirectoryUser {
  const user = personInPath(request);
  const { tenant, params } = request;
  const isInstalled = tenant.installations.ofPerson(user.id) !== undefined;
  if (isInstalled && params['installationId'] === installationIdOf(tenant, user)) return user;
  throw notFound('No installation found with this id.');
}
