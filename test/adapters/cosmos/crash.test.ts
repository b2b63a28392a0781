import { afterEach, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
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
import { STAND_IN, kill, startStandIn, type StandInProcess } from './stand-in-process.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) await end();
});

/** The stand-in as a process of its own, which goes with the test. */
async function startProcess(data: string, port?: string): Promise<StandInProcess> {
  const started = await startStandIn(data, port);
  ends.push(() => kill(started.child));
  return started;
}

test('what was answered is there after kill -9, whole, and acts under way are carried out once', async () => {
  const data = await mkdtemp(join(tmpdir(), 'headcount-cosmos-'));
  ends.push(() => rm(data, { recursive: true }));
  const { child: first, endpoint } = await startProcess(data);
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
  ends.push(() => (stop = true));
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
  for (let nth = 0; nth < 3; nth++) {
    await new Promise((resolve) => setTimeout(resolve, 150 + 100 * nth));
    await kill(child);
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
  await startProcess(data);
  const second = spawn(process.execPath, [STAND_IN, '--port', '0', '--data', data], {
    stdio: 'ignore',
  });
  const code = await new Promise((resolve) => second.once('exit', resolve));
  expect(code).not.toBe(0);
});
