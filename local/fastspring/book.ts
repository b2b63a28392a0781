import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { DAY_MS } from '../durations.ts';
import type { Card } from './cards.ts';

/** What the seller sent with a purchase, and gets back with everything about it. */
export type Tags = Readonly<Record<string, string>>;

/** A checkout session. */
export interface Session {
  readonly id: string;
  readonly expires: number;
  readonly contact: Readonly<Record<string, string | null>>;
  readonly quantity: number;
  /** Of one for a month. */
  readonly priceMinor: number;
  readonly currency: string;
  readonly tags: Tags;
  /** The order that came of it. */
  order: string | null;
}

/** A payment. */
export interface Order {
  readonly id: string;
  readonly subscription: string;
  readonly account: string;
  readonly at: number;
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly currency: string;
  readonly tags: Tags;
  readonly from: number | null;
  readonly through: number | null;
}

/** A subscription. */
export interface Subscription {
  readonly id: string;
  readonly account: string;
  readonly tags: Tags;
  readonly quantity: number;
  readonly priceMinor: number;
  readonly currency: string;
  readonly begin: number;
  state: 'active' | 'overdue' | 'canceled' | 'deactivated';
  /** How many months are paid. */
  sequence: number;
  next: number | null;
  changed: number;
  reason: string | null;
}

/** Who pays. */
export interface Account {
  readonly id: string;
  contact: Readonly<Record<string, string | null>>;
  address: Readonly<Record<string, string | null>> | null;
  card: Card;
}

/** Something to be told by a webhook; its data is made when it happens. */
export interface Happening {
  readonly id: string;
  readonly type: string;
  readonly created: number;
  readonly data: unknown;
}

/** An id as FastSpring makes them: 22 characters. */
export const newId = (): string =>
  Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url');

/** Sales tax by country, in hundredths; elsewhere none. What real taxes are is FastSpring's business. */
const TAX_PERCENT: Readonly<Record<string, number>> = { NL: 21, DE: 19, FR: 20, BE: 21 };

/** The tax on an amount, half a minor unit rounded up. */
export const taxOn = (netMinor: number, country: string | null | undefined): number =>
  Math.floor((netMinor * (TAX_PERCENT[country ?? ''] ?? 0) + 50) / 100);

/** The same day so many months later, in UTC; where that month has no such day, its last one. */
export function monthsLater(at: number, months: number): number {
  const moved = new Date(at);
  const day = moved.getUTCDate();
  moved.setUTCMonth(moved.getUTCMonth() + months);
  if (moved.getUTCDate() !== day) moved.setUTCDate(0);
  return moved.getTime();
}

/** Everything that the stand-in knows. */
export interface Book {
  readonly sessions: Map<string, Session>;
  readonly accounts: Map<string, Account>;
  readonly subscriptions: Map<string, Subscription>;
  readonly orders: Map<string, Order>;
  ordersOf(subscription: string): Order[];
}

/** A book in which nothing stands. */
export function createBook(): Book {
  const orders = new Map<string, Order>();
  return {
    sessions: new Map(),
    accounts: new Map(),
    subscriptions: new Map(),
    orders,
    ordersOf: (subscription) =>
      [...orders.values()].filter((order) => order.subscription === subscription),
  };
}

/** A session lives for a day. */
export const SESSION_MS = DAY_MS;

/** The instant of a change: later than the one before, so that what came later can be told. */
export const changeOf = (clock: Clock, { changed }: Pick<Subscription, 'changed'>): number =>
  Math.max(clock.now(), changed + 1);
