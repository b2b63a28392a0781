import type { FieldFault } from '../../kernel/errors.ts';

/** The columns of an import, each of them needed, in any order (http-api: `POST /api/imports/enrolments`). */
const COLUMNS = ['catalog', 'course', 'person', 'enrolledOn', 'unenrolledOn'] as const;

/** The first line as it may be written. */
export const HEADER_EXAMPLE = COLUMNS.join(',');

/** One of the columns. */
export type Column = (typeof COLUMNS)[number];

/** Where each column stands in a row, from 0. */
export type ColumnPlaces = Readonly<Record<Column, number>>;

const columnNamed = (cell: string): Column | undefined =>
  COLUMNS.find((column) => column.toLowerCase() === cell.trim().toLowerCase());

/** The places of the columns that a header names, whatever their case, or every fault of it. */
export function placesOf(
  header: readonly string[],
): { readonly places: ColumnPlaces } | { readonly faults: readonly FieldFault[] } {
  const places: Partial<Record<Column, number>> = {};
  const faults: FieldFault[] = [];
  const separator = header.length === 1 ? otherSeparator(header[0] ?? '') : null;
  if (separator !== null) return { faults: [separator] };
  header.forEach((cell, place) => {
    const column = columnNamed(cell);
    if (column === undefined) faults.push(unknownColumn(cell, place));
    else if (places[column] === undefined) places[column] = place;
    else faults.push(duplicateColumn(column));
  });
  for (const column of COLUMNS) if (places[column] === undefined) faults.push(missing(column));
  return faults.length === 0 ? { places: places as ColumnPlaces } : { faults };
}

const all = COLUMNS.join(', ');

function otherSeparator(line: string): FieldFault | null {
  const used = [';', '\t', '|'].find((separator) => line.includes(separator));
  if (used === undefined) return null;
  const name = used === '\t' ? 'tabs' : `"${used}"`;
  return {
    path: '/columns',
    code: 'columns-separator',
    message: `The columns are separated by ${name}. Separate them by commas.`,
  };
}

const unknownColumn = (cell: string, place: number): FieldFault => ({
  path: `/columns/${place + 1}`,
  code: 'column-unknown',
  message: `Column ${place + 1}, "${cell.trim().slice(0, 60)}", is not known. The columns are ${all}.`,
});

const duplicateColumn = (column: Column): FieldFault => ({
  path: `/columns/${column}`,
  code: 'column-duplicate',
  message: `The column "${column}" is there twice. Keep one of them.`,
});

const missing = (column: Column): FieldFault => ({
  path: `/columns/${column}`,
  code: 'column-missing',
  message: `The column "${column}" is missing. Add it to the first line; its cells may be empty where the column is a day.`,
});
