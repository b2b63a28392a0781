import { HOUR_MS, type Instant } from '../../kernel/time.ts';
import { monthAfter, type Month } from './months.ts';

/** From which month on an account's months are those of a time zone. */
export interface ZoneFrom {
  /** Null: from the beginning. */
  readonly from: Month | null;
  /** An IANA name. */
  readonly timeZone: string;
}

/** An account's months, as its time zones make them. */
export interface Calendar {
  /** The month that holds the instant. */
  monthAt(at: Instant): Month;
  /** The first instant after the month. */
  endOf(month: Month): Instant;
  /** From when on the month never changes (M-2). */
  closesAt(month: Month): Instant;
}

/** So long after its end a month still takes what belongs to it (M-2). */
const OPEN_AFTER_END_MS = 72 * HOUR_MS;

/** How far a zone's clocks are ahead of UTC at an instant, in milliseconds. */
function offsetAt(format: Intl.DateTimeFormat, at: Instant): number {
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return shown - Math.floor(at / 1_000) * 1_000;
}

/** When a month begins in a time zone: at midnight there, or where clocks skip it at the first instant after. */
export function beginsAt(month: Month, timeZone: string): Instant {
  const midnight = Date.parse(`${month}-01T00:00:00Z`);
  if (timeZone === 'UTC') return midnight;
  const format = new Intl.DateTimeFormat('en-US-u-ca-gregory', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const guess = midnight - offsetAt(format, midnight);
  const before = midnight - offsetAt(format, guess);
  // Where clocks go back over midnight there are two, and the first one begins the month; where they skip it, neither guess
  // is one, and the later is the first instant after.
  const isMidnight = (at: Instant): boolean => at + offsetAt(format, at) === midnight;
  const candidates = [guess, before].filter(isMidnight);
  return candidates.length > 0 ? Math.min(...candidates) : Math.max(guess, before);
}

/**
 * The months of an account. A month ends by the zone that it began with, and a new zone acts from the next month (M-1): so
 * months follow each other without a gap, whatever zones are set.
 * @param zones the earliest first; the first one has no `from`
 */
export function calendarOf(zones: readonly ZoneFrom[]): Calendar {
  const ends = new Map<Month, Instant>();
  const zoneOf = (month: Month): string =>
    zones.findLast(({ from }) => from === null || from <= month)?.timeZone ?? 'UTC';
  const endOf = (month: Month): Instant => {
    const known = ends.get(month);
    if (known !== undefined) return known;
    const end = beginsAt(monthAfter(month, 1), zoneOf(month));
    ends.set(month, end);
    return end;
  };
  const monthAt = (at: Instant): Month => {
    const guess = new Date(at).toISOString().slice(0, 7);
    if (at >= endOf(guess)) return monthAfter(guess, 1);
    const before = monthAfter(guess, -1);
    return at < endOf(before) ? before : guess;
  };
  /** The month that was asked for last: what comes in a batch is mostly of one. */
  let last = { month: '', beginsAt: 0, endsAt: 0 };
  return {
    endOf,
    closesAt: (month) => endOf(month) + OPEN_AFTER_END_MS,
    monthAt(at) {
      if (at < last.beginsAt || at >= last.endsAt) {
        const month = monthAt(at);
        last = { month, beginsAt: endOf(monthAfter(month, -1)), endsAt: endOf(month) };
      }
      return last.month;
    },
  };
}

/** Months in UTC, as long as no account has set anything else. */
export const IN_UTC: readonly ZoneFrom[] = [{ from: null, timeZone: 'UTC' }];

/** The zones of an account after another one was set: it acts from the next month; the last one set before then holds. */
export function zonesAfter(
  zones: readonly ZoneFrom[],
  timeZone: string,
  now: Instant,
): readonly ZoneFrom[] {
  const from = monthAfter(calendarOf(zones).monthAt(now), 1);
  const acting = zones.filter((zone) => zone.from === null || zone.from < from);
  return acting.at(-1)?.timeZone === timeZone ? acting : [...acting, { from, timeZone }];
}
