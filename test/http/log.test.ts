import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PERSONA_NAMES } from '../../local/personas.ts';
import { startWorld, type TestWorld } from '../world.ts';

const lines: string[] = [];
let world: TestWorld;
beforeAll(async () => {
  world = await startWorld({ onLog: (line) => lines.push(line) });
});
afterAll(() => world.stop());

describe('the log', () => {
  test('has one line for each request: id, method, route, status, time taken, tenant', async () => {
    const { headers } = await world.api('owner').get('/api/people?search=Olivia');
    const own = lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ requestId }) => requestId === headers.get('x-request-id'));
    expect(own).toEqual([
      {
        level: 'info',
        time: expect.any(String),
        requestId: expect.any(String),
        method: 'GET',
        route: '/api/people',
        status: 200,
        durationMs: expect.any(Number),
        tenantId: world.tenant.tenantId,
        msg: 'request',
      },
    ]);
  });

  test('holds no name, mail, user name, search word, token or secret, whatever was asked', async () => {
    await world.synced();
    const tokens: string[] = [];
    for (const name of PERSONA_NAMES) {
      const { displayName, userPrincipalName } = world.persona(name);
      const api = world.api(name);
      tokens.push(await world.cloud.tokenFor(name));
      await api.get('/api/me');
      await api.get(`/api/people?search=${encodeURIComponent(displayName)}`);
      await api.get(`/api/directory/people?search=${encodeURIComponent(userPrincipalName)}`);
      await api.post('/api/catalogs', `{"name":"${displayName}`);
      await api.post('/api/people', { displayName, mail: userPrincipalName });
      await api.get(`/api/${encodeURIComponent(displayName)}`);
      await api.get('/api/me', {
        headers: { 'X-Request-Id': displayName.normalize('NFD').replace(/[^a-z]/gi, '') + ' x' },
      });
    }
    for (const token of tokens) await world.apiWith(`Bearer ${token}x`).get('/api/me');
    const log = lines.join('\n').toLowerCase();
    expect(log).not.toContain('bearer');
    expect(log).not.toContain('client-secret');
    for (const token of tokens) expect(log).not.toContain(token.slice(-30).toLowerCase());
    for (const name of PERSONA_NAMES) {
      const { displayName, userPrincipalName } = world.persona(name);
      for (const word of [displayName, encodeURIComponent(displayName), userPrincipalName]) {
        expect(log).not.toContain(word.toLowerCase());
      }
      expect(log).not.toContain(userPrincipalName.split('@')[0]);
    }
  });
});
