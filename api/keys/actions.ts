import { randomBytes } from 'node:crypto';
import { tell } from '../audit/actions.ts';
import { KEY_BYTES, keyFrom } from '../kernel/activation-key.ts';
import { notFound } from '../kernel/errors.ts';
import { idFrom } from '../kernel/ids.ts';
import { keyPartitionOf, placeOf, SERVICE } from '../ports/partitions.ts';
import { create, replace, type Cursor } from '../ports/store.ts';
import type { Actor, World } from '../ports/world.ts';
import { placeNow } from '../subscriptions/actions/sources.ts';
import { places } from '../subscriptions/kinds.ts';
import type { Offer, Place, SubscriptionId } from '../subscriptions/rules/places.ts';
import { monthsAfter } from '../subscriptions/rules/term.ts';
import { activationKeys, issuedKeys } from './kinds.ts';
import { KEY_VALID_MONTHS } from './rules.ts';

/** A key as it is issued. */
export interface NewKey {
  readonly place: Place;
  /** 25 digits, to be shown this once; null where the same act was done before: it cannot be shown again. */
  readonly key: string | null;
}

/**
 * Issues a key (B-10). The subscription's place comes first and the key's hash last, so that a key that somebody holds is
 * always whole and listed.
 */
export async function issueKey(
  world: Pick<World, 'store' | 'clock' | 'keyedHashes'>,
  actor: Actor,
  { plan, seats, months }: Offer,
): Promise<NewKey> {
  const { store, clock } = world;
  const keyId = idFrom('key', actor.actId);
  const now = clock.now();
  const vacant = { tenantId: null, buckets: 0, epoch: 0, since: null } as const;
  const begun = await store.commit(placeOf(keyId), [
    create(places, {
      ...{ subscriptionId: keyId, plan, seats, months },
      ...vacant,
      ...{ startsAt: null, endsAt: null, left: [] },
      lapsesAt: monthsAfter(now, KEY_VALID_MONTHS),
      revokedAt: null,
    }),
  ]);
  await store.commit(SERVICE, [
    create(issuedKeys, { keyId, newest: -now }),
    tell(actor, now, 'key-issued', { keyId, plan, seats, months }),
  ]);
  const { doc: place } = await placeNow(world, keyId);
  if (begun.outcome === 'refused') return { place, key: null };
  const key = keyFrom(randomBytes(KEY_BYTES));
  const [hash] = world.keyedHashes(key);
  await store.commit(keyPartitionOf(hash), [create(activationKeys, { keyId })]);
  return { place, key };
}

/** A page of the keys that were issued, the newest first: what each gives, and what became of it. */
export async function listKeys(
  world: Pick<World, 'store'>,
  { limit, cursor }: { readonly limit: number; readonly cursor: string | null },
): Promise<{ readonly items: readonly Place[]; readonly nextCursor: string | null }> {
  const after = cursor as Cursor | null;
  const page = await world.store.list(SERVICE, issuedKeys, 'byAge', { limit, after });
  const held = await Promise.all(page.items.map(({ doc }) => placeNow(world, doc.keyId)));
  return { items: held.map(({ doc }) => doc), nextCursor: page.next };
}

/**
 * Takes a key out of use: from this commit on it activates nothing and moves nothing. A subscription that it made before
 * stays where it is until its end (docs/decisions/0009). Again: no change.
 * @throws AppError `not-found`
 */
export async function revokeKey(
  world: Pick<World, 'store' | 'clock'>,
  actor: Actor,
  keyId: SubscriptionId,
): Promise<Place> {
  const { store, clock } = world;
  if ((await store.read(SERVICE, issuedKeys, { keyId })) === null) throw notFound('key');
  for (;;) {
    const { doc: place, version } = await placeNow(world, keyId);
    if (place.revokedAt !== null) return place;
    const now = clock.now();
    const revoked = { ...place, revokedAt: now };
    const { outcome } = await store.commit(placeOf(keyId), [
      replace(places, revoked, version),
      tell(actor, now, 'key-revoked', { keyId }),
    ]);
    if (outcome === 'committed') return revoked;
  }
}

/** The id of the key, 25 digits; null where none such was issued. */
export async function findKey(
  { store, keyedHashes }: Pick<World, 'store' | 'keyedHashes'>,
  key: string,
): Promise<SubscriptionId | null> {
  for (const hash of keyedHashes(key)) {
    const held = await store.read(keyPartitionOf(hash), activationKeys, {});
    if (held !== null) return held.doc.keyId;
  }
  return null;
}
