import type { Instant } from '../../kernel/time.ts';

/**
 * Whether seats are released without an administrator: never; where the learner has given the seat up; or also where the
 * learner did not answer.
 */
export const RELEASES = ['by-hand', 'given-up', 'unanswered'] as const;
export type Releases = (typeof RELEASES)[number];

/** How an account handles seats that are not used. Days are whole days of 24 hours. */
export interface ReclaimSettings {
  /** Who was not active for so long is advised to be asked. */
  readonly inactiveDays: number;
  /** So long after the question the learner is reminded, once. */
  readonly remindAfterDays: number;
  /** So long after the question an answer is waited for. */
  readonly answerWithinDays: number;
  /** Who has kept the seat is not asked again for so long. */
  readonly restDays: number;
  readonly releases: Releases;
  /** Null: never. */
  readonly changedAt: Instant | null;
}

/** As long as nothing was set. Nothing is released by itself. */
export const UNSET: ReclaimSettings = {
  inactiveDays: 90,
  remindAfterDays: 7,
  answerWithinDays: 14,
  restDays: 90,
  releases: 'by-hand',
  changedAt: null,
};
