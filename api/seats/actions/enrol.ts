import type { CatalogId, PersonId, TrainingId } from '../../kernel/ids.ts';
import type { Day, Instant } from '../../kernel/time.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import {
  endEnrolment,
  enrol,
  refused,
  unchanged,
  unenrol,
  type EndOutcome,
  type EnrolOutcome,
} from '../rules/enrolment.ts';
import { changePeople } from './people.ts';

/** One person to enrol. */
export interface Enrolling {
  readonly personId: PersonId;
  /** Now, where it is not given. */
  readonly enrolledAt?: Instant;
  /** The day on which the enrolment is to end by itself. */
  readonly endsOn?: Day;
  /** When it ended already: written as history (I-1). */
  readonly endedAt?: Instant;
}

/**
 * Enrols people individually in a course or training plan, and puts them on the catalog's list (L-1, L-10, S-4). A
 * repeat under the same `actor.actId` answers as the first time did.
 * @returns an outcome for each person; nobody is left out
 * @throws AppError `not-found` where the training is being deleted
 */
export async function enrolPeople(
  world: World,
  tenant: Tenant,
  actor: Actor,
  request: {
    readonly trainingId: TrainingId;
    readonly catalogId: CatalogId;
    readonly people: readonly Enrolling[];
    /** Where the limit is closed, whoever finds no seat is refused by name, and not the whole act (G-2). */
    readonly oneByOne?: boolean;
  },
): Promise<Map<PersonId, EnrolOutcome>> {
  const { trainingId, catalogId } = request;
  const asked = new Map(request.people.map((enrolling) => [enrolling.personId, enrolling]));
  return changePeople(world, tenant, actor, [...asked.keys()], {
    what: 'people-enrolled',
    data: { trainingId, catalogId },
    enrolments: [trainingId],
    ...(request.oneByOne === true ? { seats: { whenNone: () => refused('seats-none-left') } } : {}),
    decide: (state, personId, at) => {
      const enrolling = asked.get(personId);
      return enrol(state, {
        trainingId,
        catalogId,
        source: 'direct',
        enrolledAt: enrolling?.enrolledAt ?? at,
        endsOn: enrolling?.endsOn ?? null,
        endedAt: enrolling?.endedAt ?? null,
        at,
        actId: actor.actId,
      });
    },
  });
}

/** Ends what was enrolled individually of these people in one course or plan (L-12, S-6). */
export async function unenrolPeople(
  world: World,
  tenant: Tenant,
  actor: Actor,
  trainingId: TrainingId,
  personIds: readonly PersonId[],
): Promise<Map<PersonId, EndOutcome>> {
  return changePeople<EndOutcome>(world, tenant, actor, personIds, {
    what: 'people-unenrolled',
    data: { trainingId },
    enrolments: [trainingId],
    decide: (state, _personId, at) =>
      state === null
        ? unchanged({ outcome: 'not-there' })
        : unenrol(state, trainingId, at, actor.actId),
  });
}

/**
 * Ends enrolments whatever holds them: the training is deleted (L-5), or their last day is over (I-1).
 * @returns how many seats that frees
 */
export async function endEnrolments(
  world: World,
  tenant: Tenant,
  actor: Actor,
  trainingId: TrainingId,
  personIds: readonly PersonId[],
  why: 'training-deleted' | 'enrolments-expired',
): Promise<number> {
  const outcomes = await changePeople<boolean>(world, tenant, actor, personIds, {
    what: why,
    data: { trainingId },
    enrolments: [trainingId],
    decide: (state, _personId, at) =>
      state === null ? unchanged(false) : endEnrolment(state, trainingId, at, actor.actId),
  });
  return [...outcomes.values()].filter(Boolean).length;
}
