import { tell } from '../../audit/actions.ts';
import { AppError, notFound } from '../../kernel/errors.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { rootOf } from '../../ports/partitions.ts';
import { create, replace, type Cursor } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { namesOf } from '../../seats/actions/reading.ts';
import { deliveries, preferences } from '../kinds.ts';
import { askedAgain, type Delivery, type DeliveryState } from '../rules/deliveries.ts';
import type { Preference } from '../rules/preferences.ts';
import { announceSoon } from './announce.ts';

/** A delivery with the name of its person; null for whom nobody knows. */
export interface NamedDelivery {
  readonly delivery: Delivery;
  readonly displayName: string | null;
}

/** What was sent to whom and how it fared, the newest first. */
export async function deliveriesPage(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  query: {
    readonly state?: DeliveryState | undefined;
    readonly cursor?: string | undefined;
    readonly limit: number;
  },
): Promise<{ readonly items: readonly NamedDelivery[]; readonly nextCursor: string | null }> {
  const root = rootOf(tenant.tenantId);
  const { state, limit } = query;
  const after = (query.cursor ?? null) as Cursor | null;
  const page =
    state === undefined
      ? await world.store.list(root, deliveries, 'byAge', { after, limit })
      : await world.store.list(root, deliveries, 'byState', { equals: { state }, after, limit });
  const found = page.items.map(({ doc }) => doc);
  return { items: await named(world, tenant, found), nextCursor: page.next };
}

async function named(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  found: readonly Delivery[],
): Promise<NamedDelivery[]> {
  const names = await namesOf(world, tenant, [...new Set(found.map(({ personId }) => personId))]);
  return found.map((delivery) => ({
    delivery,
    displayName: names.get(delivery.personId)?.displayName ?? null,
  }));
}

/**
 * Has a delivery sent again that did not arrive, or of which nobody knows; a repeat under the same act finds it on its
 * way and leaves it.
 * @returns it, and how it stood before
 * @throws AppError `not-found`, `notification-under-way`
 */
export async function resend(
  world: Pick<World, 'store' | 'clock' | 'wakeKeeper'>,
  tenant: Tenant,
  actor: Actor,
  deliveryId: string,
): Promise<{ readonly resent: NamedDelivery; readonly before: DeliveryState }> {
  const root = rootOf(tenant.tenantId);
  for (;;) {
    const held = await world.store.read(root, deliveries, { deliveryId });
    if (held === null) throw notFound('notification');
    const now = world.clock.now();
    const again = askedAgain(held.doc, now);
    if (again === null) {
      throw new AppError(
        'notification-under-way',
        held.doc.state === 'delivered'
          ? 'This notification was delivered, so it is not sent again.'
          : 'This notification is on its way or waits for its next try. Look again in a while.',
        { state: held.doc.state },
      );
    }
    const { personId, notice, state } = held.doc;
    const done = await world.store.commit(root, [
      replace(deliveries, again, held.version),
      tell(actor, now, 'notification-resent', { deliveryId, personId, kind: notice.what }),
    ]);
    if (done.outcome === 'refused') continue;
    await announceSoon(world, tenant);
    const [resent] = await named(world, tenant, [again]);
    if (resent === undefined) throw new Error('A delivery has no view.');
    return { resent, before: state };
  }
}

/** What a person chose; null for nothing. */
export async function readPreference(
  world: Pick<World, 'store'>,
  { tenantId }: Pick<Tenant, 'tenantId'>,
  personId: PersonId,
): Promise<Preference | null> {
  return (await world.store.read(rootOf(tenantId), preferences, { personId }))?.doc ?? null;
}

/** Keeps what a person chose, in place of what was chosen before. */
export async function choosePreference(
  world: Pick<World, 'store'>,
  { tenantId }: Tenant,
  actor: Actor,
  preference: Preference,
): Promise<void> {
  const root = rootOf(tenantId);
  const { personId, language, off, changedAt } = preference;
  for (;;) {
    const held = await world.store.read(root, preferences, { personId });
    const done = await world.store.commit(root, [
      held === null
        ? create(preferences, preference)
        : replace(preferences, preference, held.version),
      tell(actor, changedAt, 'notification-preferences-changed', { personId, language, off }),
    ]);
    if (done.outcome === 'committed') return;
  }
}
