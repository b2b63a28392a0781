import { AppError } from '../../kernel/errors.ts';

const REMEDIES: Readonly<Record<string, string>> = {
  EACCES: 'cannot be read and written. Give the service the right to do both',
  EPERM: 'cannot be read and written. Give the service the right to do both',
  EROFS: 'is read-only. Give the service a folder that it may write',
  ENOSPC: 'cannot grow: the disk is full. Free some space and try again',
  EDQUOT: 'cannot grow: its quota is used up. Free some space and try again',
  EIO: 'cannot be read or written (input/output error). Check the disk',
  ENOTDIR: 'is no folder. Name a folder, or move away what is in its place',
  EEXIST: 'is no folder. Name a folder, or move away what is in its place',
};

/** The system's code of an error, or null. */
export const codeOf = (error: unknown): string | null =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : null;

/** Runs work on the files; what speaks of the folder or the disk becomes `store-unavailable`. */
export async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const remedy = REMEDIES[codeOf(cause) ?? ''];
    if (remedy === undefined) throw cause;
    throw new AppError('store-unavailable', `The files folder ${remedy}.`, {}, { cause });
  }
}
