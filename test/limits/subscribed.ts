import { newId } from '../../api/kernel/ids.ts';
import type { Instant } from '../../api/kernel/time.ts';
import { placeOf, rootOf } from '../../api/ports/partitions.ts';
import { create, replace } from '../../api/ports/store.ts';
import type { Tenant, World } from '../../api/ports/world.ts';
import { accounts, places, subscriptions } from '../../api/subscriptions/kinds.ts';

/** The world with a clock that stands where it is put. */
export interface StoppedClock {
  readonly world: World;
  now: Instant;
}

/** Stops the world's clock at an instant. */
export function stopClock(world: World, at: Instant): StoppedClock {
  const stopped = {
    now: at,
    world: {
      ...world,
      clock: { now: () => stopped.now, at: () => ({ cancel: () => undefined }) },
    },
  };
  return stopped;
}

/** Opens an account, active from the beginning. */
export async function openAccount({ store, clock }: World, tenant: Tenant): Promise<void> {
  const { tenantId, buckets } = tenant;
  await store.commit(rootOf(tenantId), [
    create(accounts, {
      ...{ tenantId, buckets, subdomain: 'contoso', state: 'Active', reason: null, region: 'US' },
      ...{ ownerId: newId(), createdAt: clock.now(), subscriptionIds: [] },
    }),
  ]);
}

/** What a subscription gives, as an activation writes it. */
export async function subscribe(
  { store }: World,
  { tenantId, buckets }: Tenant,
  given: { readonly seats: number; readonly startsAt: Instant; readonly endsAt: Instant },
): Promise<string> {
  const subscriptionId = newId();
  const offer = { subscriptionId, plan: 'seats', months: 12, ...given } as const;
  await store.commit(placeOf(subscriptionId), [
    create(places, {
      ...{ ...offer, tenantId, buckets, epoch: 1, since: given.startsAt },
      ...{ lapsesAt: given.endsAt, revokedAt: null, left: [] },
    }),
  ]);
  const root = rootOf(tenantId);
  const account = await store.read(root, accounts, {});
  if (account === null) throw new Error('Open the account first.');
  const subscriptionIds = [...account.doc.subscriptionIds, subscriptionId];
  await store.commit(root, [
    replace(accounts, { ...account.doc, subscriptionIds }, account.version),
    create(subscriptions, {
      ...{ ...offer, epoch: 1, activatedAt: given.startsAt, activatedBy: null },
      ...{ organisation: 'Contoso', wish: null, endedHereAt: null },
      contact: { firstName: 'A', lastName: 'B', email: 'a@contoso.example', telephone: '1' },
    }),
  ]);
  return subscriptionId;
}
