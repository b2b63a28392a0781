import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { inPlaceAside } from '../../api/adapters/aside/in-place.ts';
import { createSystemClock } from '../../api/adapters/clock/system.ts';
import { openDiskFiles } from '../../api/adapters/disk/open.ts';
import { createLog } from '../../api/adapters/pino/log.ts';
import { readJob } from '../../api/jobs/actions.ts';
import { createDueKeeper, type DueKeeper, type DueKeeperSettings } from '../../api/due/jobs.ts';
import { jobsOfKind } from '../../api/jobs/keeping.ts';
import type { Job } from '../../api/jobs/rules.ts';
import type { JobWork } from '../../api/jobs/work.ts';
import { newId } from '../../api/kernel/ids.ts';
import type { Directory } from '../../api/ports/directory.ts';
import type { Files } from '../../api/ports/files.ts';
import type { Store } from '../../api/ports/store.ts';
import type { Tenant, World } from '../../api/ports/world.ts';
import { openStoreUnderTest } from '../store-under-test.ts';

/** A temporary installation without HTTP: a store, files, tenants, and keepers of jobs that come and go. */
export interface Bench {
  readonly world: World;
  readonly folder: string;
  readonly tenant: Tenant;
  readonly otherTenant: Tenant;
  /** A keeper of jobs that is started and closed with the bench; `wakeKeeper` wakes the newest. */
  keeper(works: readonly JobWork[], settings?: Partial<DueKeeperSettings>): DueKeeper;
  /** Waits until the job is as it should be. */
  until(jobId: string, holds: (job: Job) => boolean, tenant?: Tenant): Promise<Job>;
  ended(jobId: string, tenant?: Tenant): Promise<Job>;
  close(): Promise<void>;
}

/** What tests change about the bench. */
export interface BenchSettings {
  readonly buckets?: number;
  /** Wraps the store, to stop it at a commit for example. */
  readonly around?: (store: Store) => Store;
  readonly folder?: string;
}

const noDirectory: Directory = new Proxy({} as Directory, {
  get: (_, call) => () => {
    throw new Error(`Nothing here asks the directory (${String(call)}).`);
  },
});

/** Opens a bench in a temporary folder; a `folder` given is kept. */
export function openBench(settings: BenchSettings = {}): Bench {
  const folder = settings.folder ?? mkdtempSync(join(tmpdir(), 'headcount-'));
  const opened = openStoreUnderTest(folder);
  const store = settings.around?.(opened) ?? opened;
  const clock = createSystemClock();
  const keepers: DueKeeper[] = [];
  const world: World = {
    ...({} as Pick<World, 'keyedHashes' | 'customers' | 'passwords'>),
    store,
    files: soon(openDiskFiles({ folder: join(folder, 'files') })),
    directory: noDirectory,
    clock,
    aside: inPlaceAside(store),
    log: createLog(process.env['LOG_LEVEL'] === 'debug' ? 'debug' : 'silent'),
    wakeKeeper: () => keepers.at(-1)?.wake(),
  };
  const buckets = settings.buckets ?? 1;
  const tenant = { tenantId: TENANT_ID, buckets };
  const otherTenant = { tenantId: newId(), buckets };

  const until: Bench['until'] = async (jobId, holds, of = tenant) => {
    for (let tries = 0; tries < 3_000; tries++) {
      const job = await readJob(world, of, jobId);
      if (holds(job)) return job;
      await wait(5);
    }
    throw new Error(`The job ${jobId} did not get there.`);
  };

  return {
    world,
    folder,
    tenant,
    otherTenant,
    keeper(works, given = {}) {
      const settings = { alone: true, pollMs: 50, ...given };
      const keeper = createDueKeeper(world, works.map(jobsOfKind), settings);
      keepers.push(keeper);
      keeper.start();
      return keeper;
    },
    until,
    ended: (jobId, of) => until(jobId, (job) => !job.open, of),
    async close() {
      await Promise.all(keepers.map((keeper) => keeper.close()));
      clock.close();
      await opened.close();
      if (settings.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Files that are still being opened. */
const soon = (opening: Promise<Files>): Files => ({
  put: async (...asked) => (await opening).put(...asked),
  get: async (...asked) => (await opening).get(...asked),
  list: async (...asked) => (await opening).list(...asked),
  deleteAll: async (...asked) => (await opening).deleteAll(...asked),
});

/** The bench's own tenant, the same in every bench. */
export const TENANT_ID = '11111111-aaaa-4aaa-8aaa-111111111111';
