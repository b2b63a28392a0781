import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { events } from '../../api/audit/kinds.ts';
import { deliveries } from '../../api/notifications/kinds.ts';
import { rootOf } from '../../api/ports/partitions.ts';
import { allOf } from '../../api/ports/reading.ts';
import { sourcesOf } from '../../api/subscriptions/actions/sources.ts';
import { startWorld, type TestWorld } from '../world.ts';
import { activate, FORM, issue } from './activating.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const accountOf = async (name: 'owner' | 'peerAdmin') => {
  const { body } = await world.api(name).get<{
    account: { state: string; reason: string | null };
    seats: { purchased: number };
    subscriptions: readonly { id: string }[];
  }>('/api/subscription');
  const { account, seats, subscriptions } = body;
  const { state, reason } = account;
  return { state, reason, purchased: seats.purchased, ids: subscriptions.map(({ id }) => id) };
};

/** What was written down in a tenant's own papers about its subscriptions. */
const toldOf = async (tenantId: string): Promise<string[]> => {
  const { items } = await world.world().store.changes(rootOf(tenantId), events, null, 1_000);
  return items.map(({ what }) => what).filter((what) => what.startsWith('subscription-'));
};

/** Waits until a tenant's admins are being told of these, and of nothing else. */
async function expectTold(tenantId: string, expected: readonly string[]): Promise<void> {
  const givesUpAtMs = Date.now() + 10_000;
  for (;;) {
    const held = await allOf(world.world().store, rootOf(tenantId), deliveries, 'byAge');
    const told = new Set(held.map(({ doc }) => doc.notice.what));
    if (told.size >= expected.length || Date.now() > givesUpAtMs) {
      expect([...told].sort()).toEqual([...expected].sort());
      return;
    }
    await wait(20);
  }
}

describe('OR-53, OR-55, G-6, G-7, L-30, L-32: activation', () => {
  test.each(['owner', 'globalAdmin', 'lmsAdmin'] as const)(
    'by the %s makes the account Active with the seats of the key, from now for its months',
    async (name) => {
      const { id, key } = await issue(world, { seats: 120, months: 12 });
      const reply = await activate(world.api(name), key);
      expect(reply.status).toBe(200);
      const startsOn = new Date(world.cloud.clock.now()).toISOString().slice(0, 10);
      expect(reply.body).toMatchObject({
        ...{ id, plan: 'seats', seats: 120, months: 12, startsOn, organisation: 'Contoso Ltd' },
      });
      expect(await accountOf('owner')).toEqual({
        ...{ state: 'Active', reason: null, purchased: 120, ids: [id] },
      });
      expect(await toldOf(world.tenant.tenantId)).toEqual(['subscription-activated']);
      await expectTold(world.tenant.tenantId, ['subscription-activated']);
    },
  );

  test('reads a key as people type it', async () => {
    const { key } = await issue(world);
    const typed = ` ${key.toLowerCase().replaceAll('-', '  ').replaceAll('0', 'o')} `;
    expect((await activate(world.api('owner'), typed)).status).toBe(200);
  });

  test('with the same key again in the same tenant gives the same answer and changes nothing', async () => {
    const { key } = await issue(world);
    const first = await activate(world.api('owner'), key);
    await world.advance('P3D');
    const second = await activate(world.api('lmsAdmin'), key, { organisation: 'Another name' });
    expect(second).toMatchObject({ status: 200, body: first.body });
    expect(await toldOf(world.tenant.tenantId)).toEqual(['subscription-activated']);
  });

  test('of several keys adds their seats up (OR-52)', async () => {
    const one = await issue(world, { seats: 30 });
    const two = await issue(world, { seats: 12 });
    await activate(world.api('owner'), one.key);
    await activate(world.api('owner'), two.key);
    expect(await accountOf('owner')).toMatchObject({ purchased: 42, ids: [one.id, two.id] });
  });

  test('L-44 elsewhere is refused without naming the tenant, and with confirmMove moves it', async () => {
    const { id, key } = await issue(world, { seats: 80 });
    const home = await activate(world.api('owner'), key);
    const refused = await activate(world.api('peerAdmin'), key);
    expect(refused.body).toMatchObject({ status: 409, code: 'subscription-active-elsewhere' });
    expect(JSON.stringify(refused.body)).not.toMatch(/contoso/i);
    expect(JSON.stringify(refused.body)).not.toContain(world.tenant.tenantId);
    expect(await accountOf('owner')).toMatchObject({ state: 'Active', purchased: 80 });

    await world.advance('P30D');
    const moved = await activate(world.api('peerAdmin'), key, { confirmMove: true });
    expect(moved.status).toBe(200);
    expect(moved.body).toMatchObject({ id, endsOn: home.body['endsOn'] });
    expect(await accountOf('peerAdmin')).toMatchObject({ state: 'Active', ids: [id] });
    expect(await accountOf('owner')).toEqual({
      ...{ state: 'Inactive', reason: 'moved', purchased: 0, ids: [] },
    });
    const peerId = world.persona('peerAdmin').tenantId;
    expect(await toldOf(world.tenant.tenantId)).toEqual([
      'subscription-activated',
      'subscription-moved-away',
    ]);
    expect(await toldOf(peerId)).toEqual(['subscription-activated']);
    await expectTold(world.tenant.tenantId, [
      ...['subscription-activated', 'subscription-moved-away', 'account-inactive'],
    ]);
    await expectTold(peerId, ['subscription-moved-here']);

    const back = await activate(world.api('owner'), key, { confirmMove: true });
    expect(back.status).toBe(200);
    expect(await accountOf('owner')).toMatchObject({ state: 'Active', ids: [id] });
    expect(await accountOf('peerAdmin')).toMatchObject({ state: 'Inactive', reason: 'moved' });
  });

  test('that takes one of several subscriptions away leaves the account Active with the others', async () => {
    const one = await issue(world, { seats: 30 });
    const two = await issue(world, { seats: 12 });
    await activate(world.api('owner'), one.key);
    await activate(world.api('owner'), two.key);
    await activate(world.api('peerAdmin'), one.key, { confirmMove: true });
    expect(await accountOf('owner')).toMatchObject({
      ...{ state: 'Active', purchased: 12, ids: [two.id] },
    });
  });
});

describe('keys that do nothing', () => {
  const codeOf = async (key: string, more: Record<string, unknown> = {}): Promise<unknown> => {
    const { body } = await activate(world.api('owner'), key, more);
    expect(await sourcesOf(world.world(), world.tenant)).toEqual([]);
    return body['code'];
  };

  test('are mistyped, unknown, revoked or expired, each told in words of its own', async () => {
    const { id, key } = await issue(world);
    const last = key.endsWith('0') ? '1' : '0';
    expect(await codeOf(key.slice(0, -1) + last)).toBe('key-mistyped');
    expect(await codeOf(key.slice(0, -1))).toBe('key-mistyped');
    expect(await codeOf('00000-00000-00000-00000-00000')).toBe('key-unknown');
    await world.api('operator').post(`/operator/keys/${id}/revocation`);
    expect(await codeOf(key)).toBe('key-revoked');
    const late = await issue(world);
    await world.advance('P366D');
    expect(await codeOf(late.key)).toBe('key-expired');
  });

  test('revoked after their activation move nothing, and take nothing away', async () => {
    const { id, key } = await issue(world);
    await activate(world.api('owner'), key);
    await world.api('operator').post(`/operator/keys/${id}/revocation`);
    const moved = await activate(world.api('peerAdmin'), key, { confirmMove: true });
    expect(moved.body).toMatchObject({ status: 409, code: 'key-revoked' });
    expect(await accountOf('owner')).toMatchObject({ state: 'Active', ids: [id] });
  });

  test('whose subscription has ended do not come to another tenant', async () => {
    const { key } = await issue(world, { months: 1 });
    await activate(world.api('owner'), key);
    await world.advance('P32D');
    const moved = await activate(world.api('peerAdmin'), key, { confirmMove: true });
    expect(moved.body).toMatchObject({ status: 409, code: 'key-expired' });
  });

  test('are ten in an hour for an account, whoever enters them; then none is taken, also no good one', async () => {
    const { key } = await issue(world);
    const wrong = '00000-00000-00000-00000-00000';
    const mistyped = '00000-00000-00000-00000-00001';
    const names = ['owner', 'globalAdmin', 'lmsAdmin'] as const;
    const replies = await Promise.all(
      Array.from({ length: 30 }, (_, nth) =>
        activate(world.api(names[nth % 3] ?? 'owner'), nth % 2 === 0 ? wrong : mistyped),
      ),
    );
    const codes = replies.map(({ body }) => body['code']);
    const told = ['key-unknown', 'key-mistyped'];
    expect(codes.filter((code) => told.includes(String(code)))).toHaveLength(10);
    expect(codes.filter((code) => code === 'too-many-wrong-keys')).toHaveLength(20);
    const good = await activate(world.api('owner'), key);
    expect(good).toMatchObject({ status: 429, body: { code: 'too-many-wrong-keys' } });
    expect(Number(good.headers.get('retry-after'))).toBeGreaterThan(3_000);
    expect((await activate(world.api('peerAdmin'), wrong)).body['code']).toBe('key-unknown');
    await world.advance('PT1H');
    expect((await activate(world.api('owner'), key)).status).toBe(200);
  });
});

describe('the form (L-33)', () => {
  test('names every field that is missing or wrong, and the terms that are not accepted', async () => {
    const { key } = await issue(world);
    const reply = await world.api('owner').post<{
      code: string;
      errors: readonly { path: string; message: string }[];
    }>('/api/subscriptions/activations', {
      ...{ ...FORM, key, organisation: ' ', email: 'olivia', telephone: 'none' },
      acceptedTerms: false,
    });
    expect(reply.body.code).toBe('invalid-input');
    expect(reply.body.errors.map(({ path }) => path).sort()).toEqual([
      ...['/acceptedTerms', '/email', '/organisation', '/telephone'],
    ]);
    const empty = await world
      .api('owner')
      .post<{ errors: readonly { path: string }[] }>('/api/subscriptions/activations', {});
    expect(empty.body.errors).toHaveLength(7);
    expect(await accountOf('owner')).toMatchObject({ state: 'Trial', ids: [] });
  });
});

describe('A-4: one plan at a time', () => {
  test('a key of the other plan is refused with the way to change', async () => {
    const seats = await issue(world, { plan: 'seats', months: 1 });
    const mau = await issue(world, { plan: 'mau', seats: 1_000 });
    await activate(world.api('owner'), seats.key);
    const { body } = await activate(world.api('owner'), mau.key);
    expect(body).toMatchObject({ status: 409, code: 'plan-clash', plan: 'seats' });
    expect(body['detail']).toMatch(/Ask for a key of the seats plan, or activate this one/);
    await world.advance('P50D');
    expect((await activate(world.api('owner'), mau.key)).status).toBe(200);
    expect((await world.api('owner').get('/api/subscription')).body).toMatchObject({ plan: 'mau' });
  });

  test('of keys of both plans that are activated at once, one plan remains', async () => {
    const keys = await Promise.all(
      Array.from({ length: 8 }, (_, nth) =>
        issue(world, { plan: nth % 2 === 0 ? 'seats' : 'mau' }),
      ),
    );
    const replies = await Promise.all(keys.map(({ key }) => activate(world.api('owner'), key)));
    const plans = new Set((await sourcesOf(world.world(), world.tenant)).map(({ plan }) => plan));
    expect(plans.size).toBe(1);
    for (const { status, body } of replies.filter(({ status }) => status !== 200)) {
      expect(status).toBe(409);
      expect(['plan-clash', 'act-under-way']).toContain(body['code']);
    }
  });
});
