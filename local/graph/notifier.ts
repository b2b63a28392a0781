import type { Clock } from '../clock.ts';
import { DAY_MS } from '../durations.ts';
import type { Faults } from '../faults.ts';
import type { Notice } from '../tenants/notice.ts';
import type { StoredSubscription } from '../tenants/subscription.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { World } from '../tenants/world.ts';
import { createDelivery } from './delivery.ts';

/** Tells those who subscribed what changed, and that their subscription will end. */
export interface Notifier {
  /** Sends `reauthorizationRequired` in time before the subscription, as it stands now, expires. */
  watchExpiry(tenant: Tenant, subscription: StoredSubscription): void;
  /** Resolves when nothing is waiting to be sent or on its way; retries that wait for the clock do not count. */
  settled(): Promise<void>;
  stop(): void;
}

/** A change of more users than this at once is told by this many notifications: they only ask for an earlier poll. */
const MOST_NOTICES = 1_000;

/** The lifecycle warning comes this long before expiry, for short subscriptions at half of what is left. */
const WARNING_MS = DAY_MS;

/** Tells of everything that happens in this world from now on, and of what was subscribed to before. */
export function createNotifier(world: World, clock: Clock, faults: Faults): Notifier {
  const delivery = createDelivery(clock, faults);

  world.onNotices((tenant, notices) => {
    for (const subscription of tenant.subscriptions()) {
      for (const notice of notices) {
        for (const item of itemsFor(tenant, subscription, notice)) {
          delivery.send(subscription.notificationUrl, item);
        }
      }
    }
  });

  const watchExpiry = (tenant: Tenant, subscription: StoredSubscription): void => {
    const { id, expiresAt, lifecycleNotificationUrl } = subscription;
    if (lifecycleNotificationUrl === null) return;
    const left = expiresAt - clock.now();
    clock.at(expiresAt - Math.min(WARNING_MS, left / 2), () => {
      const current = tenant.subscriptions().find((other) => other.id === id);
      if (current?.expiresAt !== expiresAt) return;
      const { clientState, subscriptionExpirationDateTime, ...item } = envelope(tenant, current);
      delivery.send(lifecycleNotificationUrl, {
        ...item,
        subscriptionExpirationDateTime,
        clientState,
        lifecycleEvent: 'reauthorizationRequired',
      });
    });
  };

  for (const tenant of world.tenants()) {
    for (const subscription of tenant.subscriptions()) watchExpiry(tenant, subscription);
  }

  return { watchExpiry, settled: delivery.settled, stop: delivery.stop };
}

function* itemsFor(tenant: Tenant, subscription: StoredSubscription, notice: Notice) {
  const [collection = '', only] = subscription.resource.toLowerCase().replace(/^\//, '').split('/');
  const types = subscription.changeType.split(',').map((type) => type.trim());
  if (collection !== notice.resource || !types.includes(notice.changeType)) return;
  let told = 0;
  for (const id of notice.ids) {
    if (only !== undefined && only !== id) continue;
    if (told === MOST_NOTICES) return;
    told += 1;
    const [type, path] =
      collection === 'users' ? ['User', `Users/${id}`] : ['Group', `Groups/${id}`];
    yield {
      ...envelope(tenant, subscription),
      changeType: notice.changeType,
      resource: path,
      resourceData: { '@odata.type': `#Microsoft.Graph.${type}`, '@odata.id': path, id },
    };
  }
}

function envelope(tenant: Tenant, { id, clientState, expiresAt }: StoredSubscription) {
  return {
    subscriptionId: id,
    subscriptionExpirationDateTime: new Date(expiresAt).toISOString(),
    tenantId: tenant.id,
    clientState,
  };
}
