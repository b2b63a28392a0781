import { tell } from '../../audit/actions.ts';
import { makeDue, makingDue, type DueWork } from '../../due/actions.ts';
import { newId } from '../../kernel/ids.ts';
import { DAY_MS, dayOf, HOUR_MS, MINUTE_MS, type Instant } from '../../kernel/time.ts';
import { announcement, announcing } from '../../notifications/actions/announce.ts';
import { ORDERS } from '../../orders/rules/billing.ts';
import { PEERS } from '../../peers/rules/link.ts';
import { rootOf } from '../../ports/partitions.ts';
import { create, replace, type AnyWrite } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { seatHistory } from '../../seats/actions/history.ts';
import { enrolWaiting } from '../../seats/actions/waiting.ts';
import { accounts } from '../../subscriptions/kinds.ts';
import { accountAfter } from '../../subscriptions/rules/account-states.ts';
import type { Account } from '../../subscriptions/rules.ts';
import { limits } from '../kinds.ts';
import { sharableAt } from '../rules/capacity.ts';
import { FORECAST_DAYS, trendOf } from '../rules/forecast.ts';
import { judge, nextInstant, type Judgement, type LimitFacts } from '../rules/judge.ts';
import { LIMITS, type Limit } from '../rules/limit.ts';
import { quietAround } from '../rules/thresholds.ts';
import { isGated } from '../rules/window.ts';
import { readLimit, type ReadLimit } from './facts.ts';
import { clearLeftovers, setGate, setQuiet } from './gate.ts';

/** An account with a limit is looked at this often even where nothing tells of a change: a stop may have swallowed that. */
const LOOK_EVERY_MS = HOUR_MS;
/** With a closed gate, so that seats which a stopped act had set aside are soon free again. */
const LOOK_EVERY_GATED_MS = MINUTE_MS;

const sameLimit = (one: Limit, other: Limit): boolean =>
  JSON.stringify({ ...one, judgedAt: 0 }) === JSON.stringify({ ...other, judgedAt: 0 });

/** The account as it is after what a judgement has found; null where it stays as it is. */
function accountBy({ account }: ReadLimit, { ended }: Judgement): Account | null {
  const after = ended === null ? null : accountAfter(account.doc, ended);
  return after === null ? null : { ...account.doc, ...after };
}

/** The limit with the trend as of today: looked at once a day, and not at all without a limit. */
async function withTrend(world: World, tenant: Tenant, limit: Limit, now: Instant): Promise<Limit> {
  const today = dayOf(now);
  if (limit.capacity === null || limit.trendOn === today) return limit;
  const from = dayOf(now - FORECAST_DAYS * DAY_MS);
  const trend = trendOf(await seatHistory(world, tenant, from, today));
  return { ...limit, trend, trendOn: today };
}

/**
 * Judges the account's limit as of now, and commits what that comes to in one go: the limit, the account's state, what is
 * to be told.
 * @returns what it was judged by and the limit as it is now; null where there is no account, or another writer came between
 */
async function judgeOnce(
  world: World,
  tenant: Tenant,
  actor: Actor,
): Promise<{ readonly read: ReadLimit; readonly limit: Limit; readonly again: boolean } | null> {
  const root = rootOf(tenant.tenantId);
  const read = await readLimit(world, tenant);
  if (read === null) return null;
  const now = Math.max(world.clock.now(), read.limit.judgedAt);
  const before = await withTrend(world, tenant, read.limit, now);
  const judgement = judge(before, read.facts, now);
  const { limit, told } = judgement;
  const account = accountBy(read, judgement);
  const isNews = account !== null || told.length > 0 || !sameLimit(read.limit, limit);
  const next = nextInstant(read.limit, read.facts);
  if (read.held !== null && !isNews && (next === null || next > now))
    return { read, limit: read.limit, again: false };

  const writes: AnyWrite[] = [
    read.held === null ? create(limits, limit) : replace(limits, limit, read.held.version),
    ...told.map(({ notice, at }) => announcement(notice, at)),
  ];
  if (account !== null) {
    const { state, reason } = account;
    writes.push(
      replace(accounts, account, read.account.version),
      tell(actor, limit.judgedAt, 'account-state-changed', { state, reason }),
      ...(reason === null
        ? []
        : [announcement({ what: 'account-inactive', reason }, limit.judgedAt)]),
    );
  }
  if (judgement.becamePurgeable) writes.push(tell(actor, limit.judgedAt, 'tenant-purgeable', {}));
  const write = () => world.store.commit(root, writes);
  // Who ended unpaid is reminded of it by the work of orders (B-7).
  const commit =
    account?.reason === 'payment' ? () => makingDue(world, ORDERS, tenant, write) : write;
  const isSaid = told.length > 0 || account !== null;
  const { outcome } = await (isSaid ? announcing(world, tenant, commit) : commit());
  return { read, limit, again: outcome === 'refused' || account !== null };
}

/**
 * Judges the limit until nothing is left to judge, and brings the buckets in line with it: their gate, and within which
 * counts nobody needs to judge again. To be called after whatever changes capacity; changes of the count call it by
 * themselves. Repeats change nothing.
 * @returns when time alone will bring something about; null: not before it is asked for
 */
export async function reconsider(world: World, tenant: Tenant): Promise<Instant | null> {
  const actor: Actor = { personId: null, actId: newId() };
  for (;;) {
    const judged = await judgeOnce(world, tenant, actor);
    if (judged === null) return null;
    if (judged.again) continue;
    const { read, limit } = judged;
    const now = world.clock.now();
    if (isOverShared(read.facts, now)) await makeDue(world, PEERS, tenant, now);
    const gated = isGated(limit.window, now);
    await setGate(world, tenant, {
      epoch: limit.gateEpoch,
      capacity: gated ? limit.capacity : null,
    });
    if (gated) await clearLeftovers(world, tenant);
    const hasRoom = !gated || limit.capacity === null || read.facts.used < limit.capacity;
    if (hasRoom) await enrolWaiting(world, tenant, actor);
    const quiet = quietAround(read.facts.used, limit.capacity);
    const outcome = await setQuiet(world, tenant, read.heads, quiet);
    if (outcome === 'again') continue;
    if (outcome === 'set' && !(await isStill(world, tenant, limit))) continue;
    const atLatest =
      limit.capacity === null && read.facts.sources.length === 0
        ? null
        : now + (gated ? LOOK_EVERY_GATED_MS : LOOK_EVERY_MS);
    const byTime = nextInstant(limit, read.facts, now);
    return byTime === null ? atLatest : Math.min(byTime, atLatest ?? byTime);
  }
}

/** Whether nobody has judged otherwise meanwhile. */
async function isStill({ store }: World, { tenantId }: Tenant, limit: Limit): Promise<boolean> {
  const held = await store.read(rootOf(tenantId), limits, {});
  return held !== null && sameLimit(held.doc, limit);
}

/** Whether links hold more seats than there are to share: then some are to be taken back (P-6). */
const isOverShared = (facts: LimitFacts, at: Instant): boolean =>
  facts.shares.shared + facts.shares.reserved > sharableAt(facts, at);

/** Judges limits when they fall due. */
export const limitsWork: DueWork = { name: LIMITS, run: reconsider };
