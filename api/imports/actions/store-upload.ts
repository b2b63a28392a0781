import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { World } from '../../ports/world.ts';
import type { Scanner, UploadFacts } from './scan.ts';

/**
 * Stores an upload under the name while the scanner looks at it, in little memory, wholly or not at all.
 * @throws AppError what the scanner refuses; `upload-incomplete`
 */
export async function storeUpload<Places>(
  world: Pick<World, 'files'>,
  name: string,
  upload: Readable,
  scanner: Scanner<Places>,
): Promise<UploadFacts<Places> & { readonly sha256: string }> {
  const digest = createHash('sha256');
  try {
    await world.files.put(
      name,
      Readable.from(scanned(upload, scanner, digest), { objectMode: false }),
    );
  } catch (error) {
    void drain(upload);
    throw error;
  }
  return { ...scanner.facts(), sha256: digest.digest('hex') };
}

/** So much of what was refused is still read: 64 MiB. */
const DRAINED_BYTES_MAX = 64 * 1024 ** 2;

/**
 * Reads on for a while, unkept, what was refused: many senders look for the answer only when all is sent, and would
 * see a broken connection instead.
 */
async function drain(upload: Readable): Promise<void> {
  let drained = 0;
  try {
    for await (const bytes of upload) {
      drained += (bytes as Buffer).length;
      if (drained > DRAINED_BYTES_MAX) return;
    }
  } catch {
    // Whoever sent it has gone.
  }
}

/** The bytes of an upload as they come, once they were looked at. */
async function* scanned(
  upload: Readable,
  scanner: Scanner<unknown>,
  digest: Hash,
): AsyncGenerator<Buffer> {
  for await (const chunk of upload.iterator({ destroyOnReturn: false })) {
    const bytes = chunk as Buffer;
    scanner.take(bytes);
    digest.update(bytes);
    yield bytes;
  }
  scanner.end();
}
