import { parse } from 'csv-parse/sync';

/** A line of the upload: its number, from 1, and its text without the line break. */
export interface Line {
  readonly line: number;
  readonly text: string;
}

/** Some lines one after the other, and where the next one begins. */
export interface LineBatch {
  readonly lines: readonly Line[];
  readonly nextByte: number;
  readonly nextLine: number;
}

const NEWLINE = 0x0a;

/**
 * The lines of a file from a place on, at most `batchLines` at a time. The upload was checked when it came: it is
 * UTF-8, and no line is long. Blank lines are left out.
 */
export async function* lineBatches(
  content: AsyncIterable<Uint8Array>,
  from: { readonly byte: number; readonly line: number },
  batchLines: number,
): AsyncGenerator<LineBatch> {
  let rest: Buffer = Buffer.alloc(0);
  let restByte = from.byte;
  let line = from.line;
  let lines: Line[] = [];
  const take = (text: Buffer): void => {
    const cut = text.toString('utf8').replace(/\r?\n?$/, '');
    if (cut.trim() !== '') lines.push({ line, text: cut });
    line += 1;
  };
  for await (const bytes of content) {
    const data = Buffer.concat([rest, bytes]);
    let start = 0;
    for (;;) {
      const end = data.indexOf(NEWLINE, start) + 1;
      if (end === 0) break;
      take(data.subarray(start, end));
      start = end;
      if (lines.length >= batchLines) {
        yield { lines, nextByte: restByte + start, nextLine: line };
        lines = [];
      }
    }
    rest = data.subarray(start);
    restByte += start;
  }
  if (rest.length > 0) take(rest);
  if (lines.length > 0) yield { lines, nextByte: restByte + rest.length, nextLine: line };
}

/** A row of the upload; null cells: the line is no row. */
export interface ReadRow {
  readonly line: number;
  readonly cells: readonly string[] | null;
}

const SETTINGS = { trim: true, relax_column_count: true, record_delimiter: '\n' } as const;

/**
 * The rows on these lines. A row is one line, whatever its quotes say, so that a stray quote spoils its own line and no
 * other.
 */
export function rowsOf(lines: readonly Line[]): readonly ReadRow[] {
  const together = parsed(lines.map(({ text }) => text).join('\n'));
  if (together?.length === lines.length) {
    return lines.map(({ line }, place) => ({ line, cells: together[place] ?? null }));
  }
  return lines.map(({ line, text }) => {
    const alone = parsed(text);
    return { line, cells: alone?.length === 1 ? (alone[0] ?? null) : null };
  });
}

function parsed(text: string): readonly (readonly string[])[] | null {
  try {
    return parse(text, SETTINGS);
  } catch {
    return null;
  }
}
