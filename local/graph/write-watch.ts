import type { Clock } from '../clock.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { Call, Host } from '../wire.ts';

/** What became of the writes of one app in one tenant. */
export interface WriteCount {
  readonly tenantId: string;
  readonly appId: string;
  /** Writes that the limit let through, whatever came of them then. */
  readonly taken: number;
  /** The most that were taken within one window of the limit. */
  readonly mostInWindow: number;
  /** 429 because the limit was reached. */
  readonly refusedByLimit: number;
  /** 429 from a queued fault. */
  readonly refusedByFault: number;
  /** What the client was answered, by status; `reset` for a broken connection. */
  readonly answers: Readonly<Record<string, number>>;
  /** When the first and the last were taken, on the local clock. */
  readonly firstAt: string | null;
  readonly lastAt: string | null;
}

/** Counts the writes to directories on the local clock and keeps them within each tenant's limit. */
export interface WriteWatch {
  /** Takes a write, or says how many seconds until there is room. */
  admit(appId: string, tenant: Tenant): number | undefined;
  /** `host`, with what it answers to writes counted: put around the queued faults, so that it sees what the client sees. */
  around(host: Host): Host;
  counts(): readonly WriteCount[];
  reset(): void;
}

/** What a 429 of the limit says of itself (Microsoft Graph: throttling headers). */
export const WRITE_LIMIT_EXCEEDED = 'WriteLimitExceeded';
const INFORMATION = 'x-ms-throttle-information';

interface Tally {
  /** Instants of the writes within the window, the oldest first from `oldest` on. */
  readonly instants: number[];
  oldest: number;
  taken: number;
  mostInWindow: number;
  refusedByLimit: number;
  refusedByFault: number;
  readonly answers: Record<string, number>;
  firstAt: number | null;
  lastAt: number | null;
}

/** So many forgotten instants are kept before the list is cut. */
const CUT_AT = 10_000;

/** @param isWrite whether a call is one that the limit of writes counts */
export function createWriteWatch(clock: Clock, isWrite: (call: Call) => boolean): WriteWatch {
  const tallies = new Map<string, Tally>();

  const tallyOf = (appId: string, tenantId: string): Tally => {
    const key = `${appId}/${tenantId}`;
    let tally = tallies.get(key);
    if (!tally) {
      tally = newTally();
      tallies.set(key, tally);
    }
    return tally;
  };

  return {
    admit(appId, tenant) {
      const limit = tenant.settings().writeLimit;
      const nowMs = clock.now();
      const tally = tallyOf(appId, tenant.id);
      if (limit) {
        forget(tally, nowMs - limit.seconds * 1000);
        const inWindow = tally.instants.length - tally.oldest;
        if (inWindow >= limit.writes) {
          tally.refusedByLimit += 1;
          const freeAt = (tally.instants[tally.oldest] ?? nowMs) + limit.seconds * 1000;
          return Math.max(1, Math.ceil((freeAt - nowMs) / 1000));
        }
        tally.instants.push(nowMs);
        tally.mostInWindow = Math.max(tally.mostInWindow, inWindow + 1);
      }
      tally.taken += 1;
      tally.firstAt ??= nowMs;
      tally.lastAt = nowMs;
      return undefined;
    },
    around: (host) => async (call) => {
      const answer = await host(call);
      const caller = isWrite(call) ? callerIn(call) : undefined;
      if (!caller) return answer;
      const tally = tallyOf(caller.appId, caller.tenantId);
      const word = answer.mishap?.reset ? 'reset' : String(answer.status);
      tally.answers[word] = (tally.answers[word] ?? 0) + 1;
      const byFault = word === '429' && answer.headers?.[INFORMATION] === undefined;
      if (byFault) tally.refusedByFault += 1;
      return answer;
    },
    counts: () =>
      [...tallies].map(([key, tally]) => {
        const [appId = '', tenantId = ''] = key.split('/');
        const { taken, mostInWindow, refusedByLimit, refusedByFault, answers } = tally;
        return {
          ...{ tenantId, appId, taken, mostInWindow, refusedByLimit, refusedByFault },
          answers: { ...answers },
          firstAt: instant(tally.firstAt),
          lastAt: instant(tally.lastAt),
        };
      }),
    reset() {
      for (const [key, { instants, oldest }] of tallies) {
        // What was counted starts anew; what was used of the limit stays used.
        tallies.set(key, { ...newTally(), instants: instants.slice(oldest) });
      }
    },
  };
}

function newTally(): Tally {
  return {
    ...{ instants: [], oldest: 0, taken: 0, mostInWindow: 0 },
    ...{ refusedByLimit: 0, refusedByFault: 0, answers: {}, firstAt: null, lastAt: null },
  };
}

/** A write leaves the window as soon as the window's length has passed. */
function forget(tally: Tally, untilMs: number): void {
  while ((tally.instants[tally.oldest] ?? Infinity) <= untilMs) tally.oldest += 1;
  if (tally.oldest < CUT_AT) return;
  tally.instants.splice(0, tally.oldest);
  tally.oldest = 0;
}

/** Looks into the token without checking it: whoever checks it comes later. */
function callerIn({ headers }: Call): { appId: string; tenantId: string } | undefined {
  const [, claims = ''] = headers.authorization?.split('.') ?? [];
  const text = Buffer.from(claims, 'base64url').toString('utf8');
  const appId = /"appid":"([^"]+)"/.exec(text)?.[1];
  const tenantId = /"tid":"([^"]+)"/.exec(text)?.[1];
  return appId === undefined || tenantId === undefined ? undefined : { appId, tenantId };
}

const instant = (atMs: number | null): string | null =>
  atMs === null ? null : new Date(atMs).toISOString();
