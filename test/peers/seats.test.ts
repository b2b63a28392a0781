import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { deliveriesIn } from '../notifications/telling.ts';
import { FABRIKAM, threeAccounts, type Accounts, type Peer } from './three-accounts.ts';

let on: Accounts;
beforeEach(async () => {
  on = await threeAccounts();
});
afterEach(() => on.world.stop());

const peerSeats = async () =>
  (await on.contoso.get<Record<string, number>>('/api/peers/seats')).body;

describe('Seats of peers', () => {
  test('PA-15, PA-16, P-2: own learners fill received seats first, and the giver sees how many are taken', async () => {
    await on.buy(on.contoso, { seats: 20 });
    await on.buy(on.fabrikam, { seats: 5 });
    const id = await on.share({ seats: 8 });
    await on.learn(on.contoso, 3);
    await on.learn(on.fabrikam, 6);
    expect(await peerSeats()).toEqual({
      ...{ availableForSharing: 9, shared: 8, reserved: 0, received: 0, usedByPeers: 6 },
    });
    expect((await on.contoso.get<Peer>(`/api/peers/${id}`)).body).toMatchObject({
      ...{ seats: 8, seatsUsed: 6 },
    });
    // Six of eight received seats are taken, so none of its own five: all of these can be shared on.
    expect(await on.seats(on.fabrikam)).toMatchObject({ capacity: 13, availableForSharing: 5 });
    await on.learn(on.fabrikam, 4);
    expect(await on.seats(on.fabrikam)).toMatchObject({ used: 10, availableForSharing: 3 });
    expect((await peerSeats())['usedByPeers']).toBe(8);
    const usage = await on.contoso.get('/api/usage');
    expect(usage.body).toMatchObject({ plan: 'seats', usedByPeers: 8 });
  });

  test('PA-14, PA-30, P-7: an account with received seats only is Active by them, and inactive without', async () => {
    await on.buy(on.contoso, { seats: 20 });
    expect(await on.state(on.fabrikam)).toEqual({ state: 'Trial', reason: null });
    const id = await on.share({ seats: 8 });
    expect(await on.state(on.fabrikam)).toEqual({ state: 'Active', reason: null });
    expect(await on.seats(on.fabrikam)).toMatchObject({ purchased: 0, received: 8, capacity: 8 });
    await on.learn(on.fabrikam, 2);

    const preview = await on.contoso.get(`/api/peers/${id}/deletion-preview`);
    expect(preview.body).toEqual({
      ...{ seats: 8, over: 2, becomesInactive: true },
      ...{ endsTrainingReports: false, endsUserReport: false },
    });
    await on.contoso.delete(`/api/peers/${id}`);
    expect(await on.state(on.fabrikam)).toEqual({ state: 'Inactive', reason: 'seats-withdrawn' });
    // PA-30: a request can be accepted there, and the account is Active again.
    await on.share({ seats: 2 });
    expect(await on.state(on.fabrikam)).toEqual({ state: 'Active', reason: null });
  });

  test('P-7, G-2: who is over after the loss has 14 days, then learning stops', async () => {
    await on.buy(on.contoso, { seats: 20 });
    await on.buy(on.fabrikam, { seats: 3 });
    const id = await on.share({ seats: 8 });
    await on.learn(on.fabrikam, 5);
    const preview = await on.fabrikam.get(`/api/peers/${id}/deletion-preview`);
    expect(preview.body).toMatchObject({ seats: 8, over: 2, becomesInactive: false });
    await on.fabrikam.delete(`/api/peers/${id}`);
    const standing = async () =>
      (
        await on.fabrikam.get<{ learning: string; grace: { reason: string } | null }>(
          '/api/subscription',
        )
      ).body;
    expect(await standing()).toMatchObject({ learning: 'open', grace: { reason: 'limit' } });
    await on.world.advance('P15D');
    await on.until(async () => (await standing()).learning === 'stopped');
  });

  test('P-6: a giver whose seats fall releases requests first, then lowers links, the newest first, and both are told', async () => {
    await on.buy(on.contoso, { seats: 10, months: 1 });
    await on.buy(on.contoso, { seats: 6, months: 12 });
    await on.share({ seats: 9 });
    const asked = await on.contoso.post<Peer>('/api/peers', {
      ...{ subdomain: 'fabrikam', adminEmail: on.fabrikamEmail, seats: 12 },
    });
    expect(asked.body).toMatchObject({ reserved: 3, request: { isChange: true } });
    // The first subscription ends, and counts for 14 days more.
    await on.world.advance('P50D');
    await on.until(async () => (await on.seats(on.contoso)).shared === 6);
    const isSettled = async () =>
      (await on.contoso.get<Peer>(`/api/peers/${asked.body.id}`)).body.request === null;
    await on.until(isSettled);
    const { body } = await on.contoso.get<Peer>(`/api/peers/${asked.body.id}`);
    expect(body).toMatchObject({ state: 'accepted', seats: 6, reserved: 0, request: null });
    expect(await on.seats(on.contoso)).toMatchObject({ purchased: 6, reserved: 0, capacity: 0 });
    expect(await on.seats(on.fabrikam)).toMatchObject({ received: 6, capacity: 6 });
    const told = async (tenantId: string) =>
      (await deliveriesIn(on.world.world(), { tenantId, buckets: 1 })).map(
        ({ notice }) => notice.what,
      );
    await on.until(async () => (await told(FABRIKAM)).includes('peer-lowered'));
    await on.until(async () => (await told(on.world.tenant.tenantId)).includes('peer-lowered'));
    expect(await told(FABRIKAM)).toContain('peer-request-ended');
  });

  test('P-6: a giver that becomes inactive shares nothing any more', async () => {
    await on.buy(on.contoso, { seats: 10, months: 1 });
    const id = await on.share({ seats: 9 });
    await on.world.advance('P50D');
    await on.until(async () => (await on.state(on.contoso)).state === 'Inactive');
    await on.until(async () => (await on.state(on.fabrikam)).state === 'Inactive');
    const { body } = await on.contoso.get<Peer>(`/api/peers/${id}`);
    expect(body).toMatchObject({ state: 'deleted', seats: 0, endedBy: 'not-covered' });
    expect(await on.state(on.fabrikam)).toEqual({ state: 'Inactive', reason: 'seats-withdrawn' });
  });

  test('PA-17: received seats are not shared on, purchased ones are', async () => {
    await on.buy(on.contoso, { seats: 20 });
    await on.buy(on.fabrikam, { seats: 4 });
    await on.share({ seats: 8 });
    const back = { subdomain: 'contoso', adminEmail: on.contosoEmail };
    expect(await on.fabrikam.post('/api/peers', { ...back, seats: 5 })).toMatchObject({
      ...{ status: 409, body: { available: 4 } },
    });
    expect((await on.fabrikam.post('/api/peers', { ...back, seats: 4 })).status).toBe(201);
  });

  test('A-4: an account that is billed by active users cannot accept seats', async () => {
    await on.buy(on.contoso, { seats: 20 });
    await on.buy(on.fabrikam, { plan: 'mau', seats: 500 });
    const { body } = await on.ask({ seats: 5 });
    const accepted = await on.fabrikam.post(`/api/peers/${body.id}/acceptance`, {});
    expect(accepted).toMatchObject({ status: 409, body: { code: 'plan-clash' } });
    expect((await on.fabrikam.post(`/api/peers/${body.id}/rejection`)).status).toBe(200);
  });
});
