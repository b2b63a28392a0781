import { asGuid } from '../../kernel/ids.ts';
import { fold } from '../../kernel/text.ts';
import { asDay, startOfDay } from '../../kernel/time.ts';
import type { Day, Instant } from '../../kernel/time.ts';
import type { ColumnPlaces } from './columns.ts';
import { NAME_MAX } from './limits.ts';

/** Why a row cannot be read or means nothing, before anybody is looked up. */
export type RowFault =
  | 'quotes'
  | 'columns-count'
  | 'control-character'
  | 'catalog-empty'
  | 'catalog-too-long'
  | 'course-empty'
  | 'course-too-long'
  | 'person-empty'
  | 'enrolled-on-invalid'
  | 'enrolled-on-ahead'
  | 'unenrolled-on-invalid';

/** A row as it stands in the file, trimmed; empty cells are empty texts. */
export interface RowCells {
  readonly catalog: string;
  readonly course: string;
  readonly person: string;
  readonly enrolledOn: string;
  readonly unenrolledOn: string;
}

/** The cells of a row by their columns; null for a row without anything in it. */
export function cellsOf(row: readonly string[], places: ColumnPlaces): RowCells | null {
  if (row.every((cell) => cell === '')) return null;
  const at = (column: keyof ColumnPlaces): string => row[places[column]] ?? '';
  return {
    catalog: at('catalog'),
    course: at('course'),
    person: asGuid(at('person')) ?? at('person'),
    enrolledOn: at('enrolledOn'),
    unenrolledOn: at('unenrolledOn'),
  };
}

const CONTROL = /\p{Cc}/u;

/** The first thing that is wrong with a row by itself, or null. */
export function faultOf(cells: RowCells, today: Day): RowFault | null {
  if (Object.values(cells).some((cell: string) => CONTROL.test(cell))) return 'control-character';
  if (fold(cells.catalog) === '') return 'catalog-empty';
  if (cells.catalog.length > NAME_MAX) return 'catalog-too-long';
  if (fold(cells.course) === '') return 'course-empty';
  if (cells.course.length > NAME_MAX) return 'course-too-long';
  if (cells.person === '') return 'person-empty';
  if (cells.enrolledOn !== '') {
    const enrolledOn = asDay(cells.enrolledOn);
    if (enrolledOn === null) return 'enrolled-on-invalid';
    if (enrolledOn > today) return 'enrolled-on-ahead';
  }
  if (cells.unenrolledOn !== '' && asDay(cells.unenrolledOn) === null) {
    return 'unenrolled-on-invalid';
  }
  return null;
}

/** When an enrolment began and ends, as a row without faults says. What is left out is not said. */
export interface Span {
  readonly enrolledAt?: Instant;
  readonly endsOn?: Day;
  readonly endedAt?: Instant;
}

/**
 * Up to today `unenrolledOn` has ended the enrolment, later it will (I-1). An enrolment that ended before it began, as
 * of people who withdraw before a course starts, began on its last day.
 */
export function spanOf(cells: Pick<RowCells, 'enrolledOn' | 'unenrolledOn'>, today: Day): Span {
  const { enrolledOn, unenrolledOn } = cells;
  const began = enrolledOn === '' ? {} : { enrolledAt: startOfDay(enrolledOn) };
  if (unenrolledOn === '') return began;
  if (unenrolledOn > today) return { ...began, endsOn: unenrolledOn };
  const first = enrolledOn === '' || enrolledOn > unenrolledOn ? unenrolledOn : enrolledOn;
  return { enrolledAt: startOfDay(first), endedAt: startOfDay(unenrolledOn) };
}
