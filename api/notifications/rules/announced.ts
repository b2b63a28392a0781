import { DAY_MS, type Instant } from '../../kernel/time.ts';
import { occasionOf, type Notice } from './notices.ts';

/** A notice as it is kept: it goes out to everybody who is to be told, and is then no longer open. */
export interface AnnouncedNotice {
  readonly noticeId: string;
  readonly at: Instant;
  readonly notice: Notice;
  /** What it is about (`occasionOf`): nobody is told twice of the same. */
  readonly occasion: string;
  /** Since when it waits to go out; null when everybody has a delivery. */
  readonly openSince: Instant | null;
  readonly expiresAt: Instant;
}

/** How long notices and what became of them can be looked up: a term of a year and the weeks around its end. */
const NOTICES_KEPT_MS = 400 * DAY_MS;

/** A notice that is announced now. */
export const announced = (noticeId: string, notice: Notice, at: Instant): AnnouncedNotice => ({
  noticeId,
  at,
  notice,
  occasion: occasionOf(notice, at),
  openSince: at,
  expiresAt: at + NOTICES_KEPT_MS,
});
