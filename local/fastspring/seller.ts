import type { Clock } from '../clock.ts';
import type { Faults } from '../faults.ts';
import type { Journal } from '../journal.ts';
import {
  changeOf,
  monthsLater,
  newId,
  SESSION_MS,
  taxOn,
  type Account,
  type Book,
  type Order,
  type Session,
  type Subscription,
  type Tags,
} from './book.ts';
import type { Card } from './cards.ts';
import { orderPayload, subscriptionPayload, type InvoiceUrl } from './payloads.ts';
import { createKeeper, restored } from './keeping.ts';
import { createWebhooks, type Webhooks } from './webhooks.ts';

/** What a session is opened with. */
export type NewSession = Pick<Session, 'contact' | 'quantity' | 'priceMinor' | 'currency' | 'tags'>;

/** The stand-in's own acts: what buyers, sellers and the clock bring about. */
export interface Seller {
  readonly book: Book;
  readonly webhooks: Webhooks;
  readonly openSession: (wish: NewSession) => Session;
  /** The buyer pays in a session; the same session again: the same order. */
  readonly buy: (session: Session, card: Card) => Order;
  readonly cancel: (subscription: Subscription) => boolean;
  readonly resume: (subscription: Subscription) => boolean;
  /** The provider ends a subscription by itself. */
  readonly end: (subscription: Subscription) => void;
  readonly charge: (subscription: Subscription, netMinor: number, tags: Tags) => boolean;
  readonly changeAddress: (account: Account, address: Account['address']) => void;
  readonly changeCard: (account: Account, card: Card) => void;
}

/**
 * Makes it; renewals go by the local clock.
 * @param journal where it is kept
 * @param entries what was kept: it goes on from there
 */
export function createSeller(
  clock: Clock,
  faults: Faults,
  invoiceUrl: InvoiceUrl,
  journal: Journal,
  entries: readonly unknown[],
): Seller {
  const kept = restored(entries);
  const { book } = kept;
  const keeper = createKeeper(kept, journal);
  const webhooks = createWebhooks(faults, kept.happenings, kept.waiting, keeper.done);
  /** An act that is kept. */
  const keeping =
    <A extends readonly unknown[], R>(act: (...given: A) => R) =>
    (...given: A): R => {
      const result = act(...given);
      keeper.changed();
      return result;
    };

  const tell = (type: string, data: unknown): void =>
    webhooks.tell({ id: newId(), type, created: clock.now(), data: structuredClone(data) });
  const tellSubscription = (type: string, subscription: Subscription): void =>
    tell(type, subscriptionPayload(book, subscription));

  const pay = (
    subscription: Subscription,
    netMinor: number,
    period: Pick<Order, 'from' | 'through'>,
    tags: Tags,
  ): Order => {
    const account = book.accounts.get(subscription.account);
    const country = account?.address?.['country'] ?? account?.contact['country'];
    const order: Order = {
      id: newId(),
      subscription: subscription.id,
      account: subscription.account,
      at: clock.now(),
      netMinor,
      taxMinor: taxOn(netMinor, country),
      currency: subscription.currency,
      tags,
      ...period,
    };
    book.orders.set(order.id, order);
    return order;
  };

  /** Charges the month that begins where the last one ends. */
  const rebill = (subscription: Subscription): void => {
    const { begin, priceMinor, quantity } = subscription;
    const manner = book.accounts.get(subscription.account)?.card.manner;
    if (manner !== 'good') {
      subscription.changed = changeOf(clock, subscription);
      subscription.state = 'overdue';
      subscription.reason = manner === 'expiring' ? 'EXPIRED_CARD' : 'DECLINED';
      const data = { reason: subscription.reason, account: subscription.account };
      tell('subscription.charge.failed', {
        ...data,
        subscription: subscriptionPayload(book, subscription),
      });
      return;
    }
    const from = monthsLater(begin, subscription.sequence);
    subscription.sequence += 1;
    subscription.next = monthsLater(begin, subscription.sequence);
    subscription.state = 'active';
    subscription.reason = null;
    subscription.changed = changeOf(clock, subscription);
    const period = { from, through: subscription.next };
    const order = pay(subscription, priceMinor * quantity, period, subscription.tags);
    tell('subscription.charge.completed', {
      order: orderPayload(book, order, invoiceUrl),
      subscription: subscriptionPayload(book, subscription),
      currency: order.currency,
      status: 'successful',
      timestamp: order.at,
    });
  };

  const end = (subscription: Subscription): void => {
    subscription.state = 'deactivated';
    subscription.next = null;
    subscription.changed = changeOf(clock, subscription);
    tellSubscription('subscription.deactivated', subscription);
  };

  const wait = (subscription: Subscription): void => {
    const due = subscription.next;
    if (due === null) return;
    clock.at(
      due,
      keeping(() => {
        if (subscription.next !== due) return;
        if (subscription.state === 'canceled') end(subscription);
        else if (subscription.state === 'active') {
          rebill(subscription);
          wait(subscription);
        }
      }),
    );
  };

  const accountFor = (contact: Session['contact'], card: Card): Account => {
    const account: Account = { id: newId(), contact, address: null, card };
    book.accounts.set(account.id, account);
    return account;
  };

  for (const subscription of book.subscriptions.values()) wait(subscription);

  return {
    book,
    webhooks,
    openSession: keeping((wish) => {
      const session: Session = {
        id: newId(),
        expires: clock.now() + SESSION_MS,
        order: null,
        ...wish,
      };
      book.sessions.set(session.id, session);
      return session;
    }),
    buy: keeping((session, card) => {
      const bought = session.order === null ? undefined : book.orders.get(session.order);
      if (bought !== undefined) return bought;
      const account = accountFor(session.contact, card);
      const begin = clock.now();
      const { quantity, priceMinor, currency, tags } = session;
      const subscription: Subscription = {
        ...{ id: newId(), account: account.id, tags, quantity, priceMinor, currency, begin },
        ...{
          state: 'active',
          sequence: 1,
          next: monthsLater(begin, 1),
          changed: begin,
          reason: null,
        },
      };
      book.subscriptions.set(subscription.id, subscription);
      const period = { from: begin, through: subscription.next };
      const order = pay(subscription, priceMinor * quantity, period, tags);
      session.order = order.id;
      wait(subscription);
      tell('order.completed', orderPayload(book, order, invoiceUrl));
      tellSubscription('subscription.activated', subscription);
      return order;
    }),
    cancel: keeping((subscription) => {
      if (subscription.state === 'deactivated') return false;
      if (subscription.state === 'canceled') return true;
      const isOverdue = subscription.state === 'overdue';
      subscription.state = 'canceled';
      subscription.changed = changeOf(clock, subscription);
      tellSubscription('subscription.canceled', subscription);
      // What is overdue has no paid period left to run.
      if (isOverdue) end(subscription);
      return true;
    }),
    resume: keeping((subscription) => {
      if (subscription.state === 'deactivated') return false;
      if (subscription.state !== 'canceled') return true;
      subscription.state = 'active';
      subscription.changed = changeOf(clock, subscription);
      tellSubscription('subscription.uncanceled', subscription);
      return true;
    }),
    end: keeping(end),
    charge: keeping((subscription, netMinor, tags) => {
      if (book.accounts.get(subscription.account)?.card.manner !== 'good') return false;
      const order = pay(
        subscription,
        netMinor,
        { from: null, through: null },
        { ...subscription.tags, ...tags },
      );
      tell('order.completed', orderPayload(book, order, invoiceUrl));
      return true;
    }),
    changeAddress: keeping((account, address) => {
      account.address = address;
    }),
    changeCard: keeping((account, card) => {
      account.card = card;
      for (const subscription of book.subscriptions.values()) {
        if (subscription.account !== account.id || subscription.state === 'deactivated') continue;
        subscription.changed = changeOf(clock, subscription);
        tell('subscription.updated', {
          ...subscriptionPayload(book, subscription),
          paymentMethodAction: 'updated',
        });
        if (subscription.state !== 'overdue') continue;
        rebill(subscription);
        wait(subscription);
      }
    }),
  };
}
