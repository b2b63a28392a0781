import type { JobRun } from '../../jobs/work.ts';
import { AppError } from '../../kernel/errors.ts';
import { dayOf } from '../../kernel/time.ts';
import type { Tenant, World } from '../../ports/world.ts';
import type { ImportInput } from '../rules/input.ts';
import { createPeopleFinder, type Meant } from './people.ts';
import { lineBatches, rowsOf, type ReadRow } from './reading.ts';
import { cellsOf, faultOf, type RowCells } from '../rules/row.ts';
import type { ReadyRow, ReadPlace, Staging } from './staging.ts';

/** Reads the upload to its end into the staging, from where a stop left it; gives how many rows it has. */
export async function readUpload(
  world: World,
  tenant: Tenant,
  run: JobRun,
  input: ImportInput,
  staging: Staging,
  chunkRows: number,
): Promise<number> {
  const find = createPeopleFinder(world, tenant);
  const today = dayOf(run.job.createdAt);
  let place: ReadPlace = staging.readPlace() ?? {
    byte: input.rowsFromByte,
    line: 2,
    rows: 0,
    finished: false,
  };
  if (place.finished) return place.rows;
  const batches = lineBatches(await contentFrom(world, input, place.byte), place, chunkRows);
  for await (const batch of batches) {
    const read = rowsOf(batch.lines);
    const candidates = read.map((row) => judged(row, input, today)).filter((row) => row !== null);
    const meant = await find(candidates.filter(isSound).map((row) => row.person));
    const rows = candidates.map((row) => ready(row, meant));
    place = {
      byte: batch.nextByte,
      line: batch.nextLine,
      rows: place.rows + rows.length,
      finished: false,
    };
    staging.add(rows, place);
    await run.progress(run.job.done, run.job.total, run.job.checkpoint, {
      ...(run.job.result as object | null),
      phase: 'reading',
      rowsRead: place.rows,
    });
  }
  staging.add([], { ...place, finished: true });
  return place.rows;
}

type JudgedRow = RowCells & Pick<ReadyRow, 'line' | 'fault'>;

const NOTHING: RowCells = { catalog: '', course: '', person: '', enrolledOn: '', unenrolledOn: '' };

/** The row with what is wrong with it by itself; null where there is nothing in it. */
function judged(row: ReadRow, input: ImportInput, today: string): JudgedRow | null {
  const { line } = row;
  if (row.cells === null) return { ...NOTHING, line, fault: 'quotes' };
  const cells = cellsOf(row.cells, input.places);
  if (cells === null) return null;
  const fault = row.cells.length === input.cells ? faultOf(cells, today) : 'columns-count';
  return { ...cells, line, fault };
}

const isSound = (row: JudgedRow): boolean => row.fault === null;

function ready(row: JudgedRow, meant: ReadonlyMap<string, Meant>): ReadyRow {
  if (row.fault !== null) return { ...row, personId: null };
  const found = meant.get(row.person) ?? { fault: 'person-unknown' as const };
  return 'fault' in found
    ? { ...row, personId: null, fault: found.fault }
    : { ...row, personId: found.personId };
}

async function contentFrom(
  world: World,
  input: ImportInput,
  start: number,
): Promise<AsyncIterable<Uint8Array>> {
  if (start >= input.sizeBytes) return (async function* () {})();
  const file = await world.files.get(input.upload, { start });
  if (file !== null) return file.content as AsyncIterable<Uint8Array>;
  throw new AppError('not-found', 'The upload of this import is gone. Send the file again.');
}
