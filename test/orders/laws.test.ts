import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS } from '../../api/kernel/time.ts';
import { orderAfter, type OrderFact, type OrderState } from '../../api/orders/rules/states.ts';
import { cardIn } from '../../local/fastspring/cards.ts';
import { signatureOf } from '../../local/fastspring/webhooks.ts';
import { fewRuns } from '../store-under-test.ts';
import { startWorld, type TestWorld } from '../world.ts';
import {
  EXPIRING,
  fillIn,
  GOOD,
  orderOf,
  pass,
  place,
  settled,
  standing,
  type ShownOrder,
} from './buying.ts';

const isFull = process.env['HEADCOUNT_MATRIX'] === 'full';

const STATES: readonly OrderState[] = ['Active', 'Suspended', 'Canceled initiated', 'Canceled'];
const FACTS: readonly OrderFact[] = [
  'paid',
  'payment-failed',
  'provider-ended',
  'deactivated',
  'reactivated',
];

describe('The table of order states (B-3, OR-20 to OR-25)', () => {
  test('has these moves and no others; Canceled is final', () => {
    const moves = STATES.flatMap((from) =>
      FACTS.flatMap((fact) => {
        const to = orderAfter(from, fact);
        return to === null ? [] : [`${from}, ${fact}: ${to}`];
      }),
    );
    expect(moves.sort()).toEqual([
      'Active, deactivated: Canceled initiated',
      'Active, payment-failed: Suspended',
      'Canceled initiated, provider-ended: Canceled',
      'Canceled initiated, reactivated: Active',
      'Suspended, deactivated: Canceled initiated',
      'Suspended, paid: Active',
      'Suspended, provider-ended: Canceled',
    ]);
  });
});

/** One thing that happens. */
type Act =
  | { readonly act: 'buy'; readonly seats: number; readonly good: boolean }
  | { readonly act: 'pass'; readonly duration: string }
  | { readonly act: 'hold' | 'drop' | 'forge' | 'deactivate' | 'reactivate' | 'stop' }
  | {
      readonly act: 'release';
      readonly reversed: boolean;
      readonly apart: boolean;
      readonly times: number;
    }
  | { readonly act: 'card'; readonly good: boolean };

const acts: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('buy' as const),
      seats: fc.integer({ min: 10, max: 40 }),
      good: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constant('pass' as const),
      duration: fc.constantFrom('PT3H', 'P6D', 'P16D', 'P1M'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom<Act>(
      { act: 'hold' },
      { act: 'drop' },
      { act: 'forge' },
      { act: 'stop' },
    ),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('release' as const),
      reversed: fc.boolean(),
      apart: fc.boolean(),
      times: fc.integer({ min: 1, max: 2 }),
    }),
  },
  { weight: 2, arbitrary: fc.constantFrom<Act>({ act: 'deactivate' }, { act: 'reactivate' }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('card' as const), good: fc.boolean() }) },
);

async function perform(world: TestWorld, act: Act): Promise<void> {
  const owner = world.api('owner');
  const { webhooks, book, changeCard } = world.cloud.fastSpring;
  switch (act.act) {
    case 'buy': {
      const { status, body } = await place(owner, act.seats);
      if (status === 201) await fillIn(body.checkoutUrl ?? '', act.good ? GOOD : EXPIRING);
      break;
    }
    case 'pass':
      return pass(world, act.duration);
    case 'hold':
      webhooks.hold();
      return;
    case 'drop':
      webhooks.drop();
      return;
    case 'release':
      await webhooks.release(act);
      break;
    case 'forge': {
      const body = JSON.stringify({
        events: webhooks.all().map((event) => ({ ...event, id: `forged-${event.id}` })),
      });
      const answer = await fetch(`${world.origin}/webhooks/fastspring`, {
        method: 'POST',
        headers: { 'X-FS-Signature': signatureOf(body, 'not the secret of the provider') },
        body,
      });
      expect(answer.status).toBe(401);
      break;
    }
    case 'deactivate': {
      const { body } = await owner.get<{ subdomain: string }>('/api/account');
      await owner.post('/api/account/deactivation?preview=false', { confirmation: body.subdomain });
      break;
    }
    case 'reactivate':
      await owner.post('/api/account/reactivation');
      break;
    case 'stop':
      await world.restart();
      break;
    case 'card': {
      const card = cardIn(act.good ? GOOD : EXPIRING, '12/31');
      if (typeof card !== 'string')
        for (const account of book.accounts.values()) changeCard(account, card);
      break;
    }
  }
  await settled(world);
}

async function ordersOf(world: TestWorld): Promise<ShownOrder[]> {
  const { body } = await world
    .api('owner')
    .get<{ items: { id: string }[] }>('/api/orders?limit=500');
  return Promise.all(body.items.map(({ id }) => orderOf(world, id)));
}

/** What the provider's own book says that was paid for, by B-3 and B-7. */
function paidFor(world: TestWorld): number {
  const { book } = world.cloud.fastSpring;
  const now = world.world().clock.now();
  return [...book.subscriptions.values()].reduce((sum, { id, state, quantity, next }) => {
    const through = Math.max(...book.ordersOf(id).map((order) => order.through ?? 0));
    const gives =
      state === 'active' || (state === 'overdue' ? now < (next ?? 0) + 30 * DAY_MS : now < through);
    return sum + (gives ? quantity : 0);
  }, 0);
}

/** The laws that hold at every moment. */
async function checkAlways(world: TestWorld): Promise<void> {
  const orders = await ordersOf(world);
  const { book } = world.cloud.fastSpring;
  expect(orders.length).toBeLessThanOrEqual(book.subscriptions.size);
  expect(new Set(orders.map(({ id }) => id)).size).toBe(orders.length);
  for (const order of orders) {
    expect(STATES).toContain(order.state);
    expect(order.payments.some(({ kind }) => kind === 'charge')).toBe(true);
    const fees = order.payments.filter(({ kind }) => kind === 'termination-fee');
    expect(fees.length).toBeLessThanOrEqual(1);
  }
  const { state, capacity } = await standing(world);
  const given = orders
    .filter(({ givesSeats }) => givesSeats)
    .reduce((sum, { seats }) => sum + seats, 0);
  // Where orders give seats the account works, and where the last of them ends it does not go on (AC-4, AC-10).
  if (given > 0) expect(['Active', 'Activation required']).toContain(state);
  else expect(state).not.toBe('Active');
  if (state === 'Active' || state === 'Activation required')
    expect(capacity).toBe(given === 0 ? null : given);
}

/** The laws that hold once the provider was asked: ours is what the provider has. */
async function checkHealed(world: TestWorld): Promise<void> {
  const { webhooks, book } = world.cloud.fastSpring;
  await webhooks.release();
  await pass(world, 'P2D');
  await pass(world, 'PT2H');
  await checkAlways(world);
  const orders = await ordersOf(world);
  expect(orders).toHaveLength(book.subscriptions.size);
  const taken = orders
    .flatMap(({ payments }) => payments)
    .reduce((sum, { net }) => sum + net.amountMinor, 0);
  const charged = [...book.orders.values()].reduce((sum, { netMinor }) => sum + netMinor, 0);
  expect(taken).toBe(charged);
  const given = orders
    .filter(({ givesSeats }) => givesSeats)
    .reduce((sum, { seats }) => sum + seats, 0);
  expect(given).toBe(paidFor(world));
}

describe('Orders, webhooks, the clock and stops in any order', () => {
  test(
    'states are those of the table, capacity is what was paid for, money adds up, and there is no order twice',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(acts, { minLength: 4, maxLength: isFull ? 18 : 10 }),
          async (plan) => {
            const world = await startWorld();
            try {
              for (const act of plan) {
                await perform(world, act);
                await checkAlways(world);
              }
              await checkHealed(world);
            } finally {
              await world.stop();
            }
          },
        ),
        {
          numRuns: isFull ? 60 : fewRuns ? 2 : 5,
          endOnFailure: !isFull,
          ...(isFull ? {} : { seed: 7 }),
        },
      );
    },
    isFull ? 3_600_000 : 240_000,
  );
});
