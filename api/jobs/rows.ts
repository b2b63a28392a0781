import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { notFound } from '../kernel/errors.ts';
import type { Tenant, World } from '../ports/world.ts';
import { filesOfJob } from './files.ts';

/** One row of a job's result file. */
export type Row = readonly (string | number | null)[];

const rowsOfJob = (tenant: Tenant, jobId: string): string =>
  `${filesOfJob(tenant.tenantId, jobId)}rows/`;

/** The header sorts before every part. */
const HEADER = '0-header.csv';
const partName = (part: number): string => `1-${String(part).padStart(12, '0')}.csv`;

/** As CSV, with cells that a spreadsheet would take for a formula defused by an apostrophe. */
const csvOf = (rows: readonly Row[]): string => stringify([...rows], { escape_formulas: true });

/** Rows as they come, as a CSV in UTF-8. */
export const rowsAsCsv = (parts: AsyncIterable<readonly Row[]>): Readable =>
  Readable.from(
    (async function* () {
      for await (const rows of parts) yield Buffer.from(csvOf(rows));
    })(),
    { objectMode: false },
  );

const put = (world: World, name: string, rows: readonly Row[]): Promise<number> =>
  world.files.put(name, Readable.from([Buffer.from(csvOf(rows))]));

/** Names the columns of a job's row results. A repeat writes the same again. */
export async function putRowHeader(
  world: World,
  tenant: Tenant,
  jobId: string,
  columns: readonly string[],
): Promise<void> {
  await put(world, rowsOfJob(tenant, jobId) + HEADER, [columns]);
}

/** Writes one part of a job's row results. The same part again takes the place of the first, so a repeated step is harmless. */
export async function putRows(
  world: World,
  tenant: Tenant,
  jobId: string,
  part: number,
  rows: readonly Row[],
): Promise<void> {
  await put(world, rowsOfJob(tenant, jobId) + partName(part), rows);
}

/**
 * The row results so far as one CSV in UTF-8, parts in order.
 * @throws AppError `not-found` where the kind of job writes no rows, or they are no longer kept
 */
export async function readRows(world: World, tenant: Tenant, jobId: string): Promise<Readable> {
  const names = await world.files.list(rowsOfJob(tenant, jobId));
  if (names.length === 0) throw notFound('file of row results');
  return Readable.from(bytesOf(world, names), { objectMode: false });
}

async function* bytesOf(world: World, names: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const name of names) {
    const file = await world.files.get(name);
    if (file === null) return;
    for await (const bytes of file.content) yield bytes as Uint8Array;
  }
}
