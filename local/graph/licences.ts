import { guidOf, isGuid } from '../guid.ts';
import type { LicenceWish } from '../tenants/licence.ts';
import { usableUnits, type Product, type ServicePlan } from '../tenants/product.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { Answer } from '../wire.ts';
import { GRAPH_BASE } from './address.ts';
import type { GraphRequest, GraphRoute } from './context.ts';
import { badRequest, GraphRefusal, notFound } from './errors.ts';
import { effective, withLicences } from './licence-properties.ts';
import { LICENCE_WRITERS, READ_LICENCES, READ_USERS, WRITE_LICENCES } from './permissions.ts';
import { DEFAULT_USER_PROPERTIES, userResource } from './user-properties.ts';
import { userInPath } from './users.ts';

export const LICENCE_ROUTES: readonly GraphRoute[] = [
  {
    method: 'GET',
    path: '/subscribedSkus',
    permissions: READ_LICENCES,
    resourceUnits: 3,
    handle: listProducts,
  },
  {
    method: 'GET',
    path: '/subscribedSkus/{id}',
    permissions: READ_LICENCES,
    resourceUnits: 3,
    handle: getProduct,
  },
  {
    method: 'GET',
    path: '/users/{id}/licenseDetails',
    permissions: [...READ_USERS, ...READ_LICENCES],
    resourceUnits: 1,
    handle: listDetails,
  },
  {
    method: 'POST',
    path: '/users/{id}/assignLicense',
    permissions: WRITE_LICENCES,
    directoryRoles: LICENCE_WRITERS,
    resourceUnits: 1,
    writes: true,
    handle: assign,
  },
];

function listProducts(request: GraphRequest): Answer {
  return {
    status: 200,
    body: {
      '@odata.context': `${GRAPH_BASE}/$metadata#subscribedSkus`,
      value: request.tenant.licences.products.all().map((one) => productResource(request, one)),
    },
  };
}

function getProduct(request: GraphRequest): Answer {
  const id = request.params['id'] ?? '';
  const [, skuId = ''] = id.split('_');
  const product = request.tenant.licences.products.bySku(skuId);
  if (!product) throw notFound(id);
  return {
    status: 200,
    body: {
      '@odata.context': `${GRAPH_BASE}/$metadata#subscribedSkus/$entity`,
      ...productResource(request, product),
    },
  };
}

/** The counts are those of a copy that lags behind writes. */
function productResource(
  { tenant, clock, query }: GraphRequest,
  product: Product,
): Record<string, unknown> {
  const { skuId, partNumber, appliesTo, units, plans } = product;
  const lagMs = tenant.settings().lag.licencesMs;
  const resource = {
    accountId: tenant.id,
    accountName: tenant.name,
    appliesTo,
    capabilityStatus: capabilityOf(product),
    consumedUnits: tenant.licences.consumed(skuId, lagMs, clock.now()),
    id: `${tenant.id}_${skuId}`,
    prepaidUnits: units,
    servicePlans: plans.map((plan) => planResource(plan, 'Success')),
    skuId,
    skuPartNumber: partNumber,
    subscriptionIds: [guidOf(`${tenant.id}/subscriptions/${skuId}`)],
  };
  const { select } = query;
  if (select === undefined) return resource;
  return Object.fromEntries(
    Object.entries(resource).filter(([property]) => select.includes(property)),
  );
}

function capabilityOf(product: Product): string {
  const { enabled, warning, lockedOut, suspended } = product.units;
  if (enabled > 0 || usableUnits(product) + lockedOut + suspended === 0) return 'Enabled';
  if (warning > 0) return 'Warning';
  return suspended > 0 ? 'Suspended' : 'LockedOut';
}

const planResource = ({ id, name, appliesTo }: ServicePlan, provisioningStatus: string) => ({
  servicePlanId: id,
  servicePlanName: name,
  provisioningStatus,
  appliesTo,
});

function listDetails(request: GraphRequest): Answer {
  const { tenant } = request;
  const { index, user } = userInPath(request);
  return {
    status: 200,
    body: {
      '@odata.context': `${GRAPH_BASE}/$metadata#users('${user.id}')/licenseDetails`,
      value: effective(tenant.licences.held(index)).map((licence) =>
        detailResource(tenant, user.id, licence),
      ),
    },
  };
}

function detailResource(tenant: Tenant, userId: string, { skuId, disabledPlans }: LicenceWish) {
  const product = tenant.licences.products.bySku(skuId);
  return {
    id: Buffer.from(`${userId}${skuId}`).toString('base64url').slice(0, 43),
    skuId,
    skuPartNumber: product?.partNumber ?? null,
    servicePlans: (product?.plans ?? []).map((plan) =>
      planResource(plan, disabledPlans.includes(plan.id) ? 'Disabled' : 'Success'),
    ),
  };
}

function assign(request: GraphRequest): Answer {
  const { tenant, call } = request;
  const { user } = userInPath(request);
  const { addLicenses, removeLicenses } = (call.body ?? {}) as Readonly<Record<string, unknown>>;
  const missing = Object.entries({ addLicenses, removeLicenses })
    .filter(([, value]) => !Array.isArray(value))
    .map(([name]) => name);
  if (missing.length > 0) {
    throw new GraphRefusal(
      400,
      'Request_BadRequest',
      `One or more parameters of the function import 'assignLicense' are missing from the request payload. The missing parameters are: ${missing.join(', ')}.`,
    );
  }
  tenant.perform({
    act: 'assignLicences',
    userId: user.id,
    add: (addLicenses as readonly unknown[]).map(wishIn),
    remove: (removeLicenses as readonly unknown[]).map(guidIn),
  });
  const properties = [...DEFAULT_USER_PROPERTIES, 'assignedLicenses'];
  const standing = tenant.directory.userById(user.id);
  return {
    status: 200,
    body: {
      '@odata.context': `${GRAPH_BASE}/$metadata#users/$entity`,
      ...userResource(withLicences(tenant, standing, properties), properties),
    },
  };
}

function wishIn(value: unknown): LicenceWish {
  const { skuId, disabledPlans = [] } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (!Array.isArray(disabledPlans)) throw invalidLicence('disabledPlans');
  return { skuId: guidIn(skuId), disabledPlans: disabledPlans.map(guidIn) };
}

function guidIn(value: unknown): string {
  if (typeof value !== 'string' || !isGuid(value)) throw invalidLicence('skuId');
  return value;
}

function invalidLicence(property: string): GraphRefusal {
  return badRequest(`Invalid value specified for property '${property}' of resource 'User'.`);
}
