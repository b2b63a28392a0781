import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import { HOUR_MS } from '../durations.ts';
import type { Faults, NotificationFault } from '../faults.ts';

/** One item of a change notification collection. */
export type NotificationItem = Readonly<Record<string, unknown>>;

/** Sends notifications to their endpoints, several in one request, at least once and in any order. */
export interface Delivery {
  send(url: string, item: NotificationItem): void;
  /** Resolves when nothing is waiting to be sent or on its way. */
  readonly settled: () => Promise<void>;
  readonly stop: () => void;
}

/** Items for one endpoint are gathered for this long (system clock). */
const GATHERING_MS = 20;
const MOST_ITEMS = 100;

/** An endpoint has this long to answer (system clock). */
const PATIENCE_MS = 10_000;

/** What was not taken is sent again after this long and then after twice as long each time, for four hours (local clock). */
const FIRST_RETRY_MS = 10_000;
const RETRIED_FOR_MS = 4 * HOUR_MS;

/** The host under which faults for deliveries are queued. */
const NOTIFICATIONS = 'notifications';

/** A delivery on the local clock, with queued faults in its way. */
export function createDelivery(clock: Clock, faults: Faults): Delivery {
  const waiting = new Map<string, NotificationItem[]>();
  const underWay = new Set<Promise<void>>();
  const stopped = new AbortController();

  const track = (work: Promise<void>): void => {
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  };

  const post = async (url: string, items: readonly NotificationItem[]): Promise<boolean> => {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json; charset=utf-8' },
        body: JSON.stringify({ value: items }),
        redirect: 'manual',
        signal: AbortSignal.any([stopped.signal, AbortSignal.timeout(PATIENCE_MS)]),
      });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  };

  const attempt = async (
    url: string,
    items: readonly NotificationItem[],
    firstAt: number,
    waitMs: number,
  ): Promise<void> => {
    const fault = faults.strike(NOTIFICATIONS, {
      method: 'POST',
      url: new URL(url),
      headers: {},
    })?.notification;
    let taken = true;
    for (const batch of fault === undefined ? [items] : altered(fault, items)) {
      taken = (await post(url, batch)) && taken;
    }
    if (taken || stopped.signal.aborted || clock.now() + waitMs > firstAt + RETRIED_FOR_MS) return;
    clock.at(clock.now() + waitMs, () => track(attempt(url, items, firstAt, waitMs * 2)));
  };

  const flush = async (url: string): Promise<void> => {
    await sleep(GATHERING_MS);
    const items = waiting.get(url) ?? [];
    waiting.delete(url);
    for (let first = 0; first < items.length; first += MOST_ITEMS) {
      await attempt(url, items.slice(first, first + MOST_ITEMS), clock.now(), FIRST_RETRY_MS);
    }
  };

  return {
    send(url, item) {
      const gathered = waiting.get(url);
      if (gathered) gathered.push(item);
      else {
        waiting.set(url, [item]);
        track(flush(url));
      }
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    stop: () => stopped.abort(),
  };
}

/** What a fault makes of one delivery: the requests that are sent instead. */
function altered(
  fault: NotificationFault,
  items: readonly NotificationItem[],
): NotificationItem[][] {
  switch (fault) {
    case 'lost':
      return [];
    case 'duplicated':
      return [[...items], [...items]];
    case 'reordered':
      return [items.toReversed()];
    case 'wrongClientState':
      return [items.map((item) => ({ ...item, clientState: 'not-the-client-state' }))];
    case 'unknownSubscription':
      return [items.map((item) => ({ ...item, subscriptionId: randomUUID() }))];
  }
}
