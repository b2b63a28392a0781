import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { codeOf, Fault } from '../start/fault.ts';

/** One learner's registration for one presentation of a module. Days count from the presentation's start; null: none. */
export interface Registration {
  readonly module: string;
  readonly presentation: string;
  readonly student: string;
  readonly registeredDay: number | null;
  readonly unregisteredDay: number | null;
}

const REGISTRATIONS = 'studentRegistration.csv';
const COURSES = 'courses.csv';

/**
 * The registrations of the Open University Learning Analytics Dataset.
 * @throws Fault that names the folder, file or column that is missing
 */
export async function readRegistrations(folder: string): Promise<readonly Registration[]> {
  const courses = await readRows(folder, COURSES, ['code_module', 'code_presentation']);
  const known = new Set(
    courses.map((row) => `${cell(row, 'code_module')} ${cell(row, 'code_presentation')}`),
  );
  const rows = await readRows(folder, REGISTRATIONS, [
    ...['code_module', 'code_presentation', 'id_student'],
    ...['date_registration', 'date_unregistration'],
  ]);
  return rows.map((row) => {
    const [module, presentation] = [cell(row, 'code_module'), cell(row, 'code_presentation')];
    if (!known.has(`${module} ${presentation}`)) {
      throw new Fault(
        `${join(folder, COURSES)} has no ${module} ${presentation}; take both files of one release.`,
      );
    }
    return {
      ...{ module, presentation, student: cell(row, 'id_student') },
      registeredDay: dayIn(cell(row, 'date_registration')),
      unregisteredDay: dayIn(cell(row, 'date_unregistration')),
    };
  });
}

type Row = Readonly<Record<string, string>>;

const cell = (row: Row, column: string): string => row[column] ?? '';

const dayIn = (text: string): number | null => (text === '?' || text === '' ? null : Number(text));

async function readRows(folder: string, name: string, columns: readonly string[]): Promise<Row[]> {
  const path = join(folder, name);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    const why = codeOf(cause) === 'ENOENT' ? 'is not there' : 'cannot be read';
    throw new Fault(
      `${path} ${why}. --oulad takes the folder with ${REGISTRATIONS} and ${COURSES}.`,
      { cause },
    );
  });
  const rows: Row[] = parse(text, { columns: true, bom: true, skip_empty_lines: true });
  const missing = columns.find((column) => rows[0]?.[column] === undefined);
  if (missing === undefined) return rows;
  throw new Fault(
    `${path} has no column ${missing}. Take the file as the Open University publishes it.`,
  );
}
