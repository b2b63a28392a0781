import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { events } from '../../api/audit/kinds.ts';
import { rootOf } from '../../api/ports/partitions.ts';
import { ROLE } from '../../local/entra/roles.ts';
import {
  at,
  NORTHWIND,
  NORTHWIND_DOMAIN,
  PARTNER,
  relationship,
  sku,
  startPartnerWorld,
  type PartnerWorld,
} from './partner-world.ts';

const MANAGING = [ROLE.userAdministrator, ROLE.licenseAdministrator];
const GRANTING = [
  ...MANAGING,
  ROLE.privilegedRoleAdministrator,
  // Only with it may users be deleted who hold a role.
  ROLE.privilegedAuthenticationAdministrator,
];
const OWN =
  'First name,Last name,Display name,User name,Location,Licences,Permissions,Status update';

let world: PartnerWorld;
const startWith = (roles: readonly string[]) => async (): Promise<void> => {
  world = await startPartnerWorld({
    relationships: [relationship(NORTHWIND, 'Northwind', { roles })],
  });
  await world.synced();
};

const named = (name: string): string => `${name}@${NORTHWIND_DOMAIN}`;

const wanted = (name: string, more: object = {}): object => ({
  ...{ displayName: name, userName: named(name), usageLocation: 'NL' },
  permissions: ['licences-and-services', 'user-administrator'],
  ...more,
});

/** The directory roles that a user of the customer holds, by user name; null where there is no such user. */
function rolesOf(name: string): readonly string[] | null {
  const { directory, directoryRoles } = world.cloud.tenant(NORTHWIND);
  const place = directory.users.indexOfName(named(name));
  return place === undefined
    ? null
    : directoryRoles.rolesOf(directory.users.standing(place).user.id);
}

/** Imports users by name and permission; the job, and what the file says of each row. */
async function imported(query: string, ...rows: readonly (readonly [string, string])[]) {
  const lines = rows.map(([name, permission]) => `,,${name},${named(name)},NL,,${permission},`);
  const started = await world.agent.post(at(`/imports/users${query}`), [OWN, ...lines].join('\n'), {
    contentType: 'text/csv',
  });
  const job = await world.ended(started.body['id']);
  const { body } = await world.agent.get<string>(`/api/jobs/${String(job['id'])}/rows`);
  const told = parse<Record<string, string>>(body, { columns: true });
  return { job, told: told.map((row) => row['Status update'] ?? '') };
}

/** What an audit tells of a job by one kind of entry. */
async function toldIn(tenantId: string, what: string, jobId: string): Promise<unknown[]> {
  const { items } = await world.world().store.changes(rootOf(tenantId), events, null, 100_000);
  return items
    .filter((event) => event.what === what && event.data['jobId'] === jobId)
    .map(({ data }) => data);
}

/** Has Graph refuse the next two assignments of roles: a 403 is believed then. */
const refuseRoles = (status: 403 | 404): void => {
  world.cloud.faults.add({
    ...{ host: 'graph.microsoft.com', method: 'POST', status, times: 2 },
    path: '/v1.0/roleManagement/directory/roleAssignments',
  });
};

describe('The permission User management admin (PC-14)', () => {
  beforeAll(startWith(GRANTING));
  afterAll(() => world.stop());

  test('makes the new user a User Administrator, and is taken back with the user', async () => {
    const customer = await world.agent.get(`/api/customers/${NORTHWIND}`);
    expect(customer.body).toMatchObject({
      may: { grantRoles: true },
      needs: { grantRoles: ['Privileged Role Administrator', 'Global Administrator'] },
    });
    const licences = [{ skuId: sku('ENTERPRISEPACK') }];
    const created = await world.agent.post(at('/users'), wanted('ada', { licences }));
    expect({ status: created.status, body: created.body }).toMatchObject({
      status: 201,
      body: { admin: true, refused: null, licences: [{ via: 'direct' }] },
    });
    expect(rolesOf('ada')).toEqual([ROLE.userAdministrator]);
    const jobId = String(created.body['jobId']);
    const given = { id: ROLE.userAdministrator, name: 'User Administrator', outcome: 'given' };
    const entries = await world.agent.get(at(`/jobs/${jobId}/entries`));
    expect(entries.body).toMatchObject({ items: [{ roles: [given] }] });
    const { body: rows } = await world.agent.get<string>(at(`/jobs/${jobId}/rows`));
    expect(parse(rows, { columns: true })).toMatchObject([{ Roles: 'User Administrator' }]);
    // On both sides it is told who was given which role.
    const told = { jobId, roleId: ROLE.userAdministrator, userIds: [created.body['id']] };
    expect(await toldIn(PARTNER, 'customer-role-given', jobId)).toMatchObject([told]);
    expect(await toldIn(NORTHWIND, 'partner-gave-role', jobId)).toMatchObject([told]);

    const undo = await world.agent.post(at(`/undo/${String(created.body['jobId'])}`), {});
    expect(await world.ended(undo.body['id'])).toMatchObject({ state: 'succeeded' });
    expect((await world.agent.get(at(`/users/${String(created.body['id'])}`))).status).toBe(404);
  });

  test('is given to nobody who is not chosen for it', async () => {
    for (const permissions of [undefined, [], ['licences-and-services']]) {
      const name = `plain${permissions?.length ?? ''}`;
      const created = await world.agent.post(at('/users'), wanted(name, { permissions }));
      expect([created.status, rolesOf(name)]).toEqual([201, []]);
    }
    const owner = await world.agent.post(at('/users'), wanted('o', { permissions: ['owner'] }));
    expect([owner.status, rolesOf('o')]).toEqual([400, null]);
  });

  test('that Graph refuses leaves the user there, with licences, and is said', async () => {
    refuseRoles(403);
    const licences = [{ skuId: sku('ENTERPRISEPACK') }];
    const created = await world.agent.post(at('/users'), wanted('bea', { licences }));
    expect({ status: created.status, body: created.body }).toMatchObject({
      status: 201,
      body: {
        refused: {
          code: 'permission-not-given',
          detail: expect.stringContaining('without the role User Administrator') as unknown,
        },
        licences: [{ via: 'direct' }],
        temporaryPassword: expect.any(String) as unknown,
      },
    });
    const entries = await world.agent.get(at(`/jobs/${String(created.body['jobId'])}/entries`));
    expect(entries.body).toMatchObject({
      items: [{ act: 'create', state: 'partly', roles: [{ outcome: 'not-given' }] }],
    });
    const jobId = String(created.body['jobId']);
    expect(await toldIn(PARTNER, 'customer-role-given', jobId)).toEqual([]);
    expect(rolesOf('bea')).toEqual([]);
  });

  test('waits until the directory knows the new user everywhere', async () => {
    refuseRoles(404);
    const created = await world.agent.post(at('/users'), wanted('cai'));
    expect([created.status, created.body['refused']]).toEqual([201, null]);
    expect(rolesOf('cai')).toEqual([ROLE.userAdministrator]);
  });

  test('comes by a file too, in the words of Partner Center, of Microsoft or of the API', async () => {
    const { job, told } = await imported(
      '',
      ['i1', 'User management admin'],
      ['i2', 'user-administrator'],
      ['i3', 'Can use licences and services; User Administrator'],
      ['i4', 'Can use licences and services'],
      ['i5', 'licences-and-services'],
      ['i6', ''],
      ['i7', 'User management admin; Global Administrator'],
    );
    expect(job).toMatchObject({ state: 'partly-failed', result: { done: 6, refused: 1 } });
    const given = 'Created with the role User Administrator';
    expect(told.slice(0, 6)).toEqual([given, given, given, 'Created', 'Created', 'Created']);
    expect(told[6]).toMatch(/^Not done: Permissions: New users can be given two permissions\./);
    const admin = [ROLE.userAdministrator];
    expect(['i1', 'i2', 'i3', 'i4', 'i5', 'i6', 'i7'].map(rolesOf)).toEqual([
      ...[admin, admin, admin],
      ...[[], [], [], null],
    ]);
  });

  test('is named by the look at a file, with how many get it', async () => {
    const { job, told } = await imported(
      '?preview=true',
      ['look1', 'User management admin'],
      ['look2', ''],
    );
    expect(job).toMatchObject({
      result: { roles: [{ roleId: ROLE.userAdministrator, name: 'User Administrator', users: 1 }] },
    });
    expect(told).toEqual([
      'Would be created with the role User Administrator.',
      'Would be created.',
    ]);
  });

  test('that Graph refuses for a row is said in its status', async () => {
    refuseRoles(403);
    const { job, told } = await imported('', ['late', 'User management admin']);
    expect(job).toMatchObject({ state: 'partly-failed', result: { partly: 1 } });
    expect(told[0]).toMatch(/^Created, but not wholly: The user is there, but without the role/);
  });
});

describe('Without a role that may give roles', () => {
  beforeAll(startWith(MANAGING));
  afterAll(() => world.stop());

  test('User management admin is refused before anything is done, and the roles are named', async () => {
    const { status, body } = await world.agent.post(at('/users'), wanted('ada'));
    expect([status, body]).toMatchObject([
      403,
      {
        code: 'customer-role-missing',
        roles: ['Privileged Role Administrator', 'Global Administrator'],
      },
    ]);
    expect(rolesOf('ada')).toBeNull();
    const customer = await world.agent.get(`/api/customers/${NORTHWIND}`);
    expect(customer.body).toMatchObject({ may: { createUsers: true, grantRoles: false } });
  });

  test('rows that ask for it are refused, each with its column, and the others are carried out', async () => {
    const rows = [
      ['r1', 'User management admin'],
      ['r2', 'Can use licences and services'],
    ] as const;
    const looked = await imported('?preview=true', ...rows);
    expect(looked.job).toMatchObject({ result: { good: 1, faulty: 1 } });
    const { job, told } = await imported('', ...rows);
    expect(job).toMatchObject({
      result: {
        ...{ good: 1, faulty: 1, done: 1, refused: 1 },
        faults: [{ line: 2, column: 'Permissions', code: 'customer-role-missing' }],
      },
    });
    expect(told[0]).toMatch(/^Not done: Permissions: .*Privileged Role Administrator/);
    expect(told[1]).toBe('Created');
    expect(['r1', 'r2'].map(rolesOf)).toEqual([null, []]);
  });
});
