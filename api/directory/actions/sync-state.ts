import { bringForward } from '../../due/actions.ts';
import type { Instant } from '../../kernel/time.ts';
import type { TenantId } from '../../kernel/ids.ts';
import { rootOf } from '../../ports/partitions.ts';
import { create, replace } from '../../ports/store.ts';
import type { World } from '../../ports/world.ts';
import { peopleSyncs } from '../kinds.ts';
import { DIRECTORY, dueAt, newPeopleSync, type PeopleSync } from '../rules/sync.ts';

/** How far the tenant's people are followed; null before the first run. */
export async function readPeopleSync(
  world: Pick<World, 'store'>,
  tenantId: TenantId,
): Promise<PeopleSync | null> {
  const held = await world.store.read(rootOf(tenantId), peopleSyncs, {});
  return held?.doc ?? null;
}

/** The earlier of what was asked for since the last run began, and what is asked for now. */
const askedFor = ({ askedAt, startedAt }: PeopleSync, at: Instant): Instant =>
  askedAt !== null && askedAt >= (startedAt ?? 0) ? Math.min(askedAt, at) : at;

/**
 * Asks for a run at that instant, where none comes earlier. It survives a run that is under way: what began before the
 * asking does not answer it.
 * @param acceptVanished an admin agrees that people whom the last full pass missed are looked up, however many they are
 */
export async function askForSync(
  world: World,
  tenantId: TenantId,
  at: Instant,
  acceptVanished = false,
): Promise<PeopleSync> {
  const root = rootOf(tenantId);
  for (;;) {
    const held = await world.store.read(root, peopleSyncs, {});
    const sync = held?.doc ?? newPeopleSync(world.clock.now());
    const asked: PeopleSync = {
      ...sync,
      askedAt: askedFor(sync, at),
      vanishedAccepted: sync.vanishedAccepted || (acceptVanished && sync.sweep === 'held'),
    };
    const write =
      held === null ? create(peopleSyncs, asked) : replace(peopleSyncs, asked, held.version);
    const { outcome } = await world.store.commit(root, [write]);
    if (outcome === 'refused') continue;
    await bringForward(world, DIRECTORY, tenantId, dueAt(asked));
    return asked;
  }
}
