import { makeDue } from '../../due/actions.ts';
import { newId } from '../../kernel/ids.ts';
import { MINUTE_MS, type Instant } from '../../kernel/time.ts';
import { create, type AnyWrite } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { notices } from '../kinds.ts';
import { announced } from '../rules/announced.ts';
import { NOTICES, type Notice } from '../rules/notices.ts';

/**
 * The write that announces a notice; it goes into the commit in the tenant's root that it follows from, so that
 * whatever happened is told and nothing else is. It never stands in a commit's way.
 */
export const announcement = (notice: Notice, at: Instant): AnyWrite =>
  create(notices, announced(newId(), notice, at));

/** Has the tenant's open notices handed out now. */
export const announceSoon = (
  world: Pick<World, 'store' | 'clock' | 'wakeJobs'>,
  tenant: Tenant,
): Promise<void> => makeDue(world, NOTICES, tenant, world.clock.now());

/** Longer than a commit takes. */
const COMMIT_MAX_MS = MINUTE_MS;

/**
 * Makes a commit that holds announcements, and has them handed out. It is noted before that somebody must look a minute
 * later: a look that comes before the commit finds nothing, and a process that ends right after it would tell nobody.
 */
export async function announcing<T>(
  world: Pick<World, 'store' | 'clock' | 'wakeJobs'>,
  tenant: Tenant,
  commit: () => Promise<T>,
): Promise<T> {
  await makeDue(world, NOTICES, tenant, world.clock.now() + COMMIT_MAX_MS);
  const done = await commit();
  await announceSoon(world, tenant);
  return done;
}
