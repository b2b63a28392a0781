import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sightings } from '../../api/notifications/kinds.ts';
import { rootOf } from '../../api/ports/partitions.ts';
import { allOf } from '../../api/ports/reading.ts';
import { replace } from '../../api/ports/store.ts';
import { accounts } from '../../api/subscriptions/kinds.ts';
import type { PersonaName } from '../../local/personas.ts';
import { startWorld, type TestWorld, type WorldOptions } from '../world.ts';

let world: TestWorld;
const start = async (options: WorldOptions = {}): Promise<void> => {
  world = await startWorld(options);
};
afterEach(() => world.stop());

interface Papers {
  readonly code?: string;
  readonly owner: { readonly id: string; readonly displayName: string | null };
  readonly timeZone: string;
  readonly contacts: Record<string, unknown>;
}

const idOf = (name: PersonaName): string => world.persona(name).objectId;
const read = (name: PersonaName) => world.api(name).get<Papers>('/api/account');
const change = (name: PersonaName, body: unknown, headers: Record<string, string> = {}) =>
  world.api(name).patch<Papers>('/api/account', body, { headers });

/** Lets an administrator open Headcount, and waits until that is written down. */
async function opens(name: PersonaName): Promise<void> {
  await world.api(name).get('/api/me');
  for (;;) {
    const seen = await allOf(
      world.world().store,
      rootOf(world.tenant.tenantId),
      sightings,
      'byAge',
    );
    if (seen.some(({ doc }) => doc.personId === idOf(name))) return;
    await wait(10);
  }
}

describe('A-1: the account', () => {
  beforeEach(() => start());

  test('has an owner, a time zone and contacts; what was set is there after a restart', async () => {
    expect((await read('lmsAdmin')).body).toMatchObject({
      ...{ subdomain: 'contoso', region: 'US', state: 'Trial', reason: null, timeZone: 'UTC' },
      owner: { id: idOf('owner') },
      contacts: { subscription: null, billing: null },
    });
    const subscription = { name: 'Ada', email: 'ada@contoso.example', telephone: null };
    const contacts = { subscription, billing: null };
    const changed = await change('lmsAdmin', { timeZone: 'europe/amsterdam', contacts });
    expect(changed).toMatchObject({
      ...{ status: 200, body: { timeZone: 'Europe/Amsterdam', contacts } },
    });
    await world.restart();
    const { body, headers } = await read('owner');
    expect(body).toMatchObject({ timeZone: 'Europe/Amsterdam', contacts });
    expect(headers.get('etag')).toBe(changed.headers.get('etag'));
  });

  test('refuses a change of what somebody else has changed meanwhile', async () => {
    const etag = (await read('owner')).headers.get('etag') ?? '';
    expect((await change('lmsAdmin', { timeZone: 'Asia/Tokyo' })).status).toBe(200);
    const late = await change('owner', { timeZone: 'Europe/Paris' }, { 'If-Match': etag });
    expect(late.body).toMatchObject({ status: 412, code: 'version-changed' });
    expect((await read('owner')).body.timeZone).toBe('Asia/Tokyo');
  });

  test.each([
    [{ timeZone: 'Mars/Olympus' }, '/timeZone'],
    [{ contacts: { subscription: null } }, '/contacts/billing'],
    [{ ownerId: 'somebody' }, '/ownerId'],
    [{ region: 'NL' }, '/region'],
    [{}, ''],
  ])('names what is wrong with %j', async (body, path) => {
    const reply = await change('owner', body);
    expect(reply.body).toMatchObject({ code: 'invalid-input', errors: [{ path }] });
  });

  test('AC-11: is handed by its owner to an administrator who has opened Headcount, and to nobody else', async () => {
    const toLearner = await change('owner', { ownerId: idOf('learner') });
    expect(toLearner.body).toMatchObject({ code: 'invalid-input', errors: [{ path: '/ownerId' }] });
    await opens('lmsAdmin');
    for (const name of ['lmsAdmin', 'globalAdmin'] as const) {
      const taken = await change(name, { ownerId: idOf('lmsAdmin') });
      expect(taken.body).toMatchObject({ status: 403, code: 'role-missing' });
    }
    const handed = await change('owner', { ownerId: idOf('lmsAdmin') });
    expect(handed.body.owner.id).toBe(idOf('lmsAdmin'));
    const { body } = await world.api('lmsAdmin').get<{ roles: string[] }>('/api/me');
    expect(body.roles).toContain('owner');
    const former = await world.api('owner').get<{ roles: string[] }>('/api/me');
    expect(former.body.roles).not.toContain('owner');
  });

  test('AC-11: is taken by a global administrator when the owner’s directory account is gone, also while only the owner gets in', async () => {
    const { store } = world.world();
    const root = rootOf(world.tenant.tenantId);
    const account = await store.read(root, accounts, {});
    if (account === null) throw new Error('There is no account.');
    const inactive = { ...account.doc, state: 'Inactive', reason: 'deactivated' } as const;
    await store.commit(root, [replace(accounts, inactive, account.version)]);

    const take = () => change('globalAdmin', { ownerId: idOf('globalAdmin') });
    expect((await take()).body.code).toBe('role-missing');
    expect((await change('globalAdmin', { timeZone: 'UTC' })).body.code).toBe('account-inactive');
    const home = world.cloud.tenant(world.tenant.tenantId);
    home.perform({ act: 'deleteUser', id: idOf('owner') });
    expect((await change('lmsAdmin', { ownerId: idOf('lmsAdmin') })).body.code).toBe(
      'role-missing',
    );
    expect((await take()).body.owner.id).toBe(idOf('globalAdmin'));
    expect((await read('globalAdmin')).status).toBe(200);
  });
});

describe('A-1: the subdomain', () => {
  const PERSONA_TENANTS = [
    { id: '11111111-2222-4333-8444-555555555555', name: 'Contoso', domain: 'contoso.example' },
    { id: '66666666-7777-4888-8999-aaaaaaaaaaaa', name: 'Fabrikam', domain: 'fabrikam.example' },
  ];
  const subdomainAfter = async (userName: string): Promise<unknown> => {
    const claims = { preferred_username: userName, upn: userName };
    const { body } = await world
      .api('owner', { claims })
      .get<{ tenant: { subdomain: string } }>('/api/me');
    return body.tenant.subdomain;
  };

  test('is the first label of the tenant’s initial domain, not of the user name', async () => {
    await start({ setUp: false, tenants: PERSONA_TENANTS });
    expect(await subdomainAfter('olivia@learning.contoso.example')).toBe('contoso');
  });

  test('is made of the user name where the tenant does not tell its domain', async () => {
    await start({ setUp: false, tenants: PERSONA_TENANTS });
    world.cloud.faults.add({
      ...{ host: 'graph.microsoft.com', path: '/v1.0/organization', status: 403, times: 1 },
    });
    expect(await subdomainAfter('olivia@learning.contoso.example')).toBe('learning');
  });
});
