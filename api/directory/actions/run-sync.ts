import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { SECOND_MS } from '../../kernel/time.ts';
import { rootOf } from '../../ports/partitions.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { peopleSyncs } from '../kinds.ts';
import { failed, newPeopleSync, succeeded, type PeopleSync } from '../rules/sync.ts';
import { forgetDuePeople } from './due-people.ts';
import { lookAgain } from './look-again.ts';
import { LeaseLost, takeLease, type Lease, type Worker } from './lease.ts';
import { sweepPeople } from './sweep.ts';
import { syncGroups } from './sync-groups.ts';
import { syncPeople } from './sync-people.ts';

/** How a run ended; `taken`: another worker is at it. */
export type RunEnd = 'done' | 'failed' | 'taken';

/**
 * One run of a tenant's sync: people, those whom a full pass missed, groups, and people whose 30 days are over. What
 * goes wrong is written where the admins see it, and the next run comes by itself.
 *
 * @returns how it ended; throws only where the store does not even take the note of that
 */
export async function runSync(world: World, tenant: Tenant, worker: Worker): Promise<RunEnd> {
  const { tenantId } = tenant;
  const now = world.clock.now();
  // A page that a worker before this one had begun is never mistaken for one of this worker's.
  const begun = (sync: PeopleSync): Partial<PeopleSync> => ({
    startedAt: now,
    page: sync.page + 1,
  });
  const lease = await takeLease(
    {
      ...{ store: world.store, partition: rootOf(tenantId), kind: peopleSyncs, key: {} },
      ...{ initial: newPeopleSync(now), worker },
    },
    begun,
  );
  if (lease === null) return 'taken';
  const actor: Actor = { personId: null, actId: newId() };
  try {
    await syncPeople(world, tenant, lease, actor);
    await sweepPeople(world, tenant, lease, actor);
    await syncGroups(world, tenant, worker, actor, () => lease.save({}));
    await lookAgain(world, tenant, actor, lease.doc());
    await forgetDuePeople(world, tenant, lease, actor);
    await lease.release(succeeded(world.clock.now()));
    world.log.info({ tenantId, page: lease.doc().page }, 'directory synced');
    return 'done';
  } catch (error) {
    if (error instanceof LeaseLost) return 'taken';
    return await noteFailure(world, tenant, lease, error);
  } finally {
    lease.stopRenewing();
  }
}

/** What the admins are told of a fault that is ours. */
const ourFault = (cause: unknown): AppError =>
  new AppError(
    'internal',
    'Something went wrong on our side. It is tried again by itself.',
    {},
    { cause },
  );

async function noteFailure(
  world: World,
  { tenantId }: Tenant,
  lease: Lease<PeopleSync>,
  error: unknown,
): Promise<RunEnd> {
  const refusal = error instanceof AppError ? error : ourFault(error);
  const failure = { code: refusal.code, detail: refusal.message, at: world.clock.now() };
  const retryAfterMs = (refusal.facts.retryAfterSeconds ?? 0) * SECOND_MS;
  const level = error instanceof AppError ? 'warn' : 'error';
  world.log[level]({ tenantId, err: error }, 'directory sync failed; it is tried again by itself');
  try {
    await lease.release(failed(lease.doc(), failure, retryAfterMs));
  } catch (second) {
    if (!(second instanceof LeaseLost)) throw second;
  }
  return 'failed';
}
