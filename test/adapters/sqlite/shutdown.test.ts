import { expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { openSqliteStore } from '../../../api/adapters/sqlite/open.ts';
import { create, type Partition } from '../../../api/ports/store.ts';
import { committed } from '../../contracts/store/expectations.ts';
import { contractKinds, note, notes } from '../../contracts/store/kinds.ts';
import { temporaryFile } from './temporary.ts';

const partition = 't:00' as Partition;

test('closing waits for what was accepted, takes nothing more, and leaves one whole file', async () => {
  const file = temporaryFile();
  const store = openSqliteStore({ file, kinds: contractKinds });
  const accepted = Array.from({ length: 200 }, () =>
    committed(store, partition, [create(notes, note())]),
  );
  const closed = store.close();
  const unavailable = { code: 'store-unavailable' };
  await expect(store.commit(partition, [create(notes, note())])).rejects.toMatchObject(unavailable);
  await Promise.all(accepted);
  await closed;
  await store.close();
  expect(existsSync(`${file}-wal`)).toBe(false);
  await expect(store.read(partition, notes, note())).rejects.toMatchObject(unavailable);
  await expect(store.commit(partition, [create(notes, note())])).rejects.toMatchObject(unavailable);
  await expect(store.dropExpired(0)).rejects.toMatchObject(unavailable);

  const again = openSqliteStore({ file, kinds: contractKinds });
  expect(await again.count(partition, notes, 'byId', {})).toBe(200);
  await again.close();
});
