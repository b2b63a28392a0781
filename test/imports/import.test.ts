import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createCatalog } from '../../api/catalogs/actions/catalogs.ts';
import { createTraining } from '../../api/catalogs/actions/trainings.ts';
import { newId } from '../../api/kernel/ids.ts';
import { DAY_MS, dayOf } from '../../api/kernel/time.ts';
import { bucketAt, bucketOf } from '../../api/ports/partitions.ts';
import { allOf } from '../../api/ports/reading.ts';
import { replace } from '../../api/ports/store.ts';
import { seatsUsed } from '../../api/seats/actions/figures.ts';
import { enrolments, heads } from '../../api/seats/kinds.ts';
import { csvOf, openImportBench, type ImportBench } from './bench.ts';

let bench: ImportBench;
beforeEach(async () => {
  bench = await openImportBench();
});
afterEach(() => bench.close());

const actor = { personId: newId(), actId: newId() };

describe('an import', () => {
  test('I-1 enrols people by object id, user name and mail, and makes catalogs and courses', async () => {
    const ann = await bench.person('ann@contoso.example');
    await bench.person('ben@contoso.example');
    await bench.person('cleo_else.example#EXT#@contoso.example', { mail: 'Cleo@else.example' });
    const { job, outcomes } = await bench.import(
      csvOf(
        `Safety,Fire drill,${ann.toUpperCase()},2024-01-02,`,
        'safety , FIRE DRILL,BEN@contoso.example,,',
        'Safety,First aid,cleo@ELSE.example,,',
      ),
    );
    expect(outcomes).toEqual(['2 enrolled', '3 enrolled', '4 enrolled']);
    expect(job).toMatchObject({ state: 'succeeded', done: 3, total: 3 });
    expect(job.result).toMatchObject({
      ...{ rows: 3, enrolled: 3, refused: 0 },
      newCatalogs: { count: 1, names: ['Safety'] },
      newCourses: {
        count: 2,
        names: [
          { catalog: 'Safety', course: 'Fire drill' },
          { catalog: 'Safety', course: 'First aid' },
        ],
      },
    });
    expect(await bench.live()).toEqual([
      'ann@contoso.example in Safety / Fire drill',
      'ben@contoso.example in Safety / Fire drill',
      'cleo_else.example#EXT#@contoso.example in Safety / First aid',
    ]);
    expect(await seatsUsed(bench.world, bench.tenant)).toBe(3);
  });

  test('I-1 reports people whom nobody knows and invents none', async () => {
    const { job, outcomes } = await bench.import(
      csvOf('A,B,nobody@contoso.example,,', `A,B,${newId()},,`),
    );
    expect(outcomes).toEqual(['2 refused person-unknown', '3 refused person-unknown']);
    expect(job).toMatchObject({ state: 'partly-failed', result: { enrolled: 0, refused: 2 } });
    expect(await bench.live()).toEqual([]);
  });

  test('an address that two people have is ambiguous, and one of a deleted account is not', async () => {
    await bench.person('d1@contoso.example', { mail: 'shared@contoso.example' });
    await bench.person('d2@contoso.example', { mail: 'shared@contoso.example' });
    await bench.person('old@contoso.example', {
      ...{ mail: 'guest@else.example', account: 'deleted', deletedAt: 1 },
    });
    await bench.person('new@contoso.example', { mail: 'guest@else.example' });
    const { outcomes } = await bench.import(
      csvOf(
        'A,B,shared@contoso.example,,',
        'A,B,guest@else.example,,',
        'A,B,old@contoso.example,,',
      ),
    );
    expect(outcomes).toEqual([
      '2 refused person-ambiguous',
      '3 enrolled',
      '4 refused person-deleted',
    ]);
  });

  test('an address is compared letter by letter: accents make another one', async () => {
    await bench.person('zoé@contoso.example');
    const { outcomes } = await bench.import(
      csvOf('A,B,zoe@contoso.example,,', 'A,B,ZOÉ@contoso.example,,'),
    );
    expect(outcomes).toEqual(['2 refused person-unknown', '3 enrolled']);
  });

  test('I-1 ends up to today, later it ends on that day, and an empty enrolledOn is allowed', async () => {
    const ann = await bench.person('ann@contoso.example');
    const [today, tomorrow] = [dayOf(Date.now()), dayOf(Date.now() + DAY_MS)];
    const { outcomes } = await bench.import(
      csvOf(
        `A,past,ann@contoso.example,2024-01-01,2024-02-01`,
        `A,today,ann@contoso.example,,${today}`,
        `A,later,ann@contoso.example,,${tomorrow}`,
        `A,before,ann@contoso.example,2024-03-01,2024-02-01`,
      ),
    );
    expect(outcomes).toEqual(['2 ended', '3 ended', '4 enrolled', '5 ended']);
    expect(await bench.live()).toEqual(['ann@contoso.example in A / later']);
    const bucket = bucketOf(bench.tenant.tenantId, ann, 1);
    const held = await allOf(bench.world.store, bucket, enrolments, 'byPerson');
    expect(held.map(({ doc }) => doc.endsOn).filter(Boolean)).toEqual([tomorrow]);
    for (const { doc } of held) {
      if (doc.endedAt !== null) expect(doc.enrolledAt).toBeLessThanOrEqual(doc.endedAt);
    }
  });

  test('ends what something else began', async () => {
    await bench.person('ann@contoso.example');
    await bench.import(csvOf('A,B,ann@contoso.example,,'));
    const again = await bench.import(csvOf('A,B,ann@contoso.example,,'));
    expect(again.outcomes).toEqual(['2 already']);
    const ended = await bench.import(csvOf('A,B,ann@contoso.example,,2024-01-01'));
    expect(ended.outcomes).toEqual(['2 ended']);
    expect(await bench.live()).toEqual([]);
    expect(await seatsUsed(bench.world, bench.tenant)).toBe(0);
  });

  test('I-1 lets the last row of a person and course win, however the person is named', async () => {
    const ann = await bench.person('ann@contoso.example', { mail: 'a@contoso.example' });
    const { rows, outcomes, job } = await bench.import(
      csvOf(
        'A,B,ann@contoso.example,,',
        `a,b,${ann},,2024-05-05`,
        'A,C,ann@contoso.example,,',
        'A,B,A@contoso.example,,',
        'A,B,a@contoso.example,not a day,',
      ),
    );
    expect(outcomes).toEqual([
      '2 superseded',
      '3 superseded',
      '4 enrolled',
      '5 enrolled',
      '6 refused enrolled-on-invalid',
    ]);
    expect(rows[0]?.message).toContain('Line 5');
    expect(job.result).toMatchObject({ superseded: 2, enrolled: 2, refused: 1 });
  });

  test('finds catalogs and courses by folded names, and reports names that are ambiguous', async () => {
    await bench.person('ann@contoso.example');
    const safety = await createCatalog(bench.world, bench.tenant, actor, 'Sécurité');
    const { catalogId } = safety.doc;
    for (const name of ['Incendie', 'INCENDIE ', 'Secours']) {
      const wanted = { catalogId, type: 'course', name, published: false } as const;
      await createTraining(bench.world, bench.tenant, { ...actor, actId: newId() }, wanted);
    }
    for (let n = 0; n < 2; n++) {
      await createCatalog(bench.world, bench.tenant, { ...actor, actId: newId() }, 'Twice');
    }
    const { outcomes, job } = await bench.import(
      csvOf(
        'SECURITE,secours,ann@contoso.example,,',
        'Sécurité,incendie,ann@contoso.example,,',
        'twice,x,ann@contoso.example,,',
      ),
    );
    expect(outcomes).toEqual([
      '2 enrolled',
      '3 refused course-ambiguous',
      '4 refused catalog-ambiguous',
    ]);
    expect(job.result).toMatchObject({ newCatalogs: { count: 0 }, newCourses: { count: 0 } });
  });

  test('by a catalog admin reaches the own catalogs only, and makes none', async () => {
    await bench.person('ann@contoso.example');
    const own = await createCatalog(bench.world, bench.tenant, actor, 'Own');
    await createCatalog(bench.world, bench.tenant, actor, 'Other');
    const { outcomes } = await bench.import(
      csvOf(
        'Own,X,ann@contoso.example,,',
        'Other,X,ann@contoso.example,,',
        'New,X,ann@contoso.example,,',
      ),
      { onlyCatalogs: [own.doc.catalogId] },
    );
    expect(outcomes).toEqual([
      '2 enrolled',
      '3 refused catalog-unknown',
      '4 refused catalog-unknown',
    ]);
  });
});

/** Closes the limit at so many seats. */
async function closeLimit(granted: number): Promise<void> {
  const { world, tenant } = bench;
  const bucket = bucketAt(tenant.tenantId, 0);
  const head = await world.store.read(bucket, heads, {});
  if (head === null) throw new Error('The tenant has no head.');
  await world.store.commit(bucket, [
    replace(heads, { ...head.doc, gate: 2, granted }, head.version),
  ]);
}

describe('a dry run', () => {
  test('says what an import would do and changes nothing', async () => {
    await bench.person('ann@contoso.example');
    await bench.person('ben@contoso.example');
    await bench.import(csvOf('A,B,ann@contoso.example,,'));
    const before = await bench.live();
    const file = csvOf(
      'A,B,ann@contoso.example,,',
      'A,B,ben@contoso.example,,',
      'A,New,ben@contoso.example,,2024-01-01',
      'Newer,New,ben@contoso.example,,',
      'Newer,New,nobody@contoso.example,,',
      'A,B,ben@contoso.example,,',
    );
    const dry = await bench.import(file, { dryRun: true });
    expect(await bench.live()).toEqual(before);
    const root = await bench.import(file, { dryRun: true });
    expect(root.rows).toEqual(dry.rows);
    const applied = await bench.import(file);
    expect(applied.rows).toEqual(dry.rows);
    expect(applied.job.result).toEqual({ ...(dry.job.result as object), dryRun: false });
    expect(dry.job.result).toMatchObject({
      newCatalogs: { count: 1, names: ['Newer'] },
      newCourses: { count: 2 },
    });
  });

  test('G-2: refuses whom an import would find no seat for, and nobody who counts already', async () => {
    await bench.person('ann@contoso.example');
    await bench.person('ben@contoso.example');
    await bench.person('cyd@contoso.example');
    await bench.import(csvOf('A,B,ann@contoso.example,,'));
    await closeLimit(2);
    const file = csvOf(
      'A,New,ann@contoso.example,,',
      'A,B,ben@contoso.example,,',
      'A,B,cyd@contoso.example,,',
      'A,New,cyd@contoso.example,,2024-01-01',
    );
    const dry = await bench.import(file, { dryRun: true });
    const applied = await bench.import(file);
    expect(dry.rows).toEqual(applied.rows);
    expect(dry.outcomes).toEqual([
      '2 enrolled',
      '3 enrolled',
      '4 refused seats-none-left',
      '5 ended',
    ]);
  });

  test('G-2: gives the last seats to people of several courses of a file, each once', async () => {
    const names = Array.from({ length: 8 }, (_, no) => `p${no}@contoso.example`);
    for (const name of names) await bench.person(name);
    await bench.import(csvOf('A,Begun,p0@contoso.example,,'));
    await closeLimit(names.length);
    const courses = ['One', 'Two', 'Three', 'Four', 'Five', 'Six'];
    const file = csvOf(
      ...courses.flatMap((course) => names.map((name) => `A,${course},${name},,`)),
    );
    const dry = await bench.import(file, { dryRun: true });
    const { outcomes, rows } = await bench.import(file);
    expect(rows).toEqual(dry.rows);
    expect(outcomes.filter((outcome) => !outcome.endsWith('enrolled'))).toEqual([]);
    expect(await seatsUsed(bench.world, bench.tenant)).toBe(names.length);
  });

  test('meets the limit of lists where an import would', async () => {
    await bench.person('ann@contoso.example');
    const file = csvOf(
      ...Array.from({ length: 62 }, (_, n) => `Catalog ${n},B,ann@contoso.example,,`),
    );
    const dry = await bench.import(file, { dryRun: true });
    const applied = await bench.import(file);
    expect(dry.rows).toEqual(applied.rows);
    expect(applied.outcomes.filter((o) => o.endsWith('too-many-lists'))).toHaveLength(2);
  });
});

describe('the same act again', () => {
  test('gives the same job for the same file, and is refused for another', async () => {
    await bench.person('ann@contoso.example');
    const file = csvOf('A,B,ann@contoso.example,,');
    const actId = newId();
    const first = await bench.send(file, { actId });
    const again = await bench.send(file, { actId });
    expect(again.jobId).toBe(first.jobId);
    await bench.ended(first.jobId);
    const other = bench.send(csvOf('A,C,ann@contoso.example,,'), { actId });
    await expect(other).rejects.toMatchObject({ code: 'idempotency-key-reused' });
    const uploads = await bench.world.files.list(
      `${bench.tenant.tenantId}/jobs/${first.jobId}/upload`,
    );
    expect(uploads).toHaveLength(1);
  });
});
