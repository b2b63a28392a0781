import { LRUCache } from 'lru-cache';
import type { TenantId } from '../../kernel/ids.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS, type Instant } from '../../kernel/time.ts';
import type { Clock } from '../../ports/clock.ts';

/** How many messages a thread takes in a span of time (learn.microsoft.com, Teams: "Optimize your bot with rate limiting"). */
const THREAD_WINDOWS = [
  { most: 7, spanMs: SECOND_MS },
  { most: 8, spanMs: 2 * SECOND_MS },
  { most: 60, spanMs: 30 * SECOND_MS },
  { most: 1_800, spanMs: HOUR_MS },
] as const;

/** So many messages of one app the platform takes in a tenant each second. */
export const TENANT_RATE_MAX = 50;

/** So many may go out ahead of an even pace, so that a moment's delay of ours does not cost throughput. */
const BURST = 5;

/** Who would have to wait longer gets no turn, and comes back by his own clock: nobody stands in line for an hour. */
const WAIT_MAX_MS = MINUTE_MS;

/** So many threads and tenants are remembered. */
const THREADS_MAX = 50_000;
const TENANTS_MAX = 5_000;

/** Something may be said now, or not for so long. */
export type Turn =
  | {
      readonly now: true;
      /** To be called when it was said: the platform may have counted it at any moment until then. */
      readonly over: () => void;
    }
  | { readonly now: false; readonly waitMs: number };

/** The pace of what is said, on the one clock of the product. */
export interface Pace {
  /**
   * Waits until something may be said in a thread. Until the turn is over nobody else has one in that thread, so that
   * what is said first arrives first.
   */
  turn(tenantId: TenantId, thread: string): Promise<Turn>;
  /** Nothing is said in the tenant before this much time has passed. */
  pause(tenantId: TenantId, ms: number): void;
}

/** When something was last said in a thread, and who waits for it. */
interface Thread {
  /** Ends of turns, the oldest first. */
  ends: Instant[];
  last: Promise<void>;
}

/** When the next message of a tenant would go out at an even pace. */
interface Flow {
  nextAt: number;
  closedUntil: Instant;
}

/**
 * Makes the pace of one bot.
 * @param perSecond how many messages go out in a tenant each second, 1 to 50
 */
export function createPace(clock: Clock, perSecond: number): Pace {
  const threads = new LRUCache<string, Thread>({ max: THREADS_MAX });
  const flows = new LRUCache<TenantId, Flow>({ max: TENANTS_MAX });
  const spacingMs = SECOND_MS / perSecond;
  const leewayMs = spacingMs * Math.max(0, Math.min(BURST, TENANT_RATE_MAX - perSecond));

  const until = (at: Instant): Promise<void> =>
    new Promise((resolve) => {
      if (at <= clock.now()) resolve();
      else clock.at(Math.ceil(at), resolve);
    });

  const flowOf = (tenantId: TenantId): Flow => {
    const known = flows.get(tenantId) ?? { nextAt: 0, closedUntil: 0 };
    flows.set(tenantId, known);
    return known;
  };

  /** When the tenant takes the next message. */
  const flowsAt = ({ nextAt, closedUntil }: Flow, now: Instant): number =>
    Math.max(nextAt, now - leewayMs, closedUntil);

  return {
    async turn(tenantId, thread) {
      const known = threads.get(thread) ?? { ends: [], last: Promise.resolve() };
      threads.set(thread, known);
      const before = known.last;
      let over: () => void = () => undefined;
      known.last = new Promise((resolve) => (over = resolve));
      await before;
      const now = clock.now();
      const flow = flowOf(tenantId);
      const threadAt = freeAt(known.ends, now);
      const waitMs = Math.max(threadAt, flowsAt(flow, now)) - now;
      if (waitMs > WAIT_MAX_MS) {
        over();
        return { now: false, waitMs: Math.ceil(waitMs) };
      }
      await until(threadAt);
      // The place in the flow is taken at once, so that those who ask at one moment come one after the other.
      const at = flowsAt(flow, clock.now());
      flow.nextAt = at + spacingMs;
      await until(at);
      return {
        now: true,
        over: () => {
          known.ends.push(clock.now());
          over();
        },
      };
    },
    pause(tenantId, ms) {
      const flow = flowOf(tenantId);
      flow.closedUntil = Math.max(flow.closedUntil, clock.now() + ms);
    },
  };
}

/** When a thread takes the next message; forgets what no window looks at any more. */
function freeAt(ends: Instant[], now: Instant): Instant {
  const firstKept = ends.findIndex((end) => end > now - HOUR_MS);
  ends.splice(0, firstKept < 0 ? ends.length : firstKept);
  return THREAD_WINDOWS.reduce((at, { most, spanMs }) => {
    const end = ends.at(-most);
    return end === undefined ? at : Math.max(at, end + spanMs + 1);
  }, now);
}
