import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGraphDirectory } from '../../api/adapters/graph/graph-directory.ts';
import type { Patience } from '../../api/adapters/graph/patience.ts';
import { createTransport } from '../../api/adapters/transport/transport.ts';
import type { Clock } from '../../api/ports/clock.ts';
import type { Log } from '../../api/ports/log.ts';
import { bucketsOf } from '../../api/ports/partitions.ts';
import { create, type Store } from '../../api/ports/store.ts';
import type { Tenant, World } from '../../api/ports/world.ts';
import { createLocalCloud, HOME_TENANT_ID, type LocalCloud } from '../../local/cloud.ts';
import { CLIENT_ID, CLIENT_SECRET } from '../../local/entra/app.ts';
import { heads } from '../../api/seats/kinds.ts';
import { NEW_HEAD } from '../../api/seats/rules/head.ts';
import { openStoreUnderTest } from '../store-under-test.ts';
import type { TenantOptions } from '../../local/tenants/options.ts';

/** Impatient, so that tests of failures are quick. */
export const IMPATIENT: Patience = {
  tries: 4,
  firstMs: 2,
  longestMs: 10,
  longestRetryAfterMs: 3_000,
};

/** A log that keeps its lines for a test to look at. */
export interface KeptLog extends Log {
  readonly lines: string[];
}

/** A log that writes nothing and keeps everything. */
export function keptLog(): KeptLog {
  const lines: string[] = [];
  const keep = (facts: object, message: string): void => {
    const { err, ...rest } = facts as { err?: unknown };
    lines.push(JSON.stringify({ ...rest, err: err instanceof Error ? err.stack : err, message }));
  };
  return { lines, debug: keep, info: keep, warn: keep, error: keep };
}

/** The local cloud and a store in a temporary folder, with the real adapters between them. */
export interface Harness {
  readonly cloud: LocalCloud;
  readonly store: Store;
  readonly world: World;
  readonly tenant: Tenant;
  readonly log: KeptLog;
  /** Another tenant in the directory, with the heads of its buckets. */
  addTenant(directory: TenantOptions, buckets: number): Promise<Tenant>;
  /** The same world over another store, or with other parts. */
  worldWith(parts: Partial<World>): World;
  close(): Promise<void>;
}

/** Starts it. `directory` describes the home tenant. */
export async function startHarness(
  options: { readonly buckets?: number; readonly directory?: Partial<TenantOptions> } = {},
): Promise<Harness> {
  const cloud = await createLocalCloud({
    tenants: [{ id: HOME_TENANT_ID, name: 'Contoso', groups: 0, ...options.directory }],
  });
  const folder = await mkdtemp(join(tmpdir(), 'headcount-directory-'));
  const log = keptLog();
  const store = openStoreUnderTest(folder);
  const clock: Clock = {
    now: () => cloud.clock.now(),
    at: (due, callback) => ({ cancel: cloud.clock.at(due, callback) }),
  };
  const directory = createGraphDirectory({
    transport: createTransport({ localCloudOrigin: cloud.origin }),
    credentials: { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET },
    patience: IMPATIENT,
  });
  const world: World = {
    ...({} as Pick<World, 'files' | 'aside' | 'keyedHashes' | 'customers' | 'passwords'>),
    ...{ store, directory, clock, log, wakeKeeper: () => undefined },
  };
  const ready = async (tenantId: string, buckets: number): Promise<Tenant> => {
    for (const bucket of bucketsOf(tenantId, buckets)) {
      await store.commit(bucket, [create(heads, NEW_HEAD)]);
    }
    return { tenantId, buckets };
  };
  return {
    ...{ cloud, store, world, log },
    tenant: await ready(HOME_TENANT_ID, options.buckets ?? 1),
    async addTenant(settings, buckets) {
      return ready(cloud.world.createTenant({ groups: 0, ...settings }).id, buckets);
    },
    worldWith: (parts) => ({ ...world, ...parts }),
    async close() {
      await store.close();
      await directory.close();
      await cloud.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
