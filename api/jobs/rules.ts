import type { PersonId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/time.ts';

/** Where a job is. `partly-failed`: it ran to its end and some rows were refused; the rows say which and why. */
export type JobState =
  'queued' | 'running' | 'succeeded' | 'failed' | 'partly-failed' | 'cancelled';

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
  /** Why it failed: a code and words for the person who asked; null unless failed. */
  readonly failure: { readonly code: string; readonly detail: string } | null;
  readonly createdBy: PersonId | null;
  readonly createdAt: Instant;
  readonly startedAt: Instant | null;
  readonly finishedAt: Instant | null;
  readonly cancelAsked: boolean;
  /** Grows with every worker that takes the job; an older worker's writes are refused. */
  readonly epoch: number;
  /** Until when, on the system's clock, its worker holds it. */
  readonly leaseUntil: Instant;
  /** Queued or running: a field of its own so that open jobs can be found. */
  readonly open: boolean;
}
