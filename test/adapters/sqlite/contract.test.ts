import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../../api/adapters/sqlite/open.ts';
import { storeContract } from '../../contracts/store.contract.ts';

storeContract('SQLite', async (kinds) => {
  const folder = await mkdtemp(join(tmpdir(), 'headcount-sqlite-'));
  const store = openSqliteStore({ file: join(folder, 'data.sqlite'), kinds });
  return {
    store,
    async stop() {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
});
