import type { Instant } from '../../kernel/time.ts';
import { announcement, announcing } from '../../notifications/actions/announce.ts';
import { rootOf } from '../../ports/partitions.ts';
import { create, replace } from '../../ports/store.ts';
import type { World } from '../../ports/world.ts';
import type { Account } from '../../subscriptions/rules.ts';
import { usageWatches } from '../kinds.ts';
import { watchAfter } from '../rules/watch.ts';
import { usageOf } from './usage.ts';

/**
 * Warns where 75, 90 or 100 % of what was purchased for the running period are used (M-4). What was told is noted in the
 * commit that tells it, by version: each threshold is told once, whatever comes at once or again.
 * @returns whether there is anything to watch: a plan by monthly active users
 */
export async function watchUsage(world: World, account: Account): Promise<boolean> {
  const root = rootOf(account.tenantId);
  for (;;) {
    const held = await world.store.read(root, usageWatches, {});
    const usage = await usageOf(world, account, null);
    if (usage?.plan !== 'mau' || usage.purchased === null) return false;
    const { period, purchased, used, months } = usage;
    const { watch, tell } = watchAfter(held?.doc ?? null, { period, purchased, used });
    if (held !== null && JSON.stringify(held.doc) === JSON.stringify(watch)) return true;
    const at: Instant = world.clock.now();
    const writes = [
      held === null ? create(usageWatches, watch) : replace(usageWatches, watch, held.version),
    ];
    const to = months.at(-1)?.month ?? period;
    const commit = () =>
      world.store.commit(
        root,
        tell === null
          ? writes
          : [
              ...writes,
              announcement(
                {
                  ...{ what: 'usage-threshold-reached', threshold: tell },
                  ...{ used, purchased, from: period, to },
                },
                at,
              ),
            ],
      );
    const { outcome } = await (tell === null ? commit() : announcing(world, account, commit));
    if (outcome === 'committed') return true;
  }
}
