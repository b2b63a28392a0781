import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../kernel/errors.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { dayOf } from '../../kernel/time.ts';
import type { JobRun } from '../../jobs/work.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { enrolPeople, type Enrolling } from '../../seats/actions/enrol.ts';
import { readHeads, seatsLeftIn } from '../../seats/actions/figures.ts';
import type { EnrolOutcome } from '../../seats/rules/enrolment.ts';
import { previewEnrolling } from './preview.ts';
import type { RowOutcome } from '../rules/outcome.ts';
import { spanOf } from '../rules/row.ts';
import type { StagedRow, Staging, Target } from './staging.ts';

/** Groups that are worked on at once, as long as there are seats for everybody. */
const GROUPS_AT_ONCE = 2;
/** People of one course who are enrolled in one go; then others get their turn. */
const GROUP_ROWS_MAX = 200;

/** Rows of one chunk that name the same course, not too many. */
interface Group {
  readonly target: Target & { readonly catalogId: string; readonly trainingId: string };
  readonly rows: readonly (StagedRow & { readonly personId: PersonId })[];
}

/**
 * Does what the rows of a chunk say, course by course, or says what would become of them.
 * @returns an outcome for each row, in order. A repeat gives the same ones: each enrolment knows the job that began or
 * ended it.
 */
export async function applyRows(
  world: World,
  tenant: Tenant,
  run: JobRun,
  dryRun: boolean,
  staging: Staging,
  rows: readonly StagedRow[],
): Promise<readonly RowOutcome[]> {
  const outcomes = new Map<number, RowOutcome>();
  const groups = groupsOf(rows, staging, outcomes);
  const today = dayOf(run.job.createdAt);
  const enrol = dryRun ? previewEnrolling(staging) : enrolPeople;
  const settle = async ({ target, rows: theirs }: Group): Promise<void> => {
    const people = theirs.map((row): Enrolling => ({
      personId: row.personId,
      ...spanOf(row, today),
    }));
    const { trainingId, catalogId } = target;
    const request = { trainingId, catalogId, people, oneByOne: true };
    const results = await enrol(world, tenant, run.actor, request).catch(orDeleted);
    for (const row of theirs) outcomes.set(row.line, outcomeOf(row, results));
  };
  let from = 0;
  while (from < groups.length) {
    const next = groups.slice(from, from + (await groupsAtOnce(world, tenant)));
    await Promise.all(next.map(settle));
    from += next.length;
    await nextTurn();
  }
  return rows.map((row) => outcomes.get(row.line) ?? missing(row));
}

/**
 * Where the limit is closed (G-2), one course comes after the other: a row must not miss the last seat because another
 * course has set it aside, for the same person or for somebody who then needs none.
 */
const groupsAtOnce = async (world: World, tenant: Tenant): Promise<number> =>
  seatsLeftIn(await readHeads(world, tenant)) === null ? GROUPS_AT_ONCE : 1;

/** Sets aside the rows whose outcome is known, and puts the others together by course. */
function groupsOf(
  rows: readonly StagedRow[],
  staging: Staging,
  outcomes: Map<number, RowOutcome>,
): readonly Group[] {
  const byTarget = new Map<number, (StagedRow & { readonly personId: PersonId })[]>();
  for (const row of rows) {
    const { line, personId, fault, targetId, lastLine } = row;
    if (personId === null || targetId === null) {
      outcomes.set(line, { outcome: 'refused', code: fault ?? 'person-unknown' });
    } else if (lastLine !== null && lastLine !== line) {
      outcomes.set(line, { outcome: 'superseded', byLine: lastLine });
    } else {
      const theirs = byTarget.get(targetId) ?? [];
      theirs.push({ ...row, personId });
      byTarget.set(targetId, theirs);
    }
  }
  const groups: Group[] = [];
  for (const [targetId, theirs] of byTarget) {
    const target = staging.target(targetId);
    const { catalogId, trainingId, fault } = target;
    if (catalogId !== null && trainingId !== null) {
      for (let from = 0; from < theirs.length; from += GROUP_ROWS_MAX) {
        const some = theirs.slice(from, from + GROUP_ROWS_MAX);
        groups.push({ target: { ...target, catalogId, trainingId }, rows: some });
      }
    } else {
      const code = fault ?? 'course-deleted';
      for (const row of theirs) outcomes.set(row.line, { outcome: 'refused', code });
    }
  }
  return groups;
}

type Results = ReadonlyMap<PersonId, EnrolOutcome> | 'deleted';

/** A course that is deleted while the import runs refuses its rows and nothing else. */
function orDeleted(error: unknown): 'deleted' {
  if (error instanceof AppError && error.code === 'not-found') return 'deleted';
  throw error;
}

function outcomeOf(row: StagedRow, results: Results): RowOutcome {
  if (results === 'deleted') return { outcome: 'refused', code: 'course-deleted' };
  return (row.personId === null ? undefined : results.get(row.personId)) ?? missing(row);
}

/** Every row has an outcome; anything else is a bug. */
function missing(row: StagedRow): never {
  throw new Error(`Line ${row.line} of the import was left without an outcome.`);
}
