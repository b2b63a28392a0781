import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** Numbers and times as the reader writes them. */
export interface Format {
  number(value: number): string;
  percent(share: number): string;
  /** A calendar day, `YYYY-MM-DD`. */
  day(day: string): string;
  /** The same, short, as under a chart. */
  shortDay(day: string): string;
  instant(at: string): string;
  /** Only the time of day. */
  time(at: string): string;
  /** How long ago, or in how long: "3 hours ago". */
  ago(at: string, nowMs: number): string;
  /** The size of a file: "2.4 MB". */
  bytes(size: number): string;
  /** About how long it takes: "2 minutes". */
  duration(seconds: number): string;
  /** An amount in whole minor units of its currency: "$192.00". */
  money(amount: { readonly amountMinor: number; readonly currency: string }): string;
}

const STEPS = [
  { unit: 'second', seconds: 1, upTo: 60 },
  { unit: 'minute', seconds: 60, upTo: 60 },
  { unit: 'hour', seconds: 3_600, upTo: 24 },
  { unit: 'day', seconds: 86_400, upTo: Number.POSITIVE_INFINITY },
] as const;

const BYTES = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A number of seconds in the largest unit of which there is at least one. */
export function inWholeUnits(seconds: number) {
  const size = Math.abs(seconds);
  const step = STEPS.find(({ seconds: unit, upTo }) => Math.round(size / unit) < upTo) ?? STEPS[3];
  return { unit: step.unit, value: Math.round(seconds / step.seconds) };
}

/** How to write numbers and times in a locale (BCP 47). */
export function formatIn(locale: string): Format {
  const numbers = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: 'percent' });
  // A calendar day is the same everywhere: written in UTC, as it is read.
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const shortDays = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  const instants = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const times = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return {
    number: (value) => numbers.format(value),
    percent: (share) => percents.format(share),
    day: (day) => days.format(new Date(day)),
    shortDay: (day) => shortDays.format(new Date(day)),
    instant: (at) => instants.format(new Date(at)),
    time: (at) => times.format(new Date(at)),
    ago: (at, nowMs) => {
      const { unit, value } = inWholeUnits((new Date(at).getTime() - nowMs) / 1_000);
      return relative.format(value, unit);
    },
    bytes: (size) => {
      const power = Math.min(BYTES.length - 1, Math.floor(Math.log10(Math.max(1, size)) / 3));
      return new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: BYTES[power] ?? 'byte',
        unitDisplay: power === 0 ? 'long' : 'short',
        maximumFractionDigits: 1,
      }).format(size / 1_000 ** power);
    },
    duration: (seconds) => {
      const { unit, value } = inWholeUnits(seconds);
      return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(
        value,
      );
    },
    money: ({ amountMinor, currency }) => {
      const amounts = new Intl.NumberFormat(locale, { style: 'currency', currency });
      const { maximumFractionDigits = 2 } = amounts.resolvedOptions();
      return amounts.format(amountMinor / 10 ** maximumFractionDigits);
    },
  };
}

/** How to write numbers and times for the reader. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  const { language } = i18n;
  return useMemo(() => formatIn(language), [language]);
}
