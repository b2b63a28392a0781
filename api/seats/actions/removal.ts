import { notFound } from '../../kernel/errors.ts';
import type { PersonId } from '../../kernel/ids.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { unchanged } from '../rules/enrolment.ts';
import { activateFlow, endFlow, forget, removeEntirely } from '../rules/lists.ts';
import { changePeople, finishClearing } from './people.ts';

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

/** A person's Flow account becomes active, or is no longer (L-6); gives whether that changed anything. */
export async function setFlow(
  world: World,
  tenant: Tenant,
  actor: Actor,
  personId: PersonId,
  active: boolean,
): Promise<boolean> {
  const changed = await changePeople<boolean | null>(world, tenant, actor, [personId], {
    what: active ? 'flow-activated' : 'flow-ended',
    enrolments: 'none',
    decide: (state, _personId, at) => {
      if (state === null) return unchanged(null);
      return active ? activateFlow(state, at) : endFlow(state);
    },
  });
  const outcome = changed.get(personId) ?? null;
  if (outcome === null) throw notFound('person');
  return outcome;
}
