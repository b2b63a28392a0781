import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteStore } from '../../../api/adapters/sqlite/open.ts';
import { create, type Partition } from '../../../api/ports/store.ts';
import { committed } from '../../contracts/store/expectations.ts';
import { contractKinds, note, notes } from '../../contracts/store/kinds.ts';
import { temporaryFile } from './temporary.ts';

const partition = 't:00' as Partition;
const open = (file: string) => openSqliteStore({ file, kinds: contractKinds });
const unavailable = (words: RegExp): Error =>
  expect.objectContaining({
    code: 'store-unavailable',
    message: expect.stringMatching(words),
  }) as unknown as Error;

async function filled(count: number): Promise<string> {
  const file = temporaryFile();
  const store = open(file);
  for (let from = 0; from < count; from += 100)
    await committed(
      store,
      partition,
      Array.from({ length: 100 }, () =>
        create(notes, note({ tags: ['x'], title: 'x'.repeat(200) })),
      ),
    );
  await store.close();
  return file;
}

describe('a data file that cannot serve is refused with what it is and what to do', () => {
  test('a file that is no database', () => {
    const file = temporaryFile();
    writeFileSync(file, 'This is a letter, not a database. '.repeat(100));
    expect(() => open(file)).toThrow(unavailable(/data file is no database.*restore/));
    expect(() => openSqliteStore({ file, kinds: contractKinds, readOnly: true })).toThrow(
      unavailable(/data file is no database/),
    );
  });

  test('a folder in its place', () => {
    const file = temporaryFile();
    mkdirSync(file);
    expect(() => open(file)).toThrow(unavailable(/data file cannot be opened/));
  });

  test('a file where its folder should be', () => {
    const file = temporaryFile();
    writeFileSync(file, '');
    expect(() => open(join(file, 'data.sqlite'))).toThrow(
      unavailable(/folder of the data file cannot be made/),
    );
  });

  test('the database of another program', () => {
    const file = temporaryFile();
    const other = new DatabaseSync(file);
    other.exec('CREATE TABLE theirs (x)');
    other.close();
    expect(() => open(file)).toThrow(unavailable(/belongs to another program/));
  });

  test('a file of a newer version of the service', async () => {
    const file = await filled(0);
    const db = new DatabaseSync(file);
    db.exec('PRAGMA user_version = 99');
    db.close();
    expect(() => open(file)).toThrow(unavailable(/newer version.*format 99/));
  });

  test('a file that does not exist, for a reader', () => {
    expect(() =>
      openSqliteStore({ file: temporaryFile(), kinds: contractKinds, readOnly: true }),
    ).toThrow(unavailable(/cannot be opened/));
  });

  test('a file of which a part is missing', async () => {
    const file = await filled(300);
    truncateSync(file, 20_000);
    expect(() => open(file)).toThrow(unavailable(/data file is damaged.*restore/));
  });

  test('a file with strange bytes in it: whatever meets them is refused, and nothing crashes', async () => {
    const file = await filled(300);
    const bytes = readFileSync(file);
    bytes.fill(0x5a, 40_000, bytes.length - 8_000);
    writeFileSync(file, bytes);
    const damaged = {
      code: 'store-unavailable',
      message: expect.stringMatching(/damaged/) as unknown as string,
    };
    let store;
    try {
      store = open(file);
    } catch (error) {
      expect(error).toMatchObject(damaged);
      return;
    }
    await expect(store.list(partition, notes, 'byTitle', { limit: 1_000 })).rejects.toMatchObject(
      damaged,
    );
    await store.close();
  });

  test('a file or a folder that may not be written', async () => {
    const file = await filled(100);
    const script = join(import.meta.dirname, 'open-and-tell.ts');
    // Root may write everywhere, so that the attempt is made by somebody else.
    const as = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const attempt = (path: string): string =>
      spawnSync(process.execPath, ['--no-warnings', script, path], { ...as, encoding: 'utf8' })
        .stdout;
    chmodSync(dirname(file), 0o555);
    chmodSync(file, 0o444);
    expect(attempt(file)).toMatch(/^store-unavailable: The (lock file beside the )?data file/);
    const copied = temporaryFile();
    copyFileSync(file, copied);
    chmodSync(dirname(copied), 0o777);
    chmodSync(copied, 0o444);
    expect(attempt(copied)).toMatch(/^store-unavailable: The data file .*(read-only|write)/);
    chmodSync(dirname(file), 0o755);
  });
});
