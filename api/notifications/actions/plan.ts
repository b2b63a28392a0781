import type { PersonId } from '../../kernel/ids.ts';
import { rootOf } from '../../ports/partitions.ts';
import { COMMIT_WRITES_MAX, create, replace, type Held } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { deliveries, notices, preferences } from '../kinds.ts';
import type { AnnouncedNotice } from '../rules/announced.ts';
import { planned, type Delivery } from '../rules/deliveries.ts';
import { addresseeOf, NOTICE_POLICIES, type Notice } from '../rules/notices.ts';
import { wants, type Preference } from '../rules/preferences.ts';
import type { Audience } from './recipients.ts';

/** What these people chose; who chose nothing is left out. Any number. */
export async function preferencesOf(
  world: Pick<World, 'store'>,
  { tenantId }: Tenant,
  personIds: readonly PersonId[],
): Promise<Map<PersonId, Preference>> {
  const found = new Map<PersonId, Preference>();
  for (let from = 0; from < personIds.length; from += READ_MAX) {
    const keys = personIds.slice(from, from + READ_MAX).map((personId) => ({ personId }));
    for (const held of await world.store.readMany(rootOf(tenantId), preferences, keys)) {
      if (held !== null) found.set(held.doc.personId, held.doc);
    }
  }
  return found;
}

/** So many documents are read at once. */
const READ_MAX = 1_000;

/** Whom a notice concerns in a tenant, each once: those whom it is sent to, and who may decide on its card. */
export function whomToTell(notice: Notice, audience: Audience): PersonId[] {
  const addressee = addresseeOf(notice);
  const roles = NOTICE_POLICIES[notice.what].audience;
  if (addressee !== null && roles.length === 0) return [addressee];
  const holders = [...new Set(roles.flatMap((role) => audience.get(role) ?? []))];
  return addressee === null ? holders : holders.filter((personId) => personId === addressee);
}

/**
 * Makes a delivery for everybody who is to be told of a notice, a commit at a time, and closes the notice with the last
 * of them. Whoever has a delivery for the occasion already gets no second one, so a repeat after a crash goes on where
 * it was cut off.
 */
export async function planDeliveries(
  world: Pick<World, 'store' | 'clock'>,
  tenant: Tenant,
  { doc, version }: Held<AnnouncedNotice>,
  audience: Audience,
): Promise<void> {
  const root = rootOf(tenant.tenantId);
  const { what } = doc.notice;
  const personIds = whomToTell(doc.notice, audience);
  const chosen = await preferencesOf(world, tenant, personIds);
  const now = world.clock.now();
  const rows = personIds
    .filter((personId) => wants(chosen.get(personId) ?? null, what))
    .map((personId) => planned(tenant.tenantId, doc, personId, now));
  for (let from = 0; from < rows.length; from += COMMIT_WRITES_MAX) {
    await createMissing(world, tenant, rows.slice(from, from + COMMIT_WRITES_MAX));
  }
  // Where another worker has closed it, it is closed.
  await world.store.commit(root, [replace(notices, { ...doc, openSince: null }, version)]);
}

async function createMissing(
  { store }: Pick<World, 'store'>,
  { tenantId }: Tenant,
  rows: readonly Delivery[],
): Promise<void> {
  const root = rootOf(tenantId);
  for (;;) {
    const keys = rows.map(({ deliveryId }) => ({ deliveryId }));
    const there = await store.readMany(root, deliveries, keys);
    const missing = rows.filter((_, nth) => there[nth] === null);
    if (missing.length === 0) return;
    const writes = missing.map((row) => create(deliveries, row));
    if ((await store.commit(root, writes)).outcome === 'committed') return;
  }
}
