import { makeDue, makingDue } from '../../due/actions.ts';
import { newIdAt } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
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
  create(notices, announced(newIdAt(at), notice, at));

/** Has the tenant's open notices handed out now. */
export const announceSoon = (
  world: Pick<World, 'store' | 'clock' | 'wakeKeeper'>,
  tenant: Tenant,
): Promise<void> => makeDue(world, NOTICES, tenant, world.clock.now());

/** Makes a commit that holds announcements, and has them handed out. */
export const announcing = <T>(
  world: Pick<World, 'store' | 'clock' | 'wakeKeeper'>,
  tenant: Tenant,
  commit: () => Promise<T>,
): Promise<T> => makingDue(world, NOTICES, tenant, commit);
