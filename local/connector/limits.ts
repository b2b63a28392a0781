import type { Clock } from '../clock.ts';
import { HOUR_MS } from '../durations.ts';

/** How many calls a span of time takes. */
interface Window {
  readonly spanMs: number;
  readonly most: number;
}

/** What a call does to its thread: speaks in it (or opens it), or asks who is there. */
export type Use = 'speak' | 'ask';

/**
 * Per bot and thread; then all calls of one app for one tenant (Microsoft Teams: "Optimize your bot with rate
 * limiting"). There is one bot here: the limits of all bots of a thread together are wider.
 */
const THREAD_WINDOWS: Readonly<Record<Use, readonly Window[]>> = {
  speak: [
    { spanMs: 1_000, most: 7 },
    { spanMs: 2_000, most: 8 },
    { spanMs: 30_000, most: 60 },
    { spanMs: HOUR_MS, most: 1_800 },
  ],
  ask: [
    { spanMs: 1_000, most: 14 },
    { spanMs: 2_000, most: 16 },
    { spanMs: 30_000, most: 120 },
    { spanMs: HOUR_MS, most: 3_600 },
  ],
};
const TENANT_WINDOWS: readonly Window[] = [{ spanMs: 1_000, most: 50 }];

/** A call that came too early. */
export interface Excess {
  /** ISO 8601 UTC, local clock. */
  readonly at: string;
  readonly tenantId: string;
  /** The conversation whose limit it was; null for the limit of app and tenant. */
  readonly conversationId: string | null;
  readonly limit: string;
}

/** How busy a tenant was at most. */
export interface Peak {
  readonly tenantId: string;
  readonly calls: number;
  /** The most calls that came within any second of the local clock. */
  readonly mostInOneSecond: number;
}

/** The platform's limits, on the local clock. */
export interface Limits {
  /**
   * Notes a call and says whether it came too early.
   * @returns seconds after which it may come again; `undefined` where it is in time
   */
  take(use: Use, tenantId: string, conversationId: string): number | undefined;
  /** Every call that was too early since the last reset, at most so many as are kept. */
  exceeded(): readonly Excess[];
  peaks(): readonly Peak[];
  reset(): void;
}

/** More excesses than this tell nothing new. */
const EXCESSES_KEPT = 1_000;

/** Instants of calls, the oldest first. */
interface Series {
  times: number[];
}

/** Limits that nobody has used yet, measured by the local clock. */
export function createLimits(clock: Clock): Limits {
  const series = new Map<string, Series>();
  const peaks = new Map<string, { calls: number; mostInOneSecond: number }>();
  let excesses: Excess[] = [];

  const seriesOf = (key: string): Series => {
    const known = series.get(key);
    if (known !== undefined) return known;
    const made: Series = { times: [] };
    series.set(key, made);
    return made;
  };

  const notePeak = (tenantId: string, inOneSecond: number): void => {
    const peak = peaks.get(tenantId) ?? { calls: 0, mostInOneSecond: 0 };
    peak.calls += 1;
    peak.mostInOneSecond = Math.max(peak.mostInOneSecond, inOneSecond);
    peaks.set(tenantId, peak);
  };

  return {
    take(use, tenantId, conversationId) {
      const nowMs = clock.now();
      const ofTenant = seriesOf(tenantId);
      const ofThread = seriesOf(`${use} ${conversationId}`);
      const checks = [
        { times: upTo(ofTenant, nowMs, TENANT_WINDOWS), windows: TENANT_WINDOWS, thread: null },
        {
          times: upTo(ofThread, nowMs, THREAD_WINDOWS[use]),
          windows: THREAD_WINDOWS[use],
          thread: conversationId,
        },
      ];
      notePeak(tenantId, countSince(ofTenant.times, nowMs - 1_000) + 1);
      let freeAtMs = nowMs;
      for (const { times, windows, thread } of checks) {
        for (const { spanMs, most } of windows) {
          if (countSince(times, nowMs - spanMs) < most) continue;
          freeAtMs = Math.max(freeAtMs, (times.at(-most) ?? nowMs) + spanMs);
          const at = new Date(nowMs).toISOString();
          const limit = `${most} in ${spanMs / 1_000} s`;
          if (excesses.length < EXCESSES_KEPT) {
            excesses.push({ at, tenantId, conversationId: thread, limit });
          }
        }
      }
      if (freeAtMs > nowMs) return Math.max(1, Math.ceil((freeAtMs - nowMs) / 1_000));
      ofTenant.times.push(nowMs);
      ofThread.times.push(nowMs);
      return undefined;
    },
    exceeded: () => excesses,
    peaks: () => [...peaks].map(([tenantId, peak]) => ({ tenantId, ...peak })),
    reset() {
      excesses = [];
      peaks.clear();
    },
  };
}

/** The series without what no window looks at any more, and without what a clock set back has made future. */
function upTo(series: Series, nowMs: number, windows: readonly Window[]): readonly number[] {
  const longestMs = windows.at(-1)?.spanMs ?? 0;
  const [oldest = nowMs] = series.times;
  const newest = series.times.at(-1) ?? nowMs;
  if (newest > nowMs) series.times = series.times.filter((time) => time <= nowMs);
  if (oldest <= nowMs - longestMs) {
    const first = series.times.findIndex((time) => time > nowMs - longestMs);
    series.times = first < 0 ? [] : series.times.slice(first);
  }
  return series.times;
}

/** How many came after `sinceMs`; looked at from the end, where they are few. */
function countSince(times: readonly number[], sinceMs: number): number {
  let count = 0;
  while (count < times.length && (times.at(-1 - count) ?? 0) > sinceMs) count += 1;
  return count;
}
