import { join } from 'node:path';
import { inPlaceAside } from './adapters/aside/in-place.ts';
import { workerAside } from './adapters/aside/worker.ts';
import { openSqliteStore } from './adapters/sqlite/open.ts';
import type { Config, CosmosSettings } from './config.ts';
import { kinds } from './kinds.ts';
import type { Aside } from './ports/aside.ts';
import type { Log } from './ports/log.ts';
import type { Store } from './ports/store.ts';

/** A store, and what reads in it at length without holding up requests. */
export interface OpenStore {
  readonly store: Store;
  readonly aside: Aside;
}

/** How the account is reached: an emulator with its key, everything else with the managed identity of this process. */
async function accessOf({ key, identityId }: CosmosSettings) {
  if (key !== null) return { key };
  const { ManagedIdentityCredential } = await import('@azure/identity');
  return {
    credential: new ManagedIdentityCredential(identityId === null ? {} : { clientId: identityId }),
  };
}

/** The SDK is only loaded where it is used: it is large. */
async function openCosmos(settings: CosmosSettings, log: Log): Promise<OpenStore> {
  const { openCosmosStore } = await import('./adapters/cosmos/open.ts');
  const { endpoint, database } = settings;
  const access = await accessOf(settings);
  const store = await openCosmosStore({ endpoint, database, access, kinds, log });
  return { store, aside: inPlaceAside(store) };
}

/**
 * Opens the store that the settings name.
 * @throws AppError `store-unavailable` where it cannot serve, saying what to do
 */
export async function openStore(
  { store: settings, dataDir }: Config,
  log: Log,
): Promise<OpenStore> {
  if (settings.kind === 'cosmos') return openCosmos(settings, log);
  const file = join(dataDir, 'headcount.db');
  const store = openSqliteStore({ file, kinds, log });
  return { store, aside: workerAside(new URL('./aside.ts', import.meta.url), { file }) };
}
