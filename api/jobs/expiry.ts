import type { Instant } from '../kernel/time.ts';
import { rootOf } from '../ports/partitions.ts';
import { allOf } from '../ports/reading.ts';
import { replace } from '../ports/store.ts';
import type { Tenant, World } from '../ports/world.ts';
import { filesOfJob, jobFilesOf, jobOfFile } from './files.ts';
import { jobs } from './kinds.ts';

/**
 * Drops documents that have expired, whosever they are. Deletes the files of jobs whose time is over
 * (`JOB_FILES_KEPT_MS`), and uploads whose job was never started because the process stopped in between: what has no
 * job in two sweeps, which are to be an hour apart.
 */
export function createSweeper(world: World): (tenants: readonly Tenant[]) => Promise<void> {
  let orphans: ReadonlySet<string> = new Set();
  return async (tenants) => {
    const now = world.clock.now();
    const found = new Set<string>();
    await world.store.dropExpired(now);
    for (const tenant of tenants) {
      await dropExpiredFiles(world, tenant, now);
      for (const orphan of await orphansOf(world, tenant)) {
        if (orphans.has(orphan)) await world.files.deleteAll(orphan);
        else found.add(orphan);
      }
    }
    orphans = found;
  };
}

async function dropExpiredFiles(world: World, tenant: Tenant, now: Instant): Promise<void> {
  const root = rootOf(tenant.tenantId);
  const due = await allOf(world.store, root, jobs, 'byFilesExpiry', { upTo: now });
  for (const { doc, version } of due) {
    await world.files.deleteAll(filesOfJob(tenant.tenantId, doc.jobId));
    await world.store.commit(root, [replace(jobs, { ...doc, filesExpireAt: null }, version)]);
  }
}

/** Folders of jobs that do not exist. */
async function orphansOf(world: World, { tenantId }: Tenant): Promise<string[]> {
  const names = await world.files.list(jobFilesOf(tenantId));
  const jobIds = [...new Set(names.map((name) => jobOfFile(tenantId, name)))].filter(
    (jobId) => jobId !== null,
  );
  const orphans: string[] = [];
  for (const jobId of jobIds) {
    const held = await world.store.read(rootOf(tenantId), jobs, { jobId });
    if (held === null) orphans.push(filesOfJob(tenantId, jobId));
  }
  return orphans;
}
