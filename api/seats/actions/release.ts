import { trainings } from '../../catalogs/kinds.ts';
import { AppError } from '../../kernel/errors.ts';
import type { PersonId, TrainingId } from '../../kernel/ids.ts';
import { dayOf } from '../../kernel/time.ts';
import { bucketOf, rootOf } from '../../ports/partitions.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { unchanged, type EnrolRefusal, type PersonState } from '../rules/enrolment.ts';
import {
  holdOf,
  release,
  restorable,
  type Hold,
  type HoldOutcome,
  type ReleaseOutcome,
} from '../rules/release.ts';
import { enrolPeople } from './enrol.ts';
import { load, stateOf } from './loading.ts';
import { changePeople } from './people.ts';

async function stateNow(
  world: World,
  { tenantId, buckets }: Tenant,
  personId: PersonId,
): Promise<PersonState | null> {
  const bucket = bucketOf(tenantId, personId, buckets);
  return stateOf((await load(world, bucket, [personId], 'all')).get(personId));
}

/** By what the person holds a seat; `no-seat` also for someone whom nobody knows. */
export async function readHold(
  world: World,
  tenant: Tenant,
  personId: PersonId,
): Promise<HoldOutcome> {
  const state = await stateNow(world, tenant, personId);
  return state === null ? { outcome: 'no-seat' } : holdOf(state);
}

/**
 * Frees a person's seat: ends everything individual that the person is enrolled in, and the Flow activation. It bears
 * repeating under the same act. Where the hold is no longer the one that was noted, nothing changes.
 */
export async function releaseSeat(
  world: World,
  tenant: Tenant,
  actor: Actor,
  personId: PersonId,
  hold: Hold,
): Promise<ReleaseOutcome> {
  for (;;) {
    const outcomes = await changePeople<ReleaseOutcome>(world, tenant, actor, [personId], {
      what: 'seats-released',
      enrolments: 'all',
      decide: (state, _personId, at) =>
        state === null ? unchanged({ outcome: 'released' }) : release(state, hold, at, actor.actId),
    });
    const outcome = outcomes.get(personId) ?? { outcome: 'released' };
    if (outcome.outcome !== 'more') return outcome;
  }
}

/** What came of giving a seat back. */
export interface Restored {
  /** How many enrolments began again, and whether the Flow account is active again. */
  readonly enrolments: number;
  readonly flow: boolean;
  /** Those that did not: their training is gone, or the person cannot be enrolled. */
  readonly lost: readonly { readonly trainingId: TrainingId; readonly code: LostCode }[];
}

/** Why an enrolment could not begin again. */
export type LostCode = EnrolRefusal | 'training-gone' | 'changed-since';

/**
 * Gives a released seat back: begins again what the release has ended and nobody has touched since. It bears repeating
 * under the same act.
 * @throws AppError `seats-none-left`: then nothing is changed
 */
export async function restoreSeat(
  world: World,
  tenant: Tenant,
  actor: Actor,
  personId: PersonId,
  { hold, releaseActId }: { readonly hold: Hold; readonly releaseActId: string },
): Promise<Restored> {
  const state = await stateNow(world, tenant, personId);
  const today = dayOf(world.clock.now());
  const byThis = new Set(
    [...(state?.enrolments.values() ?? [])]
      .filter(({ live, actId }) => live && actId === actor.actId)
      .map(({ trainingId }) => trainingId),
  );
  const open = new Set(
    state === null
      ? []
      : restorable(state, hold, releaseActId, today).map(({ trainingId }) => trainingId),
  );
  let enrolments = 0;
  const lost: { trainingId: TrainingId; code: LostCode }[] = [];
  for (const { trainingId, catalogId, enrolledAt, endsOn } of hold.enrolments) {
    if (byThis.has(trainingId)) enrolments++;
    else if (!open.has(trainingId)) lost.push({ trainingId, code: 'changed-since' });
    else {
      const people = [{ personId, enrolledAt, ...(endsOn === null ? {} : { endsOn }) }];
      const code = await begin(world, tenant, actor, { trainingId, catalogId, people });
      if (code === null) enrolments++;
      else lost.push({ trainingId, code });
    }
  }
  const flow =
    hold.flowSince !== null && (await activateAgain(world, tenant, actor, personId, hold));
  return { enrolments, flow, lost };
}

/** Enrols again; gives why not, null where it did. */
async function begin(
  world: World,
  tenant: Tenant,
  actor: Actor,
  request: Parameters<typeof enrolPeople>[3],
): Promise<LostCode | null> {
  const { trainingId } = request;
  const training = await world.store.read(rootOf(tenant.tenantId), trainings, { trainingId });
  if (training?.doc.existence !== 'live') return 'training-gone';
  try {
    const [outcome] = (await enrolPeople(world, tenant, actor, request)).values();
    return outcome?.outcome === 'refused' ? outcome.code : null;
  } catch (error) {
    // Its deletion, or its catalog's, began meanwhile.
    if (error instanceof AppError && error.code === 'not-found') return 'training-gone';
    throw error;
  }
}

async function activateAgain(
  world: World,
  tenant: Tenant,
  actor: Actor,
  personId: PersonId,
  { flowSince }: Hold,
): Promise<boolean> {
  const outcomes = await changePeople<boolean>(world, tenant, actor, [personId], {
    what: 'flow-activated',
    enrolments: 'none',
    decide: (state) => {
      if (state === null || state.person.removedAt !== null) return unchanged(false);
      if (state.person.flowSince !== null) return unchanged(true);
      return { facts: { ...state.person, flowSince }, enrolments: [], outcome: true };
    },
  });
  return outcomes.get(personId) === true;
}
