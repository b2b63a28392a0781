import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '../../kernel/errors.ts';
import { asGuid, newId } from '../../kernel/ids.ts';
import { codeOf, onDisk } from './faults.ts';

/** Holds the folder's mark. No file of the port has a name that begins with a dot. */
export const MARK_FILE = '.folder';

const TRIES = 20;
const TRY_AGAIN_MS = 50;

/**
 * The mark by which several processes know that they have the same folder, however each of them reaches it. Made, with
 * the folder, where there is none yet.
 * @throws AppError `store-unavailable` where the folder cannot be read and written, or its mark is damaged
 */
export async function markOfFolder(folder: string): Promise<string> {
  const file = join(folder, MARK_FILE);
  const read = async (): Promise<string | null> => asGuid((await readFile(file, 'utf8')).trim());
  return onDisk(async () => {
    await mkdir(folder, { recursive: true });
    for (let tries = TRIES; tries > 0; tries--) {
      try {
        const mark = await read();
        if (mark !== null) return mark;
        // Another process is just writing it.
        await wait(TRY_AGAIN_MS);
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') throw error;
        await write(file).catch((fault: unknown) => {
          if (codeOf(fault) !== 'EEXIST') throw fault;
        });
      }
    }
    throw new AppError(
      'store-unavailable',
      `The file ${file} holds no mark. Put back the GUID that was in it, or delete it if no other process uses the folder.`,
    );
  });
}

async function write(file: string): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(`${newId()}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
