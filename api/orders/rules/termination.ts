import { halfOf, money, times, type Money } from './money.ts';
import { TERM_MONTHS } from './prices.ts';

/**
 * What ending an order early costs (B-6): half of the price of the months that are left in the running term after the
 * cycle that is paid.
 * @param monthly what the order costs a month
 * @param monthsPaid how many months of the running term are paid, 0 to 12
 */
export function terminationFee(monthly: Money, monthsPaid: number): Money {
  const left = Math.max(0, TERM_MONTHS - monthsPaid);
  return left === 0 ? money(0, monthly.currency) : halfOf(times(monthly, left));
}
