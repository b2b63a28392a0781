import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { signatureOf, WEBHOOK_SECRET } from '../../local/fastspring/webhooks.ts';
import { startWorld, type TestWorld } from '../world.ts';
import { buy, fillIn, GOOD, orderOf, pass, place, settled, standing } from './buying.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const owner = () => world.api('owner');
const post = (body: string, signature: string | null): Promise<Response> =>
  fetch(`${world.origin}/webhooks/fastspring`, {
    method: 'POST',
    body,
    headers: {
      'Content-Type': 'application/json',
      ...(signature === null ? {} : { 'X-FS-Signature': signature }),
    },
  });

/** A checkout is paid; its webhooks are kept back. Gives the body of the one that confirms it. */
async function paidButUntold(): Promise<{ id: string; body: string }> {
  const { webhooks } = world.cloud.fastSpring;
  webhooks.hold();
  const { body } = await place(owner(), 10);
  await fillIn(body.checkoutUrl ?? '', GOOD);
  return { id: body.id, body: JSON.stringify({ events: webhooks.all() }) };
}

describe('B-8: webhooks', () => {
  test('forged, altered, signed with a retired secret, or not signed at all are refused and change nothing', async () => {
    const { body } = await paidButUntold();
    const signature = signatureOf(body, WEBHOOK_SECRET);
    for (const [sent, signed] of [
      [body, signatureOf(body, 'a secret that was retired long ago')],
      [body.replace('"quantity":10', '"quantity":3000'), signature],
      [`${body} `, signature],
      [body, null],
      [body, ''],
    ] as const) {
      const answer = await post(sent, signed);
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ code: 'signature-invalid' });
    }
    expect(await standing(world)).toMatchObject({ state: 'Trial' });
    expect((await post(body, signature)).status).toBe(202);
    expect(await standing(world)).toMatchObject({ state: 'Active', capacity: 10 });
  });

  test('that come twice change nothing the second time', async () => {
    const { id, body } = await paidButUntold();
    for (let time = 0; time < 3; time++) await post(body, signatureOf(body, WEBHOOK_SECRET));
    await settled(world);
    expect((await orderOf(world, id)).payments).toHaveLength(1);
    expect(await standing(world)).toMatchObject({ capacity: 10 });
    const confirmed = world.cloud.mailbox
      .mails()
      .filter(({ subject }) => subject.includes('confirmed'));
    expect(confirmed).toHaveLength(1);
  });

  test('that come late and in another order are merged with what the provider says now', async () => {
    const id = await buy(world, 10);
    const { webhooks } = world.cloud.fastSpring;
    webhooks.hold();
    world.cloud.clock.advance('P1M');
    world.cloud.clock.advance('P1M');
    await webhooks.release({ reversed: true, apart: true, times: 2 });
    await pass(world, 'PT1H');
    const order = await orderOf(world, id);
    expect(order.state).toBe('Active');
    expect(order.payments).toHaveLength(3);
    expect(await standing(world)).toMatchObject({ capacity: 10 });
  });

  test('that are lost are healed by asking the provider', async () => {
    const id = await buy(world, 10);
    const { webhooks } = world.cloud.fastSpring;
    webhooks.hold();
    await world.advance('P1M');
    webhooks.drop();
    await pass(world, 'P1D', 2);
    expect((await orderOf(world, id)).payments).toHaveLength(2);
  });

  test('events of other stores and of orders that nobody knows are left alone', async () => {
    const { body } = await paidButUntold();
    const strange = body.replaceAll(world.tenant.tenantId, '5f0e1a34-2b0c-4f56-8f0e-8f1de1b0a001');
    expect((await post(strange, signatureOf(strange, WEBHOOK_SECRET))).status).toBe(202);
    const other = JSON.stringify({
      events: [{ id: 'x', type: 'return.created', created: 1, data: {} }],
    });
    expect((await post(other, signatureOf(other, WEBHOOK_SECRET))).status).toBe(202);
    expect(await standing(world)).toMatchObject({ state: 'Trial' });
  });

  test('OR-24: an order that the provider ends by itself is Canceled and keeps its seats until the paid day', async () => {
    const id = await buy(world, 10);
    const [subscription] = world.cloud.fastSpring.book.subscriptions.values();
    if (subscription === undefined) throw new Error('Nothing was bought.');
    world.cloud.fastSpring.end(subscription);
    await settled(world);
    expect(await orderOf(world, id)).toMatchObject({ state: 'Canceled', givesSeats: true });
    expect(await standing(world)).toMatchObject({ state: 'Active', capacity: 10 });
    await pass(world, 'P32D');
    expect(await standing(world)).toMatchObject({ state: 'Inactive', reason: 'expired' });
  });
});
