import type { PersonId } from '../../kernel/ids.ts';
import { bucketsOf } from '../../ports/partitions.ts';
import { COMMIT_WRITES_MAX, remove } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { settleGroups } from '../../seats/actions/groups.ts';
import { secondLooks } from '../kinds.ts';
import type { Mark } from '../rules/rows.ts';
import { applyTruths } from './people-page.ts';

/**
 * Looks again at people for whom that was noted and is due: how they stand in the directory, and what their groups give
 * them. To be called when the groups have been read.
 */
export async function lookAgain(
  world: World,
  tenant: Tenant,
  actor: Actor,
  mark: Mark,
): Promise<void> {
  for (const partition of bucketsOf(tenant.tenantId, tenant.buckets)) {
    for (;;) {
      const { items } = await world.store.list(partition, secondLooks, 'byTime', {
        upTo: world.clock.now(),
        limit: COMMIT_WRITES_MAX,
      });
      if (items.length === 0) break;
      const all = items.map(({ doc }) => doc);
      const idsOf = (unreadable: boolean): PersonId[] => [
        ...new Set(
          all
            .filter(({ because }) => (because === 'unreadable') === unreadable)
            .map(({ personId }) => personId),
        ),
      ];
      await applyTruths(world, tenant, actor, idsOf(true), mark);
      await applyTruths(world, tenant, actor, idsOf(false), mark, 'unless-absent');
      await settleGroups(world, tenant, actor, [...new Set(all.map(({ personId }) => personId))]);
      await world.store.commit(
        partition,
        items.map(({ doc: { personId, because }, version }) =>
          remove(secondLooks, { personId, because }, version),
        ),
      );
    }
  }
}
