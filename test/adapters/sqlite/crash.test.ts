import { expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openSqliteStore } from '../../../api/adapters/sqlite/open.ts';
import type { Partition, Position } from '../../../api/ports/store.ts';
import { everything, present } from '../../contracts/store/expectations.ts';
import { contractKinds, entries, heads, notes, type Entry } from '../../contracts/store/kinds.ts';
import { temporaryFile } from './temporary.ts';

const partition = 't:00' as Partition;

test.each(['when-busy', 'always'])(
  'a process that is killed while it commits loses nothing that was acknowledged and leaves nothing torn (its thread: %s)',
  async (thread) => {
    const file = temporaryFile();
    const acknowledged = new Set<string>();
    for (let round = 0; round < 4; round++) {
      const child = spawn(
        process.execPath,
        ['--no-warnings', join(import.meta.dirname, 'stream-of-commits.ts'), file, thread],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      let text = '';
      child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
      await once(child.stdout, 'data');
      await setTimeout((thread === 'always' ? 150 : 20) + 37 * round);
      child.kill('SIGKILL');
      await once(child, 'close');
      for (const id of text.slice(0, text.lastIndexOf('\n')).split('\n')) acknowledged.add(id);

      const store = openSqliteStore({ file, kinds: contractKinds });
      const log: Entry[] = [];
      for (let after: Position | null = null; ;) {
        const page: { items: readonly Entry[]; position: Position } = await store.changes(
          partition,
          entries,
          after,
          1_000,
        );
        if (page.items.length === 0) break;
        log.push(...page.items);
        after = page.position;
      }
      const logged = new Set(log.map(({ entryId }) => entryId));
      expect([...acknowledged].filter((id) => !logged.has(id))).toEqual([]);
      expect((await present(store, partition, heads, {})).doc.total).toBe(log.length);
      const noted = await everything(store, partition, notes, 'byId', {}, 1_000);
      expect(new Set(noted.map(({ noteId }) => noteId))).toEqual(logged);
      expect(await store.count(partition, notes, 'byTag', { each: 'x' })).toBe(log.length);
      expect(await store.count(partition, notes, 'byTag', { each: { startsWith: '' } })).toBe(
        2 * log.length,
      );
      await store.close();
    }
    expect(acknowledged.size).toBeGreaterThan(50);
  },
);
