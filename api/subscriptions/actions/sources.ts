import { placeOf, rootOf } from '../../ports/partitions.ts';
import { allOf } from '../../ports/reading.ts';
import type { Held } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { billings } from '../../orders/kinds.ts';
import { places, subscriptions } from '../kinds.ts';
import type { Account } from '../rules.ts';
import type { Place, Source, SubscriptionId, TenantSubscription } from '../rules/places.ts';

/** A tenant's papers on a subscription, and where the subscription is. */
export interface PlacedSubscription {
  readonly papers: Held<TenantSubscription>;
  readonly place: Held<Place>;
}

/** Where the subscription is at this instant. It has had a place since its key was issued. */
export async function placeNow(
  { store }: Pick<World, 'store'>,
  subscriptionId: SubscriptionId,
): Promise<Held<Place>> {
  const held = await store.read(placeOf(subscriptionId), places, {});
  if (held === null) throw new Error(`The subscription ${subscriptionId} has no place.`);
  return held;
}

/**
 * Every subscription that is, was or is to be active on the tenant, in the order of their activation, with its place.
 * The papers are read before the places: who finds an activation under way finds its outcome too, if it has one.
 */
export async function placedSubscriptions(
  { store }: Pick<World, 'store'>,
  { tenantId }: Pick<Tenant, 'tenantId'>,
): Promise<PlacedSubscription[]> {
  const held = await allOf(store, rootOf(tenantId), subscriptions, 'byActivation');
  return Promise.all(
    held.map(async (papers) => ({
      papers,
      place: await placeNow({ store }, papers.doc.subscriptionId),
    })),
  );
}

/**
 * The subscriptions that are active on the tenant at this instant, by the documents that say where they are (G-6), in
 * the order of their activation, then what its orders give; empty where there are none. Also those whose term has
 * ended: what that means is G-4's.
 */
export async function sourcesOf(
  world: Pick<World, 'store'>,
  tenant: Pick<Tenant, 'tenantId'>,
): Promise<readonly Source[]> {
  const [placed, ordered] = await Promise.all([
    placedSubscriptions(world, tenant),
    orderSources(world, tenant),
  ]);
  const found = placed.map(({ place }) => place.doc);
  return [...sourcesAt(tenant, found), ...ordered];
}

/** The same by the account, read before: one reading for each subscription, all at once. */
export async function sourcesOfAccount(
  world: Pick<World, 'store'>,
  account: Pick<Account, 'tenantId' | 'subscriptionIds'>,
): Promise<readonly Source[]> {
  const [held, ordered] = await Promise.all([
    Promise.all(account.subscriptionIds.map((id) => placeNow(world, id))),
    orderSources(world, account),
  ]);
  const found = held.map(({ doc }) => doc);
  return [...sourcesAt(account, found), ...ordered];
}

/** What the tenant's orders give, also those that have ended. */
async function orderSources(
  { store }: Pick<World, 'store'>,
  { tenantId }: Pick<Tenant, 'tenantId'>,
): Promise<readonly Source[]> {
  return (await store.read(rootOf(tenantId), billings, {}))?.doc.sources ?? [];
}

const sourcesAt = (
  { tenantId }: Pick<Tenant, 'tenantId'>,
  found: readonly Place[],
): readonly Source[] =>
  found.flatMap((place) => {
    if (place.tenantId !== tenantId) return [];
    const { subscriptionId, plan, seats, startsAt, endsAt } = place;
    return [{ subscriptionId, plan, seats, startsAt, endsAt }];
  });
