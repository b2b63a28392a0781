import { describe, expect, test } from '@jest/globals';
import { setImmediate as nextTurn, setTimeout } from 'node:timers/promises';
import { movingWrites } from '../../../api/adapters/sqlite/moving-writes.ts';
import { openSqliteStore } from '../../../api/adapters/sqlite/open.ts';
import type { Writes } from '../../../api/adapters/sqlite/writes.ts';
import { add, create, type Partition } from '../../../api/ports/store.ts';
import { committed, present } from '../../contracts/store/expectations.ts';
import { contractKinds, entries, entry, heads, note, notes } from '../../contracts/store/kinds.ts';
import { temporaryFile } from './temporary.ts';

const quiet = { moved: () => undefined, failed: () => undefined };

/** Writes that note where and in which order they were done, a turn after they were taken. */
function noting(place: string, done: string[]): Writes {
  const under = new Set<Promise<unknown>>();
  let ended = false;
  return {
    async commit(name) {
      if (ended) throw new Error(`${place} has ended`);
      const work = nextTurn().then(() => done.push(`${place} ${name}`));
      under.add(work);
      await work;
      return { outcome: 'committed', added: [] };
    },
    dropSome: async () => 0,
    async end() {
      ended = true;
      await Promise.all(under);
    },
  };
}

describe('writes that move', () => {
  test('finish here before they go on there, in one order', async () => {
    const done: string[] = [];
    const writes = movingWrites(noting('here', done), async () => noting('there', done), quiet);
    const names = Array.from({ length: 40 }, (_, nth) => String(nth));
    const all: Promise<unknown>[] = [];
    for (const name of names) {
      all.push(writes.commit(name, []));
      if (name === '5') writes.move();
      if (Number(name) % 3 === 0) await nextTurn();
    }
    await Promise.all(all);
    expect(done.map((one) => one.split(' ')[1])).toEqual(names);
    expect(done[0]).toBe('here 0');
    expect(done.at(-1)).toBe('there 39');
    await writes.end();
    await expect(writes.commit('late', [])).rejects.toThrow('there has ended');
  });

  test('stay here where there cannot be made', async () => {
    const done: string[] = [];
    const faults: unknown[] = [];
    const fault = new Error('no thread');
    const writes = movingWrites(
      noting('here', done),
      async () => {
        throw fault;
      },
      { ...quiet, failed: (error) => faults.push(error) },
    );
    writes.move();
    await nextTurn();
    await writes.commit('a', []);
    writes.move();
    await writes.end();
    expect(done).toEqual(['here a']);
    expect(faults).toEqual([fault]);
  });

  test('end there too where they are ended while they move', async () => {
    const done: string[] = [];
    let ends = 0;
    const there = noting('there', done);
    const writes = movingWrites(
      noting('here', done),
      async () => {
        await setTimeout(10);
        return {
          ...there,
          async end() {
            ends++;
          },
        };
      },
      quiet,
    );
    writes.move();
    await writes.end();
    expect(ends).toBe(1);
  });
});

test('what is written while the thread is being started has other versions than what it writes', async () => {
  const partition = 't:00' as Partition;
  const store = openSqliteStore({ file: temporaryFile(), kinds: contractKinds, thread: 'always' });
  // Nothing is heard while this thread is busy: the other one is ready before the first commit, which is made here.
  const until = performance.now() + 1_000;
  while (performance.now() < until);
  for (let round = 0; round < 3; round++)
    await Promise.all(
      Array.from({ length: 50 }, () => committed(store, partition, [create(entries, entry('x'))])),
    );
  const page = await store.changes(partition, entries, null, 1_000);
  expect(page.items).toHaveLength(150);
  await store.close();
});

test('a store under load goes over to a thread of its own and loses, repeats and reorders nothing', async () => {
  const file = temporaryFile();
  const partition = 't:00' as Partition;
  const lines: string[] = [];
  const line = (_: unknown, message: string) => void lines.push(message);
  const log = { debug: line, info: line, warn: line, error: line };
  const store = openSqliteStore({ file, kinds: contractKinds, thread: 'always', log });
  await committed(store, partition, [create(heads, { total: 0 })]);
  const sums = new Map<string, number>();
  const begun = performance.now();
  let sent = 0;
  // Until well after the thread has started, however long that takes here.
  while (lines.length < 2 || performance.now() - begun < 1_500 || sent < 500) {
    await Promise.all(
      Array.from({ length: 25 }, async () => {
        const one = entry('x');
        sent++;
        const [after] = await committed(store, partition, [
          add(heads, {}, { total: 1 }),
          create(entries, one),
          create(notes, note({ tags: ['x'] })),
        ]);
        sums.set(one.entryId, (after as { total: number }).total);
        expect(await store.read(partition, entries, one)).not.toBeNull();
      }),
    );
  }
  expect((await present(store, partition, heads, {})).doc.total).toBe(sent);
  expect(await store.count(partition, notes, 'byTag', { each: 'x' })).toBe(sent);
  let position = null as Awaited<ReturnType<typeof store.position>> | null;
  const order: (number | undefined)[] = [];
  for (;;) {
    const page = await store.changes(partition, entries, position, 1_000);
    if (page.items.length === 0) break;
    order.push(...page.items.map(({ entryId }) => sums.get(entryId)));
    position = page.position;
  }
  expect(order).toEqual(Array.from({ length: sent }, (_, nth) => nth + 1));
  await store.close();
  expect(lines).toEqual(['data file open', 'a thread of its own writes the data file from now on']);
  const again = openSqliteStore({ file, kinds: contractKinds });
  expect((await present(again, partition, heads, {})).doc.total).toBe(sent);
  await again.close();
});
