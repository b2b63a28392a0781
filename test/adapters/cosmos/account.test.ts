import { afterEach, describe, expect, test } from '@jest/globals';
import { CosmosClient } from '@azure/cosmos';
import { TENANT_CONTAINER, differencesOf } from '../../../api/adapters/cosmos/containers.ts';
import { openCosmosStore } from '../../../api/adapters/cosmos/open.ts';
import { contractKinds, fresh, heads } from '../../contracts/store/kinds.ts';
import type { LogFacts } from '../../../api/ports/log.ts';
import {
  createCosmosDouble,
  type CosmosDouble,
  type DoubleOptions,
} from '../../../local/cosmos/double.ts';

let double: CosmosDouble | undefined;
const ACCOUNT = 'https://headcount.documents.azure.com';

afterEach(async () => {
  await double?.close();
  double = undefined;
});
const started = async (options: DoubleOptions = {}): Promise<CosmosDouble> =>
  (double = await createCosmosDouble({
    ...options,
    account: { endpoint: ACCOUNT, tokens: ['a-token'], ...options.account },
  }));

/** A fetch that reaches the stand-in under the name of an account in Azure. */
const asAccount =
  ({ endpoint }: CosmosDouble): typeof fetch =>
  (url, init) => {
    const { pathname } = new URL(url instanceof Request ? url.url : url);
    return fetch(`${endpoint}${pathname}`, init);
  };
const identity = {
  getToken: async () => ({ token: 'a-token', expiresOnTimestamp: Date.now() + 3_600_000 }),
};
const opened = (at: CosmosDouble, database = 'headcount') =>
  openCosmosStore({
    endpoint: ACCOUNT,
    database,
    access: { credential: identity },
    kinds: contractKinds,
    fetch: asAccount(at),
  });

/** Makes the database and its container as the infrastructure would. */
async function deploy(at: CosmosDouble, definition: object = {}): Promise<void> {
  const client = new CosmosClient({
    endpoint: at.endpoint,
    key: at.key,
    connectionPolicy: { enableEndpointDiscovery: false, useMultipleWriteLocations: false },
  });
  await client.databases.create({ id: 'headcount' });
  await client
    .database('headcount')
    .containers.create({ ...TENANT_CONTAINER, ...definition } as never);
  client.dispose();
}

describe('an account in Azure', () => {
  test('is opened with the service’s identity, where everything is as it is declared', async () => {
    const at = await started();
    await deploy(at);
    const store = await opened(at);
    expect(await store.read(fresh(), heads, {})).toBeNull();
    await store.close();
    await expect(store.read(fresh(), heads, {})).rejects.toMatchObject({
      code: 'store-unavailable',
    });
  });

  test('is refused where it does not know the identity, with the role that is missing', async () => {
    const at = await started({ account: { tokens: [] } });
    await expect(opened(at)).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining('Data Contributor') as unknown as string,
    });
  });

  test.each([
    [{ consistency: 'Session' } as const, /consistency is Session.*must be Strong/],
    [{ writeRegions: 2 }, /writes in several regions/],
  ])('is refused where it could lose what was written: %j', async (account, words) => {
    const at = await started({ account });
    await deploy(at);
    await expect(opened(at)).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringMatching(words) as unknown as string,
    });
  });

  test('is refused without the container, and nothing is made', async () => {
    const at = await started();
    await expect(opened(at)).rejects.toThrow(/no container headcount\/tenant|not the database/);
    await expect(opened(at)).rejects.toMatchObject({ code: 'store-unavailable' });
  });

  test('is refused with another container, naming every difference', async () => {
    const at = await started();
    await deploy(at, {
      defaultTtl: undefined,
      indexingPolicy: { ...TENANT_CONTAINER.indexingPolicy, includedPaths: [{ path: '/*' }] },
    });
    await expect(opened(at)).rejects.toThrow(
      /default time to live is undefined instead of -1.*included paths is \/\* instead of/,
    );
  });

  test('is never opened with a key', async () => {
    const at = await started();
    await expect(
      openCosmosStore({
        endpoint: ACCOUNT,
        database: 'headcount',
        access: { key: at.key },
        kinds: contractKinds,
        fetch: asAccount(at),
      }),
    ).rejects.toThrow(/key is for an emulator/);
  });
});

describe('an emulator', () => {
  test('is given what it has not, and may be weaker, with a warning', async () => {
    const at = await started({ account: { consistency: 'Session' } });
    const warnings: LogFacts[] = [];
    const ignore = (): void => undefined;
    const log = {
      debug: ignore,
      info: ignore,
      error: ignore,
      warn: (facts: LogFacts) => warnings.push(facts),
    };
    const open = () =>
      openCosmosStore({
        endpoint: at.endpoint,
        database: 'new',
        access: { key: at.key },
        kinds: contractKinds,
        log,
      });
    await (await open()).close();
    await (await open()).close();
    expect(warnings).toHaveLength(2);
  });
});

test('several processes that start at once on a new emulator all find what they need', async () => {
  const at = await started();
  const stores = await Promise.all(
    Array.from({ length: 6 }, () =>
      openCosmosStore({
        endpoint: at.endpoint,
        database: 'new',
        access: { key: at.key },
        kinds: contractKinds,
      }),
    ),
  );
  for (const store of stores) {
    expect(await store.read(fresh(), heads, {})).toBeNull();
    await store.close();
  }
});

describe('a container as the service describes it', () => {
  test('is the declared one, with what the service adds by itself', () => {
    const { indexingPolicy } = TENANT_CONTAINER;
    const described = {
      ...TENANT_CONTAINER,
      indexingPolicy: {
        ...indexingPolicy,
        includedPaths: [...indexingPolicy.includedPaths].reverse(),
        excludedPaths: [...indexingPolicy.excludedPaths, { path: '/"_etag"/?' }],
      },
    };
    expect(differencesOf(TENANT_CONTAINER, described)).toEqual([]);
    expect(
      differencesOf(TENANT_CONTAINER, { ...described, partitionKey: { paths: ['/id'] } }),
    ).toEqual([
      'its partition key is /id instead of /pk',
      'its partition key version is 1 instead of 2',
    ]);
  });
});
