import { tell } from '../api/audit/actions.ts';
import { newId, type TenantId } from '../api/kernel/ids.ts';
import { MINUTE_MS, type Instant } from '../api/kernel/time.ts';
import { rootOf } from '../api/ports/partitions.ts';
import type { World } from '../api/ports/world.ts';

/**
 * Notes what came in the platform's name and was refused. Such a call names no tenant that one may believe, so the trace
 * stands in the operator's own audit: the first at once, and what follows within a minute as figures of one entry.
 * @param operatorTenantId null: it is in the log alone
 */
export function createRefusalNotes(
  world: Pick<World, 'store' | 'clock' | 'log'>,
  operatorTenantId: TenantId | null,
): (why: string) => void {
  let counted = new Map<string, number>();
  let notedAt: Instant = -Infinity;

  const note = async (tenantId: TenantId, counts: Readonly<Record<string, number>>) => {
    const entry = tell({ personId: null, actId: newId() }, world.clock.now(), 'chat-refused', {
      counts,
    });
    await world.store.commit(rootOf(tenantId), [entry]);
  };

  return (why) => {
    world.log.warn({ why }, 'an activity was refused');
    if (operatorTenantId === null) return;
    counted.set(why, (counted.get(why) ?? 0) + 1);
    const now = world.clock.now();
    if (now - notedAt < MINUTE_MS) return;
    notedAt = now;
    const counts = Object.fromEntries(counted);
    counted = new Map();
    note(operatorTenantId, counts).catch((err: unknown) => {
      world.log.warn({ err }, 'a refused activity was not noted');
    });
  };
}
