import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventsPage } from '../../api/audit/actions.ts';
import { ROLE } from '../../local/entra/roles.ts';
import {
  at,
  NORTHWIND,
  NORTHWIND_DOMAIN,
  PARTNER,
  sku,
  startPartnerWorld,
  WAITING,
  type PartnerWorld,
} from './partner-world.ts';

const ADMIN = 'bbbbbbbb-0000-4000-8000-000000000001';
const SYNCED = 'bbbbbbbb-0000-4000-8000-000000000002';
const GUEST = 'bbbbbbbb-0000-4000-8000-000000000003';
const DISABLED = 'bbbbbbbb-0000-4000-8000-000000000004';
/** The agent, invited by the customer as a guest. */
const AGENT_AS_GUEST = 'bbbbbbbb-0000-4000-8000-000000000005';

const person = (id: string, name: string, more: object = {}) => ({
  id,
  userPrincipalName: `${name}@${NORTHWIND_DOMAIN}`,
  displayName: name,
  ...more,
});

let world: PartnerWorld;
beforeAll(async () => {
  world = await startPartnerWorld({
    customer: {
      people: [
        person(ADMIN, 'only.admin'),
        person(SYNCED, 'from.premises', { onPremisesSyncEnabled: true }),
        person(GUEST, 'guest_fabrikam.example#EXT#', { userType: 'Guest' }),
        person(DISABLED, 'resting', { accountEnabled: false }),
        person(AGENT_AS_GUEST, 'pawel.zajac_contoso.onmicrosoft.com#EXT#', { userType: 'Guest' }),
      ],
      directoryRoles: [{ userId: ADMIN, roleTemplateId: ROLE.globalAdministrator }],
      otherDomains: ['northwind.example'],
    },
  });
  await world.synced();
});
afterAll(() => world.stop());

const wanted = (name: string, more: object = {}): object => ({
  displayName: 'Ada Okafor',
  firstName: 'Ada',
  lastName: 'Okafor',
  userName: `${name}@${NORTHWIND_DOMAIN}`,
  usageLocation: 'NL',
  ...more,
});

describe('Users of a customer', () => {
  test('are listed, whoever they are, with filters', async () => {
    const idsOf = async (query: string): Promise<unknown[]> => {
      const { status, body } = await world.agent.get<{ items: { id: string }[] }>(
        at(`/users?limit=500&${query}`),
      );
      expect(status).toBe(200);
      return body.items.map(({ id }) => id);
    };
    const all = await idsOf('');
    expect(all).toHaveLength(17);
    expect(all).toEqual(expect.arrayContaining([ADMIN, SYNCED, GUEST, DISABLED]));
    expect(await idsOf('filter=disabled')).toContain(DISABLED);
    expect(await idsOf('filter=disabled')).not.toContain(ADMIN);
    expect(await idsOf('filter=guests')).toContain(GUEST);
    expect(await idsOf('filter=admins')).toEqual([ADMIN]);
    expect(await idsOf('search=only')).toEqual([ADMIN]);
    expect(await idsOf(`skuId=${sku('ENTERPRISEPACK')}`)).toEqual([]);
  });

  test('come in pages whose cursor is good for this customer and these filters alone', async () => {
    const first = await world.agent.get<{ nextCursor: string; items: { id: string }[] }>(
      at('/users?limit=10'),
    );
    const { nextCursor } = first.body;
    const second = await world.agent.get<{ items: { id: string }[] }>(
      at(`/users?limit=10&cursor=${nextCursor}`),
    );
    const ids = [...first.body.items, ...second.body.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(17);
    const misused = [
      at(`/users?limit=10&filter=guests&cursor=${nextCursor}`),
      at(`/deleted-users?cursor=${nextCursor}`),
      at(`/users?cursor=${nextCursor.slice(0, -3)}AAA`),
    ];
    for (const path of misused) {
      const { status, body } = await world.agent.get(path);
      expect([status, body]).toMatchObject([400, { errors: [{ path: '/query/cursor' }] }]);
    }
  });

  test('one is shown with what is special about it', async () => {
    expect((await world.agent.get(at(`/users/${ADMIN}`))).body).toMatchObject({ admin: true });
    expect((await world.agent.get(at(`/users/${SYNCED}`))).body).toMatchObject({ synced: true });
    expect((await world.agent.get(at(`/users/${NORTHWIND}`))).status).toBe(404);
  });
});

describe('Creating a user', () => {
  test('gives licences, and a temporary password that is shown once (PC-10, C-2)', async () => {
    const body = wanted('ada.okafor', { licences: [{ skuId: sku('ENTERPRISEPACK') }] });
    const created = await world.agent.post(at('/users'), body, { key: 'create-ada' });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      userName: `ada.okafor@${NORTHWIND_DOMAIN}`,
      usageLocation: 'NL',
      licences: [{ skuId: sku('ENTERPRISEPACK'), name: 'Office 365 E3', via: 'direct' }],
      refused: null,
      alreadyThere: false,
    });
    const password = created.body['temporaryPassword'];
    expect(password).toMatch(/^.{16}$/);

    const again = await world.agent.post(at('/users'), body, { key: 'create-ada' });
    expect(again.status).toBe(201);
    expect(again.body).toMatchObject({
      id: created.body['id'],
      temporaryPassword: null,
      code: 'secret-already-shown',
    });
    const job = await world.agent.get(`/api/jobs/${String(created.body['jobId'])}`);
    expect(job.body).toMatchObject({ state: 'succeeded' });
    expect(JSON.stringify(job.body)).not.toContain(String(password));
  });

  test('refuses what could not be done, before anything is done, each with field, rule and remedy', async () => {
    const E3 = { skuId: sku('ENTERPRISEPACK') };
    const refusals: [object, number, object][] = [
      [
        wanted('no', { userName: 'no.domain' }),
        400,
        { path: '/userName', code: 'user-name-malformed' },
      ],
      [wanted('a&b'), 400, { path: '/userName', code: 'user-name-characters' }],
      [wanted('x_y#EXT#'), 400, { path: '/userName', code: 'user-name-of-guest' }],
      [wanted('dots..dots'), 400, { path: '/userName', code: 'user-name-dots' }],
      [
        wanted('x', { userName: 'x@elsewhere.example' }),
        400,
        { path: '/userName', code: 'domain-not-verified' },
      ],
      [wanted('only.admin'), 409, { path: '/userName', code: 'name-taken' }],
      [
        wanted('x', { usageLocation: 'XX' }),
        400,
        { path: '/usageLocation', code: 'usage-location-unknown' },
      ],
      [
        { displayName: 'X', userName: `x@${NORTHWIND_DOMAIN}`, licences: [E3] },
        400,
        { path: '/usageLocation', code: 'usage-location-missing' },
      ],
      [
        wanted('x', { licences: [{ skuId: sku('WINDOWS_STORE') }] }),
        400,
        { path: '/licences/0/skuId', code: 'product-for-company' },
      ],
      [
        wanted('x', { licences: [{ skuId: NORTHWIND }] }),
        400,
        { path: '/licences/0/skuId', code: 'licence-unknown' },
      ],
    ];
    for (const [body, status, error] of refusals) {
      const refused = await world.agent.post(at('/users'), body);
      expect({ status: refused.status, body: refused.body }).toMatchObject({
        status,
        body: { errors: [error] },
      });
    }
    const exclusive = await world.agent.post(
      at('/users'),
      wanted('x', { licences: [E3, { skuId: sku('STANDARDPACK') }] }),
    );
    expect([exclusive.status, exclusive.body['reason']]).toEqual([409, 'plans-exclusive']);
    const found = await world.agent.get(at('/users?search=x'));
    expect(found.body).toMatchObject({ items: [] });
  });

  test('takes names with an apostrophe and a hash, and another domain of the customer', async () => {
    const userName = "o'brien#1@northwind.example";
    const created = await world.agent.post(at('/users'), wanted('x', { userName }));
    expect({ status: created.status, body: created.body }).toMatchObject({
      status: 201,
      body: { userName },
    });
    const again = await world.agent.post(at('/users'), wanted('x', { userName }));
    expect([again.status, again.body['offered']]).toEqual([409, "o'brien#12@northwind.example"]);
  });

  test('is refused where the relationship is not usable', async () => {
    const { status, body } = await world.agent.post(`/api/customers/${WAITING}/users`, wanted('x'));
    expect([status, body['code']]).toEqual([409, 'relationship-not-active']);
  });
});

describe('Changing a user', () => {
  test('changes what is named and leaves the rest, and answers what was read back', async () => {
    const userId = world.userAt(6);
    const before = (await world.agent.get(at(`/users/${userId}`))).body;
    const changed = await world.agent.patch(at(`/users/${userId}`), {
      displayName: 'Renée Dubois',
      usageLocation: 'fr',
      enabled: false,
    });
    expect({ status: changed.status, body: changed.body }).toMatchObject({
      status: 200,
      body: {
        ...before,
        displayName: 'Renée Dubois',
        usageLocation: 'FR',
        enabled: false,
        jobId: expect.any(String) as unknown,
      },
    });
  });

  test('refuses synced users, the last administrator, a taken name, and nothing', async () => {
    const patch = (userId: string, body: object) => world.agent.patch(at(`/users/${userId}`), body);
    const synced = await patch(SYNCED, { displayName: 'X' });
    expect([synced.status, synced.body['reason']]).toEqual([409, 'synced-user']);
    const last = await patch(ADMIN, { enabled: false });
    expect([last.status, last.body['reason']]).toEqual([409, 'last-admin']);
    const taken = await patch(world.userAt(7), { userName: `resting@${NORTHWIND_DOMAIN}` });
    expect([taken.status, taken.body['code'], taken.body['offered']]).toEqual([
      409,
      'user-name-taken',
      `resting2@${NORTHWIND_DOMAIN}`,
    ]);
    expect((await patch(world.userAt(7), {})).status).toBe(400);
    expect((await patch(NORTHWIND, { displayName: 'X' })).status).toBe(404);
  });
});

describe('Resetting a password', () => {
  test('gives a new one, shown once (PC-30)', async () => {
    const path = at(`/users/${world.userAt(8)}/password`);
    const reset = await world.agent.post(path, undefined, { key: 'reset' });
    expect(reset.status).toBe(200);
    expect(reset.body['temporaryPassword']).toMatch(/^.{16}$/);
    const again = await world.agent.post(path, undefined, { key: 'reset' });
    expect(again.body).toMatchObject({ temporaryPassword: null, code: 'secret-already-shown' });
  });

  test('is not for guests and synced users, who have theirs elsewhere', async () => {
    for (const [userId, reason] of [
      [GUEST, 'guest-user'],
      [SYNCED, 'synced-user'],
    ] as const) {
      const { status, body } = await world.agent.post(at(`/users/${userId}/password`));
      expect([status, body['reason']]).toEqual([409, reason]);
    }
  });
});

describe('Deleting a user', () => {
  let deletedId: string;
  test('moves the user to the deleted ones and answers a job that has ended (PC-31)', async () => {
    const userId = world.userAt(9);
    deletedId = userId;
    const deleted = await world.agent.delete(at(`/users/${userId}`));
    expect([deleted.status, deleted.body]).toMatchObject([202, { state: 'succeeded' }]);
    expect((await world.agent.get(at(`/users/${userId}`))).status).toBe(404);
    const gone = await world.agent.delete(at(`/users/${userId}`));
    expect(gone.status).toBe(404);
  });

  test('refuses oneself, the last administrator and synced users', async () => {
    for (const [userId, reason] of [
      [AGENT_AS_GUEST, 'oneself'],
      [ADMIN, 'last-admin'],
      [SYNCED, 'synced-user'],
    ] as const) {
      const { status, body } = await world.agent.delete(at(`/users/${userId}`));
      expect([status, body['code'], body['reason']]).toEqual([409, 'customer-act-refused', reason]);
    }
  });

  test('is in the audit of the partner and of the customer, by object ids (C)', async () => {
    const { body } = await world.api('owner').get<{ items: { what: string }[] }>('/api/audit');
    expect(body.items.map(({ what }) => what)).toContain('customer-users-changed');
    const theirs = await eventsPage(
      world.world(),
      { tenantId: NORTHWIND, buckets: 1 },
      { limit: 5 },
    );
    expect(theirs.items[0]).toMatchObject({
      what: 'partner-changed-users',
      actorId: world.persona('partnerAgent').objectId,
      data: { partnerId: PARTNER, act: 'delete', userIds: [deletedId] },
    });
    expect(JSON.stringify(theirs.items)).not.toContain('@');
  });
});
