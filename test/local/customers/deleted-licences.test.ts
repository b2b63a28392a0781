import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { LocalCloud } from '../../../local/cloud.ts';
import type { NewProduct } from '../../../local/tenants/product.ts';
import { control } from '../clients.ts';
import type { GraphCaller } from '../clients.ts';
import { assign, consumed, idAt, licencesOf, sku } from './licensing.ts';
import { agentCaller, CUSTOMER, startPartner } from './partner.ts';

let cloud: LocalCloud;
let call: GraphCaller;
afterEach(() => cloud.close());

const E1 = sku('STANDARDPACK');
const start = async (products: readonly NewProduct[]): Promise<void> => {
  cloud = await startPartner({ products });
  call = await agentCaller(cloud);
};

describe('deleted users’ licences', () => {
  const deleted = (id: string) =>
    call('GET', `/directory/deletedItems/${id}?$select=id,assignedLicenses`);

  test('free their seats, stay with the object, and come back as the tenant has it', async () => {
    await start([{ partNumber: 'STANDARDPACK', enabled: 1 }]);
    const [user, thief] = [idAt(cloud, 0), idAt(cloud, 1)];
    await assign(call, user, [E1]);
    const outcome = async (way: string, taken: boolean): Promise<unknown> => {
      await control(cloud, 'PATCH', `/tenants/${CUSTOMER}`, { licencesOnRestore: way });
      expect((await call('DELETE', `/users/${user}`)).status).toBe(204);
      expect(await consumed(call)).toEqual({ STANDARDPACK: 0 });
      expect((await deleted(user)).body['assignedLicenses']).toMatchObject([{ skuId: E1 }]);
      if (taken) await assign(call, thief, [E1]);
      expect((await call('POST', `/directory/deletedItems/${user}/restore`)).status).toBe(200);
      const back = (await licencesOf(call, user)) as unknown[];
      expect(await consumed(call)).toEqual({ STANDARDPACK: back.length + (taken ? 1 : 0) });
      if (taken) await assign(call, thief, [], [E1]);
      if (back.length === 0) await assign(call, user, [E1]);
      return back.length;
    };
    expect(await outcome('available', false)).toBe(1);
    expect(await outcome('available', true)).toBe(0);
    expect(await outcome('all', true)).toBe(1);
    expect(await outcome('none', false)).toBe(0);
  });

  test('can be had back until 30 x 24 hours are over, and not a minute later', async () => {
    await start([{ partNumber: 'STANDARDPACK', enabled: 1 }]);
    cloud.clock.setRate(0);
    const user = idAt(cloud, 0);
    await assign(call, user, [E1]);
    const restored = async (after: string): Promise<number> => {
      await call('DELETE', `/users/${user}`);
      cloud.clock.advance(after);
      return (await call('POST', `/directory/deletedItems/${user}/restore`)).status;
    };
    expect(await restored('P30D')).toBe(200);
    expect(await licencesOf(call, user)).toMatchObject([{ skuId: E1 }]);
    expect(await restored('P30DT1M')).toBe(404);
    expect(await consumed(call)).toEqual({ STANDARDPACK: 0 });
  });

  test('are gone where the admin center deleted, and come again from groups', async () => {
    await start([{ partNumber: 'STANDARDPACK', enabled: 2 }]);
    const user = idAt(cloud, 0);
    await assign(call, user, [E1]);
    const path = `/tenants/${CUSTOMER}/users/${user}`;
    await control(cloud, 'POST', `${path}/deletion`, { stripLicences: true });
    expect((await deleted(user)).body['assignedLicenses']).toEqual([]);
    await control(cloud, 'POST', `${path}/restore`);
    const { body: group } = await control(cloud, 'POST', `/tenants/${CUSTOMER}/groups`, {
      displayName: 'Licensed',
      userIds: [user],
    });
    await control(cloud, 'POST', `/tenants/${CUSTOMER}/groups/${String(group['id'])}/licences`, {
      add: [{ skuId: E1 }],
    });
    await call('DELETE', `/users/${user}`);
    expect((await deleted(user)).body['assignedLicenses']).toEqual([]);
    await call('POST', `/directory/deletedItems/${user}/restore`);
    expect(await licencesOf(call, user)).toMatchObject([{ skuId: E1 }]);
    expect(await consumed(call)).toEqual({ STANDARDPACK: 1 });
  });

  test('are the same after a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'local-cloud-'));
    const dataFile = join(folder, 'world.jsonl');
    const customer = { products: [{ partNumber: 'STANDARDPACK', enabled: 40, share: 0.3 }] };
    cloud = await startPartner(customer, undefined, dataFile);
    call = await agentCaller(cloud);
    await assign(call, idAt(cloud, 0), [E1]);
    await call('DELETE', `/users/${idAt(cloud, 0)}`);
    await assign(call, idAt(cloud, 1), [E1]);
    const seen = () => {
      const { licences, directory } = cloud.tenant(CUSTOMER);
      const held = Array.from({ length: directory.users.total() }, (_, at) => licences.held(at));
      return { held, consumed: licences.consumed(E1) };
    };
    const before = seen();
    await cloud.close();
    cloud = await startPartner(customer, undefined, dataFile);
    expect(seen()).toEqual(before);
    rmSync(folder, { recursive: true });
  });
});
