import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cancelJob } from '../../api/jobs/actions.ts';
import type { Job } from '../../api/jobs/rules.ts';
import { newId } from '../../api/kernel/ids.ts';
import type { Store } from '../../api/ports/store.ts';
import { LISTS_PER_PERSON_MAX } from '../../api/seats/rules/enrolment.ts';
import { seatsUsed } from '../../api/seats/actions/figures.ts';
import { csvOf, importWork, openImportBench, type ImportBench, type ResultRow } from './bench.ts';

const CHUNK_ROWS = 3;
const NAMES = ['ann', 'ben', 'cleo', 'dee', 'eve'];

/** Every outcome is in it, over four chunks, in new catalogs and in an old one. */
const FILE = csvOf(
  'Old,Old,ann@contoso.example,,',
  'New,One,ann@contoso.example,2024-01-01,',
  'New,One,ben@contoso.example,,',
  'New,One,ann@contoso.example,,',
  'New,Two,cleo@contoso.example,2024-01-01,2024-02-01',
  'Old,Old,dee@contoso.example,,2024-02-01',
  'Newer,One,eve@contoso.example,,2999-01-01',
  'New,Two,nobody@contoso.example,,',
  'Newer,Two,dee@contoso.example,,',
  'Newer,Two,eve@contoso.example,no day,',
  'New,One,ben@contoso.example,,2024-03-03',
);

let folder: string;
let template: string;
beforeEach(() => {
  const top = mkdtempSync(join(tmpdir(), 'headcount-'));
  folder = join(top, 'now');
  template = join(top, 'before');
});
afterEach(() => rmSync(dirname(folder), { recursive: true, force: true }));

/** Back to before the import. */
function rewind(): void {
  rmSync(folder, { recursive: true, force: true });
  cpSync(template, folder, { recursive: true });
}

/** A process that is killed at one commit: before it, or after it was written and before that is known. */
interface Death {
  readonly around: (store: Store) => Store;
  readonly dead: Promise<void>;
}

function deathAt(commit: number, written: boolean): Death {
  let commits = 0;
  let die = (): void => undefined;
  const dead = new Promise<void>((resolve) => (die = resolve));
  const killed = (): Promise<never> => {
    die();
    return Promise.reject(new Error('The process was killed.'));
  };
  const around = (store: Store): Store => ({
    ...store,
    async commit(partition, writes) {
      commits += 1;
      if (commits > commit || (commits === commit && !written)) return killed();
      const result = await store.commit(partition, writes);
      return commits >= commit ? killed() : result;
    },
  });
  return { around, dead };
}

/** The installation before the import: five people, two of them enrolled in something old. */
async function prepare(buckets: number, file = FILE, dryRun = false): Promise<Job> {
  const bench = await openImportBench({ folder, buckets });
  for (const name of NAMES) await bench.person(`${name}@contoso.example`);
  await bench.import(csvOf('Old,Old,ann@contoso.example,,', 'Old,Old,dee@contoso.example,,'));
  await bench.close();
  const idle = await openImportBench({ folder, buckets, idle: true });
  const job = await idle.send(file, { dryRun });
  await idle.close();
  cpSync(folder, template, { recursive: true });
  return job;
}

/** What the next worker finds that has only the store and the files in common with this one. */
const loseStaging = (): void => rmSync(join(folder, 'scratch'), { recursive: true, force: true });

interface Ending {
  readonly job: Pick<Job, 'state' | 'done' | 'total' | 'result'>;
  readonly rows: readonly ResultRow[];
  readonly live: readonly string[];
  readonly used: number;
}

async function finish(job: Job, buckets: number): Promise<Ending> {
  const bench = await openImportBench({ folder, buckets, idle: true });
  bench.keeper([importWork(folder, CHUNK_ROWS)]);
  try {
    return await endingOf(bench, job);
  } finally {
    await bench.close();
  }
}

async function endingOf(bench: ImportBench, started: Job): Promise<Ending> {
  const { state, done, total, result } = await bench.ended(started.jobId);
  const rows = await bench.rowsOf(started);
  const used = await seatsUsed(bench.world, bench.tenant);
  return { job: { state, done, total, result }, rows, live: await bench.live(), used };
}

/** Works on the job until the process is killed or the job has ended; gives whether it had. */
async function runUntil(death: Death, job: Job, buckets: number): Promise<boolean> {
  const bench = await openImportBench({ folder, buckets, idle: true, around: death.around });
  bench.keeper([importWork(folder, CHUNK_ROWS)], { pollMs: 60_000 });
  const ended = await Promise.race([
    death.dead.then(() => false),
    bench.ended(job.jobId).then(() => true),
  ]);
  await bench.close();
  return ended;
}

test.each([
  [1, 'this'],
  [4, 'this'],
  [1, 'another'],
] as const)(
  'an import that is stopped at any commit ends as one that was not (%i buckets, taken over on %s machine)',
  async (buckets, machine) => {
    const isFull = process.env['HEADCOUNT_MATRIX'] === 'full';
    const step = isFull ? 1 : 2 * buckets + 1;
    const job = await prepare(buckets);
    const calm = await finish(job, buckets);
    expect(calm.rows.map((row) => `${row.outcome} ${row.code}`.trim())).toEqual([
      ...['already', 'superseded', 'superseded', 'enrolled', 'ended', 'ended', 'enrolled'],
      ...['refused person-unknown', 'enrolled', 'refused enrolled-on-invalid', 'ended'],
    ]);
    // The bench's own commits come first: the heads of the buckets.
    for (let commit = buckets + 1; ; commit += step) {
      for (const written of isFull ? [false, true] : [commit % 2 === 0]) {
        rewind();
        const ended = await runUntil(deathAt(commit, written), job, buckets);
        if (machine === 'another') loseStaging();
        expect(await finish(job, buckets)).toEqual(calm);
        if (!ended) continue;
        expect(commit).toBeGreaterThan(buckets + 15);
        return;
      }
    }
  },
  300_000,
);

test('a dry run that another machine takes over foresees what one without a stop does', async () => {
  const catalogs = LISTS_PER_PERSON_MAX + 1;
  const dry = csvOf(
    ...Array.from({ length: catalogs }, (_, nth) => `New ${nth},One,eve@contoso.example,,`),
  );
  const job = await prepare(1, dry, true);
  const calm = await finish(job, 1);
  expect(calm.rows.at(-1)).toMatchObject({ outcome: 'refused', code: 'too-many-lists' });
  for (let commit = 3; ; commit += 13) {
    rewind();
    const ended = await runUntil(deathAt(commit, true), job, 1);
    loseStaging();
    expect(await finish(job, 1)).toEqual(calm);
    if (ended) break;
  }
});

test('a cancelled import keeps what it did and leaves no staging', async () => {
  const job = await prepare(1);
  const bench = await openImportBench({ folder, idle: true });
  await cancelJob(bench.world, bench.tenant, { personId: null, actId: newId() }, job.jobId);
  bench.keeper([importWork(folder, CHUNK_ROWS)]);
  const next = await bench.import(csvOf('A,B,ann@contoso.example,,'));
  expect(next.outcomes).toEqual(['2 enrolled']);
  expect(await bench.until(job.jobId, () => true)).toMatchObject({ state: 'cancelled', done: 0 });
  await bench.close();
});
