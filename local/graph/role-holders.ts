import { CLIENT_ID } from '../entra/app.ts';
import { guidOf } from '../guid.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { Answer } from '../wire.ts';
import { GRAPH_BASE } from './address.ts';
import type { GraphRequest, GraphRoute } from './context.ts';
import { notFound } from './errors.ts';
import { listAnswer } from './list.ts';
import { placedAfter } from './placed.ts';
import { READ_APPLICATIONS, READ_ROLES } from './permissions.ts';
import { selectedUserProperties, userResource } from './user-properties.ts';

const APP_ROLES: readonly string[] = ['LMS.Admin', 'Catalog.Admin', 'AdminAgent', 'Operator'];
const appRoleId = (role: string): string => guidOf(`app-role/${role}`);
const principalIdIn = ({ id }: Tenant): string => guidOf(`${id}/service-principal`);

export const ROLE_HOLDER_ROUTES: readonly GraphRoute[] = [
  {
    method: 'GET',
    path: '/directoryRoles/roleTemplateId/{role}/members',
    permissions: READ_ROLES,
    resourceUnits: 2,
    handle: listRoleMembers,
  },
  {
    method: 'GET',
    path: '/servicePrincipals/appId/{appId}',
    permissions: READ_APPLICATIONS,
    resourceUnits: 1,
    handle: getServicePrincipal,
  },
  {
    method: 'GET',
    path: '/servicePrincipals/{id}/appRoleAssignedTo',
    permissions: READ_APPLICATIONS,
    resourceUnits: 1,
    handle: listAssignments,
  },
];

/** A role that nobody has is not activated: 404. */
function listRoleMembers(request: GraphRequest): Answer {
  const { tenant, params, roles, query } = request;
  const role = params['role'] ?? '';
  const holders = roles.directoryRoleHolders(tenant.id, role);
  if (holders.length === 0) throw notFound(role);
  const properties = selectedUserProperties(query.select);
  return listAnswer(request, {
    context: 'directoryObjects',
    after: (place) => placedAfter(holders, place),
    fits: () => true,
    show: (id) => ({
      '@odata.type': '#microsoft.graph.user',
      ...userResource(tenant.directory.userById(id).user, properties),
    }),
    total: undefined,
  });
}

function getServicePrincipal({ tenant, params }: GraphRequest): Answer {
  const appId = params['appId'] ?? '';
  if (appId.toLowerCase() !== CLIENT_ID) throw notFound(appId);
  return {
    status: 200,
    body: {
      '@odata.context': `${GRAPH_BASE}/$metadata#servicePrincipals/$entity`,
      id: principalIdIn(tenant),
      appRoles: APP_ROLES.map((value) => ({
        allowedMemberTypes: ['User'],
        displayName: value,
        id: appRoleId(value),
        isEnabled: true,
        origin: 'Application',
        value,
      })),
    },
  };
}

function listAssignments(request: GraphRequest): Answer {
  const { tenant, params, roles } = request;
  const id = params['id'] ?? '';
  if (id !== principalIdIn(tenant)) throw notFound(id);
  return listAnswer(request, {
    context: `servicePrincipals('${id}')/appRoleAssignedTo`,
    after: (place) => placedAfter(roles.appRoleHolders(tenant.id), place),
    fits: () => true,
    show: ({ objectId, role }) => ({
      id: Buffer.from(`${objectId}${role}`).toString('base64url'),
      appRoleId: appRoleId(role),
      principalDisplayName: tenant.directory.userById(objectId).user.displayName,
      principalId: objectId,
      principalType: 'User',
      resourceDisplayName: 'Headcount',
      resourceId: id,
    }),
    total: undefined,
  });
}
