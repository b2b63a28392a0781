import { Router } from 'express';
import { usableUnits } from '../tenants/product.ts';
import type { NewProduct, Product } from '../tenants/product.ts';
import type { Tenant } from '../tenants/tenant.ts';
import { read } from './problem.ts';
import { licenceChangeShape, productShape } from './shapes.ts';
import type { TenantOf } from './tenant-routes.ts';

/** What a tenant has bought, and who has it: as somebody else, or an administrator there, would change it. */
export function licenceRoutes(tenantOf: TenantOf): Router {
  const router = Router();

  router.get('/tenants/:id/products', (request, response) => {
    const tenant = tenantOf(request.params.id);
    const { products } = tenant.licences;
    response.json({ items: products.all().map((product) => truth(tenant, product)) });
  });

  router.put('/tenants/:id/products', (request, response) => {
    const tenant = tenantOf(request.params.id);
    const product = read(productShape, request.body) as NewProduct;
    tenant.perform({ act: 'putProduct', product });
    const { products } = tenant.licences;
    response.json({ items: products.all().map((one) => truth(tenant, one)) });
  });

  router.get('/tenants/:id/users/:userId/licences', (request, response) => {
    const tenant = tenantOf(request.params.id);
    response.json({ items: heldBy(tenant, request.params.userId) });
  });

  router.post('/tenants/:id/users/:userId/licences', (request, response) => {
    const { id, userId } = request.params;
    const tenant = tenantOf(id);
    const change = read(licenceChangeShape, request.body);
    tenant.perform({ act: 'assignLicences', userId, ...change });
    response.json({ items: heldBy(tenant, userId) });
  });

  router.post('/tenants/:id/groups/:groupId/licences', (request, response) => {
    const { id, groupId } = request.params;
    const tenant = tenantOf(id);
    const change = read(licenceChangeShape, request.body);
    tenant.perform({ act: 'assignGroupLicences', groupId, ...change });
    response.json({ items: tenant.licences.givenBy(groupId) });
  });

  return router;
}

function truth({ licences }: Tenant, product: Product) {
  const { skuId, partNumber, appliesTo, units } = product;
  const consumed = licences.consumed(skuId);
  return {
    skuId,
    partNumber,
    appliesTo,
    units,
    consumed,
    available: usableUnits(product) - consumed,
  };
}

function heldBy({ directory, licences }: Tenant, userId: string) {
  return licences.held(directory.userById(userId).index);
}
