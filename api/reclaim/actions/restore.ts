import { makeDue } from '../../due/actions.ts';
import { AppError } from '../../kernel/errors.ts';
import { idFrom, type PersonId } from '../../kernel/ids.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { restoreSeat, type Restored } from '../../seats/actions/release.ts';
import type { Refusal } from '../rules/asks.ts';
import { restored, restoring, RESUMED_AFTER_MS, unrestored } from '../rules/moves.ts';
import { forEachPerson, RECLAIM } from './ask.ts';
import { commitAsk } from './commits.ts';
import { readAsk, readSettings } from './reading.ts';

/** What became of undoing one release. */
export type RestoreResult =
  | ({ readonly outcome: 'restored' } & Restored)
  | {
      readonly outcome: 'refused';
      readonly code: Refusal | 'seats-none-left' | 'nothing-restorable';
    };

/** Undoes releases: what they have ended begins again, as far as it still can. */
export async function restoreSeats(
  world: World,
  tenant: Tenant,
  actor: Actor,
  personIds: readonly PersonId[],
): Promise<Map<PersonId, RestoreResult>> {
  await makeDue(world, RECLAIM, tenant, world.clock.now() + RESUMED_AFTER_MS);
  return forEachPerson(personIds, (personId) => restoreOne(world, tenant, actor, personId));
}

async function restoreOne(
  world: World,
  tenant: Tenant,
  actor: Actor,
  personId: PersonId,
): Promise<RestoreResult> {
  const actId = idFrom('restore', tenant.tenantId, actor.actId, personId);
  for (;;) {
    const before = await readAsk(world, tenant, personId);
    if (before?.doc.restoring?.actId === actId) break;
    const by = { actId, by: actor.personId };
    const after = restoring(before?.doc ?? null, by, world.clock.now());
    if (after === null) return { outcome: 'refused', code: 'not-released' };
    const change = { before, after, what: 'seat-restore-begun' };
    if (await commitAsk(world, tenant, actor, change)) break;
  }
  return finishRestore(world, tenant, personId);
}

/** Does what an undoing that was noted has to do, from wherever it stands. */
export async function finishRestore(
  world: World,
  tenant: Tenant,
  personId: PersonId,
): Promise<RestoreResult> {
  for (;;) {
    const before = await readAsk(world, tenant, personId);
    const { release, restoring: under } = before?.doc ?? {};
    if (before === null || release == null || under == null)
      return { outcome: 'refused', code: 'not-released' };
    const actor: Actor = { personId: under.by, actId: under.actId };
    const given = { hold: release.hold, releaseActId: release.actId };
    const result = await restoreSeat(world, tenant, actor, personId, given).catch(asNoneLeft);
    if (result !== 'seats-none-left' && (result.enrolments > 0 || result.flow)) {
      const done: RestoreResult = { outcome: 'restored', ...result };
      if (before.doc.state !== 'restoring') return done;
      const { doc: settings } = await readSettings(world, tenant);
      const after = restored(before.doc, settings, world.clock.now());
      const data = { ...result };
      if (await commitAsk(world, tenant, actor, { before, after, what: 'seat-restored', data }))
        return done;
      continue;
    }
    const code = result === 'seats-none-left' ? result : 'nothing-restorable';
    if (before.doc.state !== 'restoring') return { outcome: 'refused', code };
    const after = unrestored(before.doc, world.clock.now());
    const change = { before, after, what: 'seat-not-restored', data: { code } };
    if (await commitAsk(world, tenant, actor, change)) return { outcome: 'refused', code };
  }
}

function asNoneLeft(error: unknown): 'seats-none-left' {
  if (error instanceof AppError && error.code === 'seats-none-left') return error.code;
  throw error;
}
