import { money, type Money } from '../../kernel/money.ts';

/** The currencies without cents that could be sold in; every other one has two decimals (ISO 4217). */
const WITHOUT_CENTS: ReadonlySet<string> = new Set(['JPY', 'KRW', 'CLP', 'VND']);

const decimalsOf = (currency: string): number => (WITHOUT_CENTS.has(currency) ? 0 : 2);

/** An amount as FastSpring writes it, a decimal number, in whole minor units. Reckoned by its digits, not by fractions. */
export function fromDecimal(value: number, currency: string): Money {
  const digits = value.toFixed(decimalsOf(currency)).replace('.', '');
  return money(Number(digits), currency);
}

/** An amount as FastSpring takes it. The nearest double prints as the very decimal. */
export const toDecimal = ({ amountMinor, currency }: Money): number =>
  Number(`${amountMinor}e-${decimalsOf(currency)}`);
