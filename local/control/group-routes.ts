import { Router } from 'express';
import type { GroupStanding } from '../tenants/group.ts';
import type { Tenant } from '../tenants/tenant.ts';
import { ControlProblem, read } from './problem.ts';
import { groupChangesShape, groupShape, membersShape } from './shapes.ts';
import type { TenantOf } from './tenant-routes.ts';

/** The groups of a tenant: make them, look at them, rename, delete, add and remove members. */
export function groupRoutes(tenantOf: TenantOf): Router {
  const router = Router();

  router.post('/tenants/:id/groups', (request, response) => {
    const tenant = tenantOf(request.params.id);
    const { id, ...group } = read(groupShape, request.body);
    tenant.perform({ act: 'addGroup', ...group, ...(id === undefined ? {} : { id }) });
    const made = tenant.directory.groups.all().at(-1);
    response.status(201).json(made && truth(tenant, made));
  });

  router.get('/tenants/:id/groups/:groupId', (request, response) => {
    const tenant = tenantOf(request.params.id);
    response.json(truth(tenant, groupOf(tenant, request.params.groupId)));
  });

  router.patch('/tenants/:id/groups/:groupId', (request, response) => {
    const { id, groupId } = request.params;
    const tenant = tenantOf(id);
    const { displayName, description } = read(groupChangesShape, request.body);
    const changes = {
      ...(displayName === undefined ? {} : { displayName }),
      ...(description === undefined ? {} : { description }),
    };
    tenant.perform({ act: 'changeGroup', id: groupId, changes });
    response.json(truth(tenant, groupOf(tenant, groupId)));
  });

  router.post('/tenants/:id/groups/:groupId/deletion', (request, response) => {
    tenantOf(request.params.id).perform({ act: 'deleteGroup', id: request.params.groupId });
    response.status(204).end();
  });

  router.post('/tenants/:id/groups/:groupId/members', (request, response) => {
    const { id, groupId } = request.params;
    const tenant = tenantOf(id);
    tenant.perform({ act: 'addMembers', groupId, ...read(membersShape, request.body) });
    response.json(truth(tenant, groupOf(tenant, groupId)));
  });

  router.post('/tenants/:id/groups/:groupId/members/removal', (request, response) => {
    const { id, groupId } = request.params;
    const tenant = tenantOf(id);
    tenant.perform({ act: 'removeMembers', groupId, ...read(membersShape, request.body) });
    response.json(truth(tenant, groupOf(tenant, groupId)));
  });

  return router;
}

/** How many member ids a group's truth shows; `users` in it counts all. */
const MOST_SHOWN = 1_000;

function groupOf(tenant: Tenant, id: string): GroupStanding {
  const standing = tenant.directory.groups.byId(id);
  if (!standing) {
    throw new ControlProblem(
      404,
      'not-found',
      `No group has the id ${id}: take one from the list of groups.`,
    );
  }
  return standing;
}

function truth(tenant: Tenant, { group, membership }: GroupStanding) {
  const { users } = tenant.directory;
  const userIds: string[] = [];
  let count = 0;
  for (const index of membership.usersAfter(-1)) {
    const { user, state } = users.standing(index);
    if (state !== 'live') continue;
    count += 1;
    if (userIds.length < MOST_SHOWN) userIds.push(user.id);
  }
  return { ...group, members: { users: count, userIds, groupIds: membership.groups() } };
}
