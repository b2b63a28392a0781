import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createLocalCloud } from '../../local/cloud.ts';
import type { LocalCloud } from '../../local/cloud.ts';
import { allPages, appToken, control, graphCaller, TENANT } from './clients.ts';
import { startEndpoint } from './endpoint.ts';

let folder: string;
let dataFile: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'local-cloud-'));
  dataFile = join(folder, 'world', 'journal.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

const start = (): Promise<LocalCloud> =>
  createLocalCloud({ dataFile, tenants: [{ id: TENANT, name: 'Contoso', users: 40, groups: 3 }] });

/** Everything that can be seen of a tenant. */
function seen(cloud: LocalCloud): unknown {
  const { users, groups } = cloud.tenant(TENANT).directory;
  return {
    users: Array.from({ length: users.total() }, (_, index) => users.standing(index)),
    groups: groups.all().map(({ group, deleted, membership }) => ({
      group,
      deleted,
      members: [...membership.usersAfter(-1)],
      nested: membership.groups(),
    })),
    subscriptions: cloud.tenant(TENANT).subscriptions(),
    settings: cloud.tenant(TENANT).settings(),
  };
}

describe('with a data file', () => {
  test('the world after a restart is the world before it, and delta goes on from its link', async () => {
    const first = await start();
    const endpoint = await startEndpoint();
    const call = graphCaller(first, appToken(first, TENANT));
    const { rows, deltaLink } = await allPages(
      call,
      '/users/delta?$select=displayName,accountEnabled',
    );
    const [a, b, c] = rows.map(({ id }) => id);
    await call('PATCH', `/users/${a ?? ''}`, { body: { accountEnabled: false } });
    await call('DELETE', `/users/${b ?? ''}`);
    await control(first, 'POST', `/tenants/${TENANT}/users`, { count: 5, seed: 3 });
    await control(first, 'POST', `/tenants/${TENANT}/groups`, {
      displayName: 'Kept',
      userIds: [c],
    });
    await control(first, 'PATCH', `/tenants/${TENANT}`, { lag: { countMs: 5 } });
    await call('POST', '/subscriptions', {
      body: {
        changeType: 'updated',
        notificationUrl: endpoint.url,
        resource: 'users',
        expirationDateTime: new Date(first.clock.now() + 9e8).toISOString(),
      },
    });
    await control(first, 'POST', '/clock', { advance: 'P3D' });
    const [before, at] = [seen(first), first.clock.now()];
    await first.close();

    const second = await start();
    expect(seen(second)).toEqual(before);
    expect(second.clock.now()).toBeGreaterThanOrEqual(at);
    const again = graphCaller(second, appToken(second, TENANT));
    const changed = await allPages(again, deltaLink);
    expect(changed.rows).toHaveLength(7);
    expect(changed.rows.slice(0, 2)).toMatchObject([
      { id: a, accountEnabled: false },
      { id: b, '@removed': { reason: 'changed' } },
    ]);
    second.clock.advance('P28D');
    expect((await control(second, 'GET', `/tenants/${TENANT}/users/${b ?? ''}`)).status).toBe(404);
    await second.close();
    await endpoint.close();
  });

  test('a torn last line is cut away, and what follows is written after it', async () => {
    const first = await start();
    const { objectId } = first.personas.fact('learner');
    const path = `/tenants/${TENANT}/users/${objectId}/disable`;
    await control(first, 'POST', path);
    await first.close();
    appendFileSync(dataFile, '{"at":17,"tenantId":"');

    const second = await start();
    expect(second.tenant(TENANT).directory.userById(objectId).user.accountEnabled).toBe(false);
    await control(second, 'POST', path.replace('disable', 'enable'));
    await second.close();
    const third = await start();
    expect(third.tenant(TENANT).directory.userById(objectId).user.accountEnabled).toBe(true);
    await third.close();
    for (const line of readFileSync(dataFile, 'utf8').trimEnd().split('\n')) {
      expect(() => JSON.parse(line) as unknown).not.toThrow();
    }
  });

  test('a broken line in the middle is named', async () => {
    const first = await start();
    await first.close();
    appendFileSync(dataFile, 'broken\n{"clock":{"now":1,"systemNow":1}}\n');
    await expect(start()).rejects.toThrow(/journal\.jsonl, line 3: this is no JSON/);
  });

  test('without one, a delta link of another run is void', async () => {
    const run = async (): Promise<LocalCloud> =>
      createLocalCloud({ tenants: [{ id: TENANT, name: 'Contoso', users: 4 }] });
    const first = await run();
    const { deltaLink } = await allPages(
      graphCaller(first, appToken(first, TENANT)),
      '/users/delta',
    );
    await first.close();
    const second = await run();
    expect((await graphCaller(second, appToken(second, TENANT))('GET', deltaLink)).status).toBe(
      410,
    );
    await second.close();
  });
});
