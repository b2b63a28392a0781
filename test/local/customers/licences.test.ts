import { afterEach, describe, expect, test } from '@jest/globals';
import type { LocalCloud } from '../../../local/cloud.ts';
import type { NewProduct } from '../../../local/tenants/product.ts';
import { allPages, control } from '../clients.ts';
import type { GraphCaller, Page } from '../clients.ts';
import { errorsAgainst } from '../graph-schema.ts';
import { assign as assignTo, consumed, idAt as idIn, licencesOf, plan, sku } from './licensing.ts';
import { agentCaller, CUSTOMER, relationshipWith, startPartner } from './partner.ts';

let cloud: LocalCloud;
let call: GraphCaller;
afterEach(() => cloud.close());

const start = async (products: readonly NewProduct[], more = {}): Promise<void> => {
  cloud = await startPartner({ products, ...more });
  call = await agentCaller(cloud);
};

const EVENTUAL = { headers: { ConsistencyLevel: 'eventual' } };
const E1 = sku('STANDARDPACK');
const E3 = sku('ENTERPRISEPACK');
const idAt = (place: number): string => idIn(cloud, place);
const assign = (userId: string, add: readonly string[], remove?: readonly string[]) =>
  assignTo(call, userId, add, remove);
const refusal = (message: string) => ({
  status: 400,
  body: { error: { code: 'Request_BadRequest', message } },
});

describe('products and what users have of them', () => {
  test('have Graph’s own shapes and agree with each other', async () => {
    await start([
      { partNumber: 'ENTERPRISEPACK', enabled: 50, share: 0.5 },
      { partNumber: 'FLOW_FREE', enabled: 10_000 },
      { partNumber: 'WINDOWS_STORE', enabled: 1 },
    ]);
    const products = await allPages(call, '/subscribedSkus');
    for (const row of products.rows) expect(errorsAgainst('subscribedSku', row)).toEqual([]);
    const { rows } = await allPages(
      call,
      '/users?$top=999&$select=id,displayName,assignedLicenses,licenseAssignmentStates,assignedPlans',
    );
    for (const row of rows) expect(errorsAgainst('user', row)).toEqual([]);
    const licensed = rows.filter((row) => (row['assignedLicenses'] as unknown[]).length > 0);
    expect(licensed.length).toBeGreaterThan(5);
    expect(await consumed(call)).toMatchObject({ ENTERPRISEPACK: licensed.length, FLOW_FREE: 0 });
    const [one] = licensed;
    expect(one).toMatchObject({
      assignedLicenses: [{ skuId: E3, disabledPlans: [] }],
      licenseAssignmentStates: [{ skuId: E3, assignedByGroup: null, state: 'Active' }],
    });
    const { body } = await call('GET', `/users/${one?.id ?? ''}/licenseDetails`);
    for (const row of (body as unknown as Page).value) {
      expect(errorsAgainst('licenseDetails', row)).toEqual([]);
    }
    const domains = await allPages(call, '/domains');
    for (const row of domains.rows) expect(errorsAgainst('domain', row)).toEqual([]);
    expect(domains.rows).toMatchObject([{ id: 'northwind.onmicrosoft.com', isInitial: true }]);
  });

  test('are filtered by: nobody’s, a product, and not', async () => {
    await start([{ partNumber: 'ENTERPRISEPACK', enabled: 50, share: 0.5 }]);
    const all = (await allPages(call, '/users?$top=999&$select=id,assignedLicenses')).rows;
    const has = all.filter((row) => (row['assignedLicenses'] as unknown[]).length > 0);
    const found = async (filter: string) => {
      const path = `/users?$top=999&$select=id&$count=true&$filter=${encodeURIComponent(filter)}`;
      const { body } = await call('GET', path, EVENTUAL);
      expect(body['@odata.count']).toBe((body as unknown as Page).value.length);
      return (body as unknown as Page).value.map(({ id }) => id);
    };
    const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);
    expect(await found(`assignedLicenses/any(x:x/skuId eq ${E3})`)).toEqual(ids(has));
    expect(await found('assignedLicenses/$count eq 0')).toEqual(
      ids(all.filter((row) => !has.includes(row))),
    );
    expect(await found('assignedLicenses/$count ne 0 and accountEnabled eq true')).not.toEqual([]);
    expect(await found(`not assignedLicenses/any(x:x/skuId eq ${E1})`)).toHaveLength(all.length);
    const plain = `/users?$filter=${encodeURIComponent('assignedLicenses/$count eq 0')}`;
    expect((await call('GET', plain)).status).toBe(400);
    const lambda = `/users?$filter=${encodeURIComponent(`assignedLicenses/any(x:x/skuId eq ${E3})`)}`;
    expect((await call('GET', lambda)).status).toBe(200);
    for (const broken of ['assignedLicenses/any(x:y/skuId eq 1)', 'assignedLicenses/any(x)']) {
      const path = `/users?$filter=${encodeURIComponent(broken)}`;
      expect((await call('GET', path)).status).toBe(400);
    }
  });

  test('change together: all of one user in one call, with plans switched off', async () => {
    await start([
      { partNumber: 'STANDARDPACK', enabled: 5 },
      { partNumber: 'ENTERPRISEPACK', enabled: 5 },
    ]);
    const user = idAt(0);
    expect((await assign(user, [E1])).status).toBe(200);
    const teams = plan('ENTERPRISEPACK', 'TEAMS1');
    const moved = await call('POST', `/users/${user}/assignLicense`, {
      body: {
        addLicenses: [{ skuId: E3, disabledPlans: [teams] }],
        removeLicenses: [E1],
      },
    });
    expect(moved).toMatchObject({
      status: 200,
      body: { id: user, assignedLicenses: [{ skuId: E3, disabledPlans: [teams] }] },
    });
    expect(await consumed(call)).toEqual({ STANDARDPACK: 0, ENTERPRISEPACK: 1 });
    const { body } = await call('GET', `/users/${user}/licenseDetails`);
    expect(JSON.stringify(body)).toContain('Disabled');
    const half = await call('POST', `/users/${user}/assignLicense`, { body: { addLicenses: [] } });
    expect(half).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('removeLicenses') } },
    });
  });

  test('are counted late where the copy lags, and shown in delta where selected', async () => {
    await start([{ partNumber: 'STANDARDPACK', enabled: 5 }], { lag: { licencesMs: 120_000 } });
    const { deltaLink } = await allPages(call, '/users/delta?$select=displayName,assignedLicenses');
    const other = await allPages(call, '/users/delta?$select=displayName');
    await assign(idAt(0), [E1]);
    expect(await consumed(call)).toEqual({ STANDARDPACK: 0 });
    cloud.clock.advance('PT2M');
    expect(await consumed(call)).toEqual({ STANDARDPACK: 1 });
    expect((await allPages(call, deltaLink)).rows).toMatchObject([
      { id: idAt(0), assignedLicenses: [{ skuId: E1 }] },
    ]);
    expect((await allPages(call, other.deltaLink)).rows).toEqual([]);
  });
});

describe('a licence change is refused word for word', () => {
  test('where a seat, a location, a product or the licence itself is missing', async () => {
    await start([
      { partNumber: 'STANDARDPACK', enabled: 1, suspended: 10 },
      { partNumber: 'WINDOWS_STORE', enabled: 1 },
    ]);
    expect((await assign(idAt(0), [E1])).status).toBe(200);
    expect(await assign(idAt(1), [E1])).toMatchObject(
      refusal(`Subscription with SKU ${E1} does not have any available licenses.`),
    );
    expect((await assign(idAt(0), [E1])).status).toBe(200);
    expect(await assign(idAt(1), [E3])).toMatchObject(
      refusal(`License ${E3} does not correspond to a valid company License.`),
    );
    expect(await assign(idAt(1), [sku('WINDOWS_STORE')])).toMatchObject(
      refusal(`License ${sku('WINDOWS_STORE')} cannot be assigned to a user.`),
    );
    expect(await assign(idAt(1), [], [E1])).toMatchObject(
      refusal('User does not have a corresponding license.'),
    );
    await call('PATCH', `/users/${idAt(2)}`, { body: { usageLocation: null } });
    await assign(idAt(0), [], [E1]);
    expect(await assign(idAt(2), [E1])).toMatchObject(
      refusal('License assignment cannot be done for user with invalid usage location.'),
    );
    expect((await assign(idAt(2), [], [])).status).toBe(200);
  });

  test('where plans exclude or need each other, or are not offered in the location', async () => {
    const phone = sku('MCOEV');
    const calls = sku('MCOPSTN1');
    const project = sku('PROJECTPROFESSIONAL');
    await start(
      ['STANDARDPACK', 'ENTERPRISEPACK', 'PROJECTPROFESSIONAL', 'MCOEV', 'MCOPSTN1'].map(
        (partNumber) => ({ partNumber, enabled: 9 }),
      ),
    );
    const user = idAt(0);
    await assign(user, [E1]);
    const both = [
      plan('STANDARDPACK', 'EXCHANGE_S_STANDARD'),
      plan('ENTERPRISEPACK', 'EXCHANGE_S_ENTERPRISE'),
    ].sort();
    expect(await assign(user, [E3])).toMatchObject(
      refusal(
        `License assignment failed because service plans ${both.join(',')} are mutually exclusive`,
      ),
    );
    expect(await assign(user, [project])).toMatchObject(
      refusal(
        `License assignment failed because service plan ${plan('PROJECTPROFESSIONAL', 'SHAREPOINT_PROJECT')} depends on the service plan(s) ${plan('ENTERPRISEPACK', 'SHAREPOINTENTERPRISE')}`,
      ),
    );
    expect((await assign(user, [E3, project], [E1])).status).toBe(200);
    expect(await assign(user, [], [E3])).toMatchObject({ status: 400 });
    await call('PATCH', `/users/${user}`, { body: { usageLocation: 'IN' } });
    expect((await assign(user, [phone])).status).toBe(200);
    expect(await assign(user, [calls])).toMatchObject({
      status: 400,
      body: { error: { details: [{ code: 'ProhibitedInUsageLocationViolation' }] } },
    });
    await call('PATCH', `/users/${user}`, { body: { usageLocation: 'NL' } });
    expect((await assign(user, [calls])).status).toBe(200);
  });

  test('where it comes from a group', async () => {
    await start([{ partNumber: 'STANDARDPACK', enabled: 3 }]);
    const users = [0, 1, 2, 3].map(idAt);
    const { body: group } = await control(cloud, 'POST', `/tenants/${CUSTOMER}/groups`, {
      displayName: 'Licensed',
      userIds: users,
    });
    const groupPath = `/tenants/${CUSTOMER}/groups/${String(group['id'])}`;
    await assign(users[0] ?? '', [E1]);
    await control(cloud, 'POST', `${groupPath}/licences`, {
      add: [{ skuId: E1 }],
    });
    expect(await consumed(call)).toEqual({ STANDARDPACK: 3 });
    const states = async (userId = '') => {
      const { body } = await call('GET', `/users/${userId}?$select=licenseAssignmentStates`);
      return body['licenseAssignmentStates'];
    };
    expect(await states(users[0])).toMatchObject([
      { assignedByGroup: null, state: 'Active' },
      { assignedByGroup: group['id'], state: 'Active', error: 'None' },
    ]);
    expect(await states(users[3])).toMatchObject([
      { assignedByGroup: group['id'], state: 'Error', error: 'CountViolation' },
    ]);
    expect(await licencesOf(call, users[3] ?? '')).toEqual([]);
    expect(await assign(users[1] ?? '', [], [E1])).toMatchObject(
      refusal(
        'User license is inherited from a group membership and it cannot be removed directly from the user.',
      ),
    );
    expect((await assign(users[0] ?? '', [], [E1])).status).toBe(200);
    expect(await consumed(call)).toEqual({ STANDARDPACK: 3 });
    await control(cloud, 'POST', `${groupPath}/members/removal`, { userIds: [users[1]] });
    expect(await licencesOf(call, users[1] ?? '')).toEqual([]);
    expect(await consumed(call)).toEqual({ STANDARDPACK: 2 });
  });

  test('where the role is too small', async () => {
    cloud = await startPartner({ products: [{ partNumber: 'STANDARDPACK', enabled: 3 }] }, [
      relationshipWith(CUSTOMER, { roles: ['88d8e3e3-8f55-4a1e-953a-9b9898b8876b'] }),
    ]);
    call = await agentCaller(cloud);
    expect((await assign(idAt(0), [E1])).status).toBe(403);
    expect((await call('GET', '/subscribedSkus')).status).toBe(200);
  });
});
