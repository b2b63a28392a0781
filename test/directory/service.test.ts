import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { notificationSubscriptions } from '../../api/directory/kinds.ts';
import { rootOf } from '../../api/ports/partitions.ts';
import { HOME_TENANT_ID, PEER_TENANT_ID } from '../../local/cloud.ts';
import { startWorld, type TestWorld, type WorldOptions } from '../world.ts';

interface Sync {
  readonly state: string;
  readonly peopleSeen: number;
  readonly lastSuccessAt: string | null;
  readonly nextRunAt: string | null;
  readonly lastError: { readonly code: string } | null;
}

const TENANTS = [
  { id: HOME_TENANT_ID, name: 'Contoso', users: 60, groups: 5 },
  { id: PEER_TENANT_ID, name: 'Fabrikam' },
];

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

describe('the directory of a running Headcount', () => {
  let running: TestWorld;
  afterEach(() => running.stop());

  const start = async (options: WorldOptions = {}): Promise<void> => {
    running = await startWorld({ tenants: TENANTS, ...options });
  };
  const startCallable = async (): Promise<string> => {
    const port = String(await freePort());
    const origin = `http://127.0.0.1:${port}`;
    await start({ env: { PORT: port, PUBLIC_ORIGIN: origin } });
    return origin;
  };
  const sync = async (): Promise<Sync> =>
    (await running.api('owner').get<Sync>('/api/directory/sync')).body;
  const until = async (fits: (now: Sync) => boolean): Promise<Sync> => {
    for (let patience = 0; patience < 500; patience++) {
      const now = await sync();
      if (fits(now)) return now;
      await wait(20);
    }
    throw new Error(JSON.stringify(await sync()));
  };
  const home = () => running.cloud.tenant(HOME_TENANT_ID);
  const subscription = async () =>
    (await running.world().store.read(rootOf(HOME_TENANT_ID), notificationSubscriptions, {}))?.doc;
  /** The subscription, once there is one that fits. */
  const subscribed = async (fits: (expiresAt: number) => boolean = () => true) => {
    for (let patience = 0; patience < 500; patience++) {
      const held = await subscription();
      if (held !== undefined && fits(held.expiresAt)) return held;
      await wait(20);
    }
    throw new Error('There is no such subscription.');
  };
  const notify = (origin: string, path: string, value: readonly object[]) =>
    fetch(`${origin}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ value }),
    });

  test('the first sync begins by itself when the account is made', async () => {
    await start();
    const now = await until(({ state }) => state === 'idle');
    expect(now.peopleSeen).toBe(home().directory.users.total());
    expect(now.lastError).toBeNull();
    expect(Date.parse(now.nextRunAt ?? '')).toBeGreaterThan(Date.parse(now.lastSuccessAt ?? ''));
  });

  test('an admin starts a sync, and it runs at once', async () => {
    await start();
    const { lastSuccessAt } = await until(({ state }) => state === 'idle');
    await running.advance('PT1M');
    const asked = await running.api('lmsAdmin').post('/api/directory/sync');
    expect(asked.status).toBe(202);
    await until((now) => now.lastSuccessAt !== lastSuccessAt);
  });

  test('a sync that was asked for under a key is not asked for again by a repeat', async () => {
    await start();
    await until(({ state }) => state === 'idle');
    await running.advance('PT1M');
    const ask = (key: string, query = '') =>
      running.api('lmsAdmin').post<Sync>(`/api/directory/sync${query}`, undefined, { key });
    const first = await ask('once');
    expect(first.status).toBe(202);
    await until(({ state }) => state === 'idle');
    const again = await ask('once');
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect((await ask('once', '?acceptVanished=true')).status).toBe(422);
  });

  test('it polls by the product clock, across a restart', async () => {
    await start();
    const { lastSuccessAt } = await until(({ state }) => state === 'idle');
    await running.restart();
    await running.advance('PT6M');
    await until((now) => now.lastSuccessAt !== lastSuccessAt);
  });

  test('only admins see and start the sync', async () => {
    await start();
    expect((await running.api('learner').get('/api/directory/sync')).status).toBe(403);
    expect((await running.api('learner').post('/api/directory/sync')).status).toBe(403);
  });

  test('people are found by the beginning of a word, once each, page by page', async () => {
    await start();
    await until(({ state }) => state === 'idle');
    interface Found {
      readonly items: readonly { readonly id: string; readonly displayName: string }[];
      readonly nextCursor: string | null;
    }
    const { displayName } = home().directory.users.standing(20).user;
    const word = displayName.split(' ')[0]?.slice(0, 3) ?? '';
    const found: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const at: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const path = `/api/directory/people?limit=1&search=${encodeURIComponent(word)}${at}`;
      const page: Found = (await running.api('owner').get<Found>(path)).body;
      found.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(found).toContain(home().directory.users.standing(20).user.id);
    expect(new Set(found).size).toBe(found.length);
  });

  test('L-13: groups are found, and it is said which cannot be used', async () => {
    await start();
    for (const kind of ['security', 'distribution'] as const) {
      const displayName = `Zebra ${kind}`;
      home().perform({ act: 'addGroup', kind, displayName, userIds: [], groupIds: [] });
    }
    const { body } = await running.api('owner').get('/api/directory/groups?search=zebra');
    expect(body).toMatchObject({
      items: [
        { displayName: 'Zebra distribution', usable: false },
        { displayName: 'Zebra security', usable: true },
      ],
    });
  });

  describe('notifications', () => {
    test('a change brings the next poll forward', async () => {
      await startCallable();
      const { nextRunAt } = await until(({ state }) => state === 'idle');
      await subscribed();
      const { id } = home().directory.users.standing(20).user;
      home().perform({ act: 'changeUser', id, changes: { accountEnabled: false } });
      const soon = await until((now) => now.nextRunAt !== nextRunAt);
      expect(Date.parse(soon.nextRunAt ?? '')).toBeLessThan(Date.parse(nextRunAt ?? ''));
    });

    test('the subscription is renewed before it ends', async () => {
      await startCallable();
      await until(({ state }) => state === 'idle');
      await subscribed();
      const before = await subscribed();
      for (let days = 0; days < 3; days++) {
        const { lastSuccessAt } = await sync();
        await running.advance('P4D');
        await until((now) => now.lastSuccessAt !== lastSuccessAt && now.state === 'idle');
      }
      const after = await subscribed((expiresAt) => expiresAt > before.expiresAt);
      expect(after.subscriptionId).toBe(before.subscriptionId);
      expect(home().subscriptions().length).toBe(1);
    });

    test('it is renewed as well when the directory asks for a new authorisation', async () => {
      const origin = await startCallable();
      await until(({ state }) => state === 'idle');
      const before = await subscribed();
      const [told] = home().subscriptions();
      await running.advance('PT1H');
      const answer = await notify(origin, '/webhooks/graph/lifecycle', [
        {
          subscriptionId: told?.id,
          clientState: told?.clientState,
          tenantId: HOME_TENANT_ID,
          lifecycleEvent: 'reauthorizationRequired',
        },
      ]);
      expect(answer.status).toBe(202);
      await running.advance('PT10S');
      const after = await subscribed((expiresAt) => expiresAt > before.expiresAt);
      expect(after.subscriptionId).toBe(before.subscriptionId);
    });

    test('a subscription that the directory has dropped is made anew', async () => {
      await startCallable();
      await until(({ state }) => state === 'idle');
      const before = await subscribed();
      home().perform({ act: 'removeSubscription', id: before.subscriptionId });
      const { lastSuccessAt } = await sync();
      await running.advance('P8D');
      await until((now) => now.lastSuccessAt !== lastSuccessAt);
      const after = await subscribed((expiresAt) => expiresAt > before.expiresAt);
      expect(after.subscriptionId).not.toBe(before.subscriptionId);
    });

    test('the validation token comes back as plain text, on both addresses', async () => {
      const origin = await startCallable();
      for (const path of ['/webhooks/graph', '/webhooks/graph/lifecycle']) {
        const token = 'Validation: Testing <b>client</b> application & reachability';
        const address = `${origin}${path}?validationToken=${encodeURIComponent(token)}`;
        const answer = await fetch(address, { method: 'POST' });
        expect(answer.status).toBe(200);
        expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
        expect(await answer.text()).toBe(token);
      }
    });

    test('what is unknown, forged or foreign is answered like the rest and changes nothing', async () => {
      const origin = await startCallable();
      const { nextRunAt } = await until(({ state }) => state === 'idle');
      const known = await subscribed();
      const value = [
        { subscriptionId: known.subscriptionId, clientState: 'forged', tenantId: HOME_TENANT_ID },
        { subscriptionId: known.subscriptionId, tenantId: HOME_TENANT_ID },
        { subscriptionId: 'unknown', clientState: 'x', tenantId: HOME_TENANT_ID },
        { subscriptionId: 'unknown', clientState: 'x', tenantId: PEER_TENANT_ID },
        { subscriptionId: 'unknown', clientState: 'x', tenantId: "'; DROP TABLE person" },
        {},
      ];
      const answer = await notify(origin, '/webhooks/graph', value);
      expect(answer.status).toBe(202);
      expect((await sync()).nextRunAt).toBe(nextRunAt);
    });

    test('what is no collection of notifications is refused', async () => {
      const origin = await startCallable();
      const answer = await fetch(`${origin}/webhooks/graph`, { method: 'POST', body: 'nothing' });
      expect(answer.status).toBe(400);
    });
  });
});
