import type { Clock } from '../clock.ts';
import type { Faults } from '../faults.ts';
import type { Journal } from '../journal.ts';
import type { Host } from '../wire.ts';
import { createApiHost, FASTSPRING_HOST } from './api-host.ts';
import type { Order } from './book.ts';
import { createSeller, type Seller } from './seller.ts';
import { createStoreHost, STORE_HOST } from './store-host.ts';

/** The stand-in for FastSpring: its API, its store, its webhooks; renewals go by the local clock. */
export interface FastSpring extends Seller {
  readonly hosts: Readonly<Record<string, Host>>;
}

/**
 * Makes it.
 * @param origin where the local cloud answers, once it does
 * @param journal where it is kept
 * @param entries what was kept: it goes on from there
 */
export function createFastSpring(
  clock: Clock,
  faults: Faults,
  origin: () => string,
  journal: Journal,
  entries: readonly unknown[],
): FastSpring {
  const inStore = (path: string): string => `${origin()}/${STORE_HOST}${path}`;
  const invoiceUrl = ({ id }: Pick<Order, 'id'>): string => inStore(`/invoice/${id}`);
  const seller = createSeller(clock, faults, invoiceUrl, journal, entries);
  const api = createApiHost(seller, invoiceUrl, (account) => inStore(`/account/${account}`));
  return {
    ...seller,
    hosts: {
      [FASTSPRING_HOST]: faults.around(FASTSPRING_HOST, api),
      [STORE_HOST]: faults.around(
        STORE_HOST,
        createStoreHost(seller, () => clock.now()),
      ),
    },
  };
}
