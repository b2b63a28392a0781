import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { bucketAt, bucketOf } from '../../api/ports/partitions.ts';
import { add, replace, type Store } from '../../api/ports/store.ts';
import { enrolPeople } from '../../api/seats/actions/enrol.ts';
import { finishClearing } from '../../api/seats/actions/people.ts';
import { recount } from '../../api/seats/actions/recount/recount.ts';
import { removePerson } from '../../api/seats/actions/removal.ts';
import { catalogFigures, heads, people, trainingFigures } from '../../api/seats/kinds.ts';
import { openBench, type Bench } from '../jobs/bench.ts';
import { act, buildCampus, type Campus } from './campus.ts';
import { countFacts, keptCount } from './oracle.ts';

describe('a recount', () => {
  let bench: Bench;
  let campus: Campus;
  beforeEach(async () => {
    bench = openBench();
    campus = await buildCampus(bench.world, bench.tenant, {
      catalogs: 2,
      trainings: 2,
      people: 30,
    });
    for (const [i, trainingId] of campus.trainingIds.entries()) {
      await enrolPeople(bench.world, bench.tenant, act(), {
        trainingId,
        catalogId: campus.catalogOf.get(trainingId) ?? '',
        people: campus.personIds.slice(i * 5, i * 5 + 10).map((personId) => ({ personId })),
      });
    }
  });
  afterEach(() => bench.close());

  const count = () => recount(bench.world, bench.tenant, act(), () => undefined);
  const figures = () =>
    [bench.world.store, bench.tenant, campus.catalogIds, campus.trainingIds] as const;

  test('finds nothing where all is right', async () => {
    expect(await count()).toMatchObject({
      people: 30,
      enrolments: 40,
      kept: { used: 25 },
      recounted: { used: 25 },
      differences: [],
      healed: true,
    });
  });

  test('names a person who is kept wrongly, and heals the person alone', async () => {
    const { store } = bench.world;
    const [personId = ''] = campus.personIds;
    const bucket = bucketOf(bench.tenant.tenantId, personId, 1);
    const held = await store.read(bucket, people, { personId });
    if (held === null) throw new Error('The person is missing.');
    const wrong = { ...held.doc, counted: false, standing: 'no-enrolment' as const };
    await store.commit(bucket, [replace(people, wrong, held.version)]);
    const found = await count();
    expect(found.differences).toEqual([
      {
        of: 'person',
        personId,
        kept: { counted: false, standing: 'no-enrolment' },
        recounted: { counted: true, standing: 'counted' },
        healed: true,
      },
    ]);
    expect((await store.read(bucket, people, { personId }))?.doc).toMatchObject({ counted: true });
    expect((await count()).differences).toEqual([]);
  });

  test('names every figure that drifted, and heals it by the difference', async () => {
    const bucket = bucketAt(bench.tenant.tenantId, 0);
    const [catalogId = ''] = campus.catalogIds;
    const [trainingId = ''] = campus.trainingIds;
    await bench.world.store.commit(bucket, [
      add(heads, {}, { used: 3 }),
      add(catalogFigures, { catalogId }, { used: -1, live: 4 }),
      add(trainingFigures, { trainingId }, { live: 2 }),
    ]);
    const found = await count();
    expect(found).toMatchObject({ kept: { used: 28 }, recounted: { used: 25 }, healed: true });
    expect(found.differences.map(({ of }) => of)).toEqual(['tenant', 'catalog', 'training']);
    expect(await keptCount(...figures())).toEqual(await countFacts(...figures()));
    expect((await count()).differences).toEqual([]);
  });

  test('heals once where two overlap, as when a worker that was taken for dead goes on', async () => {
    const { store } = bench.world;
    const bucket = bucketAt(bench.tenant.tenantId, 0);
    await store.commit(bucket, [add(heads, {}, { used: 3 })]);
    let second: unknown = null;
    const slow: Store = {
      ...store,
      async commit(partition, writes) {
        const heals = JSON.stringify(writes).includes('figures-healed');
        if (heals) second ??= await count();
        return store.commit(partition, writes);
      },
    };
    const first = recount({ ...bench.world, store: slow }, bench.tenant, act(), () => undefined);
    await expect(first).rejects.toMatchObject({ code: 'busy' });
    expect(second).toMatchObject({ kept: { used: 28 }, recounted: { used: 25 }, healed: true });
    expect(await keptCount(...figures())).toEqual(await countFacts(...figures()));
  });

  test('is right about somebody with more enrolments than one commit can end', async () => {
    const big = await buildCampusOfOne();
    await removePerson(bench.world, big.tenant, act(), big.personId);
    const removed = await recount(bench.world, big.tenant, act(), () => undefined);
    expect(removed).toMatchObject({ recounted: { used: 0 }, differences: [] });
    await finishClearing(bench.world, big.tenant, act(), [big.personId]);
    const finished = await recount(bench.world, big.tenant, act(), () => undefined);
    expect(finished).toMatchObject({ recounted: { used: 0 }, differences: [] });
    const of = [
      bench.world.store,
      big.tenant,
      big.campus.catalogIds,
      big.campus.trainingIds,
    ] as const;
    expect(await keptCount(...of)).toEqual(await countFacts(...of));
    expect((await keptCount(...of)).trainings).toEqual(
      Object.fromEntries(big.campus.trainingIds.map((id) => [id, 0])),
    );
  });

  async function buildCampusOfOne() {
    const tenant = { tenantId: act().actId, buckets: 1 };
    const one = await buildCampus(bench.world, tenant, { catalogs: 3, trainings: 50, people: 1 });
    const [personId = ''] = one.personIds;
    for (const [trainingId, catalogId] of one.catalogOf) {
      const request = { trainingId, catalogId, people: [{ personId }] };
      await enrolPeople(bench.world, tenant, act(), request);
    }
    return { tenant, campus: one, personId };
  }
});
