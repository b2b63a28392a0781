import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createLocalCloud } from '../../local/cloud.ts';
import type { LocalCloud } from '../../local/cloud.ts';
import type { Tenant } from '../../local/tenants/tenant.ts';
import { appToken, control, graphCaller, TENANT } from './clients.ts';
import type { Answered, GraphCaller } from './clients.ts';
import { startEndpoint } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import { errorsAgainst } from './graph-schema.ts';

let cloud: LocalCloud;
let tenant: Tenant;
let call: GraphCaller;
let endpoint: Endpoint;
let lifecycle: Endpoint;
beforeAll(async () => {
  cloud = await createLocalCloud({
    tenants: [{ id: TENANT, name: 'Contoso', users: 100, groups: 3 }],
  });
  tenant = cloud.tenant(TENANT);
  call = graphCaller(cloud, appToken(cloud, TENANT));
  endpoint = await startEndpoint();
  lifecycle = await startEndpoint();
});
afterAll(async () => {
  await cloud.close();
  await endpoint.close();
  await lifecycle.close();
});
beforeEach(async () => {
  for (const { id } of tenant.subscriptions()) tenant.perform({ act: 'removeSubscription', id });
  endpoint.deliveries.length = 0;
  lifecycle.deliveries.length = 0;
  cloud.faults.clear();
});

const userId = (index: number): string => tenant.directory.users.standing(index).user.id;
const inHours = (hours: number): string =>
  new Date(cloud.clock.now() + hours * 3_600_000).toISOString();
const minutesLeft = ({ body }: Answered): number =>
  (Date.parse(String(body['expirationDateTime'])) - cloud.clock.now()) / 60_000;
const subscribe = (change: object = {}): Promise<Answered> =>
  call('POST', '/subscriptions', {
    body: {
      changeType: 'updated,deleted',
      notificationUrl: endpoint.url,
      lifecycleNotificationUrl: lifecycle.url,
      resource: 'users',
      expirationDateTime: inHours(48),
      clientState: 'a secret',
      ...change,
    },
  });
const disable = (index: number): void =>
  tenant.perform({ act: 'changeUser', id: userId(index), changes: { accountEnabled: false } });

describe('a subscription', () => {
  test('begins with a handshake at both URLs, is renewed, read and deleted', async () => {
    const created = await subscribe();
    expect(created.status).toBe(201);
    expect(errorsAgainst('subscription', created.body)).toEqual([]);
    const path = `/subscriptions/${String(created.body['id'])}`;
    expect((await call('GET', path)).body).toMatchObject({
      resource: 'users',
      clientState: 'a secret',
    });
    expect(
      minutesLeft(await call('PATCH', path, { body: { expirationDateTime: inHours(200) } })),
    ).toBeGreaterThan(11_999);
    expect(
      (await call('PATCH', path, { body: { lifecycleNotificationUrl: lifecycle.url } })).status,
    ).toBe(400);
    expect((await call('GET', '/subscriptions')).body['value']).toHaveLength(1);
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('GET', path)).status).toBe(404);
  });

  test('lives at most 41,760 minutes, at least 45, and is gone after its expiry', async () => {
    expect((await subscribe({ expirationDateTime: inHours(697) })).status).toBe(400);
    expect((await subscribe({ expirationDateTime: inHours(695) })).status).toBe(201);
    expect(minutesLeft(await subscribe({ expirationDateTime: inHours(0.1) }))).toBeGreaterThan(44);
    expect((await subscribe({ expirationDateTime: inHours(-1) })).status).toBe(400);
    cloud.clock.advance('PT1H');
    expect(tenant.subscriptions()).toHaveLength(1);
  });

  test.each([
    ['403', { status: 403, type: 'text/plain', body: '' }, "HTTP status code is 'Forbidden'"],
    ['202', { status: 202, type: 'text/plain', body: '' }, 'must respond with 200 OK'],
    ['another text', { status: 200, type: 'text/plain', body: 'hello' }, 'must exactly match'],
    ['HTML', { status: 200, type: 'text/html', body: '' }, 'must exactly match'],
  ])(
    'is refused where the endpoint answers the handshake with %s',
    async (_what, answer, words) => {
      const { handshake } = lifecycle;
      lifecycle.handshake = () => answer;
      expect(await subscribe()).toMatchObject({
        status: 400,
        body: { error: { code: 'ValidationError', message: expect.stringContaining(words) } },
      });
      lifecycle.handshake = handshake;
    },
  );

  test.each([
    ['plain http elsewhere', { notificationUrl: 'http://headcount.example/hook' }],
    ['change type created', { changeType: 'created' }],
    ['another resource', { resource: 'me/messages' }],
    ['resource data', { includeResourceData: true }],
    ['a long client state', { clientState: 'x'.repeat(129) }],
    ['no URL', { notificationUrl: undefined }],
  ])('is refused with %s', async (_what, change) => {
    expect((await subscribe(change)).status).toBe(400);
  });
});

describe('change notifications', () => {
  test('tell updated for changed, new and deleted users, deleted for purged ones, with ids only', async () => {
    const { body } = await subscribe();
    disable(1);
    tenant.perform({ act: 'addSeededUsers', count: 1, seed: 1 });
    tenant.perform({ act: 'deleteUser', id: userId(2) });
    tenant.perform({ act: 'purgeUser', id: userId(2) });
    await cloud.notifier.settled();
    expect(endpoint.deliveries).toHaveLength(1);
    const items = endpoint.deliveries[0] ?? [];
    expect(errorsAgainst('changeNotificationCollection', { value: items })).toEqual([]);
    expect(
      items.map((item) => [item['changeType'], (item['resourceData'] as { id: string }).id]),
    ).toEqual([
      ['updated', userId(1)],
      ['updated', userId(tenant.directory.users.total() - 1)],
      ['updated', userId(2)],
      ['deleted', userId(2)],
    ]);
    expect(items[0]).toMatchObject({
      subscriptionId: body['id'],
      tenantId: TENANT,
      clientState: 'a secret',
      resource: `Users/${userId(1)}`,
    });
  });

  test('follow the resource and the change types', async () => {
    await subscribe({ resource: `users/${userId(5)}` });
    await subscribe({ resource: 'groups', changeType: 'deleted' });
    const group = tenant.directory.groups.all()[1]?.group.id ?? '';
    disable(5);
    disable(6);
    tenant.perform({ act: 'addMembers', groupId: group, userIds: [userId(6)], groupIds: [] });
    tenant.perform({ act: 'deleteGroup', id: group });
    await cloud.notifier.settled();
    expect(endpoint.deliveries.flat().map((item) => item['resource'])).toEqual([
      `Users/${userId(5)}`,
      `Groups/${group}`,
    ]);
  });

  test('come again, later and later, until they are taken', async () => {
    await subscribe();
    endpoint.status = 503;
    disable(10);
    await cloud.notifier.settled();
    cloud.clock.advance('PT10S');
    await cloud.notifier.settled();
    endpoint.status = 202;
    cloud.clock.advance('PT20S');
    await cloud.notifier.settled();
    cloud.clock.advance('PT4H');
    await cloud.notifier.settled();
    expect(endpoint.deliveries).toHaveLength(3);
  });

  test('get lost, doubled, reordered and forged where a fault says so', async () => {
    await subscribe();
    const deliver = async (notification: string) => {
      endpoint.deliveries.length = 0;
      await control(cloud, 'POST', '/faults', {
        host: 'notifications',
        path: '/webhooks',
        notification,
      });
      disable(20);
      disable(21);
      await cloud.notifier.settled();
      return endpoint.deliveries;
    };
    expect(await deliver('lost')).toEqual([]);
    expect(await deliver('duplicated')).toHaveLength(2);
    expect((await deliver('reordered'))[0]?.map((item) => item['resource'])).toEqual([
      `Users/${userId(21)}`,
      `Users/${userId(20)}`,
    ]);
    expect((await deliver('wrongClientState'))[0]?.[0]).not.toMatchObject({
      clientState: 'a secret',
    });
    const [known] = tenant.subscriptions();
    expect((await deliver('unknownSubscription'))[0]?.[0]?.subscriptionId).not.toBe(known?.id);
  });
});

describe('the lifecycle', () => {
  test('warns once before the expiry, and not of a subscription renewed since', async () => {
    const kept = await subscribe();
    const renewed = await subscribe();
    await call('PATCH', `/subscriptions/${String(renewed.body['id'])}`, {
      body: { expirationDateTime: inHours(96) },
    });
    cloud.clock.advance('PT25H');
    await cloud.notifier.settled();
    expect(lifecycle.deliveries.flat()).toMatchObject([
      {
        subscriptionId: kept.body['id'],
        lifecycleEvent: 'reauthorizationRequired',
        clientState: 'a secret',
      },
    ]);
    expect(
      (await call('POST', `/subscriptions/${String(kept.body['id'])}/reauthorize`)).status,
    ).toBe(204);
  });
});
