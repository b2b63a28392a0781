import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startWorld, type TestWorld } from '../world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

describe('GET /api/me', () => {
  test('tells the owner who they are and what they may do', async () => {
    const reply = await world.api('owner').get('/api/me');
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({
      person: { id: world.persona('owner').objectId, displayName: 'Olivia Novák' },
      tenant: { id: world.tenant.tenantId, subdomain: 'contoso' },
      roles: ['globalAdmin', 'learner', 'owner', 'partnerStaff'],
      may: { subscription: 'tenant', learning: 'tenant' },
      learning: 'open',
    });
  });
});
