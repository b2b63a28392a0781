import type { LocalCloud } from '../../../local/cloud.ts';
import { productKind } from '../../../local/tenants/product-catalogue.ts';
import type { Answered, GraphCaller, Page } from '../clients.ts';
import { CUSTOMER } from './partner.ts';

/** The id of a product of the catalogue. */
export function sku(partNumber: string): string {
  return productKind(partNumber)?.skuId ?? '';
}

/** The id of a service plan of such a product. */
export function plan(partNumber: string, name: string): string {
  return productKind(partNumber)?.plans.find((one) => one.name === name)?.id ?? '';
}

/** The id of a user of the customer, by the order of making. */
export function idAt(cloud: LocalCloud, place: number): string {
  return cloud.tenant(CUSTOMER).directory.users.standing(place).user.id;
}

/** Gives and takes whole products. */
export function assign(
  call: GraphCaller,
  userId: string,
  add: readonly string[],
  remove: readonly string[] = [],
): Promise<Answered> {
  return call('POST', `/users/${userId}/assignLicense`, {
    body: {
      addLicenses: add.map((skuId) => ({ skuId, disabledPlans: [] })),
      removeLicenses: remove,
    },
  });
}

/** What a user has, as Graph shows it. */
export async function licencesOf(call: GraphCaller, userId: string): Promise<unknown> {
  return (await call('GET', `/users/${userId}?$select=assignedLicenses`)).body['assignedLicenses'];
}

/** How many of each product are taken, as Graph shows it. */
export async function consumed(call: GraphCaller): Promise<Record<string, unknown>> {
  const { body } = await call('GET', '/subscribedSkus');
  const { value } = body as unknown as Page;
  return Object.fromEntries(
    value.map((row) => [String(row['skuPartNumber']), row['consumedUnits']]),
  );
}
