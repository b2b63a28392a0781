import { describe, expect, test } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';
import { groupsOf } from '../../../api/adapters/sqlite/groups.ts';
import type { Perform } from '../../../api/adapters/sqlite/perform.ts';
import { temporaryFile } from './temporary.ts';

const quiet = {
  beforeTransaction: () => undefined,
  afterGroup: () => undefined,
  afterRollback: () => undefined,
};

/** A database with one table, and a commit that writes its partition's name into it; some names do worse. */
function written(file: string) {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (name TEXT)');
  const insert = db.prepare('INSERT INTO t VALUES (?)');
  const perform: Perform = (place) => {
    const name = String(place);
    insert.run(name);
    if (name === 'bug') throw new TypeError('a bug');
    if (name === 'large') insert.run('x'.repeat(10_000_000));
    return { outcome: 'committed', added: [] };
  };
  const names = () =>
    db
      .prepare('SELECT name FROM t')
      .all()
      .map(({ name }) => String(name).slice(0, 10));
  return { db, perform, names };
}

describe('commits that share a transaction', () => {
  test('are not disturbed by a bug in one of them', async () => {
    const { db, perform, names } = written(temporaryFile());
    let rollbacks = 0;
    const groups = groupsOf(db, perform, 8, { ...quiet, afterRollback: () => rollbacks++ });
    const results = await Promise.allSettled(
      ['a', 'bug', 'b'].map((name) => groups.commit(name, [])),
    );
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: { message: 'a bug' } });
    expect(names()).toEqual(['a', 'b']);
    expect(rollbacks).toBeGreaterThan(0);
    db.close();
  });

  test('are refused where the disk is full, and later ones are taken again', async () => {
    const { db, perform, names } = written(temporaryFile());
    db.exec('PRAGMA max_page_count = 100');
    const groups = groupsOf(db, perform, 8, quiet);
    const results = await Promise.allSettled(['a', 'large'].map((name) => groups.commit(name, [])));
    for (const result of results)
      expect(result).toMatchObject({
        reason: {
          code: 'store-unavailable',
          message: expect.stringMatching(/disk is full/) as unknown as string,
        },
      });
    expect(names()).toEqual([]);
    await groups.commit('later', []);
    expect(names()).toEqual(['later']);
    db.close();
  });

  test('are refused for good after an input/output error, until a restart has read the file', async () => {
    const { db, names } = written(temporaryFile());
    const ioError = Object.assign(new Error('disk I/O error'), {
      code: 'ERR_SQLITE_ERROR',
      errcode: 1_034,
    });
    const groups = groupsOf(
      db,
      () => {
        throw ioError;
      },
      8,
      quiet,
    );
    await expect(groups.commit('a', [])).rejects.toMatchObject({
      code: 'store-unavailable',
      cause: ioError,
    });
    await expect(groups.commit('b', [])).rejects.toThrow(/Restart the service/);
    expect(names()).toEqual([]);
    db.close();
  });

  test('wait, where they are to be told, for the last of their turn; a group that ends goes by itself, in one order', async () => {
    const { db, perform, names } = written(temporaryFile());
    const order: string[] = [];
    let transactions = 0;
    const on = { ...quiet, beforeTransaction: () => transactions++ };
    const groups = groupsOf(db, perform, 8, on, 'when-told');
    const commit = (name: string): Promise<void> =>
      groups.commit(name, []).then(() => void order.push(name));
    const first = [commit('a'), commit('b')];
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([names(), transactions]).toEqual([[], 0]);
    groups.release('group');
    const second = [commit('c'), commit('d')];
    groups.release('turn');
    const third = [commit('e')];
    groups.release('turn');
    const held = commit('f');
    await Promise.all([...first, ...second, ...third]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    // The two turns that were over by then share a transaction; nobody has released the last.
    expect([names(), transactions]).toEqual([['a', 'b', 'c', 'd', 'e'], 2]);
    groups.release('turn');
    await held;
    await groups.end();
    expect(order).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    db.close();
  });

  test('leave the event loop free between groups', async () => {
    const { db } = written(temporaryFile());
    let turns = 0;
    const slow: Perform = () => {
      const until = performance.now() + 3;
      while (performance.now() < until);
      return { outcome: 'committed', added: [] };
    };
    const groups = groupsOf(db, slow, 8, quiet);
    let done = false;
    const turn = (): void => {
      turns++;
      if (!done) setImmediate(turn);
    };
    turn();
    await Promise.all(Array.from({ length: 30 }, () => groups.commit('a', [])));
    done = true;
    expect(turns).toBeGreaterThanOrEqual(10);
    db.close();
  });
});
