import type { Fault } from './fault.ts';
import type { DirectLicence } from './plans/acts.ts';
import { productFault, productNameOf, type Product } from './products.ts';

/** What is wanted of each of the users. */
export interface LicenceWish {
  readonly add: readonly DirectLicence[];
  /** Products to be taken away. */
  readonly remove: readonly string[];
  /** For whoever has no usage location; null: then that is refused. */
  readonly usageLocation: string | null;
}

/** What is wrong with a wish itself, whoever the users are: the field, and why. */
export interface WishFault extends Fault {
  readonly path: string;
}

/** Everything that is wrong with a wish itself, for these products of the customer. */
export function wishFaults(
  { add, remove }: Pick<LicenceWish, 'add' | 'remove'>,
  products: readonly Product[],
): WishFault[] {
  const bySku = new Map(products.map((product) => [product.skuId, product]));
  const faults: WishFault[] = [];
  const seen = new Set<string>();
  const look = (path: string, skuId: string): Product | null => {
    const product = bySku.get(skuId);
    const fault = product === undefined ? UNKNOWN_PRODUCT : productFault(product);
    if (fault !== null) faults.push({ path, ...fault });
    if (seen.has(skuId)) faults.push({ path, ...TWICE });
    seen.add(skuId);
    return product ?? null;
  };
  add.forEach(({ skuId, disabledPlans }, no) => {
    const product = look(`/add/${no}/skuId`, skuId);
    disabledPlans.forEach((planId, planNo) => {
      const fault = product === null ? null : planFault(product, planId);
      if (fault !== null) faults.push({ path: `/add/${no}/disabledPlans/${planNo}`, ...fault });
    });
  });
  remove.forEach((skuId, no) => look(`/remove/${no}`, skuId));
  return faults;
}

/** A product that the customer has not bought. */
export const UNKNOWN_PRODUCT: Fault = {
  code: 'licence-unknown',
  detail: 'The customer has not bought this product. Choose one of the customer’s licences.',
};
const TWICE: Fault = {
  code: 'product-twice',
  detail: 'The product is named twice. Name it once, either to be given or to be removed.',
};

function planFault(product: Product, planId: string): Fault | null {
  const plan = product.plans.find((one) => one.planId === planId);
  if (plan?.forUsers === true) return null;
  return {
    code: 'plan-unknown',
    facts: { product: productNameOf(product.partNumber) },
    detail: `This is no service plan of ${productNameOf(product.partNumber)} that can be switched off for a user. Choose one of the product’s plans.`,
  };
}
