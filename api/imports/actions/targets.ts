import { catalogs, trainings } from '../../catalogs/kinds.ts';
import { createCatalog, idOfNewCatalog } from '../../catalogs/actions/catalogs.ts';
import { createTraining, idOfNewTraining } from '../../catalogs/actions/trainings.ts';
import type { CatalogId, TrainingId } from '../../kernel/ids.ts';
import { idFrom } from '../../kernel/ids.ts';
import { fold } from '../../kernel/text.ts';
import { rootOf } from '../../ports/partitions.ts';
import { allOf } from '../../ports/reading.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import type { ImportInput } from '../rules/input.ts';
import type { Settled, Staging, Target } from './staging.ts';

/**
 * Settles one course that rows name: finds the catalog and the course by their folded names, and makes what is not
 * there (I-1). A dry run makes nothing and gives ids that nothing has.
 */
export async function settleTarget(
  world: World,
  tenant: Tenant,
  actor: Actor,
  input: Pick<ImportInput, 'dryRun' | 'onlyCatalogs'>,
  staging: Staging,
  target: Target,
): Promise<void> {
  const act: Act = { world, tenant, actor, input, staging, target };
  const catalog = await catalogOf(act);
  if (typeof catalog === 'object') staging.settle(target.targetId, faulty(catalog.fault));
  else staging.settle(target.targetId, await courseIn(act, catalog));
}

interface Act {
  readonly world: World;
  readonly tenant: Tenant;
  readonly actor: Actor;
  readonly input: Pick<ImportInput, 'dryRun' | 'onlyCatalogs'>;
  readonly staging: Staging;
  readonly target: Target;
}

const faulty = (fault: Settled['fault']): Settled => ({ catalogId: null, trainingId: null, fault });

async function catalogOf(
  act: Act,
): Promise<CatalogId | { readonly fault: 'catalog-ambiguous' | 'catalog-unknown' }> {
  const { world, tenant, actor, input, staging, target } = act;
  const nameKey = fold(target.catalog);
  const named = await allOf(world.store, rootOf(tenant.tenantId), catalogs, 'byName', {
    equals: { existence: 'live' },
    from: nameKey,
    upTo: nameKey,
  });
  const own = input.onlyCatalogs;
  const [first, ...others] = named
    .map(({ doc }) => doc.catalogId)
    .filter((catalogId) => own === null || own.includes(catalogId));
  if (others.length > 0) return { fault: 'catalog-ambiguous' };
  if (first !== undefined) {
    // A worker before this one made it, and its notes are on another machine.
    if (first === idOfNewCatalog(tenant, actor, target.catalog))
      staging.noteNew(target.targetId, 'catalog');
    return first;
  }
  if (own !== null) return { fault: 'catalog-unknown' };
  staging.noteNew(target.targetId, 'catalog');
  if (input.dryRun) return idFrom('dry-run', actor.actId, nameKey);
  return (await createCatalog(world, tenant, actor, target.catalog)).doc.catalogId;
}

async function courseIn(act: Act, catalogId: CatalogId): Promise<Settled> {
  const { world, tenant, actor, input, staging, target } = act;
  const nameKey = fold(target.course);
  const named = await allOf(world.store, rootOf(tenant.tenantId), trainings, 'byCatalog', {
    equals: { catalogId, type: 'course', existence: 'live' },
    from: nameKey,
    upTo: nameKey,
  });
  const [first, ...others] = named.map(({ doc }) => doc.trainingId);
  if (others.length > 0) return faulty('course-ambiguous');
  const wanted = { catalogId, type: 'course', name: target.course, published: true } as const;
  if (first !== undefined) {
    if (first === idOfNewTraining(tenant, actor, wanted))
      staging.noteNew(target.targetId, 'course');
    return settled(catalogId, first);
  }
  staging.noteNew(target.targetId, 'course');
  if (input.dryRun) return settled(catalogId, idFrom('dry-run', actor.actId, catalogId, nameKey));
  const made = await createTraining(world, tenant, actor, wanted);
  return settled(catalogId, made.doc.trainingId);
}

const settled = (catalogId: CatalogId, trainingId: TrainingId): Settled => ({
  catalogId,
  trainingId,
  fault: null,
});
