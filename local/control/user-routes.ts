import { Router } from 'express';
import { proves } from '../tenants/password-proof.ts';
import type { NewUser, Standing, UserChanges } from '../tenants/user.ts';
import type { Tenant } from '../tenants/tenant.ts';
import { read } from './problem.ts';
import {
  addUsersShape,
  deletionShape,
  passwordShape,
  restoreShape,
  userChangesShape,
} from './shapes.ts';
import type { TenantOf } from './tenant-routes.ts';

/** How many ids `POST /tenants/{id}/users` answers at most. */
const MOST_IDS = 1_000;

/** The users of a tenant: make them, look at them, disable, enable, rename, delete, restore, purge. */
export function userRoutes(tenantOf: TenantOf): Router {
  const router = Router();

  router.post('/tenants/:id/users', (request, response) => {
    const tenant = tenantOf(request.params.id);
    const first = tenant.directory.users.total();
    const wish = read(addUsersShape, request.body);
    if ('users' in wish) tenant.perform({ act: 'addUsers', users: wish.users as NewUser[] });
    else tenant.perform({ act: 'addSeededUsers', ...wish });
    const { users } = tenant.directory;
    const created = users.total() - first;
    const ids = Array.from(
      { length: Math.min(created, MOST_IDS) },
      (_, place) => users.standing(first + place).user.id,
    );
    response.status(201).json({ created, ids });
  });

  router.get('/tenants/:id/users/:userId', (request, response) => {
    const { directory } = tenantOf(request.params.id);
    response.json(truth(directory.userById(request.params.userId)));
  });

  router.patch('/tenants/:id/users/:userId', (request, response) => {
    const { id, userId } = request.params;
    const tenant = tenantOf(id);
    tenant.perform({
      act: 'changeUser',
      id: userId,
      changes: read(userChangesShape, request.body) as UserChanges,
    });
    response.json(truth(tenant.directory.userById(userId)));
  });

  router.post('/tenants/:id/users/:userId/disable', (request, response) => {
    const tenant = tenantOf(request.params.id);
    setEnabled(tenant, request.params.userId, false);
    response.json(truth(tenant.directory.userById(request.params.userId)));
  });

  router.post('/tenants/:id/users/:userId/enable', (request, response) => {
    const tenant = tenantOf(request.params.id);
    setEnabled(tenant, request.params.userId, true);
    response.json(truth(tenant.directory.userById(request.params.userId)));
  });

  router.post('/tenants/:id/users/:userId/deletion', (request, response) => {
    const tenant = tenantOf(request.params.id);
    const { stripLicences } = read(deletionShape, request.body);
    if (stripLicences) strip(tenant, request.params.userId);
    tenant.perform({ act: 'deleteUser', id: request.params.userId });
    response.json(truth(tenant.directory.userById(request.params.userId)));
  });

  router.post('/tenants/:id/users/:userId/restore', (request, response) => {
    const tenant = tenantOf(request.params.id);
    const { userPrincipalName } = read(restoreShape, request.body);
    const renamed = userPrincipalName === undefined ? {} : { userPrincipalName };
    tenant.perform({ act: 'restoreUser', id: request.params.userId, ...renamed });
    response.json(truth(tenant.directory.userById(request.params.userId)));
  });

  router.post('/tenants/:id/users/:userId/password-check', (request, response) => {
    const { user } = tenantOf(request.params.id).directory.userById(request.params.userId);
    const { password } = read(passwordShape, request.body);
    const { passwordProof = '', mustChangePassword = false } = user;
    response.json({ fits: proves(passwordProof, password), mustChangePassword });
  });

  router.post('/tenants/:id/users/:userId/purge', (request, response) => {
    tenantOf(request.params.id).perform({ act: 'purgeUser', id: request.params.userId });
    response.status(204).end();
  });

  return router;
}

/** Takes the direct licences away first, as the Microsoft 365 admin center does when it deletes a user. */
function strip(tenant: Tenant, userId: string): void {
  const { index } = tenant.directory.userById(userId);
  const remove = tenant.licences
    .held(index)
    .filter(({ groupId }) => groupId === null)
    .map(({ skuId }) => skuId);
  tenant.perform({ act: 'assignLicences', userId, add: [], remove });
}

function setEnabled(tenant: Tenant, id: string, accountEnabled: boolean): void {
  tenant.perform({ act: 'changeUser', id, changes: { accountEnabled } });
}

function truth({ user, state, deletedAt }: Standing) {
  const shown = Object.entries(user).filter(([property]) => property !== 'passwordProof');
  return {
    ...Object.fromEntries(shown),
    state,
    deletedAt: deletedAt === undefined ? null : new Date(deletedAt).toISOString(),
  };
}
