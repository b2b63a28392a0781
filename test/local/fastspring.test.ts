import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createLocalCloud, type LocalCloud } from '../../local/cloud.ts';
import { cardIn, type Card } from '../../local/fastspring/cards.ts';
import type { Session } from '../../local/fastspring/book.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'local-cloud-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const start = (): Promise<LocalCloud> =>
  createLocalCloud({ dataFile: join(folder, 'world.jsonl') });

const good = (): Card => {
  const card = cardIn('4242 4242 4242 4242', '12/31');
  if (typeof card === 'string') throw new Error(card);
  return card;
};

const openSession = ({ fastSpring }: LocalCloud): Session =>
  fastSpring.openSession({
    ...{ contact: { email: 'ada@contoso.com', country: 'NL' }, quantity: 25, priceMinor: 400 },
    ...{ currency: 'USD', tags: { orderId: 'an-order' } },
  });

/** Everything that can be seen of the payment provider. */
const seen = ({ fastSpring: { book, webhooks } }: LocalCloud): unknown => ({
  sessions: [...book.sessions.values()],
  accounts: [...book.accounts.values()],
  subscriptions: [...book.subscriptions.values()],
  orders: [...book.orders.values()],
  told: webhooks.all(),
  waiting: webhooks.waiting(),
});

describe('The payment provider, with a data file', () => {
  test('after a restart is as it was before, and what it has not told yet still waits', async () => {
    const first = await start();
    first.fastSpring.buy(openSession(first), good());
    openSession(first);
    const [subscription] = first.fastSpring.book.subscriptions.values();
    const [account] = first.fastSpring.book.accounts.values();
    if (subscription === undefined || account === undefined) throw new Error('Nothing was sold.');
    first.fastSpring.changeAddress(account, { city: 'Delft' });
    first.clock.advance('P1M');
    first.fastSpring.cancel(subscription);
    const before = seen(first);
    await first.close();

    const second = await start();
    expect(seen(second)).toEqual(before);
    expect(second.fastSpring.webhooks.waiting()).toBe(4);
    await second.close();
  });

  test('goes on charging and ending as it would have, with the same clock', async () => {
    const first = await start();
    first.fastSpring.buy(openSession(first), good());
    first.clock.advance('P1M');
    await first.close();
    const second = await start();
    second.clock.advance('P1M');
    const [subscription] = second.fastSpring.book.subscriptions.values();
    if (subscription === undefined) throw new Error('The subscription is gone.');
    expect(second.fastSpring.book.orders.size).toBe(3);
    second.fastSpring.cancel(subscription);
    await second.close();
    const third = await start();
    third.clock.advance('P1M');
    const states = [...third.fastSpring.book.subscriptions.values()].map(({ state }) => state);
    expect(states).toEqual(['deactivated']);
    expect(third.fastSpring.book.orders.size).toBe(3);
    await third.close();
  });

  test('what was dropped is not told after a restart', async () => {
    const first = await start();
    first.fastSpring.webhooks.hold();
    first.fastSpring.buy(openSession(first), good());
    first.fastSpring.webhooks.drop();
    await first.close();
    const second = await start();
    expect(second.fastSpring.webhooks.waiting()).toBe(0);
    expect(second.fastSpring.webhooks.all()).toHaveLength(2);
    await second.close();
  });
});
