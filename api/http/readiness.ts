import { readPeopleSync } from '../directory/actions/sync-state.ts';
import { AppError } from '../kernel/errors.ts';
import type { TenantId } from '../kernel/ids.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../kernel/time.ts';
import type { World } from '../ports/world.ts';
import { tenantEntries } from '../subscriptions/actions/tenants.ts';
import type { TenantEntry } from '../subscriptions/kinds.ts';

/** A directory that was not read for longer than this makes the service not ready: twelve polls were missed. */
const SYNC_AGE_MAX_MS = HOUR_MS;

/** One look serves for so long, however many ask. */
const LOOK_KEPT_MS = SECOND_MS / 2;

/** Something without which the service cannot serve well. Figures only: anybody may read it. */
export interface Missing {
  readonly code: string;
  readonly detail: string;
}

/** Tells what keeps the service from being ready; nothing when it is. */
export type Readiness = () => Promise<readonly Missing[]>;

/** How readiness is judged. */
export interface ReadinessRules {
  /**
   * Whether a tenant whose directory was never read counts at once. On one's own machine `ready` means that all is
   * there; a service with many tenants must not go down for each that joins, and gives it the same time as the others.
   */
  readonly firstSyncCounts: boolean;
}

/** Makes the judge of whether the service can serve: the store answers, and the directories were read lately. */
export function createReadiness(world: World, rules: ReadinessRules): Readiness {
  /** A directory that does not let us in is its tenant's matter, told in `GET /api/directory/sync`. */
  const isStale = async ({ tenantId, createdAt }: TenantEntry): Promise<boolean> => {
    const sync = await readPeopleSync(world, tenantId);
    if (sync?.failure?.code === 'consent-missing') return false;
    const readAt = sync?.lastSuccessAt ?? (rules.firstSyncCounts ? 0 : createdAt);
    return world.clock.now() - readAt > SYNC_AGE_MAX_MS;
  };

  const look = async (): Promise<readonly Missing[]> => {
    try {
      const stale: TenantId[] = [];
      for (const entry of await tenantEntries(world)) {
        if (await isStale(entry)) stale.push(entry.tenantId);
      }
      if (stale.length === 0) return [];
      world.log.debug({ tenantIds: stale }, 'directories were not read lately');
      const minutes = SYNC_AGE_MAX_MS / MINUTE_MS;
      const detail = `Tenants whose directory was not read in the last ${minutes} minutes: ${stale.length}.`;
      return [{ code: 'directory-sync-old', detail }];
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      world.log.warn({ err: error }, 'the store does not answer');
      return [{ code: error.code, detail: error.message }];
    }
  };

  let last: Promise<readonly Missing[]> | null = null;
  let lookedAtMs = 0;
  return () => {
    if (last === null || Date.now() - lookedAtMs > LOOK_KEPT_MS) {
      lookedAtMs = Date.now();
      last = look();
    }
    return last;
  };
}
