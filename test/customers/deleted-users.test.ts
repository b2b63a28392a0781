import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ROLE } from '../../local/entra/roles.ts';
import { guidOf } from '../../local/guid.ts';
import { at, NORTHWIND, sku, startPartnerWorld, type PartnerWorld } from './partner-world.ts';

const E3 = sku('ENTERPRISEPACK');
const FREE = sku('FLOW_FREE');
const NAMES = ['ada', 'ben', 'cleo', 'dora', 'eve', 'finn', 'gus', 'admin.one', 'admin.two'];
const idOf = (name: string): string => guidOf(`deleted/${name}`);
const nameOf = (name: string): string => `${name}@northwind.onmicrosoft.com`;

let world: PartnerWorld;
beforeAll(async () => {
  world = await startPartnerWorld({
    customer: {
      people: NAMES.map((name) => ({
        ...{ id: idOf(name), userPrincipalName: nameOf(name), displayName: name },
        usageLocation: 'NL',
      })),
      users: 0,
      products: [
        { partNumber: 'ENTERPRISEPACK', enabled: 2 },
        { partNumber: 'FLOW_FREE', enabled: 100 },
      ],
      directoryRoles: ['admin.one', 'admin.two'].map((name) => ({
        userId: idOf(name),
        roleTemplateId: ROLE.globalAdministrator,
      })),
    },
  });
});
afterAll(() => world.stop());

const give = (name: string, ...skuIds: string[]): void => {
  const add = skuIds.map((skuId) => ({ skuId, disabledPlans: [] }));
  const act = { act: 'assignLicences', userId: idOf(name), add, remove: [] } as const;
  world.cloud.tenant(NORTHWIND).perform(act);
};
const remove = async (...names: string[]): Promise<Record<string, unknown>> => {
  const { status, body } = await world.agent.post(at('/deletions'), { userIds: names.map(idOf) });
  expect(status).toBe(202);
  return world.ended(body['id']);
};
const wishes = (...names: string[]) => ({ users: names.map((name) => ({ userId: idOf(name) })) });
const previewOf = async (body: object) => {
  const path = at('/deleted-users/restorations?preview=true');
  const { status, body: preview } = await world.agent.post(path, body);
  expect({ status, preview }).toMatchObject({ status: 200 });
  return preview;
};
const restore = async (body: object): Promise<Record<string, unknown>> => {
  const { status, body: job } = await world.agent.post(at('/deleted-users/restorations'), body);
  expect({ status, job }).toMatchObject({ status: 202 });
  return world.ended(job['id']);
};
const entriesOf = async ({ id }: Record<string, unknown>): Promise<object[]> => {
  const { body } = await world.agent.get<{ items: object[] }>(at(`/jobs/${String(id)}/entries`));
  return body.items;
};
const deletedNames = async (): Promise<string[]> => {
  const { body } = await world.agent.get<{ items: { displayName: string }[]; count: number }>(
    at('/deleted-users'),
  );
  expect(body.count).toBe(body.items.length);
  return body.items.map(({ displayName }) => displayName).sort();
};

describe('Deleting several users', () => {
  test('shows before who would go and what that frees, and who may not go', async () => {
    give('ada', E3);
    const { status, body } = await world.agent.post(at('/deletions?preview=true'), {
      userIds: [...['ada', 'admin.one', 'admin.two'].map(idOf), NORTHWIND],
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      users: [
        { outcome: 'will', licences: [{ skuId: E3, name: 'Office 365 E3' }] },
        { outcome: 'will' },
        { outcome: 'refused', problem: { code: 'last-admin' } },
        { outcome: 'refused', problem: { code: 'user-gone' } },
      ],
      counts: { will: 2, refused: 2 },
    });
    expect(await deletedNames()).toEqual([]);
  });

  test('deletes those who may go and names the others; the deleted are listed with the days left', async () => {
    const job = await remove('ada', 'ben');
    expect(job).toMatchObject({ state: 'succeeded' });
    const { body } = await world.agent.get<{ items: { id: string }[] }>(at('/deleted-users'));
    expect(body).toMatchObject({ count: 2 });
    expect(body.items.find(({ id }) => id === idOf('ada'))).toMatchObject({
      ...{ displayName: 'ada', userName: nameOf('ada'), daysLeft: 30 },
      deletedBy: { id: world.persona('partnerAgent').objectId },
      licences: [{ skuId: E3, name: 'Office 365 E3' }],
    });
  });

  test('are listed in pages', async () => {
    type Page = { items: { displayName: string }[]; nextCursor: string | null };
    const first = await world.agent.get<Page>(at('/deleted-users?limit=1'));
    const cursor = first.body.nextCursor ?? '';
    const second = await world.agent.get<Page>(at(`/deleted-users?limit=1&cursor=${cursor}`));
    const names = [...first.body.items, ...second.body.items].map((one) => one.displayName);
    expect(names.sort()).toEqual(['ada', 'ben']);
    expect(second.body.nextCursor).toBeNull();
  });
});

describe('Restoring', () => {
  test('brings the account back with the licences that are left, and names the rest (C-4)', async () => {
    give('cleo', E3);
    give('dora', E3);
    await remove('cleo');
    give('eve', E3);
    expect(await previewOf(wishes('ada', 'cleo'))).toMatchObject({
      counts: { will: 2, clash: 0, refused: 0 },
      users: [
        { licences: [{ outcome: 'none-left', problem: { code: 'no-licence-left' } }] },
        { licences: [{ outcome: 'none-left' }] },
      ],
      products: [{ skuId: E3, needed: 2, available: 0, missing: 2 }],
    });
    await remove('dora');
    const job = await restore(wishes('cleo', 'ada'));
    expect(job).toMatchObject({ state: 'partly-failed', total: 2 });
    const entries = await entriesOf(job);
    expect(entries.map((entry) => 'state' in entry && entry.state).sort()).toEqual([
      'done',
      'partly',
    ]);
    expect(await deletedNames()).toEqual(['ben', 'dora']);
  });

  test('offers a free name where the old one is taken, and takes the one that is given (C-5)', async () => {
    world.cloud.tenant(NORTHWIND).perform({
      act: 'addUsers',
      users: [{ id: idOf('new ben'), userPrincipalName: nameOf('ben'), displayName: 'New Ben' }],
    });
    expect(await previewOf(wishes('ben'))).toMatchObject({
      counts: { clash: 1 },
      users: [
        { outcome: 'clash', offeredUserName: nameOf('ben2'), problem: { code: 'name-taken' } },
      ],
    });
    const refused = await restore(wishes('ben'));
    expect(refused).toMatchObject({ state: 'partly-failed' });
    expect(await entriesOf(refused)).toMatchObject([
      { state: 'refused', faults: [{ code: 'name-taken' }] },
    ]);
    const users = [{ userId: idOf('ben'), newUserName: nameOf('ben2') }];
    expect(await previewOf({ users })).toMatchObject({ users: [{ userName: nameOf('ben2') }] });
    expect(await restore({ users })).toMatchObject({ state: 'succeeded' });
    const { body } = await world.agent.get(at(`/users/${idOf('ben')}`));
    expect(body).toMatchObject({ userName: nameOf('ben2') });
  });

  test('of who was deleted elsewhere gives back what the directory remembers', async () => {
    give('finn', FREE);
    world.cloud.tenant(NORTHWIND).perform({ act: 'deleteUser', id: idOf('finn') });
    world.cloud.tenant(NORTHWIND).perform({ act: 'deleteUser', id: idOf('gus') });
    const preview = await previewOf(wishes('finn', 'gus'));
    expect(preview).toMatchObject({
      users: [
        { licencesKnown: true, licences: [{ skuId: FREE, outcome: 'will' }] },
        { licencesKnown: false, licences: [] },
      ],
    });
  });

  test('of what is gone is refused with the remedy; on day 30 it comes back, a moment later not', async () => {
    expect(
      await previewOf({ users: [{ userId: NORTHWIND }, { userId: idOf('eve') }] }),
    ).toMatchObject({
      users: [
        { outcome: 'refused', problem: { code: 'not-restorable' } },
        { outcome: 'refused', problem: { code: 'not-restorable' } },
      ],
    });
    await world.advance('P29DT23H');
    expect(await previewOf(wishes('finn'))).toMatchObject({ users: [{ outcome: 'will' }] });
    const { body } = await world.agent.get<{ items: { id: string; daysLeft: number }[] }>(
      at('/deleted-users'),
    );
    expect(body.items.find(({ id }) => id === idOf('finn'))).toMatchObject({ daysLeft: 1 });
    await world.advance('PT1H1M');
    expect(await previewOf(wishes('finn'))).toMatchObject({ users: [{ outcome: 'refused' }] });
  });
});
