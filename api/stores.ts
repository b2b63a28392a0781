import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { inPlaceAside } from './adapters/aside/in-place.ts';
import { workerAside } from './adapters/aside/worker.ts';
import { openDiskFiles } from './adapters/disk/open.ts';
import { lockFor } from './adapters/sqlite/lock.ts';
import { openSqliteStore } from './adapters/sqlite/open.ts';
import { AppError } from './kernel/errors.ts';
import type { Config, CosmosSettings } from './config/settings.ts';
import { kinds } from './kinds.ts';
import type { Aside } from './ports/aside.ts';
import type { Files } from './ports/files.ts';
import type { Log } from './ports/log.ts';
import type { Store } from './ports/store.ts';
import { requireSharedFiles } from './shared-files.ts';

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

/** Keeps other processes of this machine away from the data folder; gives what lets them in again. */
function lockData(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  try {
    return lockFor(join(dataDir, 'headcount.db'));
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    throw new AppError(
      'store-unavailable',
      `${cause.message} Give each process a DATA_DIR of its own.`,
      {},
      { cause },
    );
  }
}

/**
 * The SDK is only loaded where it is used: it is large. The data folder then holds no more than work in hand, but of this
 * process alone.
 */
async function openCosmos(settings: CosmosSettings, dataDir: string, log: Log): Promise<OpenStore> {
  const unlock = lockData(dataDir);
  try {
    const { openCosmosStore } = await import('./adapters/cosmos/open.ts');
    const { endpoint, database } = settings;
    const access = await accessOf(settings);
    const store = await openCosmosStore({ endpoint, database, access, kinds, log });
    const close = async (): Promise<void> => {
      await store.close();
      unlock();
    };
    return { store: { ...store, close }, aside: inPlaceAside(store) };
  } catch (error) {
    unlock();
    throw error;
  }
}

/**
 * Opens the store that the settings name.
 * @throws AppError `store-unavailable` where it cannot serve, saying what to do
 */
export async function openStore(
  { store: settings, dataDir }: Config,
  log: Log,
): Promise<OpenStore> {
  if (settings.kind === 'cosmos') return openCosmos(settings, dataDir, log);
  const file = join(dataDir, 'headcount.db');
  const store = openSqliteStore({ file, kinds, log });
  return { store, aside: workerAside(new URL('./aside.ts', import.meta.url), { file }) };
}

/**
 * Opens the files. Where several processes may work on the store, they must have the same ones.
 * @throws AppError `store-unavailable` where the folder cannot serve, saying what to do
 */
export async function openFiles(
  { store: settings, filesDir: folder }: Pick<Config, 'store' | 'filesDir'>,
  store: Store,
): Promise<Files> {
  const isShared = settings.kind === 'cosmos';
  if (isShared) await requireSharedFiles(store, folder);
  return openDiskFiles({ folder, isShared });
}
