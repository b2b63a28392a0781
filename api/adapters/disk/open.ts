import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { AppError } from '../../kernel/errors.ts';
import { DAY_MS } from '../../kernel/time.ts';
import type { Files } from '../../ports/files.ts';
import { codeOf, onDisk } from './faults.ts';
import { prefixOf, segmentsOf } from './names.ts';

/** Where files grow until they are whole. No file's name begins with a dot. */
const PARTIAL = '.partial';

/** Writes all of a stream; rejects with the stream's own error, or `body-too-large`. */
async function fill(file: FileHandle, content: Readable, maxBytes: number): Promise<number> {
  let size = 0;
  for await (const chunk of content as AsyncIterable<Buffer | string>) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    size += bytes.length;
    if (size > maxBytes)
      throw new AppError(
        'body-too-large',
        `The file is larger than the ${maxBytes} bytes that are taken. Split it into smaller ones.`,
      );
    for (let from = 0; from < bytes.length;)
      from += await onDisk(async () => (await file.write(bytes, from)).bytesWritten);
  }
  return size;
}

/** Makes a folder's entries durable. */
async function sync(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Every file below a folder, by its name from there; none where the folder is not there. What begins with a dot is ours. */
async function namesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
  const names = await Promise.all(
    entries
      .filter(({ name }) => !name.startsWith('.'))
      .map(async (entry) =>
        entry.isDirectory()
          ? (await namesBelow(join(folder, entry.name))).map((name) => `${entry.name}/${name}`)
          : [entry.name],
      ),
  );
  return names.flat();
}

/** What nobody has written to for so long was left by a process that is gone. */
const ABANDONED_MS = DAY_MS;

/** Removes what earlier processes left half written; in a shared folder only what no process can still be writing. */
async function removeHalves(partial: string, isShared: boolean): Promise<void> {
  const names = await readdir(partial).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
  for (const name of names) {
    const file = join(partial, name);
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Date.now() }));
    if (!isShared || Date.now() - mtimeMs > ABANDONED_MS) await rm(file, { force: true });
  }
}

/** Where files are kept. */
export interface DiskFilesOptions {
  readonly folder: string;
  /** Whether other processes keep their files there as well. Default false. */
  readonly isShared?: boolean;
}

/** Files in a folder on disk, which it makes. */
export async function openDiskFiles({ folder, isShared }: DiskFilesOptions): Promise<Files> {
  const partial = join(folder, PARTIAL);
  await onDisk(async () => {
    await mkdir(partial, { recursive: true });
    await removeHalves(partial, isShared ?? false);
  });

  /** Moves a whole file to its name, durably: the file, its name, and the folders that lead there. */
  const place = async (from: string, segments: readonly string[]): Promise<void> => {
    const to = join(folder, ...segments);
    for (let tries = 3; ; tries--) {
      await mkdir(dirname(to), { recursive: true });
      try {
        await rename(from, to);
        break;
      } catch (error) {
        // The folder went with a deletion just now.
        if (codeOf(error) !== 'ENOENT' || tries === 0) throw error;
      }
    }
    for (let depth = segments.length - 1; depth >= 0; depth--)
      await sync(join(folder, ...segments.slice(0, depth)));
  };

  return {
    async put(name, content, { maxBytes = Number.POSITIVE_INFINITY } = {}) {
      const segments = segmentsOf(name);
      const growing = join(partial, randomUUID());
      try {
        const file = await onDisk(() => open(growing, 'wx'));
        let size: number;
        try {
          size = await fill(file, content, maxBytes);
          await onDisk(() => file.sync());
        } finally {
          await file.close();
        }
        await onDisk(() => place(growing, segments));
        return size;
      } catch (error) {
        content.destroy();
        await rm(growing, { force: true });
        throw error;
      }
    },

    async get(name, range) {
      const path = join(folder, ...segmentsOf(name));
      return onDisk(async () => {
        let file: FileHandle;
        try {
          file = await open(path);
        } catch (error) {
          if (codeOf(error) === 'ENOENT') return null;
          throw error;
        }
        const { size: sizeBytes } = await file.stat();
        const { start = 0, end = sizeBytes } = range ?? {};
        if (start >= Math.min(end, sizeBytes)) {
          await file.close();
          return { content: Readable.from([]), sizeBytes };
        }
        return { content: file.createReadStream({ start, end: end - 1 }), sizeBytes };
      });
    },

    async list(prefix) {
      const { folder: segments, begin } = prefixOf(prefix);
      const names = await onDisk(() => namesBelow(join(folder, ...segments)));
      return names
        .filter((name) => name.startsWith(begin))
        .map((name) => [...segments, name].join('/'))
        .sort();
    },

    async deleteAll(prefix) {
      if (prefix === '') throw new Error('Deleting all files of all tenants is not offered.');
      const { folder: segments, begin } = prefixOf(prefix);
      const within = join(folder, ...segments);
      await onDisk(async () => {
        if (begin === '') return rm(within, { recursive: true, force: true });
        const entries = await readdir(within).catch((error: unknown) => {
          if (codeOf(error) === 'ENOENT') return [];
          throw error;
        });
        for (const entry of entries)
          if (entry.startsWith(begin))
            await rm(join(within, entry), { recursive: true, force: true });
      });
    },
  };
}
