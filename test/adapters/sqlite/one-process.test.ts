import { expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { openSqliteStore } from '../../../api/adapters/sqlite/open.ts';
import { create, type Partition } from '../../../api/ports/store.ts';
import { committed } from '../../contracts/store/expectations.ts';
import { contractKinds, note, notes } from '../../contracts/store/kinds.ts';
import { temporaryFile } from './temporary.ts';

const open = (file: string) => openSqliteStore({ file, kinds: contractKinds });
const inUse = expect.objectContaining({
  code: 'store-unavailable',
  message: expect.stringMatching(/data file is open in another process.*one process/),
}) as unknown as Error;

test('a second process is refused at once, and taken at once when the first one is killed', async () => {
  const file = temporaryFile();
  const child = spawn(
    process.execPath,
    ['--no-warnings', join(import.meta.dirname, 'stream-of-commits.ts'), file],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  child.stdout.resume();
  await once(child.stdout, 'data');
  expect(() => open(file)).toThrow(inUse);
  child.kill('SIGKILL');
  await once(child, 'close');
  await open(file).close();
});

test('a second open in the same process is refused and disturbs nothing', async () => {
  const file = temporaryFile();
  const store = open(file);
  expect(() => open(file)).toThrow(inUse);
  expect(() => open(file)).toThrow(inUse);
  await committed(store, 't:00' as Partition, [create(notes, note())]);
  await store.close();
  await open(file).close();
});

test('a reader beside the store sees each commit that was acknowledged, and writes nothing', async () => {
  const file = temporaryFile();
  const store = open(file);
  const reader = openSqliteStore({ file, kinds: contractKinds, readOnly: true });
  const partition = 't:00' as Partition;
  for (let nth = 1; nth <= 20; nth++) {
    await committed(store, partition, [create(notes, note({ tags: ['x'] }))]);
    expect(await reader.count(partition, notes, 'byTag', { each: 'x' })).toBe(nth);
  }
  expect('commit' in reader).toBe(false);
  await reader.close();
  await reader.close();
  await expect(reader.count(partition, notes, 'byId', {})).rejects.toMatchObject({
    code: 'store-unavailable',
  });
  await store.close();
});
