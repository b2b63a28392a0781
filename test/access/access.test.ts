import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startWorld, type Api, type TestWorld } from '../world.ts';
import { CALLERS, TABLE, type CallerName } from './access.table.ts';
import { thingsOf } from './things.ts';

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

beforeAll(async () => {
  world = await startWorld();
  const document = await world
    .apiWith()
    .get<{ paths: Record<string, Record<string, unknown>> }>('/api/openapi.json');
  routes = Object.entries(document.body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  for (const name of CALLERS) apis.set(name, apiOf(name));
  await world.synced();
  for (const name of ['catalogAdmin', 'partnerAgent'] as const) {
    await thingsOf(world.api('owner'), world.persona(name).objectId).catalogId();
  }
});
afterAll(() => world.stop());

describe('access', () => {
  test('the table has an entry for each route of the OpenAPI document, and no other', () => {
    expect(Object.keys(TABLE).sort()).toEqual([...routes].sort());
  });

  test.each(Object.entries(TABLE))('%s', async (route, { expects, request }) => {
    const [method = ''] = route.split(' ');
    const things = thingsOf(world.api('owner'), world.persona('catalogAdmin').objectId);
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
