import { join } from 'node:path';
import { openSqliteStore } from '../api/adapters/sqlite/open.ts';
import { newId } from '../api/kernel/ids.ts';
import { kinds } from '../api/kinds.ts';
import type { Store } from '../api/ports/store.ts';

/** On which store the product's tests run: SQLite, or with `HEADCOUNT_STORE=cosmos` Azure Cosmos DB (docs/cosmos.md). */
const onCosmos = process.env['HEADCOUNT_STORE'] === 'cosmos';
/**
 * Whether a property is to be tried a few times only: the other store has shown it already, and each of its acts is a request
 * here. The full matrix tries it as often on both.
 */
export const fewRuns = onCosmos && process.env['HEADCOUNT_MATRIX'] !== 'full';

/** Loaded with the test file, and only where it is wanted: the SDK is large. */
const loaded = onCosmos
  ? {
      ...(await import('../api/adapters/cosmos/open.ts')),
      ...(await import('../local/cosmos/double.ts')),
    }
  : null;
const cosmos = (): NonNullable<typeof loaded> => {
  if (loaded === null) throw new Error('The store under test is SQLite.');
  return loaded;
};

/** Where a Cosmos DB for one test is, as the service's settings name it, and what ends it. */
interface CosmosForTest {
  readonly env: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

/** The emulator that the environment names, with a database of its own; else a stand-in in this process. */
async function cosmosForTest(): Promise<CosmosForTest> {
  const named = process.env['COSMOS_ENDPOINT'];
  const key = process.env['COSMOS_KEY'];
  const COSMOS_DATABASE = `test-${newId()}`;
  const env = { HEADCOUNT_STORE: 'cosmos', COSMOS_DATABASE };
  if (named !== undefined && key !== undefined) {
    return {
      env: { ...env, COSMOS_ENDPOINT: named, COSMOS_KEY: key },
      stop: () => Promise.resolve(),
    };
  }
  const double = await cosmos().createCosmosDouble();
  return {
    env: { ...env, COSMOS_ENDPOINT: double.endpoint, COSMOS_KEY: double.key },
    stop: () => double.close(),
  };
}

/** The settings of the store under test for a service that is started on it, and what ends it after the service. */
export const storeSettings = (): Promise<CosmosForTest> =>
  onCosmos ? cosmosForTest() : Promise.resolve({ env: {}, stop: () => Promise.resolve() });

async function openCosmos(): Promise<Store> {
  const { env, stop } = await cosmosForTest();
  const store = await cosmos().openCosmosStore({
    endpoint: env['COSMOS_ENDPOINT'] ?? '',
    database: env['COSMOS_DATABASE'] ?? '',
    access: { key: env['COSMOS_KEY'] ?? '' },
    kinds,
  });
  return {
    ...store,
    async close() {
      await store.close();
      await stop();
    },
  };
}

/** A store whose acts wait until it is open, for those who cannot. */
function onceOpen(opening: Promise<Store>): Store {
  opening.catch(() => undefined);
  return {
    read: async (...asked) => (await opening).read(...asked),
    readMany: async (...asked) => (await opening).readMany(...asked),
    list: async (...asked) => (await opening).list(...asked),
    count: async (...asked) => (await opening).count(...asked),
    changes: async (...asked) => (await opening).changes(...asked),
    position: async (...asked) => (await opening).position(...asked),
    commit: async (...asked) => (await opening).commit(...asked),
    dropExpired: async (...asked) => (await opening).dropExpired(...asked),
    close: async () => (await opening).close(),
  };
}

/** Opens the store under test with the product's kinds; SQLite's file is `headcount.db` in the folder. */
export const openStoreUnderTest = (folder: string): Store =>
  onCosmos
    ? onceOpen(openCosmos())
    : openSqliteStore({ file: join(folder, 'headcount.db'), kinds });
