import { AppError } from '../../kernel/errors.ts';
import { idFrom, type PersonId, type TenantId } from '../../kernel/ids.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../../kernel/time.ts';
import { announcing } from '../../notifications/actions/announce.ts';
import { notices } from '../../notifications/kinds.ts';
import { announced } from '../../notifications/rules/announced.ts';
import { rootOf } from '../../ports/partitions.ts';
import { eachOf } from '../../ports/reading.ts';
import { create, replace } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { customerEntries, customers, customersReadings } from '../kinds.ts';
import { PURGE_WARNING_MS, restorableUntil } from '../rules/deleted-users.ts';
import { keptHands } from './hands.ts';
import { readPlan } from './plans/reading.ts';

/** A warning is due at this long after a deletion. */
const WARNED_AFTER_MS = restorableUntil(0) - PURGE_WARNING_MS;

/** Where some are due, those of the next day are told in the same message. */
const TOLD_TOGETHER_MS = DAY_MS;

/** How far before its instant a warning may go out: the work comes round each hour. */
const EARLY_MS = HOUR_MS;

/** What one agent has deleted at one customer. */
interface Deleted {
  readonly personId: PersonId;
  readonly customerId: TenantId;
  readonly users: { readonly userId: PersonId; readonly deletedAt: Instant }[];
}

/** What plans have deleted whose warning is due after the first instant and not after the second, by agent and customer. */
async function deletedBetween(
  world: World,
  tenant: Tenant,
  after: Instant,
  upTo: Instant,
): Promise<readonly Deleted[]> {
  const agents = new Map<string, PersonId>();
  const groups = new Map<string, Deleted>();
  const question = { from: WARNED_AFTER_MS - upTo, upTo: WARNED_AFTER_MS - after - 1 };
  const root = rootOf(tenant.tenantId);
  for await (const { doc } of eachOf(world.store, root, customerEntries, 'deletions', question)) {
    const { planId, customerId, userId, newestDeletion } = doc;
    if (userId === null || newestDeletion === null) continue;
    const personId = agents.get(planId) ?? (await readPlan(world, tenant, planId)).doc.createdBy;
    agents.set(planId, personId);
    const key = `${personId}/${customerId}`;
    const group = groups.get(key) ?? { personId, customerId, users: [] };
    group.users.push({ userId, deletedAt: -newestDeletion });
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Those who are still among the deleted, as the customer's directory says; all where it cannot be asked. */
async function stillDeleted(
  world: World,
  tenant: Tenant,
  { personId, customerId, users }: Deleted,
): Promise<Deleted['users']> {
  try {
    const hands = await keptHands(world, tenant, personId, customerId);
    const found = await hands.deletedMany(users.map(({ userId }) => userId));
    return users.filter((_, no) => found[no] != null);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return users;
  }
}

async function warn(world: World, tenant: Tenant, deleted: Deleted): Promise<void> {
  const users = await stillDeleted(world, tenant, deleted);
  if (users.length === 0) return;
  const { personId, customerId } = deleted;
  const root = rootOf(tenant.tenantId);
  const customer = await world.store.read(root, customers, { customerId });
  const purgeAt = restorableUntil(Math.min(...users.map(({ deletedAt }) => deletedAt)));
  const notice = {
    ...({ what: 'deleted-users-purge-soon', personId, customerId } as const),
    customerName: customer?.doc.displayName ?? customerId,
    ...{ users: users.length, purgeAt },
  };
  const noticeId = idFrom(notice.what, tenant.tenantId, personId, customerId, String(purgeAt));
  // A repeat after a stop finds it there.
  await announcing(world, tenant, () =>
    world.store.commit(root, [create(notices, announced(noticeId, notice, world.clock.now()))]),
  );
}

/** Warns whoever has deleted users at customers 7 days before they are gone for good: once, by one message a day and customer. */
export async function warnOfPurges(world: World, tenant: Tenant): Promise<void> {
  const root = rootOf(tenant.tenantId);
  const held = await world.store.read(root, customersReadings, {});
  if (held === null) return;
  const { warnedUpTo } = held.doc;
  const now = world.clock.now();
  const due = await world.store.count(root, customerEntries, 'deletions', {
    from: WARNED_AFTER_MS - (now + EARLY_MS),
    upTo: WARNED_AFTER_MS - warnedUpTo - 1,
  });
  if (due === 0) return;
  const upTo = now + TOLD_TOGETHER_MS;
  for (const deleted of await deletedBetween(world, tenant, warnedUpTo, upTo)) {
    await warn(world, tenant, deleted);
  }
  // Where another reading of the relationships was noted meanwhile, the next round notes it.
  await world.store.commit(root, [
    replace(customersReadings, { ...held.doc, warnedUpTo: upTo }, held.version),
  ]);
}
