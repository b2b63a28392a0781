import { LRUCache } from 'lru-cache';
import type { Tenant } from '../../ports/world.ts';
import type { Store } from '../../ports/store.ts';

/** A provider repeats within minutes what was not answered in time: so many events are known by heart, in 4 MB. */
const EVENTS_MAX = 2 ** 14;

const heard = new WeakMap<Store, LRUCache<string, true>>();

/** The provider's events that are in the store, of those that this process took last. */
export interface TakenLately {
  has(tenant: Pick<Tenant, 'tenantId'>, eventId: string): boolean;
  /** To be told once the event's commit is answered, never before. */
  note(tenant: Pick<Tenant, 'tenantId'>, eventId: string): void;
}

/** Those of this store. An event that is not among them may be there all the same. */
export function takenLately(store: Store): TakenLately {
  const events = heard.get(store) ?? new LRUCache<string, true>({ max: EVENTS_MAX });
  heard.set(store, events);
  const nameOf = ({ tenantId }: Pick<Tenant, 'tenantId'>, eventId: string): string =>
    `${tenantId}/${eventId}`;
  return {
    has: (tenant, eventId) => events.has(nameOf(tenant, eventId)),
    note(tenant, eventId) {
      events.set(nameOf(tenant, eventId), true);
    },
  };
}
