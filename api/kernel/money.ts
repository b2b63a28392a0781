/** An amount of money: whole minor units (cents) of a currency, never a fraction of one. */
export interface Money {
  readonly amountMinor: number;
  /** ISO 4217, three capital letters. */
  readonly currency: string;
}

/** The amount, where it is one that can be reckoned with exactly. @throws Error for anything else: a bug */
export function money(amountMinor: number, currency: string): Money {
  if (!Number.isSafeInteger(amountMinor)) throw new Error('Money is whole minor units.');
  return { amountMinor, currency };
}

/** So many times the amount. */
export const times = ({ amountMinor, currency }: Money, count: number): Money =>
  money(amountMinor * count, currency);

/** Half of the amount, half a minor unit rounded up (B-6). */
export const halfOf = ({ amountMinor, currency }: Money): Money =>
  money(Math.floor((amountMinor + 1) / 2), currency);

/** What amounts come to, one sum for each currency, in the order in which the currencies come. */
export function totals(amounts: readonly Money[]): Money[] {
  const sums = new Map<string, number>();
  for (const { amountMinor, currency } of amounts)
    sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  return [...sums].map(([currency, amountMinor]) => money(amountMinor, currency));
}
