import { AppError } from '../../kernel/errors.ts';

/** SQLite's primary result code for a file that another process has. */
export const SQLITE_BUSY = 5;

/** SQLite's primary result codes that speak of the file and not of a statement. */
const REMEDIES: Readonly<Record<number, string>> = {
  3: 'is not accessible. Give the service the right to read and write it and its folder',
  [SQLITE_BUSY]:
    'is in use by another process. Stop that one first: one process at a time may have it open',
  8: 'or its folder is read-only. Give the service the right to write both',
  10: 'cannot be read or written (input/output error). Check the disk, then start again',
  11: 'is damaged. Stop the service, restore the newest backup of the file, and start again',
  13: 'cannot grow: the disk is full. Free some space and try again',
  14: 'cannot be opened. Check that its folder exists and that the service may write there',
  26: 'is no database. Move it away or restore the newest backup under its name, and start again',
};

/** What Node sets on an error of SQLite's; told by its marks, since tests run in a realm with an `Error` of their own. */
interface SqliteError {
  readonly code: string;
  readonly errcode: number;
}

const hasCode = (error: unknown): error is SqliteError =>
  typeof error === 'object' && error !== null && 'code' in error;

/** SQLite's primary result code, or null where the error is none of SQLite's. */
export const resultCode = (error: unknown): number | null =>
  hasCode(error) && error.code === 'ERR_SQLITE_ERROR' ? error.errcode & 0xff : null;

/** The refusal of a file that cannot serve, naming its role and the remedy. */
export const unavailable = (role: string, remedy: string, cause?: unknown): AppError =>
  new AppError('store-unavailable', `The ${role} ${remedy}.`, {}, { cause });

/** What went wrong in SQLite as a refusal where it speaks of the file; anything else is a bug and is given back as it is. */
export function translated(role: string, error: unknown): unknown {
  if (hasCode(error) && error.code === 'ERR_INVALID_STATE')
    return unavailable(role, 'is closed. Try again when the service is back', error);
  const code = resultCode(error);
  const remedy = code === null ? undefined : REMEDIES[code];
  return remedy === undefined ? error : unavailable(role, remedy, error);
}
