import { createCatalog } from '../../catalogs/actions/catalogs.ts';
import { createTraining } from '../../catalogs/actions/trainings.ts';
import { catalogs, trainings } from '../../catalogs/kinds.ts';
import type { Training } from '../../catalogs/rules.ts';
import { idFrom, type CatalogId } from '../../kernel/ids.ts';
import { rootOf } from '../../ports/partitions.ts';
import { allOf } from '../../ports/reading.ts';
import { create } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { receivedThings } from '../kinds.ts';
import type { Link } from '../rules/link.ts';

/** What the receiver has of a catalog or course of the giver's; null where nothing yet. */
export async function receivedOf(
  { store }: Pick<World, 'store'>,
  { linkId, receiver }: Link,
  originId: string,
): Promise<string | null> {
  const equals = { linkId, originId };
  const page = await store.list(rootOf(receiver.tenantId), receivedThings, 'byOrigin', {
    equals,
    limit: 1,
  });
  return page.items[0]?.doc.thingId ?? null;
}

/** The courses and training plans of a catalog. */
export async function trainingsOf(
  { store }: Pick<World, 'store'>,
  { tenantId }: Pick<Tenant, 'tenantId'>,
  catalogId: CatalogId,
): Promise<Training[]> {
  const of = (type: Training['type']) =>
    allOf(store, rootOf(tenantId), trainings, 'byCatalog', {
      equals: { catalogId, type, existence: 'live' },
    });
  const [courses, plans] = await Promise.all([of('course'), of('plan')]);
  return [...courses, ...plans].map(({ doc }) => doc);
}

/** Makes what the receiver has after something of the giver's, once, and notes after what. */
async function receiveOnce(
  world: World,
  link: Link,
  originId: string,
  make: (actor: Actor) => Promise<string>,
): Promise<string> {
  const before = await receivedOf(world, link, originId);
  if (before !== null) return before;
  const { linkId, receiver } = link;
  const thingId = await make({ personId: null, actId: idFrom('received', linkId, originId) });
  const mark = { thingId, originId, linkId };
  await world.store.commit(rootOf(receiver.tenantId), [create(receivedThings, mark)]);
  return thingId;
}

async function receiveCatalog(world: World, link: Link, originId: CatalogId): Promise<void> {
  const { giver, receiver } = link;
  const origin = await world.store.read(rootOf(giver.tenantId), catalogs, { catalogId: originId });
  if (origin?.doc.existence !== 'live') return;
  const catalogId = await receiveOnce(world, link, originId, async (actor) => {
    const made = await createCatalog(world, receiver, actor, origin.doc.name);
    return made.doc.catalogId;
  });
  const own = await world.store.read(rootOf(receiver.tenantId), catalogs, { catalogId });
  // What the receiver has deleted stays deleted.
  if (own?.doc.existence !== 'live') return;
  for (const { trainingId, type, name, published } of await trainingsOf(world, giver, originId)) {
    await receiveOnce(world, link, trainingId, async (actor) => {
      const wanted = { catalogId, type, name, published };
      const made = await createTraining(world, receiver, actor, wanted);
      return made.doc.trainingId;
    });
  }
}

/**
 * Brings what the receiver has of shared catalogs in line with what the giver has: the receiver enrols its own people in
 * catalogs and courses of its own, made after the giver's. What the receiver changes or deletes in them is its own affair
 * (PA-22). Repeats change nothing.
 */
export async function receiveCatalogs(world: World, link: Link): Promise<void> {
  for (const { catalogId } of link.catalogs) await receiveCatalog(world, link, catalogId);
}

/** Whether a catalog was received from a peer account, by its own account. */
export async function isReceived(
  { store }: Pick<World, 'store'>,
  { tenantId }: Tenant,
  catalogId: CatalogId,
): Promise<boolean> {
  return (await store.read(rootOf(tenantId), receivedThings, { thingId: catalogId })) !== null;
}

/** The name of a catalog of the giver's; null where it is gone. */
export async function nameOfShared(
  world: Pick<World, 'store'>,
  { giver }: Link,
  catalogId: CatalogId,
): Promise<string | null> {
  const held = await world.store.read(rootOf(giver.tenantId), catalogs, { catalogId });
  return held?.doc.existence === 'live' ? held.doc.name : null;
}
