import { afterEach, describe, expect, test } from '@jest/globals';
import { allTenants } from '../../api/subscriptions/actions/tenants.ts';
import { events } from '../../api/audit/kinds.ts';
import { bucketsOf, rootOf } from '../../api/ports/partitions.ts';
import { heads } from '../../api/seats/kinds.ts';
import { startWorld, type TestWorld, type WorldOptions } from '../world.ts';

const started: TestWorld[] = [];
const start = async (options: WorldOptions = {}): Promise<TestWorld> => {
  const world = await startWorld({ setUp: false, ...options });
  started.push(world);
  return world;
};
afterEach(async () => {
  for (const world of started.splice(0)) await world.stop();
});

interface Me {
  readonly roles: readonly string[];
  readonly tenant: { readonly subdomain: string };
}

const HOME = '11111111-2222-4333-8444-555555555555';
const PEER = '66666666-7777-4888-8999-aaaaaaaaaaaa';

describe('A-1: a tenant is set up at the first sign-in of one of its admins', () => {
  test.each(['learner', 'catalogAdmin', 'operator', 'partnerAgent'] as const)(
    'the %s who comes before is told who can do it, and sets nothing up',
    async (name) => {
      const world = await start();
      const reply = await world.api(name).get('/api/me');
      expect(reply.body).toMatchObject({ status: 403, code: 'not-set-up' });
      expect(reply.body['detail']).toContain('global administrator');
      expect(await allTenants(world.world())).toEqual([]);
    },
  );

  test.each(['globalAdmin', 'lmsAdmin'] as const)(
    'the %s who comes first becomes the owner of an account in Trial',
    async (name) => {
      const world = await start();
      const first = await world.api(name).get<Me>('/api/me');
      expect(first.body.roles).toContain('owner');
      const second = await world.api('owner').get<Me>('/api/me');
      expect(second.body.roles).not.toContain('owner');
      expect((await world.api('learner').get('/api/me')).status).toBe(200);
      const { body } = await world.api(name).get('/api/subscription');
      expect(body).toMatchObject({
        plan: 'seats',
        account: { state: 'Trial', reason: null, subdomain: 'contoso', region: 'US' },
      });
    },
  );

  test('many sign-ins at once make one account with one owner, also over four buckets', async () => {
    const world = await start({ buckets: 4 });
    const names = ['owner', 'globalAdmin', 'lmsAdmin'] as const;
    const replies = await Promise.all(
      Array.from({ length: 30 }, (_, nth) =>
        world.api(names[nth % names.length] ?? 'owner').get<Me>('/api/me'),
      ),
    );
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
    const roles = await Promise.all(
      names.map(async (name) => (await world.api(name).get<Me>('/api/me')).body.roles),
    );
    expect(roles.filter((of) => of.includes('owner'))).toHaveLength(1);
    const { store } = world.world();
    const { tenantId } = world.tenant;
    expect(await allTenants({ store })).toEqual([{ tenantId, buckets: 4 }]);
    for (const bucket of bucketsOf(tenantId, 4)) {
      expect(await store.read(bucket, heads, {})).toMatchObject({ doc: { used: 0 } });
    }
    const { items } = await store.changes(rootOf(tenantId), events, null, 100);
    expect(items.filter(({ what }) => what === 'account-opened')).toHaveLength(1);
  });

  test('two tenants with the same first label get different subdomains', async () => {
    const world = await start({
      tenants: [
        { id: HOME, name: 'Contoso', domain: 'contoso.onmicrosoft.example' },
        { id: PEER, name: 'Contoso Too', domain: 'contoso.example' },
      ],
    });
    const [one, two] = await Promise.all(
      (['owner', 'peerAdmin'] as const).map(
        async (name) => (await world.api(name).get<Me>('/api/me')).body.tenant.subdomain,
      ),
    );
    expect([one, two].sort()).toEqual(['contoso', 'contoso-2']);
  });

  test('what was set up is there after a restart, with the number of buckets that it began with', async () => {
    const world = await start({ buckets: 4 });
    await world.api('owner').get('/api/me');
    await world.restart();
    expect((await world.api('owner').get<Me>('/api/me')).body.roles).toContain('owner');
    expect(await allTenants(world.world())).toEqual([world.tenant]);
  });
});

describe('A-2: roles', () => {
  test('a catalog admin without a catalog is no catalog admin, and with one has that one', async () => {
    const world = await start();
    const owner = world.api('owner');
    await owner.get('/api/me');
    await world.synced();
    const admin = world.api('catalogAdmin');
    expect((await admin.get<Me>('/api/me')).body.roles).toEqual(['learner']);
    const { body } = await owner.post<{ id: string }>('/api/catalogs', { name: 'Safety' });
    const { objectId } = world.persona('catalogAdmin');
    await owner.put(`/api/catalogs/${body.id}/admins/${objectId}`);
    expect((await admin.get('/api/me')).body).toMatchObject({
      roles: ['catalogAdmin', 'learner'],
      ownCatalogs: [body.id],
      may: { subscription: 'no', catalogSubscription: 'own-catalogs', learning: 'own-catalogs' },
    });
    await owner.delete(`/api/catalogs/${body.id}/admins/${objectId}`);
    expect((await admin.get<Me>('/api/me')).body.roles).toEqual(['learner']);
  });

  test('a person with an assignment but without the role is no catalog admin', async () => {
    const world = await start();
    const owner = world.api('owner');
    await owner.get('/api/me');
    await world.synced();
    const { body } = await owner.post<{ id: string }>('/api/catalogs', { name: 'Safety' });
    await owner.put(`/api/catalogs/${body.id}/admins/${world.persona('learner').objectId}`);
    const learner = world.api('learner');
    expect((await learner.get<Me>('/api/me')).body.roles).toEqual(['learner']);
    expect((await learner.get(`/api/catalogs/${body.id}`)).status).toBe(403);
  });
});
