import { DefaultAzureCredential } from '@azure/identity';
import { newId } from '../../../api/kernel/ids.ts';
import { openCosmosStore, type CosmosOptions } from '../../../api/adapters/cosmos/open.ts';
import type { AnyKind, Store } from '../../../api/ports/store.ts';
import { createCosmosDouble, type CosmosDouble } from '../../../local/cosmos/double.ts';
import type { FaultSpec } from '../../../local/cosmos/faults.ts';

/** A store under test, and what ends it. */
export interface Opened {
  readonly store: Store;
  /** The stand-in; null where the environment names an account or an emulator. */
  readonly double: CosmosDouble | null;
  readonly database: string;
  readonly stop: () => Promise<void>;
}

/** The account or emulator that the environment names (docs/cosmos.md), or null. */
function named(): Pick<CosmosOptions, 'endpoint' | 'database' | 'access'> | null {
  const endpoint = process.env['COSMOS_ENDPOINT'];
  if (endpoint === undefined) return null;
  const key = process.env['COSMOS_KEY'];
  return {
    endpoint,
    database: process.env['COSMOS_DATABASE'] ?? 'headcount-test',
    access: key === undefined ? { credential: new DefaultAzureCredential() } : { key },
  };
}

/** Opens an empty store: in the account that the environment names, else in a stand-in of its own with these faults. */
export async function openCosmosForTest(
  kinds: readonly AnyKind[],
  faults: readonly FaultSpec[] = [],
  more: Partial<CosmosOptions> = {},
): Promise<Opened> {
  const account = named();
  if (account !== null) {
    const store = await openCosmosStore({ ...account, kinds, ...more });
    return { store, double: null, database: account.database, stop: () => store.close() };
  }
  const double = await createCosmosDouble();
  const database = `test-${newId()}`;
  const store = await openCosmosStore({
    endpoint: double.endpoint,
    database,
    access: { key: double.key },
    kinds,
    ...more,
  });
  for (const fault of faults) double.faults.add(fault);
  return {
    store,
    double,
    database,
    async stop() {
      await store.close();
      await double.close();
    },
  };
}
