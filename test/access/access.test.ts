import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HOME_TENANT_ID, PEER_TENANT_ID } from '../../local/cloud.ts';
import { ROLE } from '../../local/entra/roles.ts';
import { agentsGroup } from '../../local/personas.ts';
import { startWorld, type Api, type TestWorld } from '../world.ts';
import { CALLERS, type CallerName } from './table/rows.ts';
import { TABLE } from './table/table.ts';
import { CUSTOMER, thingsOf, type Things } from './things.ts';

let world: TestWorld;
let routes: readonly string[];
const apis = new Map<CallerName, Api>();

/** The other catalog admin is a second person to whom the role was given. */
const apiOf = (name: CallerName): Api => {
  if (name === 'signedOut') return world.apiWith();
  if (name === 'otherCatalogAdmin') {
    return world.api('partnerAgent', { claims: { roles: ['Catalog.Admin'] } });
  }
  return world.api(name);
};

const thingsFor = (name: 'catalogAdmin' | 'partnerAgent'): Things =>
  thingsOf(world.api('owner'), world.api('partnerAgent'), world.persona(name).objectId);

beforeAll(async () => {
  const agents = agentsGroup(HOME_TENANT_ID);
  const relationships = [
    {
      ...{ displayName: 'With Adatum', customerId: CUSTOMER, customerName: 'Adatum' },
      roles: [ROLE.userAdministrator],
      assignments: [{ groupId: agents.id }],
    },
  ];
  world = await startWorld({
    tenants: [
      { id: HOME_TENANT_ID, name: 'Contoso', givenGroups: [agents], relationships },
      { id: PEER_TENANT_ID, name: 'Fabrikam' },
      { id: CUSTOMER, name: 'Adatum', products: [{ partNumber: 'FLOW_FREE', enabled: 10 }] },
    ],
  });
  const document = await world
    .apiWith()
    .get<{ paths: Record<string, Record<string, unknown>> }>('/api/openapi.json');
  routes = Object.entries(document.body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  for (const name of CALLERS) apis.set(name, apiOf(name));
  await world.synced();
  for (const name of ['catalogAdmin', 'partnerAgent'] as const) {
    await thingsFor(name).catalogId();
  }
});
afterAll(() => world.stop());

describe('access (OR-1, L-30, L-31)', () => {
  test('the table has an entry for each route of the OpenAPI document, and no other', () => {
    expect(Object.keys(TABLE).sort()).toEqual([...routes].sort());
  });

  test.each(Object.entries(TABLE))('%s', async (route, { expects, request }) => {
    const [method = ''] = route.split(' ');
    const things = thingsFor('catalogAdmin');
    const got: Record<string, number | string> = {};
    let { path, asking } = await request(things);
    for (const caller of CALLERS) {
      const reply = await apis.get(caller)?.request(method, path, asking);
      if (reply === undefined) throw new Error(`There is no caller ${caller}.`);
      got[caller] = reply.status < 400 ? reply.status : String(reply.body['code']);
      // What a call may have used up is made anew for the next one.
      if (method !== 'GET' && reply.status < 400) ({ path, asking } = await request(things));
    }
    expect(got).toEqual(expects);
  });
});
