import { afterEach, describe, expect, test } from '@jest/globals';
import { AGENT_CALLS, GRAPH_CALLS } from '../../../api/adapters/graph/permissions.ts';
import { createAesVault } from '../../../api/adapters/vault/aes-vault.ts';
import type { TenantOptions } from '../../../local/tenants/options.ts';
import { ROLE } from '../../../local/entra/roles.ts';
import { OTHER_CUSTOMER, relationshipWith } from '../../local/customers/partner.ts';
import { refusalOf } from '../graph/setting.ts';
import { NORTHWIND, outcomesOf, PARTNER, newUser, startSetting, type Setting } from './setting.ts';

const SKU = { STANDARDPACK: '18181a46-0d4e-45cd-891e-60aabd171b4e' };

let setting: Setting;
const start = async (customer: Partial<TenantOptions> = {}): Promise<void> => {
  setting = await startSetting({
    customer: { users: 260, ...customer },
    relationships: [
      relationshipWith(NORTHWIND),
      relationshipWith(OTHER_CUSTOMER, { status: 'approvalPending' }),
    ],
  });
};
afterEach(() => setting.close());

describe('The partner’s side', () => {
  test('gives relationships with their assignments, in whatever state', async () => {
    await start();
    const { customers } = setting;
    const { items, link } = await customers.relationships(PARTNER, null);
    expect(link).toBeNull();
    expect(items.map(({ customerId, status }) => [customerId, status])).toEqual([
      [NORTHWIND, 'active'],
      [OTHER_CUSTOMER, 'approvalPending'],
    ]);
    expect(items[0]?.assignments[0]).toMatchObject({
      active: true,
      roleIds: [ROLE.userAdministrator, ROLE.licenseAdministrator],
    });
    expect(await customers.relationshipsWith(PARTNER, NORTHWIND)).toEqual([items[0]]);
    const groups = await customers.groupsOf(PARTNER, setting.agent);
    expect(groups.has(items[0]?.assignments[0]?.groupId ?? '')).toBe(true);
  });
});

describe('A kept grant', () => {
  test('opens nothing at a customer without an active relationship', async () => {
    await start();
    const hands = setting.customers.at(OTHER_CUSTOMER, setting.grant);
    expect((await refusalOf(hands.domains())).code).toBe('relationship-not-active');
    const [outcome] = await outcomesOf(setting, [newUser('ann')], hands);
    expect(outcome).toMatchObject({ outcome: 'refused', code: 'relationship-not-active' });
  });

  test('opens nothing for another person, or where it was altered', async () => {
    await start();
    const { customers, grant } = setting;
    const stranger = customers.at(NORTHWIND, { ...grant, personId: NORTHWIND });
    expect((await refusalOf(stranger.domains())).code).toBe('sign-in-needed');
    const altered = customers.at(NORTHWIND, { ...grant, sealed: `A${grant.sealed.slice(1)}` });
    expect((await refusalOf(altered.domains())).code).toBe('sign-in-needed');
  });

  test('is refused where the answered token is of another tenant', async () => {
    await start();
    setting.cloud.faults.add({
      host: 'login.microsoftonline.com',
      method: 'POST',
      path: `/${NORTHWIND}/`,
      status: 200,
      body: {
        token_type: 'Bearer',
        expires_in: 3_600,
        scope: 'https://graph.microsoft.com/User.Read.All',
        access_token: `x.${Buffer.from(JSON.stringify({ tid: OTHER_CUSTOMER })).toString('base64url')}.x`,
        client_info: Buffer.from('{"uid":"a","utid":"b"}').toString('base64url'),
      },
    });
    const refusal = await refusalOf(setting.hands.domains());
    expect(refusal.facts).toMatchObject({ reason: 'wrong-tenant' });
    expect(await setting.hands.domains()).toEqual(['northwind.onmicrosoft.com']);
  });

  test('is not made of a token of somebody else', async () => {
    await start();
    const token = await setting.cloud.tokenFor('partnerAgent');
    const refusal = await refusalOf(setting.customers.grantOf(PARTNER, NORTHWIND, token));
    expect(refusal.facts).toMatchObject({ reason: 'wrong-tenant' });
  });

  test('opens with a secret of before, and not with another one', () => {
    const [older, newer] = ['older'.repeat(8), 'newer'.repeat(8)] as const;
    const sealed = createAesVault([older]).seal('secret', 'ann');
    expect(createAesVault([newer, older]).open(sealed, 'ann')).toBe('secret');
    expect(createAesVault([newer]).open(sealed, 'ann')).toBeNull();
    expect(createAesVault([older]).open(sealed, 'bob')).toBeNull();
    expect(createAesVault([older]).open('', 'ann')).toBeNull();
  });
});

describe('Hands at a customer', () => {
  test('read users page by page, and those that a query means', async () => {
    await start({ products: [{ partNumber: 'STANDARDPACK', enabled: 300, share: 0.5 }] });
    const { hands } = setting;
    const first = await hands.users({ limit: 100 }, null);
    expect([first.items.length, first.count]).toEqual([100, 260]);
    const second = await hands.users({ limit: 100 }, first.link);
    const third = await hands.users({ limit: 100 }, second.link);
    expect([third.items.length, third.link]).toEqual([60, null]);

    const [one] = first.items;
    const { items } = await hands.users({ limit: 10, search: one?.displayName ?? '' }, null);
    expect(items.map(({ userId }) => userId)).toContain(one?.userId);
    expect(await hands.readMany([one?.userId ?? '', setting.agent])).toEqual([one, null]);

    const licensed = await hands.users({ limit: 999, skuId: SKU.STANDARDPACK }, null);
    const unlicensed = await hands.users({ limit: 999, unlicensed: true }, null);
    expect(licensed.items.every(({ licences }) => licences.length === 1)).toBe(true);
    expect(unlicensed.items.every(({ licences }) => licences.length === 0)).toBe(true);
    const everybody = licensed.items.length + unlicensed.items.length;
    expect([licensed.items.length > 0, everybody]).toEqual([true, 260]);
    const [product] = await hands.licences();
    expect(product).toMatchObject({
      partNumber: 'STANDARDPACK',
      available: 300 - licensed.items.length,
      consumed: licensed.items.length,
      publisher: null,
    });
  });

  test('read users by names that would break a query', async () => {
    await start();
    const name = "o'neil#co#ext#@northwind.onmicrosoft.com";
    const { user } = newUser('x');
    const [made] = await outcomesOf(setting, [
      { kind: 'create', user: { ...user, userName: name }, password: 'Secret-2026!' },
    ]);
    expect(made?.outcome).toBe('done');
    const found = await setting.hands.byNames([
      name.toUpperCase(),
      'nobody@northwind.onmicrosoft.com',
    ]);
    expect([...found.keys()]).toEqual([name]);
  });

  test('read who holds roles, and the deleted with what they had', async () => {
    await start({ products: [{ partNumber: 'STANDARDPACK', enabled: 300, share: 1 }] });
    const { hands, customer } = setting;
    const [one] = (await hands.users({ limit: 1 }, null)).items;
    const userId = one?.userId ?? '';
    customer.perform({
      act: 'assignDirectoryRole',
      userId,
      roleTemplateId: ROLE.userAdministrator,
    });
    expect((await hands.roleHolders()).get(ROLE.userAdministrator)).toEqual(new Set([userId]));
    const admins = await hands.users({ limit: 10, admins: true }, null);
    expect(admins).toEqual({ items: [one], link: null, count: 1 });

    customer.perform({ act: 'deleteUser', id: userId });
    const { items, count } = await hands.deletedUsers(null);
    expect(count).toBe(1);
    expect(items).toEqual([
      expect.objectContaining({ userId, userName: one?.userName, licences: one?.licences }),
    ]);
    expect(await hands.deletedMany([userId, setting.agent])).toEqual([items[0], null]);
  });

  test('count the administrators, whatever a page of them holds, and nobody who is no user', async () => {
    await start();
    const { hands, customer } = setting;
    const { items } = await hands.users({ limit: 3 }, null);
    for (const { userId } of items)
      customer.perform({
        act: 'assignDirectoryRole',
        userId,
        roleTemplateId: ROLE.userAdministrator,
      });
    const first = await hands.users({ limit: 2, admins: true }, null);
    expect([first.items.length, first.count]).toEqual([2, 3]);
    const last = await hands.users({ limit: 2, admins: true }, first.link);
    expect(last).toMatchObject({ link: null, count: 3 });
    expect([...first.items, ...last.items].map(({ userId }) => userId).sort()).toEqual(
      items.map(({ userId }) => userId).sort(),
    );
    customer.perform({ act: 'deleteUser', id: items[0]?.userId ?? '' });
    expect(await hands.users({ limit: 9, admins: true }, null)).toMatchObject({ count: 2 });
  });

  test('do all that they do with the permissions that are asked for, and with no other call', async () => {
    await start({
      permissions: [...new Set(AGENT_CALLS.map(({ permission }) => permission))],
      products: [{ partNumber: 'STANDARDPACK', enabled: 300 }],
    });
    const { hands, cloud } = setting;
    const [one] = (await hands.users({ limit: 1, admins: false }, null)).items;
    const userId = one?.userId ?? '';
    await hands.users({ limit: 1, admins: true }, null);
    await hands.byNames(['nobody@northwind.onmicrosoft.com']);
    await hands.licences();
    await hands.domains();
    await hands.deletedUsers(null);
    const add = [{ skuId: SKU.STANDARDPACK, disabledPlans: [] }];
    const outcomes = await outcomesOf(setting, [
      newUser('ann'),
      { kind: 'edit', userId, changes: { usageLocation: 'NL' } },
      { kind: 'licences', userId, add, remove: [] },
      { kind: 'password', userId, password: 'Secret-2026!' },
      { kind: 'delete', userId },
      { kind: 'restore', userId },
    ]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(Array(6).fill('done'));
    expect(outcomes[2]).toMatchObject({ user: { licences: add } });
    await hands.deletedMany([userId]);

    const listed = [...GRAPH_CALLS, ...AGENT_CALLS].map(({ method, path }) => `${method} ${path}`);
    const made = cloud.requests
      .routes()
      .filter(({ host, route }) => host === 'graph.microsoft.com' && !route.endsWith('$batch'))
      .map(({ method, route }) => `${method} ${route.replace('/v1.0', '')}`);
    expect(listed).toEqual(expect.arrayContaining(made));
  });
});
