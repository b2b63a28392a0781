import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSystemClock } from '../../api/adapters/clock/system.ts';
import { createGraphCustomers } from '../../api/adapters/graph/customers/graph-customers.ts';
import { createTenantCalls } from '../../api/adapters/graph/tenant-calls.ts';
import { openSqliteStore } from '../../api/adapters/sqlite/open.ts';
import { createTransport } from '../../api/adapters/transport/transport.ts';
import { createAesVault } from '../../api/adapters/vault/aes-vault.ts';
import { createWriteLedger } from '../../api/customers/actions/write-ledger.ts';
import { kinds } from '../../api/kinds.ts';
import { CLIENT_ID, CLIENT_SECRET } from '../../local/entra/app.ts';
import { CUSTOMER, PARTNER, type Row, type Stage, type Told } from './stage.ts';

/** Our engine, with the hands of an agent, its grant and its ledger on a store. */
export async function ours(stage: Stage): Promise<ReadonlyMap<Row, Told>> {
  const folder = await mkdtemp(join(process.env['BENCH_DIR'] ?? tmpdir(), 'headcount-bench-'));
  const store = openSqliteStore({ file: join(folder, 'headcount.db'), kinds });
  const clock = createSystemClock();
  const transport = createTransport({ localCloudOrigin: stage.origin });
  const credentials = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
  const tenants = createTenantCalls({ transport, credentials });
  const customers = createGraphCustomers({
    ...{ tenants, transport, credentials },
    vault: createAesVault(['a secret of a benchmark that is long enough']),
    ledger: createWriteLedger(store, clock),
    clock,
  });
  try {
    const { token, personId } = await stage.agentToken();
    const sealed = await customers.grantOf(PARTNER, personId, token);
    const hands = customers.at(CUSTOMER, { partnerId: PARTNER, personId, sealed });
    const told = new Map<Row, Told>();
    const writes = stage.rows.map(({ userName, displayName }, i) => ({
      kind: 'create' as const,
      key: String(i),
      since: clock.now(),
      mayBeDone: false,
      user: { userName, displayName, givenName: null, surname: null, usageLocation: null },
      password: 'Secret-2026!x',
    }));
    await hands.write(writes, ({ key, outcome }) => {
      const row = stage.rows[Number(key)];
      if (row !== undefined) told.set(row, outcome === 'done' ? 'made' : 'failed');
    });
    return told;
  } finally {
    customers.close();
    tenants.close();
    clock.close();
    await store.close();
    await rm(folder, { recursive: true });
  }
}
