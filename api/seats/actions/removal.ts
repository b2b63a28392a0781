import { startJob } from '../../jobs/actions.ts';
import type { Job } from '../../jobs/rules.ts';
import { AppError, notFound } from '../../kernel/errors.ts';
import { idFrom, type PersonId } from '../../kernel/ids.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { unchanged } from '../rules/enrolment.ts';
import { activateFlow, endFlow, forget, removeEntirely } from '../rules/lists.ts';
import { changePeople, finishClearing } from './people.ts';

/** The kind of the job that ends what is left of people who were removed entirely. */
export const FINISH_REMOVAL = 'finish-removal';

/**
 * Removes a person entirely, and gives the job that ends the enrolments one by one. The removal itself is one commit that
 * comes first; the job never repeats it, because an admin may have added the person again by then. Where a crash comes
 * between the two, the person is `unfinished` and is found by that.
 * @throws AppError `not-found`
 */
export async function beginRemoval(
  world: World,
  tenant: Tenant,
  actor: Actor,
  personId: PersonId,
): Promise<Job> {
  await removePerson(world, tenant, actor, personId);
  return startJob(world, tenant, {
    kind: FINISH_REMOVAL,
    jobId: idFrom(FINISH_REMOVAL, tenant.tenantId, actor.actId, personId),
    input: { personId },
    createdBy: actor.personId,
    cancellable: false,
  });
}

/**
 * Removes a person entirely: off every list, out of every course and plan, the Flow activation ended, and marked so that
 * no group brings the person back (L-7, L-8, S-6). The seat is free when this returns; enrolments that do not fit one
 * commit are ended by `finishClearing`.
 * @throws AppError `not-found` for someone whom nobody knows
 */
export async function removePerson(
  world: World,
  tenant: Tenant,
  actor: Actor,
  personId: PersonId,
): Promise<void> {
  const known = await changePeople<boolean>(world, tenant, actor, [personId], {
    what: 'person-removed',
    enrolments: 'none',
    unfinished: 'leave',
    decide: (state, _personId, at) =>
      state === null ? unchanged(false) : { ...removeEntirely(state, at), outcome: true },
  });
  if (known.get(personId) !== true) throw notFound('person');
}

/**
 * Ends everything of people whose directory accounts can no longer be restored, 30 days after their deletion (S-5).
 * The caller has made sure with the directory that they are gone.
 */
export async function forgetPeople(
  world: World,
  tenant: Tenant,
  actor: Actor,
  personIds: readonly PersonId[],
): Promise<void> {
  await changePeople<boolean>(world, tenant, actor, personIds, {
    what: 'people-purged',
    enrolments: 'none',
    decide: (state, _personId, at) =>
      state?.person.dueAt == null || state.person.dueAt > at ? unchanged(false) : forget(state),
  });
  await finishClearing(world, tenant, actor, personIds);
}

/**
 * A person's Flow account becomes active, or is no longer (L-6).
 * @param byAdmin only an admin brings somebody back who was removed entirely (S-6)
 * @throws AppError `not-found`, `role-missing`
 */
export async function setFlow(
  world: World,
  tenant: Tenant,
  actor: Actor,
  personId: PersonId,
  active: boolean,
  byAdmin: boolean,
): Promise<void> {
  type Outcome = 'unknown' | 'removed' | 'done';
  const outcomes = await changePeople<Outcome>(world, tenant, actor, [personId], {
    what: active ? 'flow-activated' : 'flow-ended',
    enrolments: 'none',
    decide: (state, _personId, at) => {
      if (state === null) return unchanged('unknown');
      if (state.person.removedAt !== null && !byAdmin) return unchanged('removed');
      const decision = active ? activateFlow(state, at) : endFlow(state);
      return { ...decision, outcome: 'done' };
    },
  });
  const outcome = outcomes.get(personId);
  if (outcome === 'removed') {
    throw new AppError(
      'role-missing',
      'An administrator removed this person entirely. Only an administrator can add the person again.',
    );
  }
  if (outcome !== 'done') throw notFound('person');
}
