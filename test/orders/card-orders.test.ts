import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startWorld, type TestWorld } from '../world.ts';
import {
  buy,
  CONTACT,
  DECLINED,
  fillIn,
  GOOD,
  orderOf,
  pass,
  place,
  settled,
  standing,
  type ShownCheckout,
} from './buying.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const owner = () => world.api('owner');

describe('Estimates', () => {
  test('OR-8, B-5: 4 seats are 192.00 USD a year and 16.00 a month, line by line', async () => {
    const { status, body } = await owner().post('/api/orders/estimates', {
      seats: 4,
      country: 'US',
    });
    expect(status).toBe(200);
    const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });
    expect(body).toMatchObject({
      annual: usd(19_200),
      monthly: usd(1_600),
      unitPrice: usd(400),
      tax: null,
    });
    expect(body['lines']).toEqual([
      { code: 'seats-for-a-month', quantity: 4, unit: usd(400), amount: usd(1_600) },
      { code: 'months-of-the-term', quantity: 12, unit: usd(1_600), amount: usd(19_200) },
    ]);
  });

  test('OR-9: 40 seats are 160.00 a month; a country without a currency of its own pays in USD and is told so', async () => {
    const { body } = await owner().post('/api/orders/estimates', { seats: 40, country: 'NL' });
    expect(body).toMatchObject({
      monthly: { amountMinor: 16_000 },
      currencyNote: 'charged-in-usd',
    });
  });

  test.each([0, -1, 2.5, '1e3', '4', null])('refuse %p seats with what to do', async (seats) => {
    const { status, body } = await owner().post('/api/orders/estimates', { seats, country: 'US' });
    expect(status).toBe(400);
    expect(body['errors']).toMatchObject([{ path: '/seats' }]);
  });
});

describe('Card orders', () => {
  test('OR-44, B-3: give seats from the provider’s confirmation on, and not before', async () => {
    const { status, body } = await place(owner(), 10);
    expect(status).toBe(201);
    expect(await standing(world)).toMatchObject({ state: 'Trial', capacity: null });
    expect((await owner().get(`/api/orders/${body.id}`)).status).toBe(404);
    expect(await fillIn(body.checkoutUrl ?? '', GOOD)).toBe(200);
    await settled(world);
    expect(await standing(world)).toEqual({ state: 'Active', reason: null, capacity: 10 });
    const order = await orderOf(world, body.id);
    expect(order).toMatchObject({ state: 'Active', seats: 10, givesSeats: true });
    const [payment] = order.payments;
    expect(payment).toMatchObject({
      kind: 'charge',
      net: { amountMinor: 4_000 },
      gave: { seats: 10 },
    });
    expect(payment?.eventId).not.toBeNull();
    expect((await fetch(payment?.invoiceUrl ?? '')).status).toBe(200);
    const checkout = await owner().get<ShownCheckout>(`/api/checkouts/${body.id}`);
    expect(checkout.body).toMatchObject({ state: 'completed', checkoutUrl: null });
  });

  test('OR-3, OR-4: 9 as the first order and 3,501 are refused, 10 and 3,500 accepted', async () => {
    for (const seats of [9, 3_501, 0, -1, 2.5, '1e3']) {
      const { status, body } = await place(owner(), seats);
      expect(status).toBe(400);
      expect(body.errors?.[0]?.path).toBe('/seats');
    }
    expect((await place(owner(), 10)).status).toBe(201);
    expect((await place(owner(), 3_500)).status).toBe(201);
  });

  test('OR-5: after the first order fewer than 10 are allowed, and several add up', async () => {
    await buy(world, 10);
    await buy(world, 4);
    expect(await standing(world)).toMatchObject({ capacity: 14 });
    const { body } = await owner().get<{ items: { seats: number }[] }>('/api/orders');
    expect(body.items.map(({ seats }) => seats).sort()).toEqual([10, 4]);
  });

  test('B-4: an abandoned checkout does not use up the first order', async () => {
    const { body } = await place(owner(), 10);
    await world.advance('P2D');
    await settled(world);
    const checkout = await owner().get<ShownCheckout>(`/api/checkouts/${body.id}`);
    expect(checkout.body.state).toBe('abandoned');
    expect((await place(owner(), 9)).status).toBe(400);
  });

  test('a declined card buys nothing, and another one does on the same page', async () => {
    const { body } = await place(owner(), 12);
    expect(await fillIn(body.checkoutUrl ?? '', DECLINED)).toBe(402);
    await settled(world);
    expect(await standing(world)).toMatchObject({ state: 'Trial' });
    expect(await fillIn(body.checkoutUrl ?? '', GOOD)).toBe(200);
    await settled(world);
    expect(await standing(world)).toMatchObject({ state: 'Active', capacity: 12 });
  });

  test('retries of one click make one order', async () => {
    const tries = await Promise.all([1, 2, 3].map(() => place(owner(), 10, {}, 'one-click')));
    const again = await place(owner(), 10, {}, 'one-click');
    const ids = [...tries, again].filter(({ status }) => status === 201).map(({ body }) => body.id);
    expect(new Set(ids).size).toBe(1);
    await fillIn(again.body.checkoutUrl ?? '', GOOD);
    await fillIn(again.body.checkoutUrl ?? '', GOOD);
    await settled(world);
    const { body } = await owner().get<{ items: unknown[] }>('/api/orders');
    expect(body.items).toHaveLength(1);
    expect(await standing(world)).toMatchObject({ capacity: 10 });
  });

  test('OR-12: a price, a total or a currency of the client is refused', async () => {
    for (const more of [
      { unitPrice: 1 },
      { currency: 'EUR' },
      { total: { amountMinor: 1, currency: 'USD' } },
    ])
      expect((await place(owner(), 10, more)).status).toBe(400);
  });

  test('what webhooks lost is found when the buyer comes back, and by asking the provider', async () => {
    const { webhooks } = world.cloud.fastSpring;
    webhooks.hold();
    const { body } = await place(owner(), 10);
    await fillIn(body.checkoutUrl ?? '', GOOD);
    webhooks.drop();
    await owner().get(`/api/checkouts/${body.id}`);
    await settled(world);
    expect(await standing(world)).toMatchObject({ state: 'Active', capacity: 10 });
    expect((await orderOf(world, body.id)).payments).toMatchObject([{ eventId: null }]);
  });

  test('taxes are those of the provider', async () => {
    const id = await buy(world, 10, GOOD, 'NL');
    const [payment] = (await orderOf(world, id)).payments;
    expect(payment).toMatchObject({ net: { amountMinor: 4_000 }, total: { amountMinor: 4_840 } });
  });

  test('OR-26, OR-43, B-9: an order cannot be lowered or canceled alone; the answer says how to shrink', async () => {
    const id = await buy(world, 10);
    const fewer = await owner().patch(`/api/orders/${id}`, { seats: 4 });
    expect([fewer.status, fewer.body['code']]).toEqual([409, 'order-indivisible']);
    expect(fewer.body['detail']).toContain('deactivate the account');
    expect(fewer.body['fee']).toEqual({ amountMinor: 22_000, currency: 'USD' });
    const more = await owner().patch(`/api/orders/${id}`, { seats: 40 });
    expect([more.status, more.body['code']]).toEqual([409, 'order-indivisible']);
    expect((await owner().delete(`/api/orders/${id}`)).status).toBe(405);
  });

  test('another tenant’s order does not exist, nor does an unknown one', async () => {
    const id = await buy(world, 10);
    const stranger = world.api('peerAdmin');
    const address = {
      ...{ line1: 'Damrak 1', line2: null, city: 'Amsterdam', region: null, postalCode: null },
      country: 'NL',
    };
    const path = `/api/orders/${id}`;
    for (const { status } of [
      await stranger.get(path),
      await stranger.patch(path, { seats: 4 }),
      await stranger.patch(`${path}/payment-method`),
      await stranger.patch(`${path}/address`, { address }),
      await stranger.get(`/api/checkouts/${id}`),
    ])
      expect(status).toBe(404);
    expect((await owner().get('/api/orders/5f0e1a34-2b0c-4f56-8f0e-8f1de1b0a001')).status).toBe(
      404,
    );
  });

  test('of two edits at the same time the second is refused (412), and so is an edit of a canceled order', async () => {
    const id = await buy(world, 10);
    const { headers } = await owner().get(`/api/orders/${id}`);
    const ifMatch = { headers: { 'If-Match': headers.get('etag') ?? '' } };
    const address = {
      line1: 'Damrak 1',
      line2: null,
      city: 'Amsterdam',
      region: null,
      postalCode: '1012',
      country: 'NL',
    };
    const path = `/api/orders/${id}/address`;
    expect((await owner().patch(path, { address }, ifMatch)).status).toBe(200);
    expect((await owner().patch(path, { address }, ifMatch)).status).toBe(412);
    const { subdomain } = (await owner().get<{ subdomain: string }>('/api/account')).body;
    await owner().post('/api/account/deactivation?preview=false', { confirmation: subdomain });
    for (const months of [0, 2]) {
      await pass(world, 'P1M', months);
      const late = await owner().patch(path, { address });
      expect([late.status, late.body['code']]).toEqual([409, 'order-final']);
      const card = await owner().patch(`/api/orders/${id}/payment-method`);
      expect([card.status, card.body['code']]).toEqual([409, 'order-final']);
      const fewer = await owner().patch(`/api/orders/${id}`, { seats: 4 });
      expect([fewer.status, fewer.body['code']]).toEqual([409, 'order-final']);
    }
    expect(await orderOf(world, id)).toMatchObject({ state: 'Canceled' });
  });
});

describe('Countries', () => {
  test.each(['XX', 'ZZ', 'EU', 'us', 'USA', '', null])(
    'that do not exist are refused with what a country is: %p',
    async (country) => {
      const fault = { code: expect.any(String), message: expect.stringContaining('ISO 3166-1') };
      const estimate = await owner().post('/api/orders/estimates', { seats: 10, country });
      expect([estimate.status, estimate.body['errors']]).toMatchObject([
        400,
        [{ path: '/country' }],
      ]);
      const order = await place(owner(), 10, { country });
      expect([order.status, order.body.errors]).toMatchObject([400, [{ path: '/country' }]]);
      if (typeof country === 'string') expect(order.body.errors).toMatchObject([fault]);
    },
  );

  test('of an address that do not exist are refused, and nothing is changed', async () => {
    const id = await buy(world, 10);
    const address = {
      ...{ line1: 'Damrak 1', line2: null, city: 'Amsterdam', region: null, postalCode: null },
      country: 'XX',
    };
    const { status, body } = await owner().patch(`/api/orders/${id}/address`, { address });
    expect([status, body['errors']]).toMatchObject([400, [{ path: '/address/country' }]]);
    expect((await owner().get(`/api/orders/${id}`)).body['address']).toBeNull();
  });
});

describe('Accounts elsewhere', () => {
  test('OR-2: are pointed to the purchase order', async () => {
    const elsewhere = await startWorld({ env: { HEADCOUNT_REGION: 'NL' } });
    try {
      const { status, body } = await place(elsewhere.api('owner'), 10);
      expect([status, body.code]).toEqual([409, 'card-not-offered']);
      const asked = await elsewhere.api('owner').post('/api/purchase-orders', {
        ...{ learners: 250, reference: 'PO-2026-17', contact: CONTACT },
      });
      expect(asked.status).toBe(202);
      await settled(elsewhere);
      const [mail] = elsewhere.cloud.mailbox
        .mails()
        .filter(({ subject }) => subject.includes('PO-2026-17'));
      expect(mail?.to[0]?.address).toBe('sales@headcount.example');
      expect(mail?.text).toContain('Learners: 250');
    } finally {
      await elsewhere.stop();
    }
  });
});
