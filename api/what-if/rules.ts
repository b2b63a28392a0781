import { money, times, totals, type Money } from '../kernel/money.ts';
import { dayOf, type Day } from '../kernel/time.ts';
import { terminationOf, type Order, type TerminationTerms } from '../orders/rules/order.ts';
import { TERM_MONTHS } from '../orders/rules/prices.ts';
import type { Month } from '../usage/rules/months.ts';

/** A full month of the account's own history. */
export interface PastMonth {
  readonly month: Month;
  /** The most people that counted on any day of it: so many seats it took. */
  readonly seats: number;
  /** Its monthly active users (M-1). */
  readonly activeUsers: number;
}

/**
 * The months of which both is known.
 * @param days the days on which the count was noted, the earliest first; between them the last one holds
 * @param activeUsersIn of a month; nobody was active in those that are left out
 */
export function pastMonths(
  months: readonly Month[],
  days: readonly { readonly day: Day; readonly used: number }[],
  activeUsersIn: ReadonlyMap<Month, number>,
): PastMonth[] {
  return months.flatMap((month) => {
    const before = days.findLast(({ day }) => day < `${month}-01`);
    const within = days.filter(({ day }) => day.startsWith(month));
    const counts = [...(before === undefined ? [] : [before]), ...within].map(({ used }) => used);
    if (counts.length === 0) return [];
    return [{ month, seats: Math.max(...counts), activeUsers: activeUsersIn.get(month) ?? 0 }];
  });
}

/** What a year of each plan comes to by the account's own history. */
export interface PlanComparison {
  readonly months: readonly PastMonth[];
  /** Fewer than twelve months are known: the year is reckoned from those. */
  readonly isProjected: boolean;
  readonly unitPrice: Money;
  /** The highest count of all months, and not fewer than an order must have (B-4). */
  readonly seats: number;
  readonly seatsAnnual: Money;
  /** Monthly active users of a year, added up (M-1); rounded up where projected. */
  readonly activeUsers: number;
  /**
   * Up to this price of an active user, whole minor units, a year of the MAU plan costs no more than one of seats; null
   * where nobody was active.
   */
  readonly breakEven: Money | null;
  /** With a price that somebody was offered; null where none is given. */
  readonly offered: {
    readonly unitPrice: Money;
    readonly annual: Money;
    readonly cheaper: 'seats' | 'mau' | 'same';
    /** By how much. */
    readonly difference: Money;
  } | null;
}

/**
 * Compares a year of the seats plan with one of the MAU plan. The MAU plan has no list price, so it is compared by the
 * price at which both cost the same, and by the price of an offer.
 * @param offeredMinor of an active user, in minor units of the same currency; null: none
 * @returns null where no full month is known
 */
export function comparePlans(
  months: readonly PastMonth[],
  unitPrice: Money,
  seatsMin: number,
  offeredMinor: number | null,
): PlanComparison | null {
  if (months.length === 0) return null;
  const seats = Math.max(seatsMin, ...months.map((month) => month.seats));
  const seatsAnnual = times(times(unitPrice, seats), TERM_MONTHS);
  const sum = months.reduce((all, { activeUsers }) => all + activeUsers, 0);
  const activeUsers = Math.ceil((sum * TERM_MONTHS) / months.length);
  const { amountMinor, currency } = seatsAnnual;
  return {
    ...{ months, isProjected: months.length < TERM_MONTHS, unitPrice, seats, seatsAnnual },
    activeUsers,
    breakEven: activeUsers === 0 ? null : money(Math.floor(amountMinor / activeUsers), currency),
    offered: offeredMinor === null ? null : offeredBeside(seatsAnnual, activeUsers, offeredMinor),
  };
}

function offeredBeside(
  seatsAnnual: Money,
  activeUsers: number,
  offeredMinor: number,
): PlanComparison['offered'] {
  const unitPrice = money(offeredMinor, seatsAnnual.currency);
  const annual = times(unitPrice, activeUsers);
  const more = annual.amountMinor - seatsAnnual.amountMinor;
  return {
    ...{ unitPrice, annual, cheaper: more === 0 ? 'same' : more > 0 ? 'seats' : 'mau' },
    difference: money(Math.abs(more), annual.currency),
  };
}

/** What ending an order now costs, against letting it run to the end of its term. */
export interface OrderEnding {
  readonly order: Order;
  readonly terms: TerminationTerms;
  /** What is charged until the renewal: the months that are left. */
  readonly charges: Money;
}

/** What ending the account now costs, against ending it at the renewal (B-6). */
export interface EndingComparison {
  readonly orders: readonly OrderEnding[];
  readonly today: { readonly endsOn: Day; readonly fees: readonly Money[] };
  readonly atRenewal: { readonly endsOn: Day; readonly charges: readonly Money[] };
  /** What ending today saves; by currency, never below 0. */
  readonly saved: readonly Money[];
}

/**
 * Compares ending today with ending each order at the end of its running term, without a fee.
 * @param orders those that run; null is returned where there are none
 */
export function compareEndings(orders: readonly Order[]): EndingComparison | null {
  if (orders.length === 0) return null;
  const endings = orders.map((order): OrderEnding => {
    const terms = terminationOf(order);
    return { order, terms, charges: terms.remaining };
  });
  const last = (days: readonly Day[]): Day => days.toSorted().at(-1) ?? '';
  return {
    orders: endings,
    today: {
      endsOn: last(endings.map(({ terms }) => dayOf(terms.effectiveAt))),
      fees: totals(endings.map(({ terms }) => terms.fee)),
    },
    atRenewal: {
      endsOn: last(endings.map(({ terms }) => terms.freeFromOn)),
      charges: totals(endings.map(({ charges }) => charges)),
    },
    saved: totals(
      endings.map(({ terms, charges }) =>
        money(charges.amountMinor - terms.fee.amountMinor, charges.currency),
      ),
    ),
  };
}
