import type { Instant } from '../../kernel/time.ts';
import type { ResetReason } from '../../kernel/directory.ts';
import {
  LINK_AGE_MAX_MS,
  POLL_EVERY_MS,
  RECONCILE_EVERY_MS,
  RETRY_FIRST_MS,
  RETRY_MAX_MS,
  VANISHED_FREE,
  VANISHED_SHARE_MAX,
} from './policy.ts';
import type { Mark } from './rows.ts';

/** The work of following a tenant's directory, as due work names it. */
export const DIRECTORY = 'directory';

/** Why the last run did not come to its end. */
export interface SyncFailure {
  readonly code: string;
  readonly detail: string;
  readonly at: Instant;
}

/**
 * Whether the people whom a full pass did not tell of are still to be looked up: `due`, or `held` because they are so
 * many that an admin must confirm first.
 */
export type SweepState = 'none' | 'due' | 'held';

/** How far the directory's people are followed: one document for each tenant. */
export interface PeopleSync extends Mark {
  /** Where the changes go on; null: from the start. */
  readonly link: string | null;
  readonly linkAt: Instant;
  /** The last page whose rows are all written; a worker that stopped may have begun later ones. */
  readonly savedPage: number;
  /** A pass from the start is under way; `page` counts on through the polls after it. */
  readonly fullPass: boolean;
  readonly sweep: SweepState;
  /** What the last full pass missed, and of how many. */
  readonly vanished: number;
  readonly known: number;
  /** An admin has agreed to go on although so many would vanish. */
  readonly vanishedAccepted: boolean;
  /** Rows told in the running or last full pass, and about how many there will be; null while unknown. */
  readonly peopleSeen: number;
  readonly peopleExpected: number | null;
  readonly lastReset: ResetReason | null;
  readonly startedAt: Instant | null;
  readonly lastSuccessAt: Instant | null;
  readonly lastFullPassAt: Instant | null;
  readonly failures: number;
  readonly failure: SyncFailure | null;
  readonly nextRunAt: Instant;
  /** When somebody, or a notification, last asked for a run, and for when. */
  readonly askedAt: Instant | null;
  readonly epoch: number;
  readonly leaseUntil: number;
  readonly leaseHolder: string | null;
}

/** Nothing read yet, due at once. */
export const newPeopleSync = (now: Instant): PeopleSync => ({
  link: null,
  linkAt: now,
  generation: 1,
  page: 0,
  savedPage: 0,
  fullPass: true,
  sweep: 'none',
  vanished: 0,
  known: 0,
  vanishedAccepted: false,
  peopleSeen: 0,
  peopleExpected: null,
  lastReset: null,
  startedAt: null,
  lastSuccessAt: null,
  lastFullPassAt: null,
  failures: 0,
  failure: null,
  nextRunAt: now,
  askedAt: null,
  epoch: 0,
  leaseUntil: 0,
  leaseHolder: null,
});

/** From the start again, under a new generation, so that who is not told of can be known by an older one. */
export const fromStart = (sync: PeopleSync, reason: ResetReason | null): Partial<PeopleSync> => ({
  link: null,
  generation: sync.generation + 1,
  page: 0,
  savedPage: 0,
  fullPass: true,
  sweep: 'none',
  peopleSeen: 0,
  peopleExpected: null,
  lastReset: reason ?? sync.lastReset,
});

/** What the last page of a pass from the start adds: who was not told of is to be looked up, unless everybody is new. */
export const passEnded = (sync: PeopleSync, now: Instant): Partial<PeopleSync> => ({
  fullPass: false,
  lastFullPassAt: now,
  sweep: sync.generation === 1 ? 'none' : 'due',
});

/**
 * Why a run should begin a new pass, or null where it goes on. A pass whose first page was never saved may have told of
 * people who are gone when it begins again, so it must not be taken for the same one.
 */
export function staleness(
  sync: PeopleSync,
  now: Instant,
): 'too-old' | 'reconcile' | 'broken-off' | null {
  if (sync.link === null) return sync.epoch > 1 ? 'broken-off' : null;
  if (now - sync.linkAt > LINK_AGE_MAX_MS) return 'too-old';
  if (sync.fullPass || sync.lastFullPassAt === null) return null;
  return now - sync.lastFullPassAt >= RECONCILE_EVERY_MS ? 'reconcile' : null;
}

/** When the next run is due: by its own clock, or earlier because it was asked for after the last one began. */
export function dueAt(sync: PeopleSync): Instant {
  const asked = sync.askedAt !== null && sync.askedAt >= (sync.startedAt ?? 0);
  return asked ? Math.min(sync.nextRunAt, sync.askedAt) : sync.nextRunAt;
}

/** Whether so many are missing that an admin must confirm before anybody is taken for gone. */
export const mustHold = (vanished: number, known: number): boolean =>
  vanished >= VANISHED_FREE && vanished > known * VANISHED_SHARE_MAX;

/** What a run that came to its end leaves. */
export const succeeded = (now: Instant): Partial<PeopleSync> => ({
  lastSuccessAt: now,
  failures: 0,
  failure: null,
  nextRunAt: now + POLL_EVERY_MS,
});

/** What a run that failed leaves: the next one waits longer, at least as long as the directory asks for. */
export const failed = (
  sync: PeopleSync,
  failure: SyncFailure,
  retryAfterMs: number,
): Partial<PeopleSync> => ({
  failures: sync.failures + 1,
  failure,
  nextRunAt:
    failure.at +
    Math.max(retryAfterMs, Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** sync.failures)),
});

/** How the sync stands, in one word. */
export type SyncStatus =
  'never-run' | 'first-sync' | 'running' | 'idle' | 'held' | 'failing' | 'consent-missing';

/** How the sync stands; `systemNow` is the system's clock, by which leases run. */
export function statusOf(sync: PeopleSync | null, systemNow: number): SyncStatus {
  if (sync === null || (sync.startedAt === null && sync.failures === 0)) return 'never-run';
  if (sync.leaseUntil > systemNow) return sync.lastSuccessAt === null ? 'first-sync' : 'running';
  if (sync.failure?.code === 'consent-missing') return 'consent-missing';
  if (sync.failures > 0) return 'failing';
  return sync.sweep === 'held' ? 'held' : 'idle';
}
