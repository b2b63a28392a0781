import { afterEach, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCosmosStore } from '../../../api/adapters/cosmos/open.ts';
import { add, create, type Store } from '../../../api/ports/store.ts';
import { committed, present } from '../../contracts/store/expectations.ts';
import {
  contractKinds,
  entries,
  entry,
  fresh,
  heads,
  note,
  notes,
} from '../../contracts/store/kinds.ts';
import { EMULATOR_KEY } from '../../../local/cosmos/double.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) await end();
});

const MAIN = join(import.meta.dirname, '../../../local/cosmos/main.ts');

/** The stand-in as a process of its own; gives it and where it answers. */
async function startProcess(
  data: string,
  port: string,
): Promise<{ child: ChildProcess; endpoint: string }> {
  const child = spawn(process.execPath, [MAIN, '--port', port, '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  ends.push(() => child.kill('SIGKILL'));
  const endpoint = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = /http:\/\/\S+/.exec(text)?.[0];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error('The stand-in ended at its start.')));
  });
  return { child, endpoint };
}

test('what was answered is there after kill -9, whole, and acts under way are carried out once', async () => {
  const data = await mkdtemp(join(tmpdir(), 'headcount-cosmos-'));
  ends.push(() => rm(data, { recursive: true }));
  const { child: first, endpoint } = await startProcess(data, '0');
  let child = first;
  const { port } = new URL(endpoint);
  const store: Store = await openCosmosStore({
    endpoint,
    database: 'crash',
    access: { key: EMULATOR_KEY },
    kinds: contractKinds,
  });
  ends.push(() => store.close());
  const partition = fresh();
  await committed(store, partition, [create(heads, { total: 0 })]);

  const answered = new Set<string>();
  let unanswered = 0;
  let stop = false;
  const writers = Array.from({ length: 4 }, async () => {
    while (!stop) {
      const one = entry('written');
      try {
        const result = await store.commit(partition, [
          create(notes, note({ noteId: one.entryId })),
          add(heads, {}, { total: 1 }),
          create(entries, one),
        ]);
        expect(result.outcome).toBe('committed');
        answered.add(one.entryId);
      } catch {
        unanswered++;
      }
    }
  });
  for (let kill = 0; kill < 3; kill++) {
    await new Promise((resolve) => setTimeout(resolve, 150 + 100 * kill));
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    ({ child } = await startProcess(data, port));
  }
  await new Promise((resolve) => setTimeout(resolve, 200));
  stop = true;
  await Promise.all(writers);

  const { items } = await store.changes(partition, entries, null, 100_000);
  const told = new Set(items.map(({ entryId }) => entryId));
  for (const id of answered) expect(told.has(id)).toBe(true);
  expect(told.size).toBeLessThanOrEqual(answered.size + unanswered);
  expect(await store.count(partition, notes, 'byId', {})).toBe(told.size);
  expect((await present(store, partition, heads, {})).doc.total).toBe(told.size);
  expect(answered.size).toBeGreaterThan(10);
});

test('a second process that wants the same folder is turned away', async () => {
  const data = await mkdtemp(join(tmpdir(), 'headcount-cosmos-'));
  ends.push(() => rm(data, { recursive: true }));
  await startProcess(data, '0');
  const second = spawn(process.execPath, [MAIN, '--port', '0', '--data', data], {
    stdio: 'ignore',
  });
  const code = await new Promise((resolve) => second.once('exit', resolve));
  expect(code).not.toBe(0);
});
