import { DatabaseSync } from 'node:sqlite';
import { resultCode, SQLITE_BUSY, translated, unavailable } from './faults.ts';

/**
 * Makes this process the only one that writes the file: an exclusive lock on a small database beside it. The operating
 * system lifts it when the process ends, however it ends, so nothing stale ever stops a restart. Gives what lifts it.
 */
export function lockFor(file: string): () => void {
  let beside: DatabaseSync | undefined;
  try {
    beside = new DatabaseSync(`${file}.lock`, { timeout: 0 });
    beside.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    beside?.close();
    if (resultCode(error) === SQLITE_BUSY)
      throw unavailable(
        'data file',
        'is open in another process. Stop that one first: one process at a time may have it open',
        error,
      );
    throw translated('lock file beside the data file', error);
  }
  const held = beside;
  return () => {
    held.close();
  };
}
