import { tell } from '../../audit/actions.ts';
import { refuseChanged } from '../../catalogs/actions/catalogs.ts';
import { rootOf } from '../../ports/partitions.ts';
import { create, replace, type Held, type Version } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { reclaimSettings } from '../kinds.ts';
import type { ReclaimSettings } from '../rules/settings.ts';
import { NEVER_SET, readSettings } from './reading.ts';

/**
 * Chooses how the account handles seats that are not used. Questions that are open keep the dates that they were asked with.
 * @throws AppError `version-changed`
 */
export async function changeSettings(
  world: Pick<World, 'store' | 'clock'>,
  tenant: Tenant,
  actor: Actor,
  chosen: Omit<ReclaimSettings, 'changedAt'>,
  expected: Version | null,
): Promise<Held<ReclaimSettings>> {
  for (;;) {
    const held = await readSettings(world, tenant);
    refuseChanged(held, expected);
    const now = world.clock.now();
    const after = { ...chosen, changedAt: now };
    const { outcome } = await world.store.commit(rootOf(tenant.tenantId), [
      held.version === NEVER_SET
        ? create(reclaimSettings, after)
        : replace(reclaimSettings, after, held.version),
      tell(actor, now, 'reclaim-settings-changed', { ...chosen }),
    ]);
    if (outcome === 'committed') return readSettings(world, tenant);
  }
}
