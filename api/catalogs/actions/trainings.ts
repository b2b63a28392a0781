import { tell } from '../../audit/actions.ts';
import { notFound } from '../../kernel/errors.ts';
import { idFrom, type CatalogId, type TrainingId } from '../../kernel/ids.ts';
import { fold } from '../../kernel/text.ts';
import { bringToPeers } from '../../peers/actions/grown-catalogs.ts';
import { bucketsOf, rootOf } from '../../ports/partitions.ts';
import { create, replace, type Held, type Version } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { trainingFigures } from '../../seats/kinds.ts';
import { catalogs, trainings } from '../kinds.ts';
import type { Training, TrainingType } from '../rules.ts';
import { readCatalog, refuseChanged } from './catalogs.ts';

/** What a course or training plan is made from. */
export interface NewTraining {
  readonly catalogId: CatalogId;
  readonly type: TrainingType;
  readonly name: string;
  readonly published: boolean;
}

/** The id of the training that an act makes in a catalog under a name. */
export const idOfNewTraining = (
  tenant: Tenant,
  actor: Actor,
  { catalogId, type, name }: Pick<NewTraining, 'catalogId' | 'type' | 'name'>,
): TrainingId => idFrom('training', tenant.tenantId, actor.actId, catalogId, type, fold(name));

/**
 * Makes a course or training plan in a catalog; under the same act and name, the same one. The catalog is written in
 * the same commit, so that nothing is made in one that is being deleted. Peer accounts with which the catalog is shared
 * receive it too.
 * @throws AppError `not-found` where there is no such catalog
 */
export async function createTraining(
  world: World,
  tenant: Tenant,
  actor: Actor,
  wanted: NewTraining,
): Promise<Held<Training>> {
  const { catalogId, type, name, published } = wanted;
  const nameKey = fold(name);
  const trainingId = idOfNewTraining(tenant, actor, wanted);
  const root = rootOf(tenant.tenantId);
  await readCatalog(world, tenant, catalogId);
  await Promise.all(
    bucketsOf(tenant.tenantId, tenant.buckets).map((bucket) =>
      world.store.commit(bucket, [create(trainingFigures, { trainingId, live: 0, closed: 0 })]),
    ),
  );
  for (;;) {
    const existing = await world.store.read(root, trainings, { trainingId });
    if (existing !== null) return existing;
    const catalog = await readCatalog(world, tenant, catalogId);
    const at = world.clock.now();
    const training: Training = {
      trainingId,
      catalogId,
      type,
      name,
      nameKey,
      published,
      existence: 'live',
      createdAt: at,
    };
    const { outcome } = await world.store.commit(root, [
      create(trainings, training),
      replace(catalogs, catalog.doc, catalog.version),
      tell(actor, at, 'training-created', { trainingId, catalogId, type }),
    ]);
    if (outcome === 'committed') await bringToPeers(world, tenant, catalogId);
  }
}

/** A course or training plan that is not deleted or being deleted. @throws AppError `not-found` */
export async function readTraining(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  trainingId: TrainingId,
  type?: TrainingType,
): Promise<Held<Training>> {
  const held = await world.store.read(rootOf(tenant.tenantId), trainings, { trainingId });
  if (held?.doc.existence !== 'live' || (type !== undefined && held.doc.type !== type)) {
    throw notFound(type === 'plan' ? 'training plan' : 'course');
  }
  return held;
}

/**
 * Renames, publishes or unpublishes; publishing makes no difference to the count (L-4). @throws AppError `not-found`,
 * `version-changed`
 */
export async function changeTraining(
  world: World,
  tenant: Tenant,
  actor: Actor,
  trainingId: TrainingId,
  change: { readonly name?: string | undefined; readonly published?: boolean | undefined },
  expected: Version | null,
): Promise<Held<Training>> {
  for (;;) {
    const held = await readTraining(world, tenant, trainingId);
    refuseChanged(held, expected);
    const name = change.name ?? held.doc.name;
    const published = change.published ?? held.doc.published;
    if (name === held.doc.name && published === held.doc.published) return held;
    const result = await world.store.commit(rootOf(tenant.tenantId), [
      replace(trainings, { ...held.doc, name, nameKey: fold(name), published }, held.version),
      tell(actor, world.clock.now(), 'training-changed', { trainingId, published }),
    ]);
    if (result.outcome === 'committed') return readTraining(world, tenant, trainingId);
  }
}
