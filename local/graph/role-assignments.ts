import { ROLE_NAMES } from '../entra/roles.ts';
import { roleAssignmentId, type RoleAssignment } from '../tenants/directory-roles.ts';
import type { Answer } from '../wire.ts';
import { GRAPH_BASE } from './address.ts';
import type { GraphRequest, GraphRoute } from './context.ts';
import { badRequest, notFound } from './errors.ts';
import { parseFilter } from './filter.ts';
import { listAnswer } from './list.ts';
import { placedAfter } from './placed.ts';
import { READ_ROLES, ROLE_WRITERS, WRITE_ROLES } from './permissions.ts';

const ASSIGNMENTS = '/roleManagement/directory/roleAssignments';
const CONTEXT = `${GRAPH_BASE}/$metadata#roleManagement/directory/roleAssignments`;

/** Directory roles as Graph's role management has them: always of the whole tenant. */
export const ROLE_ASSIGNMENT_ROUTES: readonly GraphRoute[] = [
  {
    method: 'GET',
    path: ASSIGNMENTS,
    permissions: READ_ROLES,
    resourceUnits: 1,
    handle: list,
  },
  {
    method: 'POST',
    path: ASSIGNMENTS,
    permissions: WRITE_ROLES,
    directoryRoles: ROLE_WRITERS,
    resourceUnits: 1,
    writes: true,
    handle: assign,
  },
  {
    method: 'DELETE',
    path: `${ASSIGNMENTS}/{id}`,
    permissions: WRITE_ROLES,
    directoryRoles: ROLE_WRITERS,
    resourceUnits: 1,
    writes: true,
    handle: remove,
  },
];

const FILTERABLE = ['principalId', 'roleDefinitionId', 'directoryScopeId'];

function list(request: GraphRequest): Answer {
  const { query } = request;
  const filter = query.filter === undefined ? undefined : parseFilter(query.filter);
  const unknown = filter?.properties.find((property) => !FILTERABLE.includes(property));
  if (unknown !== undefined) {
    throw badRequest(`Invalid filter clause: '${unknown}' cannot be filtered by.`);
  }
  const all = heldNow(request);
  return listAnswer(request, {
    context: 'roleManagement/directory/roleAssignments',
    after: (place) => placedAfter(all, place),
    fits: (assignment) => filter?.fits(resource(assignment)) ?? true,
    show: (assignment) => ({
      ...resource(assignment),
      ...(query.expand?.startsWith('roleDefinition')
        ? { roleDefinition: definition(assignment.roleTemplateId) }
        : {}),
    }),
    total: undefined,
  });
}

function assign({ tenant, call }: GraphRequest): Answer {
  const { principalId, roleDefinitionId, directoryScopeId } = (call.body ?? {}) as Readonly<
    Record<string, unknown>
  >;
  if (
    typeof principalId !== 'string' ||
    typeof roleDefinitionId !== 'string' ||
    !Object.hasOwn(ROLE_NAMES, roleDefinitionId.toLowerCase()) ||
    directoryScopeId !== '/'
  ) {
    throw badRequest(
      'The role assignment needs principalId, roleDefinitionId of a known role and directoryScopeId "/".',
    );
  }
  const userId = principalId.toLowerCase();
  const roleTemplateId = roleDefinitionId.toLowerCase();
  const id = roleAssignmentId(userId, roleTemplateId);
  if (tenant.directoryRoles.all().some((held) => held.id === id)) {
    throw badRequest(
      'A conflicting object with one or more of the specified property values is present in the directory.',
    );
  }
  tenant.perform({ act: 'assignDirectoryRole', userId, roleTemplateId });
  return {
    status: 201,
    body: { '@odata.context': `${CONTEXT}/$entity`, ...resource({ id, userId, roleTemplateId }) },
  };
}

function remove({ tenant, params }: GraphRequest): Answer {
  const id = params['id'] ?? '';
  const held = tenant.directoryRoles.all().find((assignment) => assignment.id === id);
  if (!held) throw notFound(id);
  const { userId, roleTemplateId } = held;
  tenant.perform({ act: 'removeDirectoryRole', userId, roleTemplateId });
  return { status: 204 };
}

/** Every role of every live holder, the personas among them. */
function heldNow({ tenant, roles }: GraphRequest): RoleAssignment[] {
  return Object.keys(ROLE_NAMES).flatMap((roleTemplateId) =>
    roles.directoryRoleHolders(tenant.id, roleTemplateId).map((userId) => ({
      id: roleAssignmentId(userId, roleTemplateId),
      userId,
      roleTemplateId,
    })),
  );
}

const resource = ({ id, userId, roleTemplateId }: RoleAssignment) => ({
  id,
  principalId: userId,
  roleDefinitionId: roleTemplateId,
  directoryScopeId: '/',
});

const definition = (roleTemplateId: string) => ({
  id: roleTemplateId,
  displayName: ROLE_NAMES[roleTemplateId] ?? roleTemplateId,
  isBuiltIn: true,
  isEnabled: true,
  templateId: roleTemplateId,
});
