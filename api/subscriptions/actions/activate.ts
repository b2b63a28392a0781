import { makeDue } from '../../due/actions.ts';
import { readKey } from '../../kernel/activation-key.ts';
import { AppError } from '../../kernel/errors.ts';
import { MINUTE_MS } from '../../kernel/time.ts';
import { findKey } from '../../keys/actions.ts';
import { placeOf, rootOf } from '../../ports/partitions.ts';
import { create, replace, type Held } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { accounts, places, subscriptions, wrongKeys } from '../kinds.ts';
import {
  mayActivate,
  mayHavePlan,
  mayTryKey,
  mistyped,
  placeTaken,
  recentWrongKeys,
  unknownKey,
} from '../rules/activation.ts';
import type { Contact, Place, Plan, SubscriptionId, TenantSubscription } from '../rules/places.ts';
import { termFrom } from '../rules/term.ts';
import { followPlaces, LOOK_AGAIN_MS, PLACES } from './follow-places.ts';
import { placedSubscriptions, placeNow, sourcesOf } from './sources.ts';

/** What an activation asks for (L-33). */
export interface Activation {
  /** As it was typed. */
  readonly key: string;
  readonly organisation: string;
  readonly contact: Contact;
  /** That the subscription may leave the tenant on which it is active. */
  readonly confirmMove: boolean;
}

/** A wish of another plan that is younger may still come true. */
const PASSING_MS = MINUTE_MS;

/**
 * Notes a wrong key, and refuses it. Ten answers an hour say that a key is wrong, over all processes together: whoever
 * cannot note it is told nothing of it.
 */
async function refuseWrongKey(world: World, tenant: Tenant, refusal: AppError): Promise<never> {
  const root = rootOf(tenant.tenantId);
  for (;;) {
    const now = world.clock.now();
    const held = await world.store.read(root, wrongKeys, {});
    const before = recentWrongKeys(held?.doc ?? { at: [] }, now);
    mayTryKey(before, now);
    const noted = { at: [...before.at, now] };
    const write =
      held === null ? create(wrongKeys, noted) : replace(wrongKeys, noted, held.version);
    if ((await world.store.commit(root, [write])).outcome === 'committed') throw refusal;
  }
}

/** The subscription that a typed key opens. */
async function subscriptionOfKey(
  world: World,
  tenant: Tenant,
  typed: string,
): Promise<SubscriptionId> {
  const read = readKey(typed);
  const wrong = await world.store.read(rootOf(tenant.tenantId), wrongKeys, {});
  mayTryKey(wrong?.doc ?? { at: [] }, world.clock.now());
  if ('fault' in read) return refuseWrongKey(world, tenant, mistyped(read));
  return (await findKey(world, read.key)) ?? refuseWrongKey(world, tenant, unknownKey());
}

/** Refuses a plan that the account cannot have, also because of an activation that is under way. */
async function checkPlan(world: World, tenant: Tenant, plan: Plan): Promise<void> {
  mayHavePlan(plan, await sourcesOf(world, tenant), world.clock.now());
  const placed = await placedSubscriptions(world, tenant);
  const passing = placed.some(
    ({ papers: { doc }, place }) =>
      doc.plan !== plan &&
      doc.wish !== null &&
      place.doc.tenantId !== tenant.tenantId &&
      Date.now() - doc.wish.begunAt < PASSING_MS,
  );
  if (!passing) return;
  throw new AppError(
    'act-under-way',
    'A subscription of the other plan is being activated for this account right now. Try again in a minute.',
    { retryAfterSeconds: PASSING_MS / 1_000 },
  );
}

const papersFor = (
  place: Place,
  activation: Activation,
  actor: Actor,
  now: number,
): TenantSubscription => ({
  subscriptionId: place.subscriptionId,
  epoch: 0,
  ...{ plan: place.plan, seats: place.seats, months: place.months },
  ...termFrom(now, place.months),
  activatedAt: now,
  activatedBy: actor.personId,
  organisation: activation.organisation,
  contact: activation.contact,
  wish: null,
  endedHereAt: null,
});

/**
 * Writes down that the tenant wishes the subscription, before it has it: from the instant at which the place changes it
 * counts here, and whoever finds the wish can finish what was begun. The account is written in the same commit, so that
 * of two wishes of different plans at the same time one sees the other.
 */
async function wishFor(
  world: World,
  tenant: Tenant,
  actor: Actor,
  place: Place,
  activation: Activation,
): Promise<void> {
  const root = rootOf(tenant.tenantId);
  const { subscriptionId } = place;
  await makeDue(world, PLACES, tenant, world.clock.now() + LOOK_AGAIN_MS);
  for (;;) {
    const account = await world.store.read(root, accounts, {});
    if (account === null) throw new Error('A caller was let in without an account.');
    const held = await world.store.read(root, subscriptions, { subscriptionId });
    await checkPlan(world, tenant, place.plan);
    const { organisation, contact } = activation;
    const papers = {
      ...(held?.doc ?? papersFor(place, activation, actor, world.clock.now())),
      wish: { organisation, contact, ...actor, begunAt: Date.now() },
    };
    const subscriptionIds = [...new Set([...account.doc.subscriptionIds, subscriptionId])];
    const { outcome } = await world.store.commit(root, [
      replace(accounts, { ...account.doc, subscriptionIds }, account.version),
      held === null ? create(subscriptions, papers) : replace(subscriptions, papers, held.version),
    ]);
    if (outcome === 'committed') return;
  }
}

/** Brings the subscription here, if it still is where it was seen; gives whether it did. */
async function take(
  world: World,
  tenant: Tenant,
  { doc: place, version }: Held<Place>,
): Promise<boolean> {
  const former = formerOf(place);
  if (former !== null) await makeDue(world, PLACES, former, world.clock.now() + LOOK_AGAIN_MS);
  const taken = placeTaken(place, tenant, world.clock.now());
  const write = replace(places, taken, version);
  return (await world.store.commit(placeOf(place.subscriptionId), [write])).outcome === 'committed';
}

/** The tenant on which the subscription is; null where it was never activated. */
const formerOf = ({ tenantId, buckets }: Place): Tenant | null =>
  tenantId === null ? null : { tenantId, buckets };

/**
 * Activates the subscription of a key on the tenant, and moves it there with `confirmMove` (G-6, G-7). One write of its
 * place decides; what is around it, before and after, is finished by `placesWork` where the process stops. The same key
 * again on the same tenant changes nothing.
 * @throws AppError `key-mistyped`, `key-unknown`, `key-revoked`, `key-expired`, `too-many-wrong-keys`,
 * `subscription-active-elsewhere`, `plan-clash`, `act-under-way`
 */
export async function activate(
  world: World,
  tenant: Tenant,
  actor: Actor,
  activation: Activation,
): Promise<TenantSubscription> {
  const subscriptionId = await subscriptionOfKey(world, tenant, activation.key);
  for (;;) {
    const held = await placeNow(world, subscriptionId);
    mayActivate(held.doc, tenant.tenantId, activation.confirmMove, world.clock.now());
    const isHere = held.doc.tenantId === tenant.tenantId;
    if (!isHere) {
      await wishFor(world, tenant, actor, held.doc, activation);
      if (!(await take(world, tenant, held))) continue;
    }
    await followPlaces(world, tenant);
    const former = isHere ? null : formerOf(held.doc);
    if (former !== null) await followPlaces(world, former);
    const root = rootOf(tenant.tenantId);
    const papers = await world.store.read(root, subscriptions, { subscriptionId });
    if (papers === null) throw new Error('A subscription that was activated has no papers.');
    return papers.doc;
  }
}
