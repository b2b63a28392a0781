import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import { AppError, invalid, type FieldFault } from '../../kernel/errors.ts';
import type { UploadLimits } from '../rules/limits.ts';

/** What the first line of an upload is to be. */
export interface HeaderRules<Places> {
  /** The columns as they may be written. */
  readonly example: string;
  /** Where each column stands, or everything that is wrong with the line. */
  readonly placesOf: (
    cells: readonly string[],
  ) => { readonly places: Places } | { readonly faults: readonly FieldFault[] };
}

/** What is known of an upload once all of it has passed. */
export interface UploadFacts<Places> {
  readonly sizeBytes: number;
  readonly places: Places;
  /** How many cells the first line has, and every row is to have. */
  readonly cells: number;
  /** Where the rows begin. */
  readonly rowsFromByte: number;
  /** Lines after the first that are not blank. */
  readonly rows: number;
}

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const BOM = '\ufeff';
/** How a zipped file begins: `.xlsx`, `.ods`, `.zip`. */
const ZIP = Buffer.from('PK\u0003\u0004');

/** Looks at the bytes of an upload as they pass. Holds no more than one line. */
export interface Scanner<Places> {
  /** @throws AppError `body-too-large`; `invalid-input` that names the column, or the line and what is wrong with it */
  take(bytes: Buffer): void;
  /** All has passed. @throws AppError as `take` */
  end(): void;
  /** What is known after the end. */
  facts(): UploadFacts<Places>;
}

/** Makes the scanner that decides whether an upload is a CSV file with these columns at all; rows are judged later. */
export function createScanner<Places>(
  limits: UploadLimits,
  rules: HeaderRules<Places>,
): Scanner<Places> {
  let sizeBytes = 0;
  let rest: Buffer = Buffer.alloc(0);
  let line = 0;
  let rows = 0;
  let header: Header<Places> | null = null;

  const checkLine = (text: Buffer, isClean: boolean): void => {
    if (text.length > limits.lineBytesMax) throw lineTooLong(line, limits.lineBytesMax);
    if (!isClean) checkText(text, line);
  };

  /** Whole lines, each with its line break but perhaps the last. */
  const takeLines = (block: Buffer): void => {
    const isClean = isText(block);
    for (let from = 0; from < block.length;) {
      const end = endOfLine(block, from);
      const text = block.subarray(from, block[end - 1] === NEWLINE ? end - 1 : end);
      line += 1;
      checkLine(text, isClean);
      if (header === null) header = headerOf(text.toString('utf8'), end, rules);
      else if (!isBlank(text)) rows += 1;
      from = end;
    }
  };

  return {
    take(bytes) {
      sizeBytes += bytes.length;
      if (sizeBytes > limits.bytesMax) throw tooLarge(limits.bytesMax);
      const data = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      if (header === null && data.subarray(0, ZIP.length).equals(ZIP)) throw workbook();
      const whole = data.lastIndexOf(NEWLINE) + 1;
      if (whole > 0) takeLines(data.subarray(0, whole));
      rest = Buffer.from(data.subarray(whole));
      if (rest.length > limits.lineBytesMax) throw lineTooLong(line + 1, limits.lineBytesMax);
    },
    end() {
      if (rest.length > 0) takeLines(rest);
      if (header === null) throw empty(rules);
    },
    facts() {
      if (header === null) throw empty(rules);
      return { ...header, sizeBytes, rows };
    },
  };
}

/** After the line break that ends the line at `from`, or the end of the block. */
function endOfLine(block: Buffer, from: number): number {
  const at = block.indexOf(NEWLINE, from);
  return at < 0 ? block.length : at + 1;
}

const isBlank = (text: Buffer): boolean =>
  text.length === 0 || (text.length === 1 && text[0] === RETURN);

const isText = (bytes: Buffer): boolean => isUtf8(bytes) && !bytes.includes(0);

/** @throws AppError where the line is no text */
function checkText(text: Buffer, line: number): void {
  if (text.includes(0)) throw binary(line);
  if (!isUtf8(text)) throw notUtf8(line);
}

type Header<Places> = Omit<UploadFacts<Places>, 'sizeBytes' | 'rows'>;

function headerOf<Places>(
  line: string,
  rowsFromByte: number,
  rules: HeaderRules<Places>,
): Header<Places> {
  const text = line.startsWith(BOM) ? line.slice(BOM.length) : line;
  if (text.trim() === '') throw empty(rules);
  const cells = headerCells(text.replace(/\r$/, ''), rules);
  const found = rules.placesOf(cells);
  if ('places' in found) return { places: found.places, cells: cells.length, rowsFromByte };
  const [first, ...more] = found.faults;
  const others = more.length === 0 ? '' : ` ${more.length} more below.`;
  throw new AppError('invalid-input', `${first?.message ?? ''}${others}`, { errors: found.faults });
}

function headerCells(text: string, { example }: HeaderRules<unknown>): string[] {
  try {
    return parse(text, { trim: true, record_delimiter: '\n' })[0] ?? [];
  } catch (cause) {
    throw new AppError(
      'invalid-input',
      `The quotes of the first line do not match. Write ${example}.`,
      { errors: [{ path: '/columns', code: 'quotes', message: 'The quotes do not match.' }] },
      { cause },
    );
  }
}

const empty = ({ example }: HeaderRules<unknown>): AppError =>
  invalid('/columns', 'empty', `The file is empty. Its first line names the columns: ${example}.`);

const workbook = (): AppError =>
  invalid(
    '/lines/1',
    'binary',
    'Line 1: this is a workbook or an archive, not CSV. Save it as CSV in UTF-8.',
  );

const binary = (line: number): AppError =>
  invalid(
    `/lines/${line}`,
    'binary',
    `Line ${line} holds bytes that no text has. Save the file as CSV in UTF-8 (not UTF-16).`,
  );

const notUtf8 = (line: number): AppError =>
  invalid(
    `/lines/${line}`,
    'not-utf8',
    `Line ${line} is not UTF-8. Save the file as CSV in UTF-8.`,
  );

const lineTooLong = (line: number, bytesMax: number): AppError =>
  invalid(
    `/lines/${line}`,
    'line-too-long',
    `Line ${line} has more than ${bytesMax} bytes. Check its quotes and line breaks.`,
  );

const tooLarge = (bytesMax: number): AppError =>
  new AppError(
    'body-too-large',
    `The file has more than ${bytesMax} bytes, the most that one import takes. Split it.`,
    { bytesMax },
  );

/** @throws AppError `body-too-large` where the announced size already says so */
export function checkAnnounced(contentLength: string | undefined, limits: UploadLimits): void {
  if (Number(contentLength ?? 0) > limits.bytesMax) throw tooLarge(limits.bytesMax);
}
