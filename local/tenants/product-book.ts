import { DirectoryRefusal } from './acts.ts';
import { productKind } from './product-catalogue.ts';
import type { NewProduct, Product } from './product.ts';

/** A tenant buys a product, or has another number of it from now on. */
export interface ProductAct {
  readonly act: 'putProduct';
  readonly product: NewProduct;
}

/** The products that a tenant has bought. */
export interface ProductBook {
  all(): readonly Product[];
  readonly bySku: (skuId: string) => Product | undefined;
  /** @throws DirectoryRefusal for a part number that nobody knows */
  put(product: NewProduct): Product;
}

export function createProductBook(): ProductBook {
  const products = new Map<string, Product>();
  return {
    all: () => [...products.values()],
    bySku: (skuId) => products.get(skuId.toLowerCase()),
    put({ partNumber, kind, enabled, warning, suspended, lockedOut }) {
      const known = kind ? { ...kind, partNumber } : productKind(partNumber);
      if (!known) {
        throw new DirectoryRefusal(
          'invalid',
          'partNumber',
          partNumber,
          `No product is called ${partNumber}: take one of the catalogue, or describe it in kind.`,
        );
      }
      const skuId = known.skuId.toLowerCase();
      const before = products.get(skuId)?.units;
      const product: Product = {
        ...known,
        skuId,
        units: {
          enabled: enabled ?? before?.enabled ?? 0,
          warning: warning ?? before?.warning ?? 0,
          suspended: suspended ?? before?.suspended ?? 0,
          lockedOut: lockedOut ?? before?.lockedOut ?? 0,
        },
      };
      products.set(skuId, product);
      return product;
    },
  };
}
