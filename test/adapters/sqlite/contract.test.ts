import { openSqliteStore } from '../../../api/adapters/sqlite/open.ts';
import { storeContract } from '../../contracts/store.contract.ts';
import { temporaryFile } from './temporary.ts';

for (const [name, thread] of [
  ['SQLite', 'when-busy'],
  ['SQLite, written by a thread of its own', 'always'],
] as const)
  storeContract(name, async (kinds) => {
    const store = openSqliteStore({ file: temporaryFile(), kinds, thread });
    return { store, stop: () => store.close() };
  });
