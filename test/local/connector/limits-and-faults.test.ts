import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createClock } from '../../../local/clock.ts';
import { createLocalCloud, type LocalCloud } from '../../../local/cloud.ts';
import { serviceUrlOf } from '../../../local/connector/context.ts';
import { chatIdOf } from '../../../local/connector/ids.ts';
import { createLimits } from '../../../local/connector/limits.ts';
import { CONNECTOR_CODES } from '../../../local/connector/refusals.ts';
import { control, TENANT } from '../clients.ts';
import { botToken, connectorCaller, startBot, type ConnectorCaller, type TestBot } from './bot.ts';

const HOST = 'smba.trafficmanager.net';
const hello = { type: 'message', text: 'Hello' };

let cloud: LocalCloud;
let bot: TestBot;
let call: ConnectorCaller;
let serviceUrl: string;
let people: string[];
beforeAll(async () => {
  cloud = await createLocalCloud({ tenants: [{ id: TENANT, name: 'Contoso', users: 60 }] });
  // Only a clock that stands still makes "in one second" the same on every machine.
  cloud.clock.setRate(0);
  bot = await startBot(cloud);
  call = connectorCaller(cloud, botToken(cloud, TENANT));
  const tenant = cloud.tenant(TENANT);
  serviceUrl = serviceUrlOf(tenant);
  people = Array.from({ length: 60 }, (_, at) => tenant.directory.users.standing(at).user.id);
  for (const personId of people) tenant.perform({ act: 'installApp', personId });
});
afterAll(async () => {
  await bot.close();
  await cloud.close();
});
beforeEach(() => {
  cloud.clock.advance('PT2H');
  cloud.connector.limits.reset();
  cloud.connector.messages.clear();
});

const send = (place = 0) => {
  const id = chatIdOf(TENANT, people[place] ?? '');
  return call('POST', serviceUrl, `/conversations/${id}/activities`, hello);
};
const statuses = async (times: number, act: (at: number) => Promise<{ status: number }>) => {
  const seen: number[] = [];
  for (let at = 0; at < times; at += 1) seen.push((await act(at)).status);
  return seen;
};
const of = (status: number, times: number) => Array.from({ length: times }, () => status);

describe('The limits of the platform', () => {
  test('let seven messages into a thread in a second, and eight in two', async () => {
    expect(await statuses(8, () => send())).toEqual([...of(201, 7), 429]);
    cloud.clock.advance('PT1S');
    expect(await statuses(2, () => send())).toEqual([201, 429]);
    const refused = await send();
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.body).toMatchObject({ error: { code: 'Throttled' } });
    cloud.clock.advance('PT1S');
    expect((await send()).status).toBe(201);
  });

  test('count all calls of the app for a tenant: fifty in a second', async () => {
    expect(await statuses(51, (at) => send(at))).toEqual([...of(201, 50), 429]);
    const { body } = await control(cloud, 'GET', '/bot/limits');
    expect(body).toEqual({
      exceeded: [
        {
          at: new Date(cloud.clock.now()).toISOString(),
          tenantId: TENANT,
          conversationId: null,
          limit: '50 in 1 s',
        },
      ],
      peaks: [{ tenantId: TENANT, calls: 51, mostInOneSecond: 51 }],
    });
    await control(cloud, 'DELETE', '/bot/limits');
    expect(cloud.connector.limits.exceeded()).toEqual([]);
  });

  test('let members be asked for twice as often', async () => {
    const id = chatIdOf(TENANT, people[0] ?? '');
    const ask = () => call('GET', serviceUrl, `/conversations/${id}/members`);
    expect(await statuses(15, ask)).toEqual([...of(200, 14), 429]);
    expect((await send()).status).toBe(201);
  });

  test('count a call that a fault strikes', async () => {
    cloud.faults.add({ host: HOST, status: 502, times: 7 });
    expect(await statuses(8, () => send())).toEqual([...of(502, 7), 429]);
    cloud.faults.clear();
  });

  test('never let more through than they say, whenever the calls come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2_500 }), { maxLength: 200 }), (pauses) => {
        const clock = createClock(0);
        clock.setRate(0);
        const limits = createLimits(clock);
        const taken: number[] = [];
        let refused = 0;
        for (const pauseMs of pauses) {
          clock.moveTo(clock.now() + pauseMs);
          const waitSeconds = limits.take('speak', TENANT, 'a:1');
          if (waitSeconds === undefined) taken.push(clock.now());
          else refused += 1;
        }
        clock.stop();
        for (const [spanMs, most] of [
          [1_000, 7],
          [2_000, 8],
          [30_000, 60],
        ] as const) {
          for (const at of taken) {
            expect(
              taken.filter((one) => one > at - spanMs && one <= at).length,
            ).toBeLessThanOrEqual(most);
          }
        }
        expect(limits.exceeded().length).toBeGreaterThanOrEqual(Math.min(refused, 1));
      }),
      { numRuns: 50 },
    );
  });

  test('let a call in after the time that Retry-After names', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 100 }), (pauses) => {
        const clock = createClock(0);
        clock.setRate(0);
        const limits = createLimits(clock);
        for (const pauseMs of pauses) {
          clock.moveTo(clock.now() + pauseMs);
          const waitSeconds = limits.take('speak', TENANT, 'a:1');
          if (waitSeconds === undefined) continue;
          clock.moveTo(clock.now() + waitSeconds * 1_000);
          expect(limits.take('speak', TENANT, 'a:1')).toBeUndefined();
        }
        clock.stop();
      }),
      { numRuns: 50 },
    );
  });
});

describe('Faults of the connector', () => {
  afterEach(() => cloud.faults.clear());
  const queue = (fault: object) => control(cloud, 'POST', '/faults', { host: HOST, ...fault });

  test.each(CONNECTOR_CODES)('refuse with %s in the platform’s words', async (connector) => {
    expect((await queue({ connector })).status).toBe(201);
    const { status, body } = await send();
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body).toMatchObject(
      connector === 'MessageWritesBlocked'
        ? { errorCode: 209, message: '{subCode: MessageWritesBlocked}' }
        : { error: { code: connector } },
    );
    expect(cloud.connector.messages.all()).toEqual([]);
  });

  test('answer 429 with and without Retry-After', async () => {
    await queue({ status: 429, headers: { 'Retry-After': '3' } });
    expect((await send()).headers.get('retry-after')).toBe('3');
    await queue({ status: 429 });
    const bare = await send();
    expect(bare).toMatchObject({ status: 429, body: { error: { code: 'Throttled' } } });
    expect(bare.headers.get('retry-after')).toBeNull();
  });

  test('break the connection before the message was taken, and after', async () => {
    await queue({ reset: 'before' });
    await expect(send()).rejects.toThrow();
    expect(cloud.connector.messages.all()).toHaveLength(0);
    await queue({ reset: 'after' });
    await expect(send()).rejects.toThrow();
    expect(cloud.connector.messages.all()).toHaveLength(1);
    await queue({ status: 502, when: 'after' });
    expect((await send()).status).toBe(502);
    expect(cloud.connector.messages.all()).toHaveLength(2);
  });

  test('strike a share of the calls, the same ones for the same seed', async () => {
    const run = async () => {
      cloud.clock.advance('PT2H');
      cloud.faults.clear();
      await queue({ status: 502, share: 0.3, seed: 7, times: 1_000 });
      return statuses(40, (at) => send(at));
    };
    const first = await run();
    expect(await run()).toEqual(first);
    const struck = first.filter((status) => status === 502).length;
    expect(struck).toBeGreaterThan(3);
    expect(struck).toBeLessThan(25);
    expect(cloud.faults.list()).toMatchObject([{ struck, share: 0.3 }]);
  });

  test('lose and double what Teams tells the bot', async () => {
    bot.heard.length = 0;
    cloud.faults.add({ host: 'bot', notification: 'lost' });
    cloud.faults.add({ host: 'bot', notification: 'duplicated' });
    const tenant = cloud.tenant(TENANT);
    const [personId = ''] = people;
    await cloud.connector.teams.type(tenant, personId, 'lost');
    await cloud.connector.teams.type(tenant, personId, 'twice');
    expect(bot.heard.map(({ activity }) => activity['text'])).toEqual(['twice', 'twice']);
    const [first, second] = bot.heard;
    expect(second?.activity['id']).toBe(first?.activity['id']);
  });
});

describe('What Teams sends to the bot', () => {
  test('is signed with a new key after a rotation, and the old one stays published', async () => {
    const keys = async () => {
      const address = `${cloud.origin}/login.botframework.com/v1/.well-known/keys`;
      return (await (await fetch(address)).json()) as {
        keys: { kid: string; endorsements: string[] }[];
      };
    };
    const [before] = (await keys()).keys;
    expect(before?.endorsements).toEqual(['msteams']);
    await control(cloud, 'POST', '/bot/keys/rotation');
    expect((await keys()).keys.map(({ kid }) => kid)).toContain(before?.kid);
    bot.heard.length = 0;
    await cloud.connector.teams.type(cloud.tenant(TENANT), people[0] ?? '', 'Hello');
    expect(bot.heard[0]?.claims).not.toBeNull();
  });

  test('says where the keys are', async () => {
    const address = `${cloud.origin}/login.botframework.com/v1/.well-known/openidconfiguration`;
    expect(await (await fetch(address)).json()).toMatchObject({
      issuer: 'https://api.botframework.com',
      jwks_uri: 'https://login.botframework.com/v1/.well-known/keys',
    });
  });

  test.each([
    ['for another bot', { aud: TENANT }],
    ['by another issuer', { iss: 'https://login.microsoftonline.com' }],
    ['that has expired', { expiresInSeconds: -600 }],
    ['that is forged', { forged: true }],
    ['that is missing', null],
  ])('can have a token %s', async (_, odd) => {
    bot.heard.length = 0;
    const tenant = cloud.tenant(TENANT);
    const told = { type: 'message', text: 'x' };
    const { delivered } = await cloud.connector.teams.tell(tenant, people[0] ?? '', told, odd);
    expect(bot.heard).toMatchObject([{ claims: null }]);
    expect(delivered).toMatchObject([{ status: 401 }]);
  });

  test('goes nowhere while the bot has no endpoint', async () => {
    const endpoint = cloud.connector.delivery.endpoint();
    await control(cloud, 'PUT', '/bot', { messagingEndpoint: null });
    const { delivered } = await cloud.connector.teams.type(
      cloud.tenant(TENANT),
      people[0] ?? '',
      'x',
    );
    expect(delivered).toEqual([{ status: null, body: null }]);
    await control(cloud, 'PUT', '/bot', { messagingEndpoint: endpoint });
    expect((await control(cloud, 'GET', '/bot')).body).toEqual({ messagingEndpoint: endpoint });
  });
});
