import { AppError } from '../kernel/errors.ts';

/** Bytes from `start` to before `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What of a file is asked for: all of it, or a part. */
export interface RangeAsked {
  readonly range: string | undefined;
  /** The ETag, or the date, of the file of which the asker has a part already (`If-Range`). */
  readonly ifRange: string | undefined;
}

/** The file as it is now. */
export interface RangedFile {
  readonly sizeBytes: number;
  /** A strong ETag, in its quotation marks. */
  readonly etag: string;
}

/**
 * The part of a file that a request asks for; null for all of it: where no part is asked for, or several, or in another
 * unit, or where what the asker has is of another file (RFC 9110, sections 13.1.5 and 14.2).
 * @throws AppError `range-unsatisfiable` for a part that begins behind the end
 */
export function rangeOf(
  { range, ifRange }: RangeAsked,
  { sizeBytes, etag }: RangedFile,
): ByteRange | null {
  const [, first = '', last = ''] = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(range ?? '') ?? [];
  if (first === '' && last === '') return null;
  if (ifRange !== undefined && ifRange.trim() !== etag) return null;
  if (first === '') {
    // The last so many bytes.
    const wanted = Math.min(Number(last), sizeBytes);
    if (wanted === 0) throw unsatisfiable(sizeBytes);
    return { start: sizeBytes - wanted, end: sizeBytes };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return null;
  if (start >= sizeBytes) throw unsatisfiable(sizeBytes);
  return { start, end: last === '' ? sizeBytes : Math.min(Number(last) + 1, sizeBytes) };
}

const unsatisfiable = (sizeBytes: number): AppError =>
  new AppError(
    'range-unsatisfiable',
    `The header Range asks for bytes behind the end: the file has ${sizeBytes}. Ask for a part that begins before that, or leave the header out.`,
    { sizeBytes },
  );
