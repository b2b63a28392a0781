import { tell } from '../../../audit/actions.ts';
import { events } from '../../../audit/kinds.ts';
import type { Event } from '../../../audit/rules.ts';
import { idFrom } from '../../../kernel/ids.ts';
import type { Passwords } from '../../../ports/passwords.ts';
import { rootOf } from '../../../ports/partitions.ts';
import { create, type Held } from '../../../ports/store.ts';
import type { ActKind } from '../../rules/plans/acts.ts';
import type { Entry } from '../../rules/plans/entry.ts';
import { rolesOf } from '../../rules/plans/role-outcomes.ts';
import type { Carrying } from './carrying.ts';
import { commitEntries } from './entries.ts';
import { snapshotOf } from './snapshot.ts';
import type { Settled } from './writing.ts';

/** Notes what came of entries, and tells it in the partner's audit, in one commit. */
export async function settle(
  { world, tenant, actor, plan }: Carrying,
  now: readonly Held<Entry>[],
  settled: readonly Settled[],
): Promise<void> {
  const at = world.clock.now();
  const byNo = new Map(settled.map((one) => [one.of.entry.no, one]));
  const changes = now.flatMap((held) => {
    const one = byNo.get(held.doc.no);
    return one === undefined ? [] : [{ held, after: settledEntry(held.doc, one, at) }];
  });
  const { planId: jobId, customerId } = plan;
  const after = changes.map((change) => change.after);
  const told = [
    ...toldOf(after).map((facts) =>
      tell(actor, at, 'customer-users-changed', { jobId, customerId, ...facts }),
    ),
    ...rolesToldOf(after).map((facts) =>
      tell(actor, at, 'customer-role-given', { jobId, customerId, ...facts }),
    ),
  ];
  await commitEntries(world, tenant, plan.planId, changes, told);
  for (const one of settled) forgetPassword(world.passwords, plan.planId, one);
}

/** A password that was not set, or of which an earlier process may have set another, is none to hand out. */
function forgetPassword(
  passwords: Passwords,
  planId: string,
  { of, state, alreadyThere }: Settled,
): void {
  const { no } = of.entry;
  const isSet = state === 'done' || state === 'partly';
  const isDoubtful = passwords.heldFor(planId, no)?.doubtful === true;
  if (!isSet || (alreadyThere && isDoubtful)) passwords.forget(planId, no);
}

function settledEntry(entry: Entry, settled: Settled, at: number): Entry {
  const { user, alreadyThere, roles } = settled;
  // What was known from the start to be left undone stays said.
  const faults = [...(entry.outcome?.faults ?? []), ...settled.faults];
  const state = settled.state === 'done' && faults.length > 0 ? 'partly' : settled.state;
  const isDone = state === 'done' || state === 'partly';
  return {
    ...entry,
    state,
    userId: user?.userId ?? entry.userId,
    userName: user?.userName ?? entry.userName,
    outcome: {
      ...{ faults, after: user === null ? null : snapshotOf(user), alreadyThere, at },
      ...(roles === undefined ? {} : { roles }),
    },
    newestDeletion: isDone && entry.act?.kind === 'delete' ? -at : null,
  };
}

/** Whose users were changed by which kind of act. */
function toldOf(
  entries: readonly Entry[],
): readonly { readonly act: ActKind; readonly userIds: readonly string[] }[] {
  const changed = entries.filter(({ state }) => state === 'done' || state === 'partly');
  const byAct = Map.groupBy(changed, ({ act }) => act?.kind);
  return [...byAct].flatMap(([act, some]) => {
    const userIds = some.map(({ userId }) => userId).filter((userId) => userId !== null);
    return act === undefined ? [] : [{ act, userIds }];
  });
}

/** To whom a directory role was given, for each role. */
function rolesToldOf(
  entries: readonly Entry[],
): readonly { readonly roleId: string; readonly userIds: readonly string[] }[] {
  const given = entries.flatMap((entry) =>
    rolesOf(entry)
      .filter(({ outcome }) => outcome === 'given')
      .flatMap(({ roleId }) => (entry.userId === null ? [] : [{ roleId, userId: entry.userId }])),
  );
  const byRole = Map.groupBy(given, ({ roleId }) => roleId);
  return [...byRole].map(([roleId, some]) => ({
    roleId,
    userIds: some.map(({ userId }) => userId),
  }));
}

/**
 * Tells in the customer's own audit what was changed there, under an id made of plan and place, so that a repeat tells
 * nothing twice. The agent is named by the object id in the partner's tenant.
 */
export async function tellCustomer(
  { world, tenant, actor, plan }: Carrying,
  entries: readonly Entry[],
): Promise<void> {
  const [first] = entries;
  if (first === undefined) return;
  const at = world.clock.now();
  const tellOnce = async (what: string, of: string, facts: Event['data']): Promise<void> => {
    const event: Event = {
      eventId: idFrom('customer-audit', plan.planId, String(first.no), of),
      ...{ at, what },
      actorId: actor.personId,
      actId: actor.actId,
      newest: -at,
      newestMove: null,
      data: { jobId: plan.planId, partnerId: tenant.tenantId, ...facts },
    };
    await world.store.commit(rootOf(plan.customerId), [create(events, event)]);
  };
  for (const facts of toldOf(entries)) await tellOnce('partner-changed-users', facts.act, facts);
  for (const facts of rolesToldOf(entries))
    await tellOnce('partner-gave-role', `role ${facts.roleId}`, facts);
}
