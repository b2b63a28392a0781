import { tell } from '../../audit/actions.ts';
import { cancelJob } from '../../jobs/actions.ts';
import { filesOfJob } from '../../jobs/files.ts';
import { AppError, notFound } from '../../kernel/errors.ts';
import { rootOf } from '../../ports/partitions.ts';
import { remove } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { reports } from '../kinds.ts';

/**
 * Deletes a report with its file; one that is being made is given up. Files of its own that a stop leaves behind go with
 * its job.
 * @throws AppError `not-found`
 */
export async function deleteReport(
  world: World,
  tenant: Tenant,
  actor: Actor,
  reportId: string,
): Promise<void> {
  const root = rootOf(tenant.tenantId);
  for (;;) {
    const held = await world.store.read(root, reports, { reportId });
    if (held === null) throw notFound('report');
    const { kind, from, to } = held.doc;
    const { outcome } = await world.store.commit(root, [
      remove(reports, { reportId }, held.version),
      tell(actor, world.clock.now(), 'report-deleted', { reportId, kind, from, to }),
    ]);
    if (outcome === 'committed') break;
  }
  await cancelJob(world, tenant, actor, reportId).catch((error: unknown) => {
    const isOver =
      error instanceof AppError && (error.code === 'job-finished' || error.code === 'not-found');
    if (!isOver) throw error;
  });
  await world.files.deleteAll(filesOfJob(tenant.tenantId, reportId));
}
