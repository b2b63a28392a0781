import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { LocalCloud } from '../../../local/cloud.ts';
import { CLIENT_ID } from '../../../local/entra/app.ts';
import { ROLE } from '../../../local/entra/roles.ts';
import { control } from '../clients.ts';
import type { GraphCaller } from '../clients.ts';
import {
  agentCaller,
  CUSTOMER,
  OTHER_CUSTOMER,
  relationshipWith,
  startPartner,
} from './partner.ts';

let cloud: LocalCloud;
let call: GraphCaller;
afterEach(() => cloud.close());

const start = async (customer = {}): Promise<void> => {
  cloud = await startPartner(customer);
  cloud.clock.setRate(0);
  call = await agentCaller(cloud);
};

const idAt = (place: number): string =>
  cloud.tenant(CUSTOMER).directory.users.standing(place).user.id;
const newUser = (name: string) => ({
  accountEnabled: true,
  displayName: name,
  mailNickname: name,
  userPrincipalName: `${name}@northwind.onmicrosoft.com`,
  passwordProfile: { password: 'Tr1cky-enough' },
});
const write = (place = 0, wish = {}) =>
  call('PATCH', `/users/${idAt(place)}`, { body: { city: 'Oslo' }, ...wish });
const countOf = async (tenantId = CUSTOMER): Promise<Record<string, unknown> | undefined> => {
  const { body } = await control(cloud, 'GET', '/writes');
  return (body['items'] as Record<string, unknown>[]).find((one) => one['tenantId'] === tenantId);
};
const json = { 'Content-Type': 'application/json' };
interface Inner {
  readonly id: string;
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}
const batch = async (requests: readonly object[]): Promise<Record<string, Inner>> => {
  const { status, body } = await call('POST', '/$batch', { body: { requests } });
  expect(status).toBe(200);
  return Object.fromEntries((body['responses'] as Inner[]).map((one) => [one.id, one]));
};
const patch = (id: string, place: number, more = {}) => ({
  ...{ id, method: 'PATCH', url: `/users/${idAt(place)}`, headers: json, body: { city: 'Rome' } },
  ...more,
});

describe('the limit of writes', () => {
  test('is 3,000 in 150 s per app and tenant', async () => {
    await start();
    expect(cloud.tenant(CUSTOMER).settings().writeLimit).toEqual({ writes: 3_000, seconds: 150 });
  });

  test('slides on the local clock and says how long to wait', async () => {
    await start({ writeLimit: { writes: 3, seconds: 150 } });
    await write();
    cloud.clock.advance('PT100S');
    await write();
    await write();
    const refused = await write();
    expect(refused.status).toBe(429);
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      'retry-after': '50',
      'x-ms-throttle-scope': `Tenant_Application/Write/${CLIENT_ID}/${CUSTOMER}`,
      'x-ms-throttle-information': 'WriteLimitExceeded',
    });
    expect((await call('GET', '/users')).status).toBe(200);
    cloud.clock.advance('PT49S');
    expect((await write()).status).toBe(429);
    cloud.clock.advance('PT1S');
    expect((await write()).status).toBe(204);
    expect((await write()).status).toBe(429);
  });

  test('never lets more through in any span, whatever the rhythm', async () => {
    await start();
    const limit = { writes: 4, seconds: 10 };
    const tenant = cloud.tenant(OTHER_CUSTOMER);
    tenant.perform({ act: 'changeSettings', settings: { writeLimit: limit } });
    let app = 0;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 60 }), (pauses) => {
        app += 1;
        const taken: number[] = [];
        for (const pause of pauses) {
          cloud.clock.advance(`PT${pause}S`);
          const nowMs = cloud.clock.now();
          const recent = taken.filter((at) => at > nowMs - limit.seconds * 1000).length;
          const wait = cloud.writeWatch.admit(`app-${app}`, tenant);
          expect(wait === undefined).toBe(recent < limit.writes);
          if (wait === undefined) taken.push(nowMs);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('tells what it refused from what a queued fault refused', async () => {
    await start({ writeLimit: { writes: 2, seconds: 150 } });
    await control(cloud, 'POST', '/faults', {
      host: 'graph.microsoft.com',
      method: 'PATCH',
      status: 429,
      headers: { 'Retry-After': '1' },
    });
    const statuses = [];
    for (let time = 0; time < 4; time += 1) statuses.push((await write()).status);
    expect(statuses).toEqual([429, 204, 204, 429]);
    expect(await countOf()).toMatchObject({
      appId: CLIENT_ID,
      ...{ taken: 2, mostInWindow: 2, refusedByLimit: 1, refusedByFault: 1 },
      answers: { 204: 2, 429: 2 },
    });
    await control(cloud, 'DELETE', '/writes');
    expect(await countOf()).toMatchObject({ taken: 0, answers: {} });
    expect((await write()).status).toBe(429);
  });

  test('counts each write of a batch', async () => {
    await start({ writeLimit: { writes: 3, seconds: 150 } });
    const answered = await batch([0, 1, 2, 3, 4].map((place) => patch(`p${place}`, place)));
    const statuses = Object.values(answered).map(({ status }) => status);
    expect(statuses.sort()).toEqual([204, 204, 204, 429, 429]);
    const refused = Object.values(answered).find(({ status }) => status === 429);
    expect(refused?.headers['Retry-After']).toBe('150');
    expect(await countOf()).toMatchObject({ taken: 3, refusedByLimit: 2, refusedByFault: 0 });
  });
});

describe('one request of a batch', () => {
  const queue = (fault: object) =>
    control(cloud, 'POST', '/faults', { host: 'graph.microsoft.com', ...fault });

  test('is answered 504 after it was done, and its neighbours are not', async () => {
    await start();
    await queue({ method: 'POST', path: '/v1.0/users', status: 504, when: 'after', skip: 1 });
    const create = (name: string) => ({
      ...{ id: name, method: 'POST', url: '/users', headers: json, body: newUser(name) },
    });
    const answered = await batch([create('a'), create('b'), create('c')]);
    expect([answered['a'], answered['b'], answered['c']].map((one) => one?.status)).toEqual([
      ...[201, 504, 201],
    ]);
    const found = await call('GET', '/users/b@northwind.onmicrosoft.com');
    expect(found.status).toBe(200);
  });

  test('is lost with the whole batch where the connection breaks, before or after the acts', async () => {
    await start();
    const { users } = cloud.tenant(CUSTOMER).directory;
    const request = { id: '1', method: 'POST', url: '/users', headers: json };
    for (const [reset, name] of [
      ['before', 'never'],
      ['after', 'hidden'],
    ] as const) {
      await queue({ path: '/v1.0/$batch', reset });
      await expect(batch([{ ...request, body: newUser(name) }])).rejects.toThrow();
    }
    expect(users.indexOfName('never@northwind.onmicrosoft.com')).toBeUndefined();
    expect(users.indexOfName('hidden@northwind.onmicrosoft.com')).toBeDefined();
  });

  test('gets 409 where another one writes to the same user at the same time', async () => {
    await start();
    const answered = await batch([
      patch('first', 0),
      patch('racing', 0),
      patch('other', 1),
      patch('after', 1, { dependsOn: ['other'] }),
    ]);
    const statuses = Object.fromEntries(
      Object.values(answered).map(({ id, status }) => [id, status]),
    );
    expect(statuses).toEqual({ first: 204, racing: 409, other: 204, after: 204 });
    expect(answered['racing']?.body).toMatchObject({
      error: { code: 'Directory_ConcurrencyViolation' },
    });
  });
});

describe('writes take their time', () => {
  test('and a second one to the same user meanwhile gets 409', async () => {
    await start({ writeTakesMs: 60 });
    const statuses = await Promise.all([write(0), write(0), write(1)]);
    expect(statuses.map(({ status }) => status).sort()).toEqual([204, 204, 409]);
    expect((await write(0)).status).toBe(204);
  });

  test('and a new user is neither written nor listed before the copies know it', async () => {
    await start({ lag: { writableAfterMs: 5_000, listedAfterMs: 5_000 } });
    const { body } = await call('POST', '/users', { body: newUser('fresh') });
    const path = `/users/${String(body['id'])}`;
    const filter = `/users?$filter=${encodeURIComponent("startswith(userPrincipalName,'fresh@')")}`;
    const listed = async () => ((await call('GET', filter)).body['value'] as unknown[]).length;
    expect((await call('PATCH', path, { body: { city: 'Oslo' } })).status).toBe(404);
    expect(await listed()).toBe(0);
    cloud.clock.advance('PT5S');
    expect((await call('PATCH', path, { body: { city: 'Oslo' } })).status).toBe(204);
    expect(await listed()).toBe(1);
  });

  test('and Graph is as far away as the tenant says, a batch once', async () => {
    await start({ latencyMs: 30 });
    const startedMs = performance.now();
    await batch([patch('1', 0), patch('2', 1), patch('3', 2)]);
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(29);
  });
});

describe('a write of a user', () => {
  test('is refused for names, locations and lengths that Graph refuses', async () => {
    await start();
    const refused = async (changes: object): Promise<string> => {
      const answer = await call('POST', '/users', { body: { ...newUser('odd'), ...changes } });
      expect(answer.status).toBe(400);
      return (answer.body['error'] as { message: string }).message;
    };
    const at = '@northwind.onmicrosoft.com';
    for (const name of ['a & b', 'a&b', 'ä', '', 'x'.repeat(65)]) {
      expect(await refused({ userPrincipalName: `${name}${at}` })).toContain('userPrincipalName');
    }
    for (const usageLocation of ['XX', 'Sweden', 'S']) {
      expect(await refused({ usageLocation })).toContain('usageLocation');
    }
    expect(await refused({ mailNickname: 'two words' })).toContain('mailNickname');
    expect(await refused({ displayName: 'x'.repeat(257) })).toContain('displayName');
    expect(await refused({ userPrincipalName: 'odd@elsewhere.example' })).toContain('domain');
    const fine = { userPrincipalName: `pat.o'brien#1${at}`, displayName: "O'Brien & Son #1" };
    expect((await call('POST', '/users', { body: { ...newUser('odd'), ...fine } })).status).toBe(
      201,
    );
  });

  test('may use any domain of the tenant', async () => {
    await start({ otherDomains: ['northwind.example'] });
    const user = { ...newUser('elsewhere'), userPrincipalName: 'elsewhere@northwind.example' };
    expect((await call('POST', '/users', { body: user })).status).toBe(201);
    const domains = await call('GET', '/domains');
    expect((domains.body['value'] as { id: string }[]).map(({ id }) => id)).toEqual([
      ...['northwind.onmicrosoft.com', 'northwind.example'],
    ]);
  });

  test('keeps of a password only what recognises it', async () => {
    await start();
    const first = { password: 'Tr1cky-enough', forceChangePasswordNextSignIn: true };
    const { body } = await call('POST', '/users', {
      body: { ...newUser('secretive'), passwordProfile: first },
    });
    const path = `/tenants/${CUSTOMER}/users/${String(body['id'])}`;
    const check = async (password: string) =>
      (await control(cloud, 'POST', `${path}/password-check`, { password })).body;
    expect(await check('Tr1cky-enough')).toEqual({ fits: true, mustChangePassword: true });
    expect(await check('another')).toMatchObject({ fits: false });
    const second = { password: 'An0ther-one', forceChangePasswordNextSignIn: false };
    await call('PATCH', `/users/${String(body['id'])}`, { body: { passwordProfile: second } });
    expect(await check('An0ther-one')).toEqual({ fits: true, mustChangePassword: false });
    const { body: truth } = await control(cloud, 'GET', path);
    expect(truth['passwordProof']).toBeUndefined();
    expect((await call('GET', `/users/${String(body['id'])}?$select=passwordProof`)).status).toBe(
      400,
    );
  });

  test('restores an administrator only with a role for that', async () => {
    await start();
    const path = `/tenants/${CUSTOMER}/users/${idAt(1)}`;
    await control(cloud, 'PUT', `${path}/directory-roles/${ROLE.helpdeskAdministrator}`);
    await control(cloud, 'POST', `${path}/deletion`);
    expect((await call('POST', `/directory/deletedItems/${idAt(1)}/restore`)).status).toBe(403);
  });
});

test('the limit of one customer is not that of another', async () => {
  cloud = await startPartner({ writeLimit: { writes: 1, seconds: 150 } }, [
    relationshipWith(CUSTOMER),
    relationshipWith(OTHER_CUSTOMER),
  ]);
  call = await agentCaller(cloud);
  expect([(await write()).status, (await write()).status]).toEqual([204, 429]);
  const other = await agentCaller(cloud, OTHER_CUSTOMER);
  const user = cloud.tenant(OTHER_CUSTOMER).directory.users.standing(1).user.id;
  expect((await other('PATCH', `/users/${user}`, { body: { city: 'Oslo' } })).status).toBe(204);
});
