import { makeDue } from '../../due/actions.ts';
import { idFrom, type GroupId, type PersonId } from '../../kernel/ids.ts';
import { announcing } from '../../notifications/actions/announce.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { readPerson } from '../../seats/actions/reading.ts';
import { readHold, releaseSeat, restoreSeat } from '../../seats/actions/release.ts';
import { refusalToRelease, type Obstacle, type Refusal } from '../rules/asks.ts';
import { released, releasing, RESUMED_AFTER_MS, unreleased } from '../rules/moves.ts';
import { forEachPerson, RECLAIM } from './ask.ts';
import { catchUp } from './catch-up.ts';
import { commitAsk } from './commits.ts';
import { readAsk } from './reading.ts';

/** What became of releasing one seat. */
export type ReleaseResult =
  | { readonly outcome: 'released'; readonly enrolmentsEnded: number }
  | { readonly outcome: 'refused'; readonly code: Refusal | 'changed' }
  | {
      readonly outcome: 'refused';
      readonly code: 'held-by-group';
      readonly groupIds: readonly GroupId[];
    };

const refused = (code: Refusal | 'changed'): ReleaseResult => ({ outcome: 'refused', code });

/**
 * Releases the seats of people who were not active for so many days. What it ends is noted before it ends, so that a stop
 * anywhere is made good by the due work, and the release can be undone.
 */
export async function releaseSeats(
  world: World,
  tenant: Tenant,
  actor: Actor,
  personIds: readonly PersonId[],
  days: number,
): Promise<Map<PersonId, ReleaseResult>> {
  await catchUp(world, tenant, personIds);
  await makeDue(world, RECLAIM, tenant, world.clock.now() + RESUMED_AFTER_MS);
  return announcing(world, tenant, () =>
    forEachPerson(personIds, (personId) => releaseOne(world, tenant, actor, personId, days)),
  );
}

/** @param days null: whatever the person did lately, since the learner gave the seat up or did not answer */
export async function releaseOne(
  world: World,
  tenant: Tenant,
  actor: Actor,
  personId: PersonId,
  days: number | null,
): Promise<ReleaseResult> {
  const actId = idFrom('release', tenant.tenantId, actor.actId, personId);
  for (;;) {
    const [person, before] = await Promise.all([
      readPerson(world, tenant, personId),
      readAsk(world, tenant, personId),
    ]);
    if (before?.doc.release?.actId === actId) break;
    const now = world.clock.now();
    const refusal = refusalToRelease(person?.doc ?? null, before?.doc ?? null, days, now);
    if (refusal !== null) return refused(refusal);
    const found = await readHold(world, tenant, personId);
    if (found.outcome === 'no-seat') return refused('no-seat');
    if (found.outcome === 'held-by-group') {
      const { groupIds } = found;
      return { outcome: 'refused', code: 'held-by-group', groupIds };
    }
    const of = { personId, askId: actId, idleSince: person?.doc.idleSince ?? now };
    const release = { actId, by: actor.personId, hold: found.hold };
    const after = releasing(before?.doc ?? null, of, release, now);
    const change = { before, after, what: 'seat-release-begun' };
    if (await commitAsk(world, tenant, actor, change)) break;
  }
  return finishRelease(world, tenant, personId);
}

/** Does what a release that was noted has to do, from wherever it stands. */
export async function finishRelease(
  world: World,
  tenant: Tenant,
  personId: PersonId,
): Promise<ReleaseResult> {
  for (;;) {
    const before = await readAsk(world, tenant, personId);
    const release = before?.doc.release;
    if (before === null || release == null) return refused('changed');
    const { hold, actId, by } = release;
    if (before.doc.state !== 'releasing') {
      return before.doc.state === 'released'
        ? { outcome: 'released', enrolmentsEnded: hold.enrolments.length }
        : refused('changed');
    }
    const actor: Actor = { personId: by, actId };
    const result = await releaseSeat(world, tenant, actor, personId, hold);
    const now = world.clock.now();
    if (result.outcome === 'released') {
      const after = released(before.doc, now);
      const { askId } = after;
      const notice = { what: 'seat-released', personId, askId } as const;
      const data = { enrolments: hold.enrolments.length };
      const change = { before, after, what: 'seat-released', data, notice };
      if (await commitAsk(world, tenant, actor, change))
        return { outcome: 'released', enrolmentsEnded: hold.enrolments.length };
      continue;
    }
    // Something began meanwhile, so that the seat would not be free: what has ended already begins again.
    const back: Actor = { personId: by, actId: idFrom('release-taken-back', actId) };
    await restoreSeat(world, tenant, back, personId, { hold, releaseActId: actId });
    const isGroup = result.outcome === 'held-by-group';
    const obstacle: Obstacle = isGroup ? 'held-by-group' : 'changed';
    const after = unreleased(before.doc, obstacle, now);
    const change = { before, after, what: 'seat-not-released', data: { obstacle } };
    if (await commitAsk(world, tenant, actor, change)) {
      return isGroup
        ? { outcome: 'refused', code: 'held-by-group', groupIds: result.groupIds }
        : refused('changed');
    }
  }
}
