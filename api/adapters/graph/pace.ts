import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../kernel/errors.ts';
import { asSeconds, type Patience } from './patience.ts';

/**
 * What one tenant may spend: the resource units that Graph grants an app in the smallest tenants, 3,500 in ten seconds
 * (identity limits). Larger tenants get more; nothing of ours needs it.
 */
const UNITS_MAX = 3_500;
const UNITS_PER_MS = UNITS_MAX / 10_000;

/** At the limit itself (1.0) calls come this far apart; at 0.8, where the header begins, they are not held up. */
const DELAY_AT_LIMIT_MS = 1_000;

/** The pace of one tenant's calls. */
export interface Pace {
  /**
   * Waits until the next call may go.
   * @throws AppError `directory-unavailable` where that is further off than the adapter waits
   */
  turn(): Promise<void>;
  /** Learns from an answer: what it cost, how near the limit is, until when to stay away. */
  heed(headers: Headers): void;
  /** No call before this much time has passed. */
  pause(ms: number): void;
}

/** A pace with a full budget. */
export function createPace(patience: Patience): Pace {
  let units = UNITS_MAX;
  let countedAt = Date.now();
  let closedUntil = 0;
  let pressure = 0;
  let lastTurnAt = 0;

  const refill = (nowMs: number): void => {
    units = Math.min(UNITS_MAX, units + (nowMs - countedAt) * UNITS_PER_MS);
    countedAt = nowMs;
  };

  return {
    async turn() {
      const nowMs = Date.now();
      refill(nowMs);
      const spacing = pressure > 0.8 ? (pressure - 0.8) * 5 * DELAY_AT_LIMIT_MS : 0;
      const emptyForMs = units >= 1 ? 0 : (1 - units) / UNITS_PER_MS;
      const goAt = Math.max(closedUntil, nowMs + emptyForMs, lastTurnAt + spacing);
      const waitMs = goAt - nowMs;
      if (waitMs > patience.longestRetryAfterMs) {
        throw new AppError(
          'directory-unavailable',
          'Microsoft Graph asks for a pause in this tenant. It goes on by itself afterwards.',
          { retryAfterSeconds: asSeconds(waitMs) },
        );
      }
      units -= 1;
      lastTurnAt = Math.max(goAt, nowMs);
      if (waitMs > 0) await sleep(waitMs);
    },
    heed(headers) {
      const cost = Number(headers.get('x-ms-resource-unit') ?? 1);
      if (Number.isFinite(cost)) units -= Math.max(0, cost - 1);
      const share = Number(headers.get('x-ms-throttle-limit-percentage') ?? 0);
      pressure = Number.isFinite(share) ? share : 0;
    },
    pause(ms) {
      closedUntil = Math.max(closedUntil, Date.now() + ms);
    },
  };
}
