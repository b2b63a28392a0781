import type { PersonId } from '../../kernel/ids.ts';
import { bucketAt, bucketNumber } from '../../ports/partitions.ts';
import type { Tenant, World } from '../../ports/world.ts';
import type { Enrolling, enrolPeople } from '../../seats/actions/enrol.ts';
import { readHeads, seatsLeftIn } from '../../seats/actions/figures.ts';
import { load, stateOf } from '../../seats/actions/loading.ts';
import { judge } from '../../seats/rules/counting.ts';
import { enrol, type EnrolOutcome, type PersonState } from '../../seats/rules/enrolment.ts';
import type { ListEntry } from '../../seats/rules/person.ts';
import type { Staging } from './staging.ts';

/**
 * Says what `enrolPeople` would answer, by the same rule, and writes nothing of the tenant's. The lists that people
 * would have joined by then are kept in the staging, so that the limit of lists is met where it would be; so are the
 * seats that they would have taken, where the limit is closed (G-2).
 */
export const previewEnrolling =
  (staging: Staging): typeof enrolPeople =>
  async (world, tenant, actor, request) => {
    const { trainingId, catalogId } = request;
    const outcomes = new Map<PersonId, EnrolOutcome>();
    const at = world.clock.now();
    const left = seatsLeftIn(await readHeads(world, tenant));
    const states = await statesOf(world, tenant, request.people, trainingId);
    for (const { personId, enrolledAt, endsOn, endedAt } of request.people) {
      const state = withJoined(states.get(personId) ?? null, staging.joined(personId));
      const decision = enrol(state, {
        trainingId,
        catalogId,
        source: 'direct',
        enrolledAt: enrolledAt ?? at,
        endsOn: endsOn ?? null,
        endedAt: endedAt ?? null,
        at,
        actId: actor.actId,
      });
      const wouldCount =
        decision.facts !== null &&
        state?.person.counted === false &&
        judge(decision.facts, state.person, at).counted;
      if (wouldCount && left !== null && !staging.takeSeat(personId, left)) {
        outcomes.set(personId, { outcome: 'refused', code: 'seats-none-left' });
        continue;
      }
      outcomes.set(personId, decision.outcome);
      if (decision.facts !== null) staging.noteJoined(personId, catalogId);
    }
    return outcomes;
  };

async function statesOf(
  world: World,
  tenant: Tenant,
  enrolling: readonly Enrolling[],
  trainingId: string,
): Promise<ReadonlyMap<PersonId, PersonState | null>> {
  const personIds = enrolling.map(({ personId }) => personId);
  const byBucket = Map.groupBy(personIds, (id) => bucketNumber(id, tenant.buckets));
  const states = new Map<PersonId, PersonState | null>();
  for (const [bucket, ids] of byBucket) {
    const loaded = await load(world, bucketAt(tenant.tenantId, bucket), ids, [trainingId]);
    for (const id of ids) states.set(id, stateOf(loaded.get(id)));
  }
  return states;
}

const JOINED: ListEntry = { listedAt: 0, sources: ['direct'], live: 0 };

function withJoined(state: PersonState | null, catalogIds: readonly string[]): PersonState | null {
  if (state === null || catalogIds.length === 0) return state;
  const joined = Object.fromEntries(catalogIds.map((catalogId) => [catalogId, JOINED]));
  return {
    ...state,
    person: { ...state.person, catalogs: { ...joined, ...state.person.catalogs } },
  };
}
