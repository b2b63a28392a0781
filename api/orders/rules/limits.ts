import { AppError, invalid } from '../../kernel/errors.ts';

/** The first confirmed order of an account has at least so many seats (B-4, OR-4). */
const FIRST_ORDER_SEATS_MIN = 10;
/** A card order has at most so many (B-4, OR-3); several add up. */
const ORDER_SEATS_MAX = 3_500;
/** Where an account may buy by card (B-4, OR-2). */
export const CARD_REGION = 'US';

/** How many seats the next card order of an account may have. */
export interface OrderBounds {
  readonly min: number;
  readonly max: number;
}

/** Abandoned checkouts and keys do not use up the first order (B-4). */
export const orderBounds = (hasConfirmedOrder: boolean): OrderBounds => ({
  min: hasConfirmedOrder ? 1 : FIRST_ORDER_SEATS_MIN,
  max: ORDER_SEATS_MAX,
});

/** Refuses a number of seats outside the bounds. @throws AppError `invalid-input` */
export function refuseSeats(seats: number, { min, max }: OrderBounds): void {
  if (seats < min)
    throw invalid(
      '/seats',
      'too-few-seats',
      min === FIRST_ORDER_SEATS_MIN
        ? `The first order of an account has at least ${min} seats. Order ${min} or more.`
        : `An order has at least ${min} seat.`,
    );
  if (seats > max)
    throw invalid(
      '/seats',
      'too-many-seats',
      `One card order has at most ${max} seats. Place several orders, which add up, or ask for a purchase order.`,
    );
}

/** Refuses an account of a region without card orders. @throws AppError `card-not-offered` */
export function refuseRegion(region: string): void {
  if (region !== CARD_REGION)
    throw new AppError(
      'card-not-offered',
      `Seats can be bought by card in the region ${CARD_REGION} only; this account belongs to ${region}. Ask for a purchase order instead: POST /api/purchase-orders.`,
      { region },
    );
}

/** So many running orders an account may have: all of them end in one commit when it is deactivated. */
export const ORDERS_LIVE_MAX = 80;
