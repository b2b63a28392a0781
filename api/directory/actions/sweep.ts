import type { PersonId } from '../../kernel/ids.ts';
import { bucketsOf } from '../../ports/partitions.ts';
import { pagesOf } from '../../ports/reading.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { people } from '../../seats/kinds.ts';
import type { Person } from '../../seats/rules/person.ts';
import { isAlive, isMissedBy } from '../rules/rows.ts';
import { mustHold, type PeopleSync } from '../rules/sync.ts';
import type { Lease } from './lease.ts';
import { applyTruths } from './people-page.ts';

/** How many people are looked through at once. */
const PAGE = 1_000;

/**
 * After a pass from the start: whoever it did not tell of is looked up in the directory, one by one, and then held to
 * be alive, deleted, or gone for good. Where suspiciously many are missing nobody is touched until an admin confirms
 * (`held`); the people whom the directory does tell of are followed meanwhile.
 */
export async function sweepPeople(
  world: World,
  tenant: Tenant,
  lease: Lease<PeopleSync>,
  actor: Actor,
): Promise<void> {
  const { sweep, vanishedAccepted, generation } = lease.doc();
  if (sweep === 'none' || (sweep === 'held' && !vanishedAccepted)) return;
  const { vanished, known } = await measure(world, tenant, generation);
  if (mustHold(vanished, known) && !vanishedAccepted) {
    world.log.warn({ tenantId: tenant.tenantId, vanished, known }, 'so many missing: sweep held');
    await lease.save({ sweep: 'held', vanished, known });
    return;
  }
  for await (const found of scan(world, tenant)) {
    const missed = found.filter((person) => isMissedBy(person, generation)).map(idOf);
    lease.mustHold();
    await applyTruths(world, tenant, actor, missed, markIn(lease));
    await lease.save({});
  }
  await lease.save({ sweep: 'none', vanished, known, vanishedAccepted: false });
}

const idOf = ({ personId }: Person): PersonId => personId;

const markIn = (lease: Lease<PeopleSync>) => {
  const { generation, page } = lease.doc();
  return { generation, page };
};

/** How many people there are with a live account, and how many of them the pass did not tell of. */
async function measure(
  world: World,
  tenant: Tenant,
  generation: number,
): Promise<{ readonly vanished: number; readonly known: number }> {
  let vanished = 0;
  let known = 0;
  for await (const found of scan(world, tenant)) {
    const alive = found.filter(isAlive);
    known += alive.length;
    vanished += alive.filter((person) => isMissedBy(person, generation)).length;
  }
  return { vanished, known };
}

/** Everybody, some at a time. */
async function* scan(world: World, tenant: Tenant): AsyncGenerator<readonly Person[]> {
  for (const partition of bucketsOf(tenant.tenantId, tenant.buckets)) {
    for await (const page of pagesOf(world.store, partition, people, 'byId', {}, PAGE)) {
      yield page.map(({ doc }) => doc);
    }
  }
}
