import { tell } from '../../audit/actions.ts';
import { newId, type PersonId } from '../../kernel/ids.ts';
import type { AppInstaller } from '../../ports/app-installer.ts';
import { rootOf } from '../../ports/partitions.ts';
import { create, replace, type AnyWrite } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { appOffers, bringings } from '../kinds.ts';
import {
  mayBring,
  OFFER_KEPT_MS,
  type AppOffer,
  type Bringing,
  type BringingState,
} from '../rules/bringing.ts';

/** So many people get it in one go; the others with the next notice. */
const AT_ONCE_MAX = 50;

/**
 * Installs the app for administrators who have never had a conversation with the bot, so that the next notice reaches
 * them in Teams. Whoever has removed it is left alone. Where the tenant does not let us that is kept, and asked again a
 * day later.
 */
export async function bringApp(
  world: Pick<World, 'store' | 'clock'>,
  installer: AppInstaller,
  { tenantId }: Pick<Tenant, 'tenantId'>,
  personIds: readonly PersonId[],
): Promise<void> {
  const { store, clock } = world;
  const root = rootOf(tenantId);
  if (personIds.length === 0) return;
  if (!mayBring(await bringingOf(world, tenantId), clock.now())) return;
  const some = personIds.slice(0, AT_ONCE_MAX);
  const offers = await store.readMany(
    root,
    appOffers,
    some.map((personId) => ({ personId })),
  );
  for (const [nth, personId] of some.entries()) {
    const held = offers[nth] ?? null;
    const now = clock.now();
    if (held !== null && held.doc.expiresAt > now) continue;
    const outcome = await installer.install(tenantId, personId);
    if (outcome === 'not-now') return;
    if (outcome === 'consent-missing' || outcome === 'not-in-catalog') {
      await note(world, tenantId, outcome);
      return;
    }
    await note(world, tenantId, 'permitted');
    const offer: AppOffer = { personId, outcome, at: now, expiresAt: now + OFFER_KEPT_MS };
    // Where another process has brought it meanwhile, it is there.
    await store.commit(root, [
      held === null ? create(appOffers, offer) : replace(appOffers, offer, held.version),
      tell({ personId: null, actId: newId() }, now, 'app-offered', { personId, outcome }),
    ]);
  }
}

/** What is known of a tenant's leave to install the app; null before it was asked. */
export async function bringingOf(
  { store }: Pick<World, 'store'>,
  tenantId: string,
): Promise<Bringing | null> {
  return (await store.read(rootOf(tenantId), bringings, {}))?.doc ?? null;
}

/** Keeps what the tenant lets us; an entry tells where that has changed. */
async function note(
  { store, clock }: Pick<World, 'store' | 'clock'>,
  tenantId: string,
  state: BringingState,
): Promise<void> {
  const root = rootOf(tenantId);
  const held = await store.read(root, bringings, {});
  if (held?.doc.state === 'permitted' && state === 'permitted') return;
  const bringing: Bringing = { state, checkedAt: clock.now() };
  const writes: AnyWrite[] = [
    held === null ? create(bringings, bringing) : replace(bringings, bringing, held.version),
  ];
  if (held?.doc.state !== state) {
    const actor = { personId: null, actId: newId() };
    writes.push(tell(actor, bringing.checkedAt, 'app-offering-changed', { state }));
  }
  // Where another process notes the same at the same moment, either is right.
  await store.commit(root, writes);
}
