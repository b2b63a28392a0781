/** A process that never gets to the end of an upload; it says when the first part is written. */
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { openDiskFiles } from '../../../api/adapters/disk/open.ts';

const files = await openDiskFiles({ folder: process.argv[2] ?? '' });
await files.put(
  't/upload.csv',
  Readable.from(
    (async function* () {
      yield Buffer.alloc(100_000);
      for (;;) {
        process.stdout.write('written\n');
        await setTimeout(50);
        yield Buffer.alloc(1_000);
      }
    })(),
  ),
);
