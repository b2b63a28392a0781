import type { Notice } from '../../notifications/rules/notices.ts';
import { DAY_MS, dayOf, type Instant } from '../../kernel/time.ts';
import { capacityAt, countingAt, countsUntil, type CapacityFacts } from './capacity.ts';
import type { AccountFact } from '../../subscriptions/rules/account-states.ts';
import type { Source } from '../../subscriptions/rules/places.ts';
import type { Limit } from './limit.ts';
import { thresholdsAfter } from './thresholds.ts';
import { forgottenAt, isGated, windowAfter, type LimitWindow } from './window.ts';

/** On these days before the end of a term it is told (G-5). */
const TERM_DAYS = [60, 30, 14, 7, 1] as const;
/** On these days before a window closes it is told; day 14 is the message that opens it, day 0 what follows (G-5). */
const WINDOW_DAYS = [7, 3, 1] as const;
/** So long after the last end an account that was not renewed may be purged by the operator (G-4). */
const PURGEABLE_AFTER_MS = 60 * DAY_MS;

/** What an account's limit is judged by. */
export interface LimitFacts extends CapacityFacts {
  /** How many people count. */
  readonly used: number;
}

/** Something that is to be told, and as of when. */
export interface Told {
  readonly notice: Notice;
  readonly at: Instant;
}

/** How an account loses the last of what gives it seats. */
type Ending = Extract<
  AccountFact,
  | 'last-subscription-expired'
  | 'last-subscription-moved'
  | 'last-order-unpaid'
  | 'last-seats-withdrawn'
>;

/** What a judgement comes to. */
export interface Judgement {
  readonly limit: Limit;
  readonly told: readonly Told[];
  /**
   * The last subscription has run out or gone elsewhere, or the last received seats are gone (P-7): the account's state
   * follows.
   */
  readonly ended: Ending | null;
  /** The operator may purge the tenant's data from now on. */
  readonly becamePurgeable: boolean;
}

const endOf = (sources: readonly Source[]): Instant | null =>
  sources.length === 0 ? null : Math.max(...sources.map(({ endsAt }) => endsAt));

/** Every instant at which time alone brings something about. */
function instants(limit: Limit, { sources }: CapacityFacts): Instant[] {
  const { window, lastEndsAt } = limit;
  const terms = sources.flatMap((source) => {
    // An order renews by itself: there is only its end, where one is known.
    if (source.order !== undefined) return source.order.until === null ? [] : [source.order.until];
    return [
      ...TERM_DAYS.map((days) => source.endsAt - days * DAY_MS),
      source.endsAt,
      ...WINDOW_DAYS.map((days) => countsUntil(source) - days * DAY_MS),
      countsUntil(source),
    ];
  });
  const ofWindow =
    window === null
      ? []
      : [
          ...WINDOW_DAYS.map((days) => window.closesAt - days * DAY_MS),
          window.closesAt,
          ...[forgottenAt(window)].filter((at) => at !== null),
        ];
  return [...terms, ...ofWindow, ...(lastEndsAt === null ? [] : [lastEndsAt + PURGEABLE_AFTER_MS])];
}

/** The next instant after `after` at which there is something to judge; null where nothing waits. */
export function nextInstant(
  limit: Limit,
  facts: CapacityFacts,
  after: Instant = limit.judgedAt,
): Instant | null {
  const later = instants(limit, facts).filter((at) => at > after);
  return later.length === 0 ? null : Math.min(...later);
}

/** What is told of a source because it is that instant. */
function tellTerms(source: Source, at: Instant): Notice[] {
  if (source.order !== undefined) return [];
  const { subscriptionId, endsAt } = source;
  const closesAt = countsUntil(source);
  const term = TERM_DAYS.filter((days) => at === endsAt - days * DAY_MS);
  const grace = WINDOW_DAYS.filter((days) => at === closesAt - days * DAY_MS);
  return [
    ...term.map((daysLeft): Notice => ({
      what: 'term-ends',
      subscriptionId,
      daysLeft,
      endsOn: dayOf(endsAt - 1),
    })),
    ...(at === endsAt ? [{ what: 'subscription-expired', subscriptionId, closesAt } as const] : []),
    ...grace.map((daysLeft): Notice => ({
      what: 'grace-days-left',
      reason: 'expired',
      daysLeft,
      closesAt,
    })),
  ];
}

const isOpen = (window: LimitWindow | null): boolean =>
  window !== null && window.closedAs === null && window.belowSince === null;

/** What is told of the way from one window to the next. */
function tellWindow(
  before: LimitWindow | null,
  after: LimitWindow | null,
  used: number,
  capacity: number | null,
  at: Instant,
  isTime: boolean,
): Notice[] {
  if (after !== null && capacity !== null && after.openedAt !== before?.openedAt)
    return [{ what: 'limit-reached', used, capacity, closesAt: after.closesAt }];
  const wasClosed = before !== null && before.closedAs !== null && before.belowSince === null;
  if (after === null || after.belowSince !== null) {
    if (wasClosed) return [{ what: 'learning-resumed' }];
    return isOpen(before) ? [{ what: 'window-closed', reason: 'limit' }] : [];
  }
  if (after.closedAs !== null) {
    if (before?.closedAs === after.closedAs && before.belowSince === null) return [];
    const eased = wasClosed && before.closedAs === 'stopped';
    return [
      eased ? { what: 'learning-resumed' } : { what: 'window-ended', outcome: after.closedAs },
    ];
  }
  if (!isTime) return [];
  const { closesAt } = after;
  return WINDOW_DAYS.filter((days) => at === closesAt - days * DAY_MS).map((daysLeft) => ({
    what: 'grace-days-left',
    reason: 'limit',
    daysLeft,
    closesAt,
  }));
}

/** By what the account has nothing left that gives it seats; null while it has. */
function endingAt(
  limit: Limit,
  { state, sources, shares }: LimitFacts,
  at: Instant,
): Ending | null {
  if (state !== 'Active' || countingAt(sources, at).length > 0 || shares.received > 0) return null;
  const hadOnlyReceived =
    (limit.received ?? 0) > 0 && countingAt(sources, limit.judgedAt).length === 0;
  if (hadOnlyReceived) return 'last-seats-withdrawn';
  const [last] = sources.toSorted((one, other) => countsUntil(other) - countsUntil(one));
  if (last === undefined) return 'last-subscription-moved';
  return last.order?.unpaid === true ? 'last-order-unpaid' : 'last-subscription-expired';
}

/** The limit as of one instant at which nothing earlier is left to judge. */
function judgeAt(limit: Limit, facts: LimitFacts, at: Instant): Judgement {
  const { state, sources, used } = facts;
  const isLive = state === 'Active' || state === 'Activation required';
  const counting = countingAt(sources, at);
  const ended = endingAt(limit, facts, at);
  const capacity = ended !== null || state === 'Inactive' ? 0 : capacityAt(facts, at);
  const limited = isLive && ended === null ? capacity : null;

  const window = windowAfter(limit.window, used, limited, at);
  const thresholds = thresholdsAfter(limit.told, used, limited, capacity !== limit.capacity);
  const lastEndsAt = endOf(sources) ?? limit.lastEndsAt;
  const purgeable =
    counting.length === 0 && lastEndsAt !== null && at >= lastEndsAt + PURGEABLE_AFTER_MS;
  const wasGated = isGated(limit.window, limit.judgedAt);
  const gated = isGated(window, at);
  const isOver = limited !== null && used > limited;
  const wasOver = limit.capacity !== null && limit.used > limit.capacity;
  const regate =
    wasGated !== gated || (gated && (capacity !== limit.capacity || isOver !== wasOver));

  // An instant is told of once: what was judged as of this very one has told of it.
  const isTime = at > limit.judgedAt;
  // In Trial no seat goes with what ends (G-1).
  const tellsTerms = isTime && state !== 'Inactive' && state !== 'Trial';
  const notices: Notice[] = [
    ...sources.flatMap((source) => (tellsTerms ? tellTerms(source, at) : [])),
    ...(limited === null ? [] : tellWindow(limit.window, window, used, limited, at, isTime)),
    ...(thresholds.tell === null || limited === null
      ? []
      : [
          {
            what: 'threshold-reached',
            threshold: thresholds.tell,
            used,
            capacity: limited,
          } as const,
        ]),
  ];
  return {
    limit: {
      ...limit,
      judgedAt: at,
      capacity,
      received: facts.shares.received,
      used,
      window,
      told: thresholds.told,
      known: sources.map(({ subscriptionId }) => subscriptionId),
      lastEndsAt,
      purgeable,
      gateEpoch: limit.gateEpoch + (regate ? 1 : 0),
    },
    told: notices.map((notice) => ({ notice, at })),
    ended,
    becamePurgeable: purgeable && !limit.purgeable,
  };
}

/**
 * How the account stands to its limit now (G-1 to G-5), and what is to be told since it was last judged. Everything that
 * fell due in between is judged as of its own instant and in order: a clock that jumps, or a service that stood still,
 * loses nothing and tells nothing twice. Whatever moves the count has it judged at once, so a count that was not judged
 * yet is taken to be older than what fell due meanwhile. The judging ends where the account's last subscription does:
 * its state changes by that, and the rest is judged in the new state.
 */
export function judge(before: Limit, facts: LimitFacts, now: Instant): Judgement {
  const known = new Set(before.known);
  const past: LimitFacts = {
    ...facts,
    sources: facts.sources.filter(({ subscriptionId }) => known.has(subscriptionId)),
  };
  // What gives seats now may have come after an end that nobody has judged: then the account goes on.
  const goesOn = countingAt(facts.sources, now).length > 0 || facts.shares.received > 0;
  let limit = before;
  const told: Told[] = [];
  let becamePurgeable = false;
  for (;;) {
    const next = nextInstant(limit, past);
    const isPast = next !== null && next < now;
    const isBefore = isPast && limit.used !== facts.used && next - 1 > limit.judgedAt;
    const at = isBefore ? next - 1 : isPast ? next : now;
    const step = judgeAt(limit, isPast ? past : facts, at);
    limit = step.limit;
    told.push(...step.told);
    becamePurgeable ||= step.becamePurgeable;
    const ended = goesOn ? null : step.ended;
    if (ended !== null || !isPast) return { limit, told, ended, becamePurgeable };
  }
}
