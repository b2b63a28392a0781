import { CosmosClient, type CosmosClientOptions } from '@azure/cosmos';
import { AppError } from '../../kernel/errors.ts';
import type { Log } from '../../ports/log.ts';
import type { AnyKind, Partition, Position, Question, Store } from '../../ports/store.ts';
import { checkAccount } from './account.ts';
import { bringUp } from './declarations.ts';
import { changesAfter, positionNow } from './changes.ts';
import { carryOut } from './commit.ts';
import { itemsOf } from './container.ts';
import { TENANT_CONTAINER } from './containers.ts';
import { dropExpired } from './expiry.ts';
import type { Doc } from './fields.ts';
import { gatheringOf } from './gathering.ts';
import { heldOf, idOf, newMark } from './items.ts';
import { layoutsOf } from './layout.ts';
import { countEntries, listPage } from './lists.ts';
import { createSpending, type Spent } from './spending.ts';
import { createWire } from './wire.ts';
import { stepsOf } from './writes.ts';
import type { AnyWrite } from '../../ports/store.ts';

/** What gives tokens for the account: a managed identity in production. */
export type Credential = NonNullable<CosmosClientOptions['aadCredentials']>;

/** What to open. */
export interface CosmosOptions {
  /** The account, `https://….documents.azure.com`, or an emulator on this machine. */
  readonly endpoint: string;
  readonly database: string;
  /** The service's identity, or the key of an emulator. A key is refused for anything that is not this machine. */
  readonly access: { readonly credential: Credential } | { readonly key: string };
  /** Every kind that the store is to hold. */
  readonly kinds: readonly AnyKind[];
  /** Told of faults, and at debug of each act with its request units. */
  readonly log?: Log;
  /** Told what each act cost. */
  readonly watch?: (spent: Spent) => void;
  /** How requests are sent; the system's `fetch` where it is left out. */
  readonly fetch?: typeof fetch;
}

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])$/;

/** Whether an endpoint is an emulator on this machine. */
const isEmulator = (endpoint: string): boolean =>
  URL.canParse(endpoint) && LOOPBACK.test(new URL(endpoint).hostname);

const closed = (): AppError =>
  new AppError('store-unavailable', 'The store is closed. Try again when the service is back.');

/**
 * Opens the store in Azure Cosmos DB. The account must be strongly consistent, write in one region and have the declared
 * containers; an emulator is given what it has not.
 * @throws AppError `store-unavailable` where the account cannot be reached or cannot serve, saying what to do; a
 * contradictory declaration is a bug and throws as such
 */
export async function openCosmosStore(options: CosmosOptions): Promise<Store> {
  const { endpoint, database, access, log } = options;
  const emulator = isEmulator(endpoint);
  if ('key' in access && !emulator)
    throw new AppError(
      'store-unavailable',
      'An account key is for an emulator on this machine. Leave it out: the account is reached with the service’s managed identity.',
    );
  const layouts = layoutsOf(options.kinds);
  const spending = createSpending(log, options.watch);
  const wire = createWire(options.fetch ?? fetch, spending);
  const client = new CosmosClient({
    endpoint,
    ...('key' in access ? { key: access.key } : { aadCredentials: access.credential }),
    httpClient: wire.httpClient,
    connectionPolicy: {
      enableEndpointDiscovery: !emulator,
      useMultipleWriteLocations: false,
      enablePartitionLevelFailover: false,
      enablePartitionLevelCircuitBreaker: false,
      // What passes is tried again in one place, `trying.ts`.
      retryOptions: { maxRetryAttemptCount: 0, maxWaitTimeInSeconds: 0 },
    },
  });
  const items = itemsOf(client.database(database).container(TENANT_CONTAINER.id));
  try {
    await checkAccount(client, { database, isEmulator: emulator, ...(log ? { log } : {}) });
    wire.rememberContainers();
    await bringUp(items, layouts, options.kinds, log);
  } catch (error) {
    client.dispose();
    throw error;
  }
  const gathering = gatheringOf(items);
  let isClosed = false;

  const act = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    if (isClosed) throw closed();
    return spending.of(name, work);
  };

  const store = {
    read(partition: Partition, kind: AnyKind, key: Doc) {
      return act('read', async () => {
        const layout = layouts.of(kind);
        const item = await items.read(partition, idOf(layout, key));
        return item === null ? null : heldOf(layout, item);
      });
    },

    readMany(partition: Partition, kind: AnyKind, keys: readonly Doc[]) {
      return act('readMany', async () => {
        const layout = layouts.of(kind);
        if (keys.length > 1_000) throw new Error(`${kind.name}: at most 1,000 keys at once.`);
        const ids = keys.map((key) => idOf(layout, key));
        const found = await gathering.read(partition, ids);
        return ids.map((id) => {
          const item = found.get(id);
          return item === undefined ? null : heldOf(layout, item);
        });
      });
    },

    list(partition: Partition, kind: AnyKind, index: string, question: Question<Doc>) {
      return act('list', async () =>
        listPage(items, layouts.of(kind), layouts.index(kind, index), partition, question),
      );
    },

    count(
      partition: Partition,
      kind: AnyKind,
      index: string,
      question: Omit<Question<Doc>, 'after' | 'limit'>,
    ) {
      return act('count', async () =>
        countEntries(items, layouts.of(kind), layouts.index(kind, index), partition, question),
      );
    },

    changes(partition: Partition, kind: AnyKind, after: Position | null, limit: number) {
      return act('changes', async () => {
        const layout = layouts.of(kind);
        if (!layout.isLog) throw new Error(`${kind.name} is no log.`);
        return changesAfter(items, layout, partition, after, limit);
      });
    },

    position: (partition: Partition) => act('position', () => positionNow(items, partition)),

    commit(partition: Partition, writes: readonly AnyWrite[]) {
      return act('commit', async () => {
        const mark = newMark();
        return carryOut(items, partition, stepsOf(layouts, partition, writes, mark), mark);
      });
    },

    dropExpired: (before: number) => act('dropExpired', () => dropExpired(items, before)),

    async close() {
      isClosed = true;
      client.dispose();
    },
  };
  // The port's verbs are generic in the document's type; here every document is one of fields by name.
  return store as unknown as Store;
}
