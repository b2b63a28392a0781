import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { asGuid } from '../../kernel/ids.ts';
import { rootOf } from '../../ports/partitions.ts';
import { create, remove, replace } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { notificationSubscriptions, type NotificationSubscription } from '../kinds.ts';
import {
  NOTIFIED_POLL_AFTER_MS,
  SUBSCRIPTION_MS,
  SUBSCRIPTION_RENEW_BEFORE_MS,
} from '../rules/policy.ts';
import { askForSync } from './sync-state.ts';

/** Where the directory calls back: https addresses that reach this service from the internet. */
export interface NotificationAddresses {
  readonly notificationUrl: string;
  readonly lifecycleUrl: string;
}

/** What one notification says that matters here; anything may be missing, since anybody can send anything. */
export interface NotificationItem {
  readonly subscriptionId?: string | undefined;
  readonly clientState?: string | null | undefined;
  readonly tenantId?: string | undefined;
  readonly lifecycleEvent?: string | undefined;
}

/**
 * Keeps the tenant's subscription to change notifications alive: makes it, renews it in time, makes a new one where it
 * is gone or the address has changed. Without addresses there is none. Notifications only bring the next poll forward,
 * so nothing is lost where this fails.
 */
export async function keepSubscribed(
  world: World,
  { tenantId }: Tenant,
  addresses: NotificationAddresses | null,
): Promise<void> {
  if (addresses === null) return;
  const root = rootOf(tenantId);
  const held = await world.store.read(root, notificationSubscriptions, {});
  const now = world.clock.now();
  const expiresAt = now + SUBSCRIPTION_MS;
  if (held !== null && held.doc.notificationUrl === addresses.notificationUrl) {
    if (held.doc.expiresAt - now > SUBSCRIPTION_RENEW_BEFORE_MS) return;
    const renewed = await world.directory.renew(tenantId, held.doc.subscriptionId, expiresAt);
    if (renewed !== null) {
      const doc = { ...held.doc, expiresAt: renewed.expiresAt };
      await world.store.commit(root, [replace(notificationSubscriptions, doc, held.version)]);
      return;
    }
  }
  if (held !== null) {
    await world.directory.unsubscribe(tenantId, held.doc.subscriptionId);
    await world.store.commit(root, [remove(notificationSubscriptions, {}, held.version)]);
  }
  const clientState = randomBytes(32).toString('base64url');
  const made = await world.directory.subscribe(tenantId, { ...addresses, clientState, expiresAt });
  const doc: NotificationSubscription = {
    subscriptionId: made.subscriptionId,
    clientStateHash: hashOf(clientState),
    notificationUrl: addresses.notificationUrl,
    expiresAt: made.expiresAt,
  };
  await world.store.commit(root, [create(notificationSubscriptions, doc)]);
}

/**
 * Takes notifications: each one of a known subscription with its right secret brings that tenant's next poll forward,
 * and one that asks for a new authorisation makes the subscription due for renewal. Everything else is ignored without
 * a word, so that nobody learns which subscriptions there are.
 */
export async function takeNotifications(
  world: World,
  items: readonly NotificationItem[],
): Promise<void> {
  const now = world.clock.now();
  const byTenant = Map.groupBy(items, (item) => asGuid(item.tenantId ?? ''));
  for (const [tenantId, theirs] of byTenant) {
    if (tenantId === null) continue;
    const root = rootOf(tenantId);
    const held = await world.store.read(root, notificationSubscriptions, {});
    if (held === null) continue;
    const genuine = theirs.filter((item) => isGenuine(item, held.doc));
    if (genuine.length === 0) continue;
    if (genuine.some(({ lifecycleEvent }) => lifecycleEvent === 'reauthorizationRequired')) {
      const doc = { ...held.doc, expiresAt: now };
      await world.store.commit(root, [replace(notificationSubscriptions, doc, held.version)]);
    }
    await askForSync(world, tenantId, now + NOTIFIED_POLL_AFTER_MS);
  }
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

const isGenuine = (item: NotificationItem, known: NotificationSubscription): boolean =>
  item.subscriptionId?.toLowerCase() === known.subscriptionId.toLowerCase() &&
  timingSafeEqual(
    Buffer.from(hashOf(item.clientState ?? ''), 'hex'),
    Buffer.from(known.clientStateHash, 'hex'),
  );
