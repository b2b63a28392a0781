import { createChance } from '../chance.ts';
import type { Chance } from '../chance.ts';

/**
 * How unfriendly a tenant's directory is. All chances are shares in [0, 1] and come from one seeded stream, so that
 * the same requests in the same order meet the same trouble. The friendly default does nothing of all this.
 */
export interface Temper {
  readonly seed: number;
  /** Rows in a page of delta, drawn anew for each page; Graph never gives more than 200. */
  readonly pageSize: { readonly least: number; readonly most: number };
  /** Chance of a page without rows and with a nextLink. */
  readonly emptyPages: number;
  /** Chance that a row stands twice in its page. */
  readonly duplicates: number;
  /** Whether the rows of a page come in any order. */
  readonly shuffled: boolean;
  /** Chance that a deltaLink reaches back, so that the next round repeats up to 20 changes. */
  readonly replays: number;
  /** Chance that a changed row is preceded by its older self. */
  readonly staleRows: number;
  /** Chance that `accountEnabled` is missing in a row after the first page. */
  readonly accountEnabledMissing: number;
  /** Chance that a request with a token ends in 410 and every older token is void. */
  readonly resets: number;
  /** Chance that a page token has expired (400 Directory_ExpiredPageToken). */
  readonly expiredPageTokens: number;
  /** Chance of 429, with Retry-After in seconds, as a date, or without it. */
  readonly throttled: number;
  /** Chance of 503 or 504. */
  readonly unavailable: number;
}

const FRIENDLY: Temper = {
  seed: 1,
  pageSize: { least: 200, most: 200 },
  emptyPages: 0,
  duplicates: 0,
  shuffled: false,
  replays: 0,
  staleRows: 0,
  accountEnabledMissing: 0,
  resets: 0,
  expiredPageTokens: 0,
  throttled: 0,
  unavailable: 0,
};

/** A temper at work: its settings and its stream of chance. */
export interface Mood {
  readonly temper: Temper;
  readonly chance: Chance;
}

export function createMood(temper: Partial<Temper> = {}): Mood {
  const whole = { ...FRIENDLY, ...temper };
  return { temper: whole, chance: createChance(whole.seed) };
}
