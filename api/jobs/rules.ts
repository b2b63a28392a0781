import type { PersonId } from '../kernel/ids.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../kernel/time.ts';
import type { Instant } from '../kernel/time.ts';

/** Where a job is. `partly-failed`: it ran to its end and some rows were refused; the rows say which and why. */
export type JobState =
  'queued' | 'running' | 'succeeded' | 'failed' | 'partly-failed' | 'cancelled';

/** Why a job failed: a stable code, and words for the person who asked. */
export interface JobFailure {
  readonly code: string;
  readonly detail: string;
}

/** Long work that outlives a request and a crash. */
export interface Job {
  readonly jobId: string;
  readonly kind: string;
  readonly state: JobState;
  readonly input: Readonly<Record<string, unknown>>;
  readonly done: number;
  /** Null while it is not known how much there is. */
  readonly total: number | null;
  /** Where to go on after a stop; shaped by the kind of job. */
  readonly checkpoint: unknown;
  readonly result: unknown;
  /** Null unless failed. */
  readonly failure: JobFailure | null;
  readonly createdBy: PersonId | null;
  readonly createdAt: Instant;
  readonly startedAt: Instant | null;
  readonly finishedAt: Instant | null;
  /** How much longer it takes at its pace; null while that is not known. */
  readonly etaSeconds: number | null;
  /** False for work that finishes what was already decided, as a deletion does. */
  readonly cancellable: boolean;
  readonly cancelAsked: boolean;
  /** Grows with every worker that takes the job; an older worker's writes are refused. */
  readonly epoch: number;
  /** How often it was taken since it last got on; see `TRIES_MAX`. */
  readonly tries: number;
  /** Until when, on the system's clock, its worker holds it, or nobody may take it again. */
  readonly leaseUntil: Instant;
  /** Queued or running: a field of its own so that open jobs can be found. */
  readonly open: boolean;
  /** `createdAt` turned round, so that the newest come first. */
  readonly newness: number;
  /** When its files (upload, rows) go; null while it is open and once they are gone. */
  readonly filesExpireAt: Instant | null;
}

/** For how long a worker holds a job without a sign of life. */
export const LEASE_MS = 15 * SECOND_MS;
/** A job that was taken so often without getting on is given up, or rests: it would stop its worker again and again. */
export const TRIES_MAX = 10;
/** How long work that must end rests after so many tries. */
export const REST_MS = 10 * MINUTE_MS;
/** How long the files of a finished job are kept: the upload and the rows. */
export const JOB_FILES_KEPT_MS = 30 * DAY_MS;

/** How long a job waits after a passing fault: 1 s, doubled with every try, at most a minute. */
export const retryWaitMs = (tries: number): number => Math.min(SECOND_MS * 2 ** tries, MINUTE_MS);

/**
 * Whether a worker may take the job now. `alone`: this process is the only one, so that a running job which it does
 * not work on is one that a crash left behind, whatever its lease says.
 */
export const mayTake = (job: Job, systemNow: Instant, alone: boolean): boolean =>
  job.open && (job.leaseUntil <= systemNow || (alone && job.state === 'running'));

/** The seconds that are left at the pace so far, or null where the pace or the end is not known. */
export function etaSecondsOf(
  elapsedMs: number,
  doneMeanwhile: number,
  left: number | null,
): number | null {
  if (left === null || doneMeanwhile <= 0) return null;
  return Math.round((elapsedMs / doneMeanwhile) * (Math.max(0, left) / SECOND_MS));
}
