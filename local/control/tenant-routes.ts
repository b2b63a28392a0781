import { Router } from 'express';
import type { Tenant } from '../tenants/tenant.ts';
import type { World } from '../tenants/world.ts';
import { ControlProblem, read } from './problem.ts';
import { settingsShape, tenantShape } from './shapes.ts';

/** Finds the tenant of a control route. @throws ControlProblem 404 */
export type TenantOf = (id: string) => Tenant;

/** Finds the tenant that a route names in this world. */
export function createTenantOf(world: World): TenantOf {
  return (id) => {
    const tenant = world.tenant(id);
    if (!tenant) {
      const known = world
        .tenants()
        .map((other) => other.id)
        .join(', ');
      throw new ControlProblem(
        404,
        'tenant-unknown',
        `There is no tenant ${id}: make it with POST /tenants, or take one of ${known}.`,
      );
    }
    return tenant;
  };
}

/** `GET /tenants`, `POST /tenants`, `GET /tenants/{id}`, `PATCH /tenants/{id}` and `POST /tenants/{id}/delta-reset`. */
export function tenantRoutes(world: World, tenantOf: TenantOf): Router {
  const router = Router();

  router.get(
    '/tenants',
    (_request, response) => void response.json({ items: world.tenants().map(facts) }),
  );

  router.post('/tenants', (request, response) => {
    const tenant = world.createTenant(withoutUndefined(read(tenantShape, request.body)));
    response.status(201).json(facts(tenant));
  });

  router.get(
    '/tenants/:id',
    (request, response) => void response.json(facts(tenantOf(request.params.id))),
  );

  router.patch('/tenants/:id', (request, response) => {
    const tenant = tenantOf(request.params.id);
    tenant.perform({
      act: 'changeSettings',
      settings: withoutUndefined(read(settingsShape, request.body)),
    });
    response.json(facts(tenant));
  });

  router.post('/tenants/:id/delta-reset', (request, response) => {
    tenantOf(request.params.id).perform({ act: 'resetDelta' });
    response.status(204).end();
  });

  return router;
}

function facts(tenant: Tenant) {
  const { users, groups } = tenant.directory;
  return {
    id: tenant.id,
    name: tenant.name,
    domain: tenant.domain,
    users: { total: users.total(), live: users.live(), deleted: [...users.deleted()].length },
    groups: groups.all().filter(({ deleted }) => !deleted).length,
    subscriptions: tenant.subscriptions().length,
    settings: tenant.settings(),
  };
}

/** zod says `undefined` for what was left out; the world wants it left out. */
function withoutUndefined<T extends object>(value: T): WithoutUndefined<T> {
  return JSON.parse(JSON.stringify(value)) as WithoutUndefined<T>;
}

type WithoutUndefined<T> = T extends readonly (infer Item)[]
  ? WithoutUndefined<Item>[]
  : T extends object
    ? { [Key in keyof T]: WithoutUndefined<Exclude<T[Key], undefined>> }
    : T;
