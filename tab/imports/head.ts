/** The columns of an import of enrolments, as the api promises them. */
export const COLUMNS = ['catalog', 'course', 'person', 'enrolledOn', 'unenrolledOn'] as const;

/** So much of a file is looked at before it is sent. */
export const HEAD_BYTES = 4_096;

/** What is wrong with a file before it is sent; the api has the last word. */
export type FileFault =
  | { readonly code: ContentFault | 'file-unreadable' }
  | { readonly code: 'separator'; readonly separator: ';' | 'tab' | '|' }
  | { readonly code: 'columns-missing'; readonly columns: readonly string[] }
  | { readonly code: 'columns-unknown'; readonly columns: readonly string[] }
  | { readonly code: 'columns-twice'; readonly columns: readonly string[] };

/** How a zipped file begins: .xlsx, .ods, .zip. */
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const BOM = '\ufeff';

/** The cells of a first line without quoted commas; a quoted name is taken out of its quotes. */
const cellsOf = (line: string): readonly string[] =>
  line.split(',').map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/u, '$1')
      .trim(),
  );

/** The first line of the text, however its lines end. */
const firstLineOf = (text: string): string =>
  (text.startsWith(BOM) ? text.slice(BOM.length) : text).split(/\r\n|\n|\r/u, 1)[0] ?? '';

function separatorFault(line: string): FileFault | null {
  if (line.includes(',')) return null;
  if (line.includes(';')) return { code: 'separator', separator: ';' };
  if (line.includes('\t')) return { code: 'separator', separator: 'tab' };
  return line.includes('|') ? { code: 'separator', separator: '|' } : null;
}

/** What is wrong with the first line: each kind of fault once, with the columns that it befell. */
function columnFaults(line: string): readonly FileFault[] {
  const cells = cellsOf(line);
  const known = (cell: string) =>
    COLUMNS.find((column) => column.toLowerCase() === cell.toLowerCase());
  const found = cells.map(known).filter((column) => column !== undefined);
  const missing = COLUMNS.filter((column) => !found.includes(column));
  const unknown = cells.filter((cell) => known(cell) === undefined);
  const twice = COLUMNS.filter((column) => found.filter((one) => one === column).length > 1);
  return [
    { code: 'columns-missing' as const, columns: missing },
    { code: 'columns-unknown' as const, columns: unknown },
    { code: 'columns-twice' as const, columns: twice },
  ].filter(({ columns }) => columns.length > 0);
}

/** A file that holds no lines of text. */
export type ContentFault = 'file-empty' | 'file-is-workbook' | 'file-not-text';

/** Why a file is no text with a first line, by its first bytes; null where it is. */
export function contentFaultOf(head: Uint8Array): ContentFault | null {
  if (ZIP.every((byte, place) => head[place] === byte)) return 'file-is-workbook';
  if (head.includes(0)) return 'file-not-text';
  return headLineOf(head).trim() === '' ? 'file-empty' : null;
}

const headLineOf = (head: Uint8Array): string =>
  firstLineOf(new TextDecoder('utf-8').decode(head, { stream: true }));

/** What is wrong with a file by its first bytes, so that it is told before anything is sent; empty where nothing is. */
export function faultsOfHead(head: Uint8Array): readonly FileFault[] {
  const content = contentFaultOf(head);
  if (content !== null) return [{ code: content }];
  const line = headLineOf(head);
  const separator = separatorFault(line);
  return separator === null ? columnFaults(line) : [separator];
}

/** The template to fill in: the columns, and one row that shows how. */
export const templateCsv = (row: readonly string[]): string =>
  `${BOM}${COLUMNS.join(',')}\r\n${row.map(quoted).join(',')}\r\n`;

const quoted = (cell: string): string =>
  /[",\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
