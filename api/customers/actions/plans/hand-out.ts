import type { Job } from '../../../jobs/rules.ts';
import { AppError } from '../../../kernel/errors.ts';
import { idFrom, type PersonId, type TenantId } from '../../../kernel/ids.ts';
import { rootOf } from '../../../ports/partitions.ts';
import { pagesOf } from '../../../ports/reading.ts';
import { replace } from '../../../ports/store.ts';
import type { Tenant, World } from '../../../ports/world.ts';
import { customerEntries, customerPlans } from '../../kinds.ts';
import type { Entry } from '../../rules/plans/entry.ts';
import type { Plan } from '../../rules/plans/plan.ts';
import { planAndJob } from './listing.ts';
import { startPlan, type PlanCaller } from './start.ts';

/** A temporary password and whose it is. */
export interface HandedPassword {
  readonly userId: PersonId;
  readonly displayName: string;
  readonly userName: string;
  readonly password: string;
}

/** What a hand-out gives. */
export interface HandOut {
  readonly passwords: readonly HandedPassword[];
  /** Sets fresh ones for those whose passwords a stop has taken; null where there are none. */
  readonly renewal: { readonly job: Job; readonly users: number } | null;
}

/**
 * Gives the temporary passwords of a job's users, once (C-2). What is not held any more is made anew by a job, under
 * whose id it is handed out then.
 * @param send where they go instead of into the answer; a throw keeps them for another try
 * @returns null where they were handed out before
 * @throws AppError `not-found`; `job-running` while users are still being made
 */
export async function handOut(
  world: World,
  caller: PlanCaller,
  customerId: TenantId,
  jobId: string,
  send: (passwords: readonly HandedPassword[]) => Promise<void> = async () => {},
): Promise<HandOut | null> {
  const { tenant, actor } = caller;
  const { job, plan } = await planAndJob(world, tenant, customerId, jobId);
  if (job.open) {
    throw new AppError(
      'job-running',
      'The job is still under way. Hand out the passwords when it has finished.',
      { jobId },
    );
  }
  const entries = await withPasswords(world, tenant, plan);
  if (!(await markHandedOut(world, tenant, customerId, jobId))) return null;
  const held = world.passwords.handOut(jobId);
  const givenTo = new Set(entries.map(({ no }) => no));
  // Of users that were under way when the job stopped: they are wanted when it is continued.
  for (const one of held) if (!givenTo.has(one.no)) world.passwords.hold(jobId, one);
  const byNo = new Map(held.map(({ no, password }) => [no, password]));
  const passwords = entries.flatMap((entry) => handed(entry, byNo.get(entry.no)));
  try {
    if (passwords.length > 0) await send(passwords);
  } catch (error) {
    for (const one of held) world.passwords.hold(jobId, one);
    await markHandedOut(world, tenant, customerId, jobId, null);
    throw error;
  }
  const lost = entries.filter(({ no }) => !byNo.has(no));
  if (lost.length === 0) return { passwords, renewal: null };
  const renewing = { tenant, actor: { ...actor, actId: idFrom('renewal', jobId, actor.actId) } };
  const renewal = await startPlan(world, renewing, {
    ...{ customerId, what: 'password' },
    entries: lost.flatMap(({ userId, userName }) =>
      userId === null
        ? []
        : [{ act: { kind: 'password', userId }, ...(userName === null ? {} : { userName }) }],
    ),
  });
  return { passwords, renewal: { job: renewal, users: lost.length } };
}

/** The entries by which users were given passwords; those of an earlier hand-out are left out. */
async function withPasswords(
  world: World,
  tenant: Tenant,
  { planId, handedOutBefore }: Pick<Plan, 'planId' | 'handedOutBefore'>,
): Promise<Entry[]> {
  const root = rootOf(tenant.tenantId);
  const found: Entry[] = [];
  for (const state of ['done', 'partly'] as const) {
    const pages = pagesOf(world.store, root, customerEntries, 'byState', {
      equals: { planId, state },
    });
    for await (const page of pages) found.push(...page.map(({ doc }) => doc));
  }
  return found
    .filter(({ act }) => act?.kind === 'create' || act?.kind === 'password')
    .filter(({ outcome }) => handedOutBefore === null || (outcome?.at ?? 0) > handedOutBefore.at)
    .toSorted((one, other) => one.no - other.no);
}

/** Notes that the passwords go out now, or (null) that they did not; false where they have gone before. */
async function markHandedOut(
  world: World,
  tenant: Tenant,
  customerId: TenantId,
  planId: string,
  handedOutAt: number | null = world.clock.now(),
): Promise<boolean> {
  const root = rootOf(tenant.tenantId);
  for (;;) {
    const held = await world.store.read(root, customerPlans, { planId });
    if (held?.doc.customerId !== customerId) return false;
    if (handedOutAt !== null && held.doc.handedOutAt !== null) return false;
    const doc: Plan = { ...held.doc, handedOutAt };
    const { outcome } = await world.store.commit(root, [replace(customerPlans, doc, held.version)]);
    if (outcome === 'committed') return true;
  }
}

const handed = (entry: Entry, password: string | undefined): HandedPassword[] => {
  const { userId, userName, act, before, outcome } = entry;
  if (userId === null || userName === null || password === undefined) return [];
  const made = act?.kind === 'create' ? act.user.displayName : before?.displayName;
  return [
    { userId, displayName: outcome?.after?.displayName ?? made ?? userName, userName, password },
  ];
};
