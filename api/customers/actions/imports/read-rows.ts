import { lineBatches, rowsOf } from '../../../imports/actions/reading.ts';
import { AppError } from '../../../kernel/errors.ts';
import type { CustomerHands } from '../../../ports/customer-directory.ts';
import type { World } from '../../../ports/world.ts';
import type { Fault } from '../../rules/fault.ts';
import { columnsOf, type Field, type TemplateMode } from '../../rules/imports/columns.ts';
import { createNamesSeen, nameTaken, nameTwice } from '../../rules/imports/duplicates.ts';
import type { UsersFile } from '../../rules/imports/file.ts';
import {
  cellsIn,
  echoOf,
  judge,
  type Cells,
  type JudgedRow,
  type RowRules,
} from '../../rules/imports/row.ts';
import type { EntryFault } from '../../rules/plans/entry.ts';
import type { Product } from '../../rules/products.ts';

/** A row of a file with what was found of it. */
export interface ReadRow {
  readonly line: number;
  /** The cells as they stand, in the order of the template. */
  readonly echo: readonly string[];
  readonly userName: string;
  readonly judged: JudgedRow;
}

/** How a file of users is to be read. */
export interface Reading {
  readonly file: UsersFile;
  readonly mode: TemplateMode;
  readonly location: string | null;
}

/** Says why the agent cannot give new users roles at the customer; null where that is possible. */
export type WhyNoRoles = () => Promise<Fault | null>;

/** So many rows are judged at a time. */
const BATCH_ROWS = 480;

/**
 * The rows of a stored file one after the other, each judged by itself, against the rows before it and against who is
 * there at the customer.
 * @throws AppError `not-found` where the file is no longer kept
 */
export async function* readRows(
  world: Pick<World, 'files'>,
  hands: CustomerHands,
  products: readonly Product[],
  { file, mode, location }: Reading,
  whyNoRoles: WhyNoRoles,
): AsyncGenerator<ReadRow> {
  const rules: RowRules = {
    ...{ mode, location },
    domains: await hands.domains(),
    products: new Map(products.map((product) => [product.partNumber.toUpperCase(), product])),
  };
  const titleOf = (wanted: Field): string =>
    columnsOf(mode).find(({ field }) => field === wanted)?.title ?? '';
  const column = titleOf('userName');
  const seen = createNamesSeen();
  const from = { byte: file.rowsFromByte, line: 2 };
  for await (const { lines } of lineBatches(await contentOf(world, file), from, BATCH_ROWS)) {
    const rows = rowsOf(lines).flatMap(({ line, cells }) => {
      const read = cells === null ? UNREADABLE : cellsIn(cells, file.places);
      if (read === null) return [];
      const fault =
        cells === null ? quotes(line) : cells.length === file.cells ? null : cellsCount(file);
      const judged = fault === null ? judge(read, rules) : refused(fault);
      const first = judged.act === null ? null : seen(read.userName, line);
      return [{ line, read, judged: first === null ? judged : refused(nameTwice(first, column)) }];
    });
    const sound = rows.filter(({ judged }) => judged.act !== null);
    const taken = await hands.byNames(sound.map(({ read }) => read.userName));
    // Asked of no more than there is need for: few files give roles.
    const noRoles = sound.some(({ judged }) => givesRoles(judged)) ? await whyNoRoles() : null;
    for (const { line, read, judged: alone } of rows) {
      const judged =
        noRoles !== null && givesRoles(alone)
          ? refused({ ...noRoles, column: titleOf('permissions') })
          : alone;
      const isTaken = judged.act !== null && taken.has(read.userName.toLowerCase());
      yield {
        line,
        echo: echoOf(read, mode),
        userName: read.userName,
        judged: isTaken ? refused(nameTaken(column)) : judged,
      };
    }
  }
}

const givesRoles = ({ act }: JudgedRow): boolean => (act?.roles ?? []).length > 0;

const refused = (fault: EntryFault): JudgedRow => ({ act: null, faults: [fault] });

const UNREADABLE: Cells = {
  ...{ firstName: '', lastName: '', displayName: '', userName: '' },
  ...{ location: '', licences: '', permissions: '', status: '' },
};

const quotes = (line: number): EntryFault => ({
  code: 'quotes',
  detail: `The quotes of line ${line} do not match. Put a quote around the whole cell, and double quotes within it.`,
  facts: { line },
});

const cellsCount = ({ cells }: UsersFile): EntryFault => ({
  code: 'cells-count',
  detail: `The row does not have ${cells} cells as the first line has. Put cells with commas in quotes.`,
  facts: { cells },
});

async function contentOf(
  { files }: Pick<World, 'files'>,
  { upload, rowsFromByte, sizeBytes }: UsersFile,
): Promise<AsyncIterable<Uint8Array>> {
  if (rowsFromByte >= sizeBytes) return (async function* () {})();
  const file = await files.get(upload, { start: rowsFromByte });
  if (file !== null) return file.content as AsyncIterable<Uint8Array>;
  throw new AppError('not-found', 'The upload of this import is gone. Send the file again.');
}
