import { createGraphDirectory } from '../../api/adapters/graph/graph-directory.ts';
import { openSqliteStore } from '../../api/adapters/sqlite/open.ts';
import { createTransport } from '../../api/adapters/transport/transport.ts';
import { THIS_PROCESS } from '../../api/directory/actions/lease.ts';
import { runSync } from '../../api/directory/actions/run-sync.ts';
import { readPeopleSync } from '../../api/directory/actions/sync-state.ts';
import { kinds } from '../../api/kinds.ts';
import type { Log } from '../../api/ports/log.ts';
import { bucketsOf } from '../../api/ports/partitions.ts';
import { create, type Store } from '../../api/ports/store.ts';
import type { World } from '../../api/ports/world.ts';
import { heads } from '../../api/seats/kinds.ts';
import { NEW_HEAD } from '../../api/seats/rules/head.ts';
import { HOME_TENANT_ID } from '../../local/cloud.ts';
import { CLIENT_ID, CLIENT_SECRET } from '../../local/entra/app.ts';

const tenant = { tenantId: HOME_TENANT_ID, buckets: 1 };
const quiet = (): void => undefined;
const faults = (facts: object, message: string): void => console.error(message, facts);
const log: Log = { debug: quiet, info: quiet, warn: faults, error: faults };

/** Headcount's own stack on a file, as far as the sync needs it. */
export async function openWorld(origin: string, file: string): Promise<World & { store: Store }> {
  const store = openSqliteStore({ file, kinds });
  for (const bucket of bucketsOf(tenant.tenantId, tenant.buckets)) {
    await store.commit(bucket, [create(heads, NEW_HEAD)]);
  }
  const directory = createGraphDirectory({
    transport: createTransport({ localCloudOrigin: origin }),
    credentials: { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET },
  });
  const clock = { now: Date.now, at: () => ({ cancel: quiet }) };
  return {
    ...({} as Pick<World, 'files' | 'aside' | 'keyedHashes' | 'customers' | 'passwords'>),
    ...{ store, directory, clock, log, wakeKeeper: quiet },
  };
}

/** One run of the sync; gives how many people the last full pass told of. */
export async function syncOnce(world: World): Promise<number> {
  const end = await runSync(world, tenant, THIS_PROCESS);
  if (end !== 'done') throw new Error(`The sync ended ${end}.`);
  return (await readPeopleSync(world, tenant.tenantId))?.peopleSeen ?? 0;
}
