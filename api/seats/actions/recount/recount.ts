import { catalogs, trainings } from '../../../catalogs/kinds.ts';
import type { CatalogId, TrainingId } from '../../../kernel/ids.ts';
import type { Report } from '../../../ports/aside.ts';
import { bucketAt, rootOf } from '../../../ports/partitions.ts';
import { allOf } from '../../../ports/reading.ts';
import type { Actor, Tenant, World } from '../../../ports/world.ts';
import { DIFFERENCES_SHOWN, type Difference, type RecountResult } from '../../rules/recount.ts';
import { healFigures, healPerson } from './heal.ts';
import { scanTask } from './scan.ts';

/** The kind of the job that counts everybody again. */
export const RECOUNT = 'recount';

/** Every catalog and training that can still have somebody in it. */
async function figuresToCheck(
  world: World,
  tenant: Tenant,
): Promise<{ readonly catalogIds: CatalogId[]; readonly trainingIds: TrainingId[] }> {
  const root = rootOf(tenant.tenantId);
  const catalogIds: CatalogId[] = [];
  const trainingIds: TrainingId[] = [];
  for (const existence of ['live', 'deleting', 'deleted'] as const) {
    const found = await allOf(world.store, root, catalogs, 'byName', { equals: { existence } });
    for (const { doc } of found) {
      catalogIds.push(doc.catalogId);
      for (const type of ['course', 'plan'] as const) {
        for (const its of ['live', 'deleting', 'deleted'] as const) {
          const equals = { catalogId: doc.catalogId, type, existence: its };
          const theirs = await allOf(world.store, root, trainings, 'byCatalog', { equals });
          trainingIds.push(...theirs.map((held) => held.doc.trainingId));
        }
      }
    }
  }
  return { catalogIds, trainingIds };
}

/**
 * Counts everybody again from the facts, bucket by bucket, and compares with what is kept. Acts go on meanwhile and are
 * taken into account exactly. What differs is reported and healed.
 */
export async function recount(
  world: World,
  tenant: Tenant,
  actor: Actor,
  report: Report,
): Promise<RecountResult> {
  const differences: Difference[] = [];
  const totals = { people: 0, enrolments: 0, kept: 0, recounted: 0 };
  for (let bucket = 0; bucket < tenant.buckets; bucket++) {
    const input = { partition: bucketAt(tenant.tenantId, bucket), at: world.clock.now() };
    const before = totals.people;
    const scan = await world.aside.run(scanTask, input, (done) => report(before + done));
    for (const personId of scan.suspects) {
      const difference = await healPerson(world, tenant, actor, bucket, personId);
      if (difference !== null) differences.push(difference);
    }
    const { catalogIds, trainingIds } = await figuresToCheck(world, tenant);
    const check = await healFigures(world, tenant, actor, bucket, scan, catalogIds, trainingIds);
    differences.push(...check.differences);
    totals.people += scan.people;
    totals.enrolments += scan.enrolments;
    totals.kept += check.kept;
    totals.recounted += check.recounted;
  }
  return {
    people: totals.people,
    enrolments: totals.enrolments,
    kept: { used: totals.kept },
    recounted: { used: totals.recounted },
    differences: differences.slice(0, DIFFERENCES_SHOWN),
    differencesTotal: differences.length,
    healed: differences.every(({ healed }) => healed),
  };
}
