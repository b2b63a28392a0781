import type { DueWork } from '../due/actions.ts';
import { HOUR_MS } from '../kernel/time.ts';
import { refreshStale } from './actions/refresh.ts';
import { warnOfPurges } from './actions/purge-warnings.ts';
import { CUSTOMERS } from './rules/customer.ts';

/** So often a partner's customers are looked after. */
const EVERY_MS = HOUR_MS;

/** Warns of users who are soon gone for good, and reads the partner's relationships anew. */
export const customersWork: DueWork = {
  name: CUSTOMERS,
  lane: 'directory',
  async run(world, tenant) {
    await warnOfPurges(world, tenant);
    await refreshStale(world, tenant);
    return world.clock.now() + EVERY_MS;
  },
};
