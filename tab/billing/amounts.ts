/** How many digits a currency has behind the point. */
const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    .maximumFractionDigits ?? 2;

/**
 * The amount that was typed, in minor units; null where it is none. Point and comma both stand before the fraction: no
 * price of one user is so high that thousands need a mark.
 */
export function readMinor(typed: string, currency: string): number | null {
  const digits = digitsOf(currency);
  const found = /^(\d{1,5})(?:[.,](\d+))?$/.exec(typed.trim());
  const fraction = found?.[2] ?? '';
  if (found === null || fraction.length > digits) return null;
  return Number(`${found[1] ?? ''}${fraction.padEnd(digits, '0')}`);
}
