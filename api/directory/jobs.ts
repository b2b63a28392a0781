import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '../kernel/errors.ts';
import type { TenantId } from '../kernel/ids.ts';
import { SECOND_MS, type Instant } from '../kernel/time.ts';
import type { Tenant, World } from '../ports/world.ts';
import { THIS_PROCESS } from './actions/lease.ts';
import { keepSubscribed, type NotificationAddresses } from './actions/notifications.ts';
import { runSync } from './actions/run-sync.ts';
import { readPeopleSync } from './actions/sync-state.ts';
import { dueAt } from './rules/sync.ts';

/** How a process follows the directories. */
export interface FollowerSettings {
  /** Every tenant of the service, in any order. */
  readonly tenants: () => Promise<readonly Tenant[]>;
  /** True where this process is the only one on the store: what a crash left is taken up at once. */
  readonly alone: boolean;
  /** Where the directory can call back; null where the internet cannot reach this service. */
  readonly notifications: NotificationAddresses | null;
  /** How often it looks without being woken. Default: 5 s. */
  readonly pollMs?: number;
}

/** Follows the directories of all tenants until it is closed. */
export interface DirectoryFollower {
  /** Begins; a tenant that has never been synced is due at once. */
  start(): void;
  /** A run may be due: to be called by `World.wakeJobs`. */
  wake(): void;
  /** Starts no further run and waits for those that are under way to stop. */
  close(): Promise<void>;
}

const POLL_MS = 5 * SECOND_MS;
/** How long a tenant rests that another worker syncs, or whose run broke off for no reason that is foreseen. */
const REST_MS = 30 * SECOND_MS;
/** So many tenants are synced at once. */
const TENANTS_AT_ONCE = 4;

/** Makes the follower: at most one run of a tenant at a time, by the product's clock. */
export function createDirectoryFollower(
  world: World,
  settings: FollowerSettings,
): DirectoryFollower {
  const running = new Map<TenantId, Promise<void>>();
  /** Until when, on the system's clock, a tenant is left alone. */
  const resting = new Map<TenantId, number>();
  const closing = new AbortController();
  const worker = { ...THIS_PROCESS, alone: settings.alone, closing: closing.signal };
  let rest = new AbortController();
  let looking: Promise<void> | null = null;

  const wake = (): void => rest.abort();

  const run = async (tenant: Tenant): Promise<void> => {
    try {
      const end = await runSync(world, tenant, worker);
      if (end === 'taken') resting.set(tenant.tenantId, Date.now() + REST_MS);
      if (end === 'done') await keepSubscribed(world, tenant, settings.notifications);
    } catch (err) {
      const facts = { tenantId: tenant.tenantId, err };
      if (err instanceof AppError) world.log.warn(facts, 'no subscription to notifications');
      else {
        // It would happen again at once, and again: the others must get their turn.
        resting.set(tenant.tenantId, Date.now() + REST_MS);
        world.log.error(facts, 'directory sync broke off');
      }
    }
  };

  /** Starts what is due, and gives when the next run will be. */
  const look = async (): Promise<Instant | null> => {
    let nextAt: Instant | null = null;
    for (const tenant of await settings.tenants()) {
      const { tenantId } = tenant;
      if (running.has(tenantId) || Date.now() < (resting.get(tenantId) ?? 0)) continue;
      const sync = await readPeopleSync(world, tenantId);
      const due = sync === null ? world.clock.now() : dueAt(sync);
      const free = running.size < TENANTS_AT_ONCE && !closing.signal.aborted;
      if (due <= world.clock.now()) {
        if (!free) continue;
        const ended = run(tenant).finally(() => {
          running.delete(tenantId);
          wake();
        });
        running.set(tenantId, ended);
      } else if (nextAt === null || due < nextAt) nextAt = due;
    }
    return nextAt;
  };

  const keepLooking = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      rest = new AbortController();
      const nextAt = await look().catch((err: unknown) => {
        world.log.warn({ err }, 'looking for due syncs failed; it is tried again');
        return null;
      });
      const alarm = nextAt === null ? null : world.clock.at(nextAt, wake);
      const signal = AbortSignal.any([rest.signal, closing.signal]);
      await wait(settings.pollMs ?? POLL_MS, undefined, { signal }).catch(() => undefined);
      alarm?.cancel();
    }
  };

  return {
    start() {
      looking ??= keepLooking();
    },
    wake,
    async close() {
      closing.abort();
      await looking;
      await Promise.all(running.values());
    },
  };
}
