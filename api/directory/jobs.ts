import type { DueWork } from '../due/actions.ts';
import { AppError } from '../kernel/errors.ts';
import { SECOND_MS } from '../kernel/time.ts';
import type { Tenant, World } from '../ports/world.ts';
import { THIS_PROCESS } from './actions/lease.ts';
import { keepSubscribed, type NotificationAddresses } from './actions/notifications.ts';
import { runSync } from './actions/run-sync.ts';
import { readPeopleSync } from './actions/sync-state.ts';
import { DIRECTORY, dueAt } from './rules/sync.ts';

/** How long a tenant rests that another worker syncs. */
const REST_MS = 30 * SECOND_MS;

/**
 * Follows a tenant's directory: at most one run at a time, by the product's clock. A tenant that has never been synced
 * is due at once.
 * @param addresses where the directory can call back; null where the internet cannot reach this service
 */
export const directoryWork = (addresses: NotificationAddresses | null): DueWork => ({
  name: DIRECTORY,
  lane: 'directory',
  async run(world, tenant, { closing, alone }) {
    const before = await readPeopleSync(world, tenant.tenantId);
    if (before !== null && dueAt(before) > world.clock.now()) return dueAt(before);
    const end = await runSync(world, tenant, { ...THIS_PROCESS, alone, closing });
    if (end === 'done') await subscribe(world, tenant, addresses);
    if (end === 'taken') return world.clock.now() + (closing.aborted ? 0 : REST_MS);
    const after = await readPeopleSync(world, tenant.tenantId);
    return after === null ? world.clock.now() : dueAt(after);
  },
});

/** That there is no subscription only makes the next run come no earlier. */
async function subscribe(
  world: World,
  tenant: Tenant,
  addresses: NotificationAddresses | null,
): Promise<void> {
  try {
    await keepSubscribed(world, tenant, addresses);
  } catch (err) {
    if (!(err instanceof AppError)) throw err;
    world.log.warn({ tenantId: tenant.tenantId, err }, 'no subscription to notifications');
  }
}
