import { ROLE } from '../../local/entra/roles.ts';
import { agentsGroup } from '../../local/personas.ts';
import type { NewProduct } from '../../local/tenants/product.ts';
import { productKind } from '../../local/tenants/product-catalogue.ts';
import type { NewRelationship } from '../../local/tenants/relationship.ts';
import type { TenantOptions } from '../../local/tenants/options.ts';
import { setTimeout as wait } from 'node:timers/promises';
import { startWorld, type Api, type TestWorld, type WorldOptions } from '../world.ts';

/** The partner, a customer with users and products, and a tenant that is nobody's customer. */
export const PARTNER = 'aaaaaaaa-0000-4000-8000-00000000c001';
export const NORTHWIND = 'aaaaaaaa-0000-4000-8000-00000000c002';
export const STRANGER = 'aaaaaaaa-0000-4000-8000-00000000c003';
/** Customers that exist only as relationships. */
export const WAITING = 'aaaaaaaa-0000-4000-8000-00000000c004';
export const ENDED = 'aaaaaaaa-0000-4000-8000-00000000c005';

export const NORTHWIND_DOMAIN = 'northwind.onmicrosoft.com';

/** A relationship of the partner whose roles go to the agents' group. */
export const relationship = (
  customerId: string,
  customerName: string,
  more: Partial<NewRelationship> = {},
): NewRelationship => ({
  displayName: `With ${customerName}`,
  ...{ customerId, customerName },
  roles: [ROLE.userAdministrator, ROLE.licenseAdministrator],
  assignments: [{ groupId: agentsGroup(PARTNER).id }],
  ...more,
});

/** A product's id by its part number. */
export const sku = (partNumber: string): string => {
  const kind = productKind(partNumber);
  if (kind === undefined) throw new Error(`There is no product ${partNumber}.`);
  return kind.skuId;
};

/** A service plan's id by product and name. */
export const plan = (partNumber: string, name: string): string => {
  const found = productKind(partNumber)?.plans.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no plan ${name}.`);
  return found.id;
};

const PRODUCTS: readonly NewProduct[] = [
  { partNumber: 'ENTERPRISEPACK', enabled: 5 },
  { partNumber: 'STANDARDPACK', enabled: 5 },
  { partNumber: 'FLOW_FREE', enabled: 1_000 },
  { partNumber: 'MCOEV', enabled: 5 },
  { partNumber: 'WINDOWS_STORE', enabled: 1 },
];

/** How a partner's world is started. */
export interface PartnerOptions extends WorldOptions {
  readonly customer?: Partial<TenantOptions>;
  readonly relationships?: readonly NewRelationship[];
}

/** A partner, its customer Northwind, and the API as an agent sees it. */
export interface PartnerWorld extends TestWorld {
  readonly agent: Api;
  /** The object id of the customer's user at a place. */
  readonly userAt: (place: number) => string;
  /** Waits until a job has ended and gives it. */
  ended(jobId: unknown): Promise<Record<string, unknown>>;
}

/** Starts a partner with one customer that can be worked for, one that has not approved, and one that is over. */
export async function startPartnerWorld(options: PartnerOptions = {}): Promise<PartnerWorld> {
  const { customer, relationships, ...more } = options;
  const world = await startWorld({
    tenants: [
      {
        ...{ id: PARTNER, name: 'Contoso', givenGroups: [agentsGroup(PARTNER)] },
        relationships: relationships ?? [
          relationship(NORTHWIND, 'Northwind'),
          relationship(WAITING, 'Wide World Importers', { status: 'approvalPending' }),
          relationship(ENDED, 'Proseware', { status: 'terminated' }),
        ],
      },
      { id: STRANGER, name: 'Fabrikam' },
      { id: NORTHWIND, name: 'Northwind', users: 12, products: PRODUCTS, ...customer },
    ],
    ...more,
  });
  const agent = world.api('partnerAgent');
  return Object.assign(world, {
    agent,
    userAt: (place: number) =>
      world.cloud.tenant(NORTHWIND).directory.users.standing(place).user.id,
    async ended(jobId: unknown) {
      for (;;) {
        const { body, status } = await agent.get(`/api/jobs/${String(jobId)}`);
        if (status !== 200) throw new Error(JSON.stringify(body));
        if (body['finishedAt'] !== null) return body;
        await wait(10);
      }
    },
  });
}

/** The address of something of the customer Northwind. */
export const at = (path: string): string => `/api/customers/${NORTHWIND}${path}`;
