import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { activate, issue } from '../subscriptions/activating.ts';
import { startWorld } from '../world.ts';
import { CONTOSO, FABRIKAM, threeAccounts, type Accounts, type Peer } from './three-accounts.ts';

let on: Accounts;
beforeAll(async () => {
  on = await threeAccounts();
  await on.buy(on.contoso, { seats: 50 });
});
afterAll(() => on.world.stop());

const BOTH_REPORTS = { training: true, users: true };

const faultsOf = (body: object): unknown => ('errors' in body ? body.errors : body);

/** The field, and what is wrong with it. */
const refused = async (more: Readonly<Record<string, unknown>>) => {
  const { status, body } = await on.ask(more);
  const [fault] = faultsOf(body) as { path: string; code: string; message: string }[];
  return { status, path: fault?.path, code: fault?.code, message: fault?.message };
};

describe('A request that cannot be', () => {
  test.each([
    ['an unknown subdomain (PA-5)', { subdomain: 'nobody' }, '/subdomain', 'unknown-subdomain'],
    ['the own subdomain (P-5)', { subdomain: 'contoso' }, '/subdomain', 'own-subdomain'],
    [
      'the own subdomain pasted as an address',
      { subdomain: 'https://contoso.headcount.example/' },
      '/subdomain',
      'own-subdomain',
    ],
    ['an empty subdomain', { subdomain: ' ' }, '/subdomain', 'too_small'],
    ['an address that is none', { adminEmail: 'somebody' }, '/adminEmail', 'invalid_format'],
    ['nobody who decides (PA-2)', { adminEmail: undefined }, '/adminEmail', 'required'],
    ['fractional seats', { seats: 1.5 }, '/seats', 'invalid_type'],
    ['negative seats', { seats: -1 }, '/seats', 'too_small'],
    ['seats as a text', { seats: '5' }, '/seats', 'invalid_type'],
    ['zero seats without a permission (P-5)', { seats: 0 }, '/seats', 'nothing-asked'],
  ])('is refused at its field: %s', async (_, more, path, code) => {
    expect(await refused(more)).toMatchObject({ status: 400, path, code });
    expect((await on.seats(on.contoso)).reserved).toBe(0);
  });

  test('P-4: an address of no administrator there is refused alike, whether or not the person exists', async () => {
    const nobody = await refused({ adminEmail: 'nobody@fabrikam.onmicrosoft.com' });
    const learner = await refused({ adminEmail: 'second@fabrikam.onmicrosoft.com' });
    const here = await refused({ adminEmail: on.contosoEmail });
    expect(nobody).toMatchObject({ status: 400, path: '/adminEmail', code: 'no-administrator' });
    expect(learner).toEqual(nobody);
    expect(here).toEqual(nobody);
  });

  test('P-4: where Headcount may not read the directory there, nobody can be named', async () => {
    const withheld = await refused({ subdomain: 'northwind' });
    expect(withheld).toMatchObject({ status: 400, path: '/adminEmail', code: 'no-administrator' });
  });

  test('P-1: more seats than are available are refused with the number that is', async () => {
    const { status, body } = await on.ask({ seats: 51 });
    expect({ status, body }).toMatchObject({
      status: 409,
      body: {
        ...{ code: 'seats-not-available', available: 50, needed: 51 },
        errors: [{ path: '/seats', code: 'seats-not-available' }],
      },
    });
    expect(JSON.stringify(body)).toContain('50');
  });

  test('PA-5: a second one to the same account, while one is open, is refused', async () => {
    const first = await on.ask({ seats: 5 });
    expect(first.status).toBe(201);
    expect(await refused({ seats: 6 })).toMatchObject({
      ...{ status: 400, path: '/subdomain', code: 'duplicate' },
    });
    await on.contoso.post(`/api/peers/${first.body.id}/withdrawal`);
    expect(await on.seats(on.contoso)).toMatchObject({ reserved: 0, availableForSharing: 50 });
  });
});

describe('A request', () => {
  test.each([
    ['fabrikam'],
    ['FABRIKAM'],
    ['https://headcount.example/fabrikam'],
    ['headcount.example/fabrikam/'],
    ['fabrikam.headcount.example'],
    ['https://fabrikam.headcount.example/peers?from=mail'],
  ])('PA-3: names the account by %s', async (subdomain) => {
    const { status, body } = await on.ask({ subdomain, seats: 1 });
    expect({ status, body }).toMatchObject({ status: 201, body: { subdomain: 'fabrikam' } });
    await on.contoso.post(`/api/peers/${body.id}/withdrawal`);
  });

  test('PA-4: may go to an account whose subdomain begins with a digit', async () => {
    const tid = '3d3d3d3d-0000-4000-8000-00000000003d';
    const tenants = [
      { id: CONTOSO, name: 'Contoso' },
      { id: FABRIKAM, name: 'Fabrikam' },
      { id: tid, name: '3D Learning' },
    ];
    const world = await startWorld({ tenants });
    try {
      const { body } = await world.api('owner', { tid }).get('/api/subscription');
      expect(body).toMatchObject({ account: { subdomain: '3dlearning' } });
      for (const subdomain of ['3dlearning', 'host/3dlearning', '3dlearning.headcount.example']) {
        const asked = await world.api('owner').post('/api/peers', {
          ...{ subdomain, adminEmail: 'nobody@3dlearning.example', seats: 0 },
          permissions: { training: true, users: false },
        });
        // The account was found; of its people nobody is meant.
        expect(asked.body).toMatchObject({ errors: [{ path: '/adminEmail' }] });
      }
    } finally {
      await world.stop();
    }
  });

  test('PA-1, PA-8 to PA-10, P-1: is recorded as pending, sets its seats aside, and gives nothing yet', async () => {
    const { status, body, headers } = await on.ask({ seats: 20, permissions: BOTH_REPORTS });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/api/peers/${body.id}`);
    expect(body).toMatchObject({
      ...{ direction: 'given', state: 'pending', seats: 0, reserved: 20, consent: false },
      permissions: { training: false, users: false },
      request: {
        ...{ isChange: false, seats: 20, permissions: BOTH_REPORTS },
        ...{ adminEmail: on.fabrikamEmail, adminLost: false },
      },
      may: { decide: false, withdraw: true, delete: true, share: false },
    });
    expect(await on.seats(on.contoso)).toMatchObject({
      ...{ purchased: 50, shared: 0, reserved: 20, capacity: 30, availableForSharing: 30 },
    });
    expect(await on.seats(on.fabrikam)).toMatchObject({ received: 0 });
    const there = await on.fabrikam.get<Peer>(`/api/peers/${body.id}`);
    expect(there.body).toMatchObject({
      ...{ direction: 'received', subdomain: 'contoso', state: 'pending' },
      may: { decide: true, withdraw: false, delete: false },
    });
    await on.contoso.delete(`/api/peers/${body.id}`);
    expect((await on.seats(on.contoso)).reserved).toBe(0);
  });

  test('under the same Idempotency-Key is one request', async () => {
    const body = { subdomain: 'fabrikam', adminEmail: on.fabrikamEmail, seats: 3 };
    const key = 'peers-once';
    const first = await on.contoso.post<Peer>('/api/peers', body, { key });
    const again = await on.contoso.post<Peer>('/api/peers', body, { key });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body.id).toBe(first.body.id);
    expect((await on.seats(on.contoso)).reserved).toBe(3);
    await on.contoso.post(`/api/peers/${first.body.id}/withdrawal`);
  });

  test('P-2: in Trial, and of received seats, nothing can be shared', async () => {
    const trial = await on.northwind.post('/api/peers', {
      ...{ subdomain: 'fabrikam', adminEmail: on.fabrikamEmail, seats: 1 },
    });
    expect(trial).toMatchObject({ status: 409, body: { available: 0 } });

    const id = await on.share({ seats: 10 });
    const onward = await on.fabrikam.post('/api/peers', {
      ...{ subdomain: 'contoso', adminEmail: on.contosoEmail, seats: 1 },
    });
    expect(onward).toMatchObject({ status: 409, body: { available: 0 } });
    await on.contoso.delete(`/api/peers/${id}`);
  });

  test('M-1: an account that is billed by active users shares no seats, and has no use for them', async () => {
    const { key } = await issue(on.world, { plan: 'mau', seats: 500 });
    await activate(on.northwind, key);
    const shares = await on.northwind.post('/api/peers', {
      ...{ subdomain: 'fabrikam', adminEmail: on.fabrikamEmail, seats: 1 },
    });
    expect(shares).toMatchObject({ status: 409, body: { available: 0 } });
  });
});
