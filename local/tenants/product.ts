/** A service plan inside a product, with the directory's rules about it. */
export interface ServicePlan {
  readonly id: string;
  readonly name: string;
  /** As `assignedPlans` name it, for example "exchange". */
  readonly service: string;
  /** Plans of the company are nobody's own. */
  readonly appliesTo: 'User' | 'Company';
  /** Plans that the same user cannot have too. */
  readonly exclusiveWith?: readonly string[];
  /** Plans that the user must have too. */
  readonly dependsOn?: readonly string[];
  /** Usage locations where it is not offered: country codes of two letters. */
  readonly notIn?: readonly string[];
}

/** What can be bought, as Microsoft or a publisher of the marketplace describes it. */
export interface ProductKind {
  readonly skuId: string;
  /** Those of the marketplace are named by publisher, offer and plan with dots between. */
  readonly partNumber: string;
  readonly appliesTo: 'User' | 'Company';
  readonly plans: readonly ServicePlan[];
}

/** How many of a product a tenant has. Suspended and locked-out ones cannot be used. */
export interface PrepaidUnits {
  readonly enabled: number;
  readonly warning: number;
  readonly suspended: number;
  readonly lockedOut: number;
}

/** A product that a tenant has bought. */
export interface Product extends ProductKind {
  readonly units: PrepaidUnits;
}

/** A product for a tenant: a known one by its part number, or one with a description of its own. */
export interface NewProduct extends Partial<PrepaidUnits> {
  readonly partNumber: string;
  /** The description of a product that the catalogue does not have. */
  readonly kind?: Omit<ProductKind, 'partNumber'>;
  /** The share of the members who are there now and have it from the beginning. */
  readonly share?: number;
}

/** How many users can have the product at once. */
export function usableUnits({ units }: Product): number {
  return units.enabled + units.warning;
}
