import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ROLE } from '../../local/entra/roles.ts';
import { agentsGroup } from '../../local/personas.ts';
import {
  at,
  ENDED,
  NORTHWIND,
  NORTHWIND_DOMAIN,
  PARTNER,
  relationship,
  startPartnerWorld,
  STRANGER,
  WAITING,
  type PartnerWorld,
} from './partner-world.ts';

const READ_ONLY = 'aaaaaaaa-0000-4000-8000-00000000c006';
const UNASSIGNED = 'aaaaaaaa-0000-4000-8000-00000000c007';

let world: PartnerWorld;
beforeAll(async () => {
  world = await startPartnerWorld({
    relationships: [
      relationship(NORTHWIND, 'Northwind'),
      relationship(WAITING, 'Wide World Importers', { status: 'approvalPending' }),
      relationship(ENDED, 'Proseware', { status: 'terminated' }),
      relationship(READ_ONLY, 'Adatum', { roles: [ROLE.directoryReaders], durationDays: 20 }),
      relationship(UNASSIGNED, 'Élite Lamna', { assignments: [] }),
    ],
  });
});
afterAll(() => world.stop());

describe('The list of customers', () => {
  test('has every customer by name, its state explained, and what the agent may do there', async () => {
    const { status, body } = await world.agent.get('/api/customers');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      items: [
        {
          ...{ id: READ_ONLY, displayName: 'Adatum', state: 'active', usable: true },
          endsSoon: true,
          roles: [{ id: ROLE.directoryReaders, name: 'Directory Readers' }],
          may: { readUsers: true, createUsers: false, manageLicences: false },
        },
        {
          ...{ id: UNASSIGNED, state: 'active', usable: false },
          reason: { code: 'customer-role-missing' },
        },
        {
          ...{ id: NORTHWIND, state: 'active', usable: true, reason: null, endsSoon: false },
          may: { readUsers: true, createUsers: true, deleteUsers: true, manageLicences: true },
        },
        {
          ...{ id: ENDED, state: 'terminated', usable: false },
          reason: { code: 'relationship-not-active' },
        },
        { id: WAITING, state: 'approval-pending', usable: false },
      ],
      nextCursor: null,
    });
  });

  test('is searched by beginnings of words without accents, and narrowed by state', async () => {
    const idsOf = async (query: string): Promise<unknown[]> => {
      const { body } = await world.agent.get<{ items: { id: string }[] }>(
        `/api/customers?${query}`,
      );
      return body.items.map(({ id }) => id);
    };
    expect(await idsOf('search=world')).toEqual([WAITING]);
    expect(await idsOf('search=elite')).toEqual([UNASSIGNED]);
    expect(await idsOf(`search=${NORTHWIND}`)).toEqual([NORTHWIND]);
    expect(await idsOf('state=terminated')).toEqual([ENDED]);
    expect(await idsOf('state=active&search=pro')).toEqual([]);
  });

  test('is given in pages', async () => {
    const names: string[] = [];
    let cursor: string | null = '';
    do {
      const { body }: { body: { items: { displayName: string }[]; nextCursor: string | null } } =
        await world.agent.get(`/api/customers?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      names.push(...body.items.map(({ displayName }) => displayName));
      cursor = body.nextCursor;
    } while (cursor !== null);
    expect(names).toEqual([
      'Adatum',
      'Élite Lamna',
      'Northwind',
      'Proseware',
      'Wide World Importers',
    ]);
  });

  test('is for partner staff: no LMS role is enough (PC-1)', async () => {
    for (const name of ['lmsAdmin', 'catalogAdmin', 'learner'] as const) {
      const { status, body } = await world.api(name).get('/api/customers');
      expect([status, body['code']]).toEqual([403, 'role-missing']);
    }
    const adminAgent = world.api('learner', { claims: { roles: ['AdminAgent'] } });
    expect((await adminAgent.get('/api/customers')).status).toBe(200);
  });
});

describe('A customer', () => {
  test('tells its relationships, and which roles each act needs', async () => {
    const { body } = await world.agent.get(at(''));
    expect(body).toMatchObject({
      id: NORTHWIND,
      relationships: [{ state: 'active', roles: [{}, {}] }],
      needs: { deleteUsers: ['User Administrator', 'Global Administrator'] },
    });
  });

  test('who is nobody’s customer does not exist (A-3)', async () => {
    for (const path of ['', '/users', '/licences', '/deleted-users', '/domains']) {
      const { status, body } = await world.agent.get(`/api/customers/${STRANGER}${path}`);
      expect([path, status, body['code']]).toEqual([path, 404, 'not-found']);
    }
    const own = await world.agent.get(`/api/customers/${PARTNER}`);
    expect(own.status).toBe(404);
  });

  test('whose relationship cannot be used is refused with the state and the remedy', async () => {
    const waiting = await world.agent.get(`/api/customers/${WAITING}/users`);
    expect(waiting.status).toBe(409);
    expect(waiting.body).toMatchObject({
      code: 'relationship-not-active',
      state: 'approval-pending',
      detail: expect.stringContaining('approve') as unknown,
    });
  });

  test('that has granted too little refuses the act and names the roles that would do (PC-2)', async () => {
    const created = await world.agent.post(`/api/customers/${READ_ONLY}/users`, {
      displayName: 'Ada Okafor',
      userName: `ada@${NORTHWIND_DOMAIN}`,
    });
    expect(created.status).toBe(403);
    expect(created.body).toMatchObject({
      code: 'customer-role-missing',
      roles: ['User Administrator', 'Directory Writers', 'Global Administrator'],
    });
  });

  test('whose relationship ends is refused at the next act, and the list says why', async () => {
    const tenant = world.cloud.tenant(PARTNER);
    const id = tenant.relationships.all().find((one) => one.customerId === READ_ONLY)?.id ?? '';
    tenant.perform({ act: 'changeRelationship', id, changes: { status: 'terminated' } });
    const users = await world.agent.get(`/api/customers/${READ_ONLY}/users`);
    expect([users.status, users.body['code']]).toEqual([409, 'relationship-not-active']);
    const { body } = await world.agent.get('/api/customers?search=adatum');
    expect(body).toMatchObject({ items: [{ state: 'terminated', usable: false }] });
  });

  test('what is assigned to a group of the agent later is there at once', async () => {
    const tenant = world.cloud.tenant(PARTNER);
    const { id } = tenant.relationships.all().find((one) => one.customerId === UNASSIGNED) ?? {};
    const before = await world.agent.get(`/api/customers/${UNASSIGNED}/users`);
    expect([before.status, before.body['code']]).toEqual([403, 'customer-role-missing']);
    const assignment = { groupId: agentsGroup(PARTNER).id };
    tenant.perform({ act: 'addAssignment', relationshipId: id ?? '', assignment });
    const { body } = await world.agent.get(`/api/customers/${UNASSIGNED}`);
    expect(body).toMatchObject({ usable: true, may: { createUsers: true } });
  });
});
