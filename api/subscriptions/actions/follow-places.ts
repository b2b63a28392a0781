import { tell } from '../../audit/actions.ts';
import { makeDue, type DueWork } from '../../due/actions.ts';
import { newId } from '../../kernel/ids.ts';
import { HOUR_MS, MINUTE_MS, type Instant } from '../../kernel/time.ts';
import { reconsider } from '../../limits/actions/reconsider.ts';
import { LIMITS } from '../../limits/rules/limit.ts';
import { announcement, announcing } from '../../notifications/actions/announce.ts';
import type { Notice } from '../../notifications/rules/notices.ts';
import { placeOf, rootOf } from '../../ports/partitions.ts';
import { remove, replace, type AnyWrite, type Held } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { accounts, places, subscriptions } from '../kinds.ts';
import { accountAfter } from '../rules/account-states.ts';
import { papersAfter, type Followed } from '../rules/papers.ts';
import type { Place, SubscriptionId, TenantSubscription } from '../rules/places.ts';
import { lastDayOf } from '../rules/term.ts';
import { placedSubscriptions, placeNow } from './sources.ts';

/** The work that brings a tenant's papers in line with the places, as due work names it. */
export const PLACES = 'places';

/** Longer than an activation takes from its wish to its outcome. */
const WISH_MAX_MS = HOUR_MS;

/** When somebody looks whether an activation that was begun was cut short: longer than one takes. */
export const LOOK_AGAIN_MS = MINUTE_MS;

/** The writes that make an account Active. It is written in any case: so whoever judged it before must look again. */
async function accountWrites(
  { store }: Pick<World, 'store'>,
  { tenantId }: Tenant,
  actor: Actor,
  at: Instant,
): Promise<AnyWrite[]> {
  const account = await store.read(rootOf(tenantId), accounts, {});
  if (account === null) throw new Error('A tenant with a subscription has no account.');
  const after = accountAfter(account.doc, 'subscription-activated');
  const write = replace(accounts, { ...account.doc, ...after }, account.version);
  if (after === null) return [write];
  const { state, reason } = after;
  return [write, tell(actor, at, 'account-state-changed', { state, reason })];
}

/** What a commit tells of a subscription that came or went. */
function tellings({ papers, arrived, left }: Followed, actor: Actor, at: Instant): AnyWrite[] {
  const { subscriptionId, epoch, plan, seats, months } = papers;
  const writes: AnyWrite[] = [];
  if (arrived) {
    const facts = { subscriptionId, epoch, plan, seats, months };
    writes.push(tell(actor, at, 'subscription-activated', facts));
    const notice: Notice =
      epoch === 1
        ? {
            ...{ subscriptionId, plan, seats, endsOn: lastDayOf(papers) },
            what: 'subscription-activated',
          }
        : { what: 'subscription-moved-here', subscriptionId };
    if (!left) writes.push(announcement(notice, at));
  }
  if (left) {
    const service = { personId: null, actId: actor.actId };
    writes.push(tell(service, at, 'subscription-moved-away', { subscriptionId, epoch }));
    writes.push(announcement({ what: 'subscription-moved-away', subscriptionId }, at));
  }
  return writes;
}

async function commitFollowed(
  world: World,
  tenant: Tenant,
  held: Held<TenantSubscription>,
  followed: Followed,
): Promise<boolean> {
  const at = world.clock.now();
  const { wish, activatedBy } = held.doc;
  const actor = { personId: wish?.personId ?? activatedBy, actId: wish?.actId ?? newId() };
  const { arrived, left } = followed;
  const comes = arrived && !left;
  const writes = [
    replace(subscriptions, followed.papers, held.version),
    ...(comes ? await accountWrites(world, tenant, actor, at) : []),
    ...tellings(followed, actor, at),
  ];
  const commit = () => world.store.commit(rootOf(tenant.tenantId), writes);
  if (!arrived && !left) return (await commit()).outcome === 'committed';
  await makeDue(world, LIMITS, tenant, at + LOOK_AGAIN_MS);
  return (await announcing(world, tenant, commit)).outcome === 'committed';
}

/**
 * Strikes the tenant off those that are still to be told that the subscription has left them: at the place that its papers
 * were compared with, for of a later one they may not know.
 * @returns whether there is nothing left to strike
 */
async function noteTold(
  world: World,
  { tenantId }: Tenant,
  { doc: place, version }: Held<Place>,
): Promise<boolean> {
  const left = place.left.filter((stay) => stay.tenantId !== tenantId);
  if (left.length === place.left.length) return true;
  const write = replace(places, { ...place, left }, version);
  const { outcome } = await world.store.commit(placeOf(place.subscriptionId), [write]);
  return outcome === 'committed';
}

/** Waits for a wish that may still come true; forgets one whose maker must have stopped before it did. */
async function mindWish(
  world: World,
  { tenantId }: Tenant,
  { doc: papers, version }: Held<TenantSubscription>,
): Promise<Instant | null> {
  if (papers.wish === null) return null;
  if (Date.now() - papers.wish.begunAt < WISH_MAX_MS) return world.clock.now() + LOOK_AGAIN_MS;
  const write =
    papers.epoch === 0
      ? remove(subscriptions, { subscriptionId: papers.subscriptionId }, version)
      : replace(subscriptions, { ...papers, wish: null }, version);
  await world.store.commit(rootOf(tenantId), [write]);
  return null;
}

async function followOne(
  world: World,
  tenant: Tenant,
  subscriptionId: SubscriptionId,
): Promise<{ readonly followed: boolean; readonly nextAt: Instant | null }> {
  let hasFollowed = false;
  for (;;) {
    const held = await world.store.read(rootOf(tenant.tenantId), subscriptions, { subscriptionId });
    if (held === null) return { followed: hasFollowed, nextAt: null };
    const place = await placeNow(world, subscriptionId);
    const followed = papersAfter(held.doc, place.doc, tenant.tenantId);
    if (followed === null) {
      if (!(await noteTold(world, tenant, place))) continue;
      return { followed: hasFollowed, nextAt: await mindWish(world, tenant, held) };
    }
    // Whom it left is told by their own papers' work, which must be due before this one has nothing left to do.
    for (const stay of place.doc.left) {
      if (stay.tenantId !== tenant.tenantId) await makeDue(world, PLACES, stay, world.clock.now());
    }
    if (await commitFollowed(world, tenant, held, followed)) hasFollowed = true;
  }
}

/**
 * Brings a tenant's papers in line with where its subscriptions are: what came and what went is written down, told, and
 * acted on (G-6). Finishes what an activation that was cut short has left. Repeats change nothing.
 * @returns when to look again; null: not before it is asked for
 */
export async function followPlaces(world: World, tenant: Tenant): Promise<Instant | null> {
  const placed = await placedSubscriptions(world, tenant);
  const looks = await Promise.all(
    placed.map(({ papers }) => followOne(world, tenant, papers.doc.subscriptionId)),
  );
  if (looks.some(({ followed }) => followed)) await reconsider(world, tenant);
  const waits = looks.flatMap(({ nextAt }) => (nextAt === null ? [] : [nextAt]));
  return waits.length === 0 ? null : Math.min(...waits);
}

/** Finishes activations that were cut short. */
export const placesWork: DueWork = { name: PLACES, run: followPlaces };
