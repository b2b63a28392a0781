import type { Aside } from '../../ports/aside.ts';
import type { StoreReader } from '../../ports/store.ts';

/** Long reading through the store itself: for stores whose reads wait for a network and hold nobody up. */
export const inPlaceAside = (reader: StoreReader): Aside => ({
  run: (task, input, report) => task.run(reader, input, report),
  close: async () => undefined,
});
