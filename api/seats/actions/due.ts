import { dayOf } from '../../kernel/time.ts';
import { bucketsOf } from '../../ports/partitions.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { enrolments, people } from '../kinds.ts';
import { endEnrolments } from './enrol.ts';
import { finishClearing } from './people.ts';

/** The work of keeping seats in step with the calendar, as due work names it. */
export const SEATS = 'seats';

const PORTION = 200;

/**
 * Does what has fallen due among a tenant's enrolments: ends those whose last day has come (I-1), and finishes what a
 * stop left of people who were taken off a list. Bears repeating; gives how many were dealt with.
 */
export async function doDueSeatWork(world: World, tenant: Tenant, actor: Actor): Promise<number> {
  let done = 0;
  for (const bucket of bucketsOf(tenant.tenantId, tenant.buckets)) {
    for (;;) {
      const page = await world.store.list(bucket, enrolments, 'byEnd', {
        upTo: dayOf(world.clock.now()),
        limit: PORTION,
      });
      const byTraining = Map.groupBy(page.items, ({ doc }) => doc.trainingId);
      for (const [trainingId, held] of byTraining) {
        const personIds = held.map(({ doc }) => doc.personId);
        await endEnrolments(world, tenant, actor, trainingId, personIds, 'enrolments-expired');
      }
      done += page.items.length;
      if (page.next === null) break;
    }
    for (;;) {
      const page = await world.store.list(bucket, people, 'unfinished', { limit: PORTION });
      const personIds = page.items.map(({ doc }) => doc.personId);
      await finishClearing(world, tenant, actor, personIds);
      done += personIds.length;
      if (page.next === null) break;
    }
  }
  return done;
}
