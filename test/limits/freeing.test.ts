import { expect, test } from '@jest/globals';
import { deleteCatalog, deleteTraining } from '../../api/catalogs/actions/deletion.ts';
import { deleteCatalogWork, deleteTrainingWork } from '../../api/catalogs/jobs.ts';
import { freeings, limits } from '../../api/limits/kinds.ts';
import { rootOf } from '../../api/ports/partitions.ts';
import type { Store } from '../../api/ports/store.ts';
import { enrolPeople } from '../../api/seats/actions/enrol.ts';
import { seatsUsed } from '../../api/seats/actions/figures.ts';
import { openBench } from '../jobs/bench.ts';
import { act, buildCampus } from '../seats/campus.ts';

const PEOPLE = 450;

/** A tenant in which some people are in the first training alone and some in a second one too, and what a deletion does. */
async function deleting(what: 'training' | 'catalog', buckets: number) {
  let tenantId = '';
  const seen: { readonly used: number; readonly freeing: number }[] = [];
  const bench = openBench({
    buckets,
    around: (store: Store): Store =>
      Object.assign(Object.create(store) as Store, {
        async commit(...asked: Parameters<Store['commit']>) {
          const done = await store.commit(...asked);
          const held = tenantId === '' ? null : await store.read(rootOf(tenantId), limits, {});
          if (held !== null)
            seen.push({
              used: await seatsUsed({ store }, bench.tenant),
              freeing: held.doc.freeing,
            });
          return done;
        },
      }),
  });
  try {
    const { world, tenant } = bench;
    const campus = await buildCampus(world, tenant, { catalogs: 2, trainings: 2, people: PEOPLE });
    const [first = '', , other = ''] = campus.trainingIds;
    const enrol = (trainingId: string, personIds: readonly string[]) =>
      enrolPeople(world, tenant, act(), {
        ...{ trainingId, catalogId: campus.catalogOf.get(trainingId) ?? '' },
        people: personIds.map((personId) => ({ personId })),
      });
    await enrol(first, campus.personIds);
    await enrol(other, campus.personIds.slice(0, 100));
    ({ tenantId } = tenant);
    const job =
      what === 'training'
        ? await deleteTraining(world, tenant, act(), first, 'plan', null)
        : await deleteCatalog(world, tenant, act(), campus.catalogIds[0] ?? '', null);
    const works = [deleteTrainingWork, deleteCatalogWork];
    bench.keeper(works);
    const end = await bench.ended(job.jobId);
    if (end.state === 'failed') throw new Error(JSON.stringify(end));
    const root = rootOf(tenantId);
    return {
      seen,
      freeing: (await world.store.read(root, limits, {}))?.doc.freeing,
      noted: await world.store.read(root, freeings, { jobId: job.jobId }),
      used: await seatsUsed(world, tenant),
    };
  } finally {
    await bench.close();
  }
}

test.each([
  ['training', 1],
  ['training', 4],
  ['catalog', 1],
] as const)(
  'the subscription tells how many seats the deletion of a %s will still free (%i buckets)',
  async (what, buckets) => {
    const { seen, freeing, noted, used } = await deleting(what, buckets);
    expect(used).toBe(100);
    expect({ freeing, noted }).toEqual({ freeing: 0, noted: null });
    expect(seen.some((at) => at.freeing > 0 && at.freeing < 350)).toBe(true);
    // Never less than what is still to come, and never more than a portion behind.
    for (const at of seen.filter((one) => one.freeing > 0)) {
      expect(at.used - at.freeing).toBeLessThanOrEqual(100);
      expect(at.used - at.freeing).toBeGreaterThanOrEqual(100 - 200);
    }
  },
);
