import { LRUCache } from 'lru-cache';
import { keptWith } from '../../kernel/kept-with.ts';

/** A provider repeats within minutes what was not answered in time: so many events are known by heart, in 4 MB. */
const EVENTS_MAX = 2 ** 14;

/**
 * The provider's events that are in a store, of those that this process took last, by tenant and event. One is put here
 * once its commit is answered, never before; one that is not here may be in the store all the same.
 */
export const takenLately = keptWith<LRUCache<string, true>>(
  () => new LRUCache({ max: EVENTS_MAX }),
);
