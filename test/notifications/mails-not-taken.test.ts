import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ADMINS, startTellingWorld, type TellingWorld } from './telling-world.ts';
import { RESUMED, settled, THRESHOLD, until } from './telling.ts';

let t: TellingWorld;
beforeEach(async () => {
  t = await startTellingWorld();
});
afterEach(() => t.stop());

/** A fault for the next mail, or the next few. */
const mailFault = (fault: object, times = 1): void => {
  t.cloud.faults.add({
    host: 'graph.microsoft.com',
    method: 'POST',
    path: '/v1.0/users/*/sendMail',
    times,
    ...fault,
  });
};

describe('A mail that is not taken over', () => {
  test('because of throttling waits as long as it is asked to and goes out then, once', async () => {
    mailFault({ status: 429, headers: { 'Retry-After': '4' } });
    await t.tell(THRESHOLD);
    await settled(t.world(), t.tenant, 3);
    expect(t.everybodyTold().length).toBeLessThan(3);
    const waiting = (await t.listed()).find(({ state }) => state === 'waiting');
    expect(waiting?.reason).toMatch(/throttled|not-reached/);
    await until(async () => {
      await t.advance('PT10M');
      return (await t.listed()).every(({ state }) => state === 'delivered');
    });
    expect(t.everybodyTold()).toEqual(ADMINS.map(t.addressOf).sort());
  });

  test.each([
    ['502 before', { status: 502 }, 2],
    ['503 after', { status: 503, when: 'after' }, 3],
    ['a connection dropped before', { reset: 'before' }, 2],
    ['a connection dropped after', { reset: 'after' }, 3],
  ])('with %s it was done is unknown, and is not repeated by itself', async (_, fault, sent) => {
    mailFault(fault);
    await t.tell(THRESHOLD);
    await settled(t.world(), t.tenant, 3);
    await t.advance('P2D');
    await t.tell(RESUMED);
    await settled(t.world(), t.tenant, 6);
    expect((await t.listed()).map(({ state }) => state).sort()).toEqual([
      ...Array.from({ length: 5 }, () => 'delivered'),
      'unknown',
    ]);
    expect(t.everybodyTold()).toHaveLength(sent + 3);
  });

  test.each([
    [
      '400 for a recipient',
      { status: 400, body: { error: { code: 'ErrorInvalidRecipients', message: 'No.' } } },
      'unreachable',
      'address-refused',
    ],
    ['400 for anything else', { status: 400 }, 'failed', 'refused'],
    ['403', { status: 403 }, 'waiting', 'not-permitted'],
    ['404', { status: 404 }, 'waiting', 'sender-missing'],
  ])('with %s says why', async (_, fault, state, reason) => {
    mailFault(fault);
    await t.tell(THRESHOLD);
    await settled(t.world(), t.tenant, 3);
    const odd = (await t.listed()).find((item) => item.state !== 'delivered');
    expect(odd).toMatchObject({ state, reason });
  });

  test('because its address is none says so, and the address is in no log', async () => {
    await t.stop();
    const lines: string[] = [];
    t = await startTellingWorld({ onLog: (line) => lines.push(line) });
    const id = t.persona('lmsAdmin').objectId;
    t.cloud
      .tenant(t.tenant.tenantId)
      .perform({ act: 'changeUser', id, changes: { mail: 'lea.at.nowhere' } });
    await t.tell(THRESHOLD);
    await settled(t.world(), t.tenant, 3);
    expect(await t.itemFor('lmsAdmin')).toMatchObject({
      state: 'unreachable',
      reason: 'address-refused',
    });
    const told = lines.filter((line) => line.includes('a mail was not taken over'));
    expect(told).toHaveLength(1);
    expect(lines.join()).not.toContain('lea.at.nowhere');
  });

  test('is sent again when an admin asks, and only then', async () => {
    mailFault({ reset: 'after' });
    await t.tell(THRESHOLD);
    await settled(t.world(), t.tenant, 3);
    const odd = (await t.listed()).find(({ resendable }) => resendable);
    const path = `/api/notifications/${odd?.id ?? ''}/resend`;
    const again = await t.api('owner').post(path, undefined, { key: 'again' });
    expect(again).toMatchObject({ status: 200, body: { note: expect.stringContaining('twice') } });
    expect(await t.api('owner').post(path, undefined, { key: 'again' })).toMatchObject({
      status: 200,
    });
    await until(async () => (await t.listed()).every(({ state }) => state === 'delivered'));
    expect(t.everybodyTold()).toHaveLength(4);
    expect(await t.api('owner').post(path, undefined, { key: 'once-more' })).toMatchObject({
      status: 409,
      body: { code: 'notification-under-way' },
    });
    const { body } = await t.api('owner').get<{ items: { what: string }[] }>('/api/audit');
    expect(body.items.filter(({ what }) => what === 'notification-resent')).toHaveLength(1);
  });
});

test('without a sender everything else works, and each delivery says what is missing', async () => {
  await t.stop();
  t = await startTellingWorld({ env: { MAIL_SENDER: '', MAIL_SENDER_TENANT: '' } });
  await t.tell(THRESHOLD);
  await settled(t.world(), t.tenant, 3);
  expect(await t.itemFor('owner')).toMatchObject({ state: 'failed', reason: 'not-configured' });
});
