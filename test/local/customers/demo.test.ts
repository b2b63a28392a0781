import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createLocalCloud, HOME_TENANT_ID, PEER_TENANT_ID } from '../../../local/cloud.ts';
import type { LocalCloud } from '../../../local/cloud.ts';
import { deleteSomeCustomersPeople, NORTHWIND_ID } from '../../../local/demo/customers.ts';
import { demoInstallation } from '../../../local/demo/installation.ts';
import { ROLE } from '../../../local/entra/roles.ts';
import { usableUnits } from '../../../local/tenants/product.ts';
import { createReach } from '../../../local/tenants/reach.ts';

let cloud: LocalCloud;
afterEach(() => cloud.close());

describe('the demo’s customers', () => {
  test('are six, in different states, and the agent has the union of the roles', async () => {
    cloud = await createLocalCloud(demoInstallation.cloud);
    const relationships = cloud.tenant(HOME_TENANT_ID).relationships.all();
    expect(new Set(relationships.map(({ customerId }) => customerId)).size).toBe(6);
    expect(new Set(relationships.map(({ status }) => status))).toEqual(
      new Set(['active', 'expiring', 'approvalPending', 'terminated']),
    );
    for (const { customerId } of relationships)
      expect(cloud.world.tenant(customerId ?? '')).toBeDefined();
    const reach = createReach(cloud.world, cloud.clock);
    const agent = cloud.personas.fact('partnerAgent').objectId;
    expect(new Set(reach(HOME_TENANT_ID, agent, NORTHWIND_ID))).toEqual(
      new Set([
        ...[ROLE.userAdministrator, ROLE.directoryReaders],
        ...[ROLE.licenseAdministrator, ROLE.privilegedRoleAdministrator],
      ]),
    );
    const learner = cloud.personas.fact('learner').objectId;
    expect(reach(HOME_TENANT_ID, learner, NORTHWIND_ID)).toEqual([]);
  });

  test('have 2,000 people and more, with as many licences as there are seats at most', async () => {
    cloud = await createLocalCloud(demoInstallation.cloud);
    const { directory, licences } = cloud.tenant(NORTHWIND_ID);
    expect(directory.users.live()).toBeGreaterThanOrEqual(2_000);
    for (const tenant of cloud.world.tenants()) {
      for (const product of tenant.licences.products.all()) {
        const consumed = tenant.licences.consumed(product.skuId);
        expect(consumed).toBeLessThanOrEqual(usableUnits(product));
      }
    }
    expect(licences.products.all().length).toBeGreaterThan(5);
    deleteSomeCustomersPeople(cloud);
    deleteSomeCustomersPeople(cloud);
    expect([...directory.users.deleted()]).toHaveLength(2);
  });

  test('come to a world of an older start too, once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'local-cloud-'));
    const dataFile = join(folder, 'world.jsonl');
    const older = [
      { id: HOME_TENANT_ID, name: 'Contoso', users: 5 },
      { id: PEER_TENANT_ID, name: 'Fabrikam' },
    ];
    await (await createLocalCloud({ tenants: older, dataFile })).close();
    const seen: unknown[] = [];
    for (let start = 0; start < 2; start += 1) {
      cloud = await createLocalCloud({ ...demoInstallation.cloud, dataFile });
      const { relationships, directory } = cloud.tenant(HOME_TENANT_ID);
      seen.push([relationships.all().length, directory.groups.all().length]);
      if (start === 0) await cloud.close();
    }
    expect(seen[0]).toEqual(seen[1]);
    expect(cloud.tenant(PEER_TENANT_ID).licences.products.all()).toHaveLength(2);
    rmSync(folder, { recursive: true });
  });
});
