import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { guidOf } from '../../local/guid.ts';
import { at, NORTHWIND, plan, sku, startPartnerWorld, type PartnerWorld } from './partner-world.ts';

const E3 = sku('ENTERPRISEPACK');
const E1 = sku('STANDARDPACK');
const FREE = sku('FLOW_FREE');
const PHONE = sku('MCOEV');
const ROTA = sku('fourthcoffee.rota_planner.standard');
const PHONE_USERS = guidOf('phone users');

/** Users by what is special about them. */
const people = ['plain', 'nowhere', 'holder', 'second', 'third', 'in.group'].map((name, no) => ({
  id: guidOf(`licences/${name}`),
  userPrincipalName: `${name}@northwind.onmicrosoft.com`,
  displayName: name,
  ...(name === 'nowhere' ? {} : { usageLocation: 'NL' }),
  givenName: String(no),
}));
const idOf = (name: string): string => guidOf(`licences/${name}`);

let world: PartnerWorld;
beforeAll(async () => {
  world = await startPartnerWorld({
    customer: {
      people,
      users: 0,
      products: [
        { partNumber: 'ENTERPRISEPACK', enabled: 2 },
        { partNumber: 'STANDARDPACK', enabled: 5 },
        { partNumber: 'FLOW_FREE', enabled: 100 },
        { partNumber: 'MCOEV', enabled: 3 },
        { partNumber: 'fourthcoffee.rota_planner.standard', enabled: 3 },
      ],
      givenGroups: [
        {
          ...{ id: PHONE_USERS, kind: 'security', displayName: 'Free flow' },
          ...{ userIds: [idOf('in.group')], groupIds: [] },
        },
      ],
      groupLicences: [
        { groupId: PHONE_USERS, add: [{ skuId: FREE, disabledPlans: [] }], remove: [] },
      ],
    },
  });
});
afterAll(() => world.stop());

const change = (body: object) => world.agent.post(at('/licence-changes'), body);
const previewOf = async (body: object) => {
  const { status, body: preview } = await world.agent.post(
    at('/licence-changes?preview=true'),
    body,
  );
  expect({ status, preview }).toMatchObject({ status: 200 });
  return preview;
};
const heldBy = async (name: string): Promise<string[]> => {
  const { body } = await world.agent.get<{ licences: { skuId: string }[] }>(
    at(`/users/${idOf(name)}`),
  );
  return body.licences.map(({ skuId }) => skuId).sort();
};
const give = async (name: string, ...skuIds: string[]): Promise<void> => {
  const { body } = await change({
    userIds: [idOf(name)],
    add: skuIds.map((skuId) => ({ skuId })),
  });
  expect(await world.ended(body['id'])).toMatchObject({ state: 'succeeded' });
};

describe('The licences of a customer', () => {
  test('say what is left of each product; a publisher’s are managed there (C-6)', async () => {
    const { body } = await world.agent.get<{ items: object[] }>(at('/licences'));
    expect(body.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          name: 'Office 365 E3',
          total: 2,
          available: 2,
          manageable: true,
        }),
        expect.objectContaining({ skuId: ROTA, manageable: false }),
      ]),
    );
    expect(body.items.find((item) => 'skuId' in item && item.skuId === ROTA)).toMatchObject({
      publisher: { link: expect.any(String) as unknown },
    });
  });
});

describe('The preview of licence changes', () => {
  test('says of every product and user what would happen, and changes nothing (C-3)', async () => {
    await give('holder', E3);
    const preview = await previewOf({
      userIds: ['holder', 'plain', 'nowhere', 'second'].map(idOf),
      add: [{ skuId: E3 }],
    });
    expect(preview).toMatchObject({
      counts: { changes: 1, unchanged: 1, refused: 2 },
      usageLocationsMissing: 1,
      users: [
        { outcome: 'unchanged', steps: [{ outcome: 'already' }] },
        { outcome: 'changes', steps: [{ skuId: E3, act: 'add', outcome: 'will' }] },
        { outcome: 'refused' },
        { outcome: 'refused', problem: { code: 'no-licence-left' } },
      ],
    });
    const products = preview['products'] as { skuId: string }[];
    expect(products.find(({ skuId }) => skuId === E3)).toMatchObject({
      ...{ held: 'some', holders: 1, available: 1 },
      missing: 2,
    });
    expect(await heldBy('plain')).toEqual([]);
  });

  test('asks for a usage location where one is missing, and gives the one that is named', async () => {
    const wish = { userIds: [idOf('nowhere')], add: [{ skuId: E1 }] };
    expect(await previewOf(wish)).toMatchObject({
      usageLocationsMissing: 1,
      users: [{ problem: { code: 'usage-location-missing' } }],
    });
    expect(await previewOf({ ...wish, usageLocation: 'be' })).toMatchObject({
      usageLocationsMissing: 0,
      users: [{ outcome: 'changes', usageLocationGiven: true }],
    });
    const unknown = await change({ ...wish, usageLocation: 'Atlantis' });
    expect([unknown.status, unknown.body]).toMatchObject([
      400,
      { errors: [{ path: '/usageLocation', code: 'usage-location-unknown' }] },
    ]);
  });

  test('knows what groups give: it cannot be removed here, and need not be given', async () => {
    expect(await heldBy('in.group')).toEqual([FREE]);
    const userIds = [idOf('in.group')];
    expect(await previewOf({ userIds, remove: [FREE] })).toMatchObject({
      users: [
        {
          outcome: 'unchanged',
          steps: [{ outcome: 'inherited', problem: { code: 'licence-inherited' } }],
        },
      ],
    });
    expect(await previewOf({ userIds, add: [{ skuId: FREE }] })).toMatchObject({
      users: [{ outcome: 'unchanged', steps: [{ outcome: 'inherited' }] }],
    });
  });

  test('knows plans that exclude one another or need another', async () => {
    const both = { userIds: [idOf('plain')], add: [{ skuId: E3 }, { skuId: E1 }] };
    expect(await previewOf(both)).toMatchObject({
      users: [{ problem: { code: 'plans-exclusive' } }],
    });
    const alone = { userIds: [idOf('plain')], add: [{ skuId: PHONE }] };
    expect(await previewOf(alone)).toMatchObject({
      users: [{ problem: { code: 'plan-depends-on-another' } }],
    });
    const swapped = { userIds: [idOf('holder')], add: [{ skuId: E1 }], remove: [E3] };
    expect(await previewOf(swapped)).toMatchObject({ users: [{ outcome: 'changes' }] });
  });

  test('of nobody’s change shows what the selection has', async () => {
    const preview = await previewOf({ userIds: [idOf('holder'), idOf('in.group')] });
    expect(preview['counts']).toEqual({ changes: 0, unchanged: 2, refused: 0 });
    const products = preview['products'] as { skuId: string }[];
    expect(products.find(({ skuId }) => skuId === FREE)).toMatchObject({
      held: 'some',
      inherited: 1,
    });
  });

  test('refuses a wish that is wrong in itself, with each field', async () => {
    const { status, body } = await change({
      userIds: [idOf('plain')],
      add: [{ skuId: ROTA }, { skuId: E3, disabledPlans: [NORTHWIND] }, { skuId: E3 }],
      remove: [NORTHWIND],
    });
    expect(status).toBe(400);
    expect(body['errors']).toMatchObject([
      { path: '/add/0/skuId', code: 'managed-by-publisher' },
      { path: '/add/1/disabledPlans/0', code: 'plan-unknown' },
      { path: '/add/2/skuId', code: 'product-twice' },
      { path: '/remove/0', code: 'licence-unknown' },
    ]);
  });
});

describe('Applying licence changes', () => {
  test('does it in the background and names everybody who could not be done (PC-24)', async () => {
    const { status, body } = await change({
      userIds: [idOf('second'), idOf('third'), NORTHWIND],
      add: [{ skuId: E1, disabledPlans: [plan('STANDARDPACK', 'TEAMS1')] }],
    });
    expect(status).toBe(202);
    expect(await world.ended(body['id'])).toMatchObject({ state: 'partly-failed', total: 3 });
    const entries = await world.agent.get<{ items: object[] }>(
      at(`/jobs/${String(body['id'])}/entries`),
    );
    expect(entries.body.items).toMatchObject([
      { state: 'done' },
      { state: 'done' },
      { state: 'refused', faults: [{ code: 'user-gone' }] },
    ]);
    expect(await heldBy('second')).toEqual([E1]);
  });

  test('swaps products of one user in one call', async () => {
    const { body } = await change({
      userIds: [idOf('holder')],
      add: [{ skuId: E1 }],
      remove: [E3],
    });
    expect(await world.ended(body['id'])).toMatchObject({ state: 'succeeded' });
    expect(await heldBy('holder')).toEqual([E1]);
  });

  test('of what is so already is refused', async () => {
    const { status, body } = await change({ userIds: [idOf('holder')], add: [{ skuId: E1 }] });
    expect([status, body['reason']]).toEqual([409, 'nothing-to-change']);
  });
});
