import type { Money } from '../../kernel/money.ts';
import { startOfDay, type Day, type Instant } from '../../kernel/time.ts';
import type { Month } from '../../usage/rules/months.ts';
import type { CustomerNotice } from '../rules/customer-notices.ts';
import type { OrderNotice } from '../rules/order-notices.ts';
import type { NoticeKind, NoticeOf } from '../rules/notices.ts';

/** The forms of a word by number; `#` stands for the number. */
export type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & {
  readonly other: string;
};

/** Writes figures and times as the recipient's locale does. */
export interface Say {
  number(value: number): string;
  percent(hundredths: number): string;
  /** `1 seat`, `1,200 seats`. */
  count(value: number, forms: Forms): string;
  /** With the currency's own sign. */
  money(amount: Money): string;
  day(day: Day): string;
  /** Month and year. */
  month(month: Month): string;
  /** Day and time, in UTC and said so. */
  moment(at: Instant): string;
}

/** How a notice begins and what it says; each paragraph stands alone. */
export interface Words {
  readonly subject: string;
  readonly paragraphs: readonly string[];
}

/** What is said of orders in one language. */
export type OrderTexts = Pick<Texts['notices'], OrderNotice['what']>;

/** What is said of customers in one language. */
export type CustomerTexts = Pick<Texts['notices'], CustomerNotice['what']>;

/** What is said of peer accounts in one language. */
export type PeerTexts = Pick<Texts['notices'], Extract<NoticeKind, `peer-${string}`>>;

/** Everything that is said in one language. A kind of notice without words does not compile. */
export interface Texts {
  readonly notices: {
    readonly [K in NoticeKind]: (notice: NoticeOf<K>, say: Say) => Words;
  };
  /** Whom to ask for more seats (G-7); null where nobody is named. */
  readonly moreSeats: (contact: string | null) => string;
  /** On the button that opens the tab. */
  readonly act: string;
  /** Why an administrator gets this. */
  readonly footer: string;
  /** On the button with which somebody answers whether the seat is still needed. */
  readonly answer: string;
  /** Why somebody gets this who is told as a learner. */
  readonly learnerFooter: string;
}

/** Figures and times in a locale. */
export function sayIn(locale: string): Say {
  const numbers = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: 'percent' });
  const plurals = new Intl.PluralRules(locale);
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const months = new Intl.DateTimeFormat(locale, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const moments = new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  return {
    number: (value) => numbers.format(value),
    percent: (hundredths) => percents.format(hundredths / 100),
    count: (value, forms) =>
      (forms[plurals.select(value)] ?? forms.other).replace('#', numbers.format(value)),
    money: ({ amountMinor, currency }) => {
      const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
      const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
      return format.format(Number(`${amountMinor}e-${digits}`));
    },
    day: (day) => days.format(startOfDay(day)),
    month: (month) => months.format(startOfDay(`${month}-01`)),
    moment: (at) => `${moments.format(at)} UTC`,
  };
}
