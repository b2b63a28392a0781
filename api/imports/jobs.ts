import { join } from 'node:path';
import { JobStopped } from '../jobs/lease.ts';
import { putRowHeader, putRows, type Row } from '../jobs/rows.ts';
import type { JobEnd, JobRun, JobWork } from '../jobs/work.ts';
import type { Tenant, World } from '../ports/world.ts';
import { applyRows } from './actions/apply.ts';
import { IMPORT_ENROLMENTS, type ImportInput } from './rules/input.ts';
import { readUpload } from './actions/read-upload.ts';
import { CHUNK_ROWS, NAMES_TOLD_MAX } from './rules/limits.ts';
import {
  EMPTY_TALLY,
  RESULT_COLUMNS,
  codeOf,
  messageOf,
  withOutcomes,
  type RowOutcome,
  type Tally,
} from './rules/outcome.ts';
import {
  openStaging,
  removeStaging,
  removeStaleStagings,
  type StagedRow,
  type Staging,
} from './actions/staging.ts';
import { settleTarget } from './actions/targets.ts';

/** After which row the import goes on, what the rows until there came to, and how many parts of results are written. */
interface Checkpoint {
  readonly line: number;
  readonly parts: number;
  readonly tally: Tally;
  readonly told: NewThings;
}

/** What was not there and is made, or would be by a dry run; the first `NAMES_TOLD_MAX` by name. */
type NewThings = ReturnType<typeof newThings>;

/**
 * The import of enrolments (I-1): reads the upload into a staging file in `scratchFolder`, makes the catalogs and
 * courses that are not there, then works through the rows in chunks. After a stop it goes on with the chunk that was
 * not finished; a chunk done twice has the same outcomes.
 */
export const importEnrolmentsWork = (
  scratchFolder: string,
  chunkRows: number = CHUNK_ROWS,
): JobWork => ({
  kind: IMPORT_ENROLMENTS,
  async run(world, tenant, run) {
    removeStaleStagings(scratchFolder);
    const file = join(scratchFolder, `${run.job.jobId}.staging`);
    const staging = openStaging(file);
    let keep = false;
    try {
      const from = await placeFor(run, staging);
      return await importAll(world, tenant, from, staging, chunkRows);
    } catch (error) {
      keep = !(error instanceof JobStopped && error.why === 'cancelled');
      throw error;
    } finally {
      staging.close();
      if (!keep) removeStaging(file);
    }
  },
});

/**
 * Where to go on. A dry run knows from its staging alone what the rows so far would have done, so one that begins on
 * another machine begins anew.
 */
async function placeFor(run: JobRun, staging: Staging): Promise<JobRun> {
  const { job } = run;
  const { dryRun } = job.input as unknown as ImportInput;
  if (!dryRun || job.checkpoint === null || staging.readPlace() !== null) return run;
  await run.progress(0, job.total, null);
  return { ...run, job: { ...job, done: 0, checkpoint: null } };
}

async function importAll(
  world: World,
  tenant: Tenant,
  run: JobRun,
  staging: Staging,
  chunkRows: number,
): Promise<JobEnd> {
  const input = run.job.input as unknown as ImportInput;
  const { jobId } = run.job;
  const { dryRun } = input;
  const total = await readUpload(world, tenant, run, input, staging, chunkRows);
  await settleTargets(world, tenant, run, input, staging, total);
  let checkpoint: Checkpoint = (run.job.checkpoint as Checkpoint | null) ?? {
    ...{ line: 0, parts: 0, tally: EMPTY_TALLY },
    told: newThings(staging),
  };
  if (checkpoint.parts === 0) await putRowHeader(world, tenant, jobId, RESULT_COLUMNS);
  for (;;) {
    const { tally, told, parts }: Checkpoint = checkpoint;
    await run.progress(tally.rows, total, checkpoint, {
      ...{ dryRun, phase: 'applying' },
      ...tally,
      ...told,
    });
    const rows = staging.rowsAfter(checkpoint.line, chunkRows);
    const last = rows.at(-1);
    if (last === undefined) break;
    const outcomes = await applyRows(world, tenant, run, dryRun, staging, rows);
    await putRows(world, tenant, jobId, parts, rows.map(resultOf(outcomes)));
    checkpoint = {
      line: last.line,
      parts: parts + 1,
      tally: withOutcomes(tally, outcomes),
      told,
    };
  }
  const { tally, told } = checkpoint;
  return {
    state: tally.refused > 0 ? 'partly-failed' : 'succeeded',
    result: { dryRun, phase: 'finished', ...tally, ...told },
  };
}

async function settleTargets(
  world: World,
  tenant: Tenant,
  run: JobRun,
  input: ImportInput,
  staging: Staging,
  total: number,
): Promise<void> {
  const { done, checkpoint, result } = run.job;
  for (;;) {
    const targets = staging.openTargets(100);
    if (targets.length === 0) return;
    for (const target of targets) {
      await settleTarget(world, tenant, run.actor, input, staging, target);
    }
    await run.progress(done, total, checkpoint, {
      ...(result as object | null),
      phase: 'preparing',
    });
  }
}

const newThings = (staging: Staging) => ({
  newCatalogs: staging.newCatalogs(NAMES_TOLD_MAX),
  newCourses: staging.newCourses(NAMES_TOLD_MAX),
});

const resultOf =
  (outcomes: readonly RowOutcome[]) =>
  (row: StagedRow, place: number): Row => {
    const outcome = outcomes[place];
    if (outcome === undefined) throw new Error('Each row has an outcome.');
    const { line, catalog, course, person } = row;
    return [line, catalog, course, person, outcome.outcome, codeOf(outcome), messageOf(outcome)];
  };
