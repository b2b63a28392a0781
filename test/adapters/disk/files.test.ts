import { afterAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { markOfFolder } from '../../../api/adapters/disk/folder-mark.ts';
import { openDiskFiles } from '../../../api/adapters/disk/open.ts';
import { filesContract } from '../../contracts/files.contract.ts';

const folders: string[] = [];
const temporary = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'headcount-files-'));
  folders.push(folder);
  return folder;
};
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

filesContract('a folder on disk', async () => ({
  files: await openDiskFiles({ folder: join(await temporary(), 'files') }),
  stop: async () => undefined,
}));

describe('files on disk', () => {
  test('a process that is killed during an upload leaves the earlier file, and no half one after a restart', async () => {
    const folder = await temporary();
    const files = await openDiskFiles({ folder });
    await files.put('t/upload.csv', Readable.from([Buffer.from('whole')]));
    const child = spawn(
      process.execPath,
      ['--no-warnings', join(import.meta.dirname, 'endless-upload.ts'), folder],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await readdir(join(folder, '.partial'))).toHaveLength(1);
    const again = await openDiskFiles({ folder });
    expect(await readdir(join(folder, '.partial'))).toEqual([]);
    expect(await again.list('')).toEqual(['t/upload.csv']);
    expect((await again.get('t/upload.csv'))?.sizeBytes).toBe(5);
  });

  test('a put that fails leaves nothing half written', async () => {
    const folder = await temporary();
    const files = await openDiskFiles({ folder });
    const content = Readable.from([Buffer.from('12345')]);
    await expect(files.put('t/a.csv', content, { maxBytes: 2 })).rejects.toThrow();
    expect(content.destroyed).toBe(true);
    expect(await readdir(join(folder, '.partial'))).toEqual([]);
  });

  test('a folder that is a file is refused with the remedy', async () => {
    const file = join(await temporary(), 'occupied');
    await writeFile(file, '');
    await expect(openDiskFiles({ folder: file })).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringMatching(/files folder is no folder/),
    });
  });
});

describe('a folder that several processes share', () => {
  test('keeps what another process is just writing, and drops what nobody has written to for a day', async () => {
    const folder = await temporary();
    const first = await openDiskFiles({ folder, isShared: true });
    let end = (): void => undefined;
    const slow = Readable.from(
      (async function* () {
        yield Buffer.from('half, ');
        await new Promise<void>((resolve) => (end = resolve));
        yield Buffer.from('and whole');
      })(),
      { objectMode: false },
    );
    const putting = first.put('t/slow.csv', slow);
    const left = join(folder, '.partial', 'left');
    await writeFile(left, 'by a process that is gone');
    const longAgo = new Date(Date.now() - 2 * 24 * 60 * 60_000);
    await utimes(left, longAgo, longAgo);
    const second = await openDiskFiles({ folder, isShared: true });
    expect(await readdir(join(folder, '.partial'))).toHaveLength(1);
    end();
    expect(await putting).toBe('half, and whole'.length);
    expect((await second.get('t/slow.csv'))?.sizeBytes).toBe('half, and whole'.length);
  });

  test('has one mark, whoever asks first', async () => {
    const folder = join(await temporary(), 'files');
    const marks = await Promise.all([1, 2, 3].map(() => markOfFolder(folder)));
    expect(new Set(marks).size).toBe(1);
    const files = await openDiskFiles({ folder, isShared: true });
    expect(await files.list('')).toEqual([]);
    await writeFile(join(folder, '.folder'), 'nonsense');
    await expect(markOfFolder(folder)).rejects.toThrow(/holds no mark/);
  });
});
