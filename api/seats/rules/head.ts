import { MINUTE_MS, type Instant } from '../../kernel/time.ts';

/**
 * Whether acts may take seats in a bucket: `0` open, they may; `1` being set, nobody may for a moment; `2` closed, as
 * long as `used` stays within `granted` (G-2).
 */
export type Gate = 0 | 1 | 2;

/** A bucket's head: how many of its people count, and within what acts may add to that. */
export interface Head {
  readonly used: number;
  /** How many of its people could learn and have no enrolment in anything (MAU-12). */
  readonly unenrolled: number;
  readonly gate: Gate;
  /** With a closed gate: how many people of the bucket may count by acts. Over all buckets never more than capacity. */
  readonly granted: number;
  /** Which setting of the gate this is; an older one never replaces a newer. */
  readonly gateEpoch: number;
  /** The limit is to be judged again where `used` comes to this or more … */
  readonly judgeAtLeast: number;
  /** … or to this or less. */
  readonly judgeAtMost: number;
}

/** The head of a new bucket: without limit. */
export const NEW_HEAD: Head = {
  used: 0,
  unenrolled: 0,
  gate: 0,
  granted: 0,
  gateEpoch: 0,
  judgeAtLeast: Number.MAX_SAFE_INTEGER,
  judgeAtMost: -1,
};

/** Seats that an act has set aside in a bucket before it takes them: part of nobody's grant until it does, or gives them back. */
export interface Earmark {
  readonly earmarkId: string;
  readonly left: number;
  /** On the system's clock; one that is left behind is given back after `EARMARK_MAX_MS`. */
  readonly madeAt: Instant;
}

/** No act takes longer between setting seats aside and taking them. */
export const EARMARK_MAX_MS = MINUTE_MS;

/** Seats on their way from one bucket's grant to another's; kept in the first until the second has them. */
export interface Handover {
  readonly handoverId: string;
  readonly toBucket: number;
  readonly seats: number;
}

/** That a bucket has received a handover. */
export interface HandoverReceipt {
  readonly handoverId: string;
  readonly expiresAt: Instant;
}

/** What is free in a bucket's grant; negative where facts have lifted `used` above it. */
export const roomIn = ({ granted, used }: Pick<Head, 'granted' | 'used'>): number => granted - used;
