import type { z } from 'zod';
import type { Job } from '../../jobs/rules.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { toIso, toIsoOrNull } from '../../kernel/time.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { namesOf } from '../../seats/actions/reading.ts';
import type { PlanAndJob } from '../actions/plans/listing.ts';
import type { customerEntryShape, customerJobShape } from '../contract/plans.ts';
import type { undoStepShape } from '../contract/undo.ts';
import type { Entry } from '../rules/plans/entry.ts';
import { countsOf } from '../rules/plans/counts.ts';
import type { Plan, PlanInput } from '../rules/plans/plan.ts';
import { rolesOf } from '../rules/plans/role-outcomes.ts';
import { continuabilityOf } from '../rules/plans/continuability.ts';
import { roleNameOf } from '../rules/roles.ts';
import { undoabilityOf } from '../rules/plans/undoability.ts';
import type { UndoStep } from '../rules/plans/undo.ts';

/** Bulk acts as the wire shows them, with the names that the partner's staff have today. */
export async function planViews(
  world: World,
  tenant: Tenant,
  items: readonly PlanAndJob[],
): Promise<z.input<typeof customerJobShape>[]> {
  const agents = items.flatMap(({ plan, job }) => [plan.createdBy, continuerOf(job) ?? []].flat());
  const names = await namesOf(world, tenant, [...new Set(agents)]);
  const agent = (id: PersonId) => ({ id, displayName: names.get(id)?.displayName ?? null });
  const agentOrNull = (id: PersonId | null) => (id === null ? null : agent(id));
  return items.map(({ plan, job }) => ({
    id: plan.planId,
    customerId: plan.customerId,
    what: plan.what,
    state: job.state,
    total: job.total,
    counts: countsNow(plan, job),
    etaSeconds: job.etaSeconds,
    failure: job.failure,
    continuation: continuabilityOf(plan, job),
    left: { toDo: plan.planned, toLookUp: plan.begun },
    undo: undoabilityOf(plan, job.open),
    undoes: plan.undoes,
    undoneBy: plan.undoneBy,
    passwordsWaiting: passwordsWaiting(plan),
    createdBy: agent(plan.createdBy),
    continuedBy: agentOrNull(continuerOf(job)),
    createdAt: toIso(plan.createdAt),
    finishedAt: toIsoOrNull(job.finishedAt),
  }));
}

/** What was planned when the job ended is not done any more; what was under way then, nobody knows. */
const countsNow = (plan: Plan, job: Job) => {
  const counts = countsOf(plan);
  const { planned, begun, skipped, unknown } = counts;
  return job.open
    ? counts
    : { ...counts, planned: 0, begun: 0, skipped: skipped + planned, unknown: unknown + begun };
};

const continuerOf = ({ input }: Job): PersonId | null =>
  (input as unknown as PlanInput).continued?.personId ?? null;

const passwordsWaiting = ({ what, handedOutAt, handedOutBefore, done, partly }: Plan): number =>
  handedOutAt === null && (what === 'import' || what === 'password')
    ? done + partly - (handedOutBefore?.users ?? 0)
    : 0;

/** One user of a bulk act, as it is told. */
export const entryView = (entry: Entry): z.input<typeof customerEntryShape> => ({
  no: entry.no,
  act: entry.act?.kind ?? null,
  userId: entry.userId,
  userName: entry.userName,
  state: entry.state,
  roles: rolesOf(entry).map(({ roleId, outcome }) => ({
    ...{ id: roleId, name: roleNameOf(roleId) },
    outcome,
  })),
  faults: [...(entry.outcome?.faults ?? [])],
  alreadyThere: entry.outcome?.alreadyThere ?? false,
});

/** What taking one user's act back would do. */
export const undoView = (step: UndoStep): z.input<typeof undoStepShape> => {
  const { no, userId, userName, outcome, act, reasons } = step;
  return {
    ...{ no, userId, userName },
    outcome: outcome === 'nothing' ? 'cannot' : outcome,
    act: act?.kind ?? null,
    licencesBack: licencesBackBy(act),
    licencesTaken: act?.kind === 'licences' ? [...act.remove] : [],
    fieldsBack: act?.kind === 'edit' ? Object.keys(act.changes) : [],
    reasons: [...reasons],
  };
};

function licencesBackBy(act: UndoStep['act']): string[] {
  if (act?.kind === 'licences') return act.add.map(({ skuId }) => skuId);
  if (act?.kind === 'restore') return (act.licences ?? []).map(({ skuId }) => skuId);
  return [];
}
