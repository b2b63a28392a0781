import { money, times, type Money } from '../../kernel/money.ts';

/** The months of a term; an order renews for as many (B-5). */
export const TERM_MONTHS = 12;

/** In what a country pays that has no currency of its own in the price list (B-5). */
const FALLBACK_CURRENCY = 'USD';

/** The price of a seat for a month, in minor units, by currency. A currency is sold in once it stands here (B-5). */
const UNIT_PRICES: Readonly<Record<string, number>> = { USD: 400 };

/** The currency of each country that pays in its own; every other one pays in `FALLBACK_CURRENCY`, and is told so. */
const CURRENCIES: Readonly<Record<string, string>> = { US: 'USD', PR: 'USD', EC: 'USD', SV: 'USD' };

/** The price of a seat for a month as a country pays it. */
export interface UnitPrice {
  readonly price: Money;
  /** False: the country's own currency is not sold in, so it pays in another, at no exchange rate of ours. */
  readonly isOwnCurrency: boolean;
}

/** What a seat costs a month in a country: two capital letters, ISO 3166. */
export function tariffOf(country: string): UnitPrice {
  const own = CURRENCIES[country];
  const currency = own !== undefined && UNIT_PRICES[own] !== undefined ? own : FALLBACK_CURRENCY;
  return { price: money(UNIT_PRICES[currency] ?? 0, currency), isOwnCurrency: currency === own };
}

/** One line of a computation: `quantity` times `unit` is `amount`. */
export interface PriceLine {
  readonly code: 'seats-for-a-month' | 'months-of-the-term';
  readonly quantity: number;
  readonly unit: Money;
  readonly amount: Money;
}

/** What an order will cost before taxes, and how that was reckoned (B-5, OR-8). */
export interface Estimate extends UnitPrice {
  readonly seats: number;
  readonly country: string;
  readonly lines: readonly PriceLine[];
  /** Charged every month. */
  readonly monthly: Money;
  /** What the term comes to. */
  readonly annual: Money;
}

/** What so many seats cost: always reckoned here, never taken from a client (OR-12). */
export function estimateOf(seats: number, country: string): Estimate {
  const { price, isOwnCurrency } = tariffOf(country);
  const monthly = times(price, seats);
  const annual = times(monthly, TERM_MONTHS);
  return {
    ...{ seats, country, price, isOwnCurrency, monthly, annual },
    lines: [
      { code: 'seats-for-a-month', quantity: seats, unit: price, amount: monthly },
      { code: 'months-of-the-term', quantity: TERM_MONTHS, unit: monthly, amount: annual },
    ],
  };
}
