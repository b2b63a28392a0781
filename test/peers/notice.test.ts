import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { deliveriesIn } from '../notifications/telling.ts';
import type { Api } from '../world.ts';
import { FABRIKAM, threeAccounts, type Accounts } from './three-accounts.ts';

let on: Accounts;
beforeAll(async () => {
  on = await threeAccounts();
  await on.buy(on.contoso, { seats: 50 });
});
afterAll(() => on.world.stop());

const toldIn = async (tenantId: string, kind: string): Promise<unknown[]> => {
  const all = await deliveriesIn(on.world.world(), { tenantId, buckets: 1 });
  return all.filter(({ notice }) => notice.what === kind).map(({ notice }) => notice);
};

describe('PA-12: the notice', () => {
  test('goes to the named administrator alone, with a link that opens the request once', async () => {
    const { body } = await on.ask({ seats: 7, permissions: { training: true, users: true } });
    const requests = async () =>
      (await deliveriesIn(on.world.world(), { tenantId: FABRIKAM, buckets: 1 })).filter(
        ({ notice }) => notice.what === 'peer-requested' && notice.linkId === body.id,
      );
    await on.until(async () => (await requests()).some(({ state }) => state === 'delivered'));
    const [delivery, ...others] = await requests();
    expect(others).toEqual([]);
    expect(delivery?.personId).toBe(on.world.persona('peerAdmin').objectId);
    const notice = delivery?.notice;
    if (notice?.what !== 'peer-requested') throw new Error('Another notice.');
    const mail = on.world.cloud.mailbox.mails().at(-1);
    expect(JSON.stringify(mail)).toContain(notice.ticket);

    const open = (api: Api) => api.post('/api/peers/openings', { ticket: notice.ticket });
    expect((await open(on.fabrikamSecond)).status).toBe(404);
    expect((await open(on.contoso)).status).toBe(404);
    expect(await open(on.fabrikam)).toMatchObject({ status: 200, body: { id: body.id } });
    expect(await open(on.fabrikam)).toMatchObject({
      ...{ status: 409, body: { code: 'peer-link-used', peerId: body.id } },
    });
    await on.contoso.delete(`/api/peers/${body.id}`);
  });

  test('opens nothing once the request is gone', async () => {
    const { body } = await on.ask();
    const find = async () =>
      (await toldIn(FABRIKAM, 'peer-requested')).find(
        (notice) => (notice as { linkId: string }).linkId === body.id,
      ) as { ticket: string } | undefined;
    await on.until(async () => (await find()) !== undefined);
    await on.contoso.delete(`/api/peers/${body.id}`);
    const opened = await on.fabrikam.post('/api/peers/openings', {
      ticket: (await find())?.ticket,
    });
    expect(opened).toMatchObject({
      ...{ status: 409, body: { code: 'peer-state', state: 'deleted', peerId: body.id } },
    });
  });
});
