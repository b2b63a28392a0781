/** How a card of the stand-in fares. */
export type CardManner = 'good' | 'declined' | 'expiring' | 'declined-later';

/** A card as it was typed. */
export interface Card {
  readonly brand: string;
  readonly lastFour: string;
  /** Month and year: `12/30`. */
  readonly expires: string;
  readonly manner: CardManner;
}

/**
 * The numbers that the stand-in knows; nothing real is taken. `expiring` is good at the checkout and expired at the next
 * charge, `declined-later` is good at the checkout and declined at the next charge.
 */
export const CARDS: Readonly<Record<string, CardManner>> = {
  '4242424242424242': 'good',
  '4000000000000002': 'declined',
  '4000000000000069': 'expiring',
  '4000000000000341': 'declined-later',
};

/** The card that a filled-in form names; a text says what is wrong with it. */
export function cardIn(number: string, expires: string): Card | string {
  const digits = number.replace(/\D/g, '');
  const manner = CARDS[digits];
  if (manner === undefined)
    return 'This card number is not known here. Use one of the numbers below.';
  if (!/^(0[1-9]|1[0-2])\/\d{2}$/.test(expires.trim()))
    return 'Write the expiry as month and year, such as 12/30.';
  if (manner === 'declined') return 'The card was declined. Use another card.';
  return { brand: 'visa', lastFour: digits.slice(-4), expires: expires.trim(), manner };
}
