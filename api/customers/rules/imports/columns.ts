import type { FieldFault } from '../../../kernel/errors.ts';

/** Which template a file follows. */
export type TemplateMode = 'compatible' | 'headcount';

/** What a column holds. */
export type Field =
  | 'firstName'
  | 'lastName'
  | 'displayName'
  | 'userName'
  | 'location'
  | 'licences'
  | 'permissions'
  | 'status';

/** A column of a template. */
export interface Column {
  readonly field: Field;
  readonly title: string;
  /** Other titles that are understood. */
  readonly also: readonly string[];
  /** Whether the file must have it. */
  readonly needed: boolean;
  readonly lengthMax: number;
}

const column = (
  field: Field,
  title: string,
  lengthMax: number,
  needed: boolean,
  ...also: readonly string[]
): Column => ({ field, title, also, needed, lengthMax });

const USER_NAME_MAX = 113;

/** Partner Center's template, exactly (PC-12). */
const COMPATIBLE: readonly Column[] = [
  column('firstName', 'First name', 50, true),
  column('lastName', 'Last name', 50, true),
  column('displayName', 'Display name', 50, true),
  column('userName', 'Email', USER_NAME_MAX, true),
  column('status', 'Status update', 0, true),
];

/** Headcount's own template: also what may differ from row to row (C-7). */
const HEADCOUNT: readonly Column[] = [
  column('firstName', 'First name', 64, false),
  column('lastName', 'Last name', 64, false),
  column('displayName', 'Display name', 256, true),
  column('userName', 'User name', USER_NAME_MAX, true, 'Email'),
  column('location', 'Location', 100, false, 'Usage location'),
  column('licences', 'Licences', 4_000, false, 'Licenses'),
  column('permissions', 'Permissions', 200, false, 'Permission'),
  column('status', 'Status update', 0, false, 'Status'),
];

/** The columns of a template, in its order. */
export const columnsOf = (mode: TemplateMode): readonly Column[] =>
  mode === 'compatible' ? COMPATIBLE : HEADCOUNT;

/** The titles of a template: the first line of its files, and of their result. */
export const titlesOf = (mode: TemplateMode): readonly string[] =>
  columnsOf(mode).map(({ title }) => title);

/** Where each column of a file stands, from 0; a column that a file leaves out is not there. */
export type Places = Readonly<Partial<Record<Field, number>>>;

const same = (one: string, other: string): boolean =>
  one.trim().toLowerCase() === other.toLowerCase();

/** The places of the columns that a first line names, whatever their case and order, or every fault of it. */
export const placesIn =
  (mode: TemplateMode) =>
  (
    header: readonly string[],
  ): { readonly places: Places } | { readonly faults: readonly FieldFault[] } => {
    const columns = columnsOf(mode);
    const places: Partial<Record<Field, number>> = {};
    const faults: FieldFault[] = [];
    const separator = header.length === 1 ? otherSeparator(header[0] ?? '') : null;
    if (separator !== null) return { faults: [separator] };
    header.forEach((cell, place) => {
      const found = columns.find(({ title, also }) =>
        [title, ...also].some((it) => same(cell, it)),
      );
      if (found === undefined) faults.push(unknownColumn(cell, place, mode));
      else if (places[found.field] === undefined) places[found.field] = place;
      else faults.push(columnTwice(found.title));
    });
    for (const { field, title, needed } of columns)
      if (needed && places[field] === undefined) faults.push(columnMissing(title));
    return faults.length === 0 ? { places } : { faults };
  };

function otherSeparator(line: string): FieldFault | null {
  const used = [';', '\t', '|'].find((separator) => line.includes(separator));
  if (used === undefined) return null;
  return {
    path: '/columns',
    code: 'columns-separator',
    message: `The columns are separated by ${used === '\t' ? 'tabs' : `"${used}"`}. Separate them by commas.`,
  };
}

const unknownColumn = (cell: string, place: number, mode: TemplateMode): FieldFault => ({
  path: `/columns/${place + 1}`,
  code: 'column-unknown',
  message: `Column ${place + 1}, "${cell.trim().slice(0, 60)}", is not known. The columns are ${titlesOf(mode).join(', ')}.`,
});

const columnTwice = (title: string): FieldFault => ({
  path: `/columns/${title}`,
  code: 'column-twice',
  message: `The column "${title}" is there twice. Keep one of them.`,
});

const columnMissing = (title: string): FieldFault => ({
  path: `/columns/${title}`,
  code: 'column-missing',
  message: `The column "${title}" is missing. Add it to the first line; begin from the template.`,
});
