import { inPlaceAside } from '../../api/adapters/aside/in-place.ts';
import { createSystemClock } from '../../api/adapters/clock/system.ts';
import { openCosmosStore } from '../../api/adapters/cosmos/open.ts';
import type { Spent } from '../../api/adapters/cosmos/spending.ts';
import { createLog } from '../../api/adapters/pino/log.ts';
import { createCatalog } from '../../api/catalogs/actions/catalogs.ts';
import { createTraining } from '../../api/catalogs/actions/trainings.ts';
import { applyUserPage } from '../../api/directory/actions/people-page.ts';
import type { UserRow } from '../../api/kernel/directory.ts';
import { idFrom, newId } from '../../api/kernel/ids.ts';
import { kinds } from '../../api/kinds.ts';
import type { Actor, Tenant, World } from '../../api/ports/world.ts';
import { setUpTenant } from '../../api/subscriptions/actions/set-up.ts';
import type { Account } from '../../api/subscriptions/rules.ts';
import { createCosmosDouble, type CosmosDouble } from '../../local/cosmos/double.ts';

/** A tenant on the Cosmos DB stand-in, whose requests are counted. */
export interface Setting {
  readonly double: CosmosDouble;
  readonly world: World;
  readonly tenant: Tenant;
  readonly account: Account;
  readonly catalogId: string;
  readonly trainingId: string;
  /** People who are there, as the directory tells of them, on no list. */
  readonly rows: readonly UserRow[];
  close(): Promise<void>;
}

/** Somebody who acts, once. */
export const act = (): Actor => ({ personId: null, actId: newId() });

/**
 * A page of newcomers, as long names and addresses as people have. They are the same ones each time, so that they are
 * spread over buckets in the same way, and different ones for another `group`.
 */
export const newcomers = (count: number, group: string): UserRow[] =>
  Array.from({ length: count }, (_, nth) => ({
    id: idFrom('bench', group, String(nth)),
    enabled: true,
    displayName: `Ada Example Number ${nth}`,
    userName: `ada.example${nth}@contoso.onmicrosoft.com`,
    mail: `ada.example${nth}@contoso.com`,
    guest: false,
  }));

const asked = (): never => {
  throw new Error('Nothing here asks the directory.');
};

/** Sets up a tenant with one catalog, one course in it, and so many people. `watch` is told what each act at the store asked. */
export async function startSetting(
  people: number,
  buckets: number,
  watch?: (spent: Spent) => void,
): Promise<Setting> {
  const double = await createCosmosDouble();
  const store = await openCosmosStore({
    endpoint: double.endpoint,
    database: 'bench',
    access: { key: double.key },
    kinds,
    ...(watch === undefined ? {} : { watch }),
  });
  const clock = createSystemClock();
  const world: World = {
    ...({} as Pick<World, 'files' | 'keyedHashes' | 'customers' | 'passwords'>),
    store,
    clock,
    aside: inPlaceAside(store),
    log: createLog('silent'),
    directory: new Proxy({} as World['directory'], { get: () => asked }),
    wakeKeeper: () => undefined,
  };
  const tenantId = newId();
  const account = await setUpTenant(
    world,
    {
      tenantId,
      personId: newId(),
      displayName: 'Owner',
      userName: 'owner@contoso.onmicrosoft.com',
      tokenRoles: new Set(),
      application: false,
    },
    { buckets, region: 'US' },
  );
  const tenant = { tenantId, buckets };
  const { catalogId } = (await createCatalog(world, tenant, act(), 'Catalog')).doc;
  const { trainingId } = (
    await createTraining(world, tenant, act(), {
      catalogId,
      type: 'course',
      name: 'Course',
      published: true,
    })
  ).doc;
  const rows = newcomers(people, 'first');
  const mark = { generation: 1, page: 1 };
  for (let from = 0; from < rows.length; from += 500)
    await applyUserPage(world, tenant, act(), rows.slice(from, from + 500), {
      mark,
      saved: mark,
      fullPass: false,
    });
  return {
    ...{ double, world, tenant, account, catalogId, trainingId, rows },
    async close() {
      await store.close();
      clock.close();
      await double.close();
    },
  };
}
