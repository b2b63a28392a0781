import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { openCosmosStore } from '../../api/adapters/cosmos/open.ts';
import { openSqliteStore } from '../../api/adapters/sqlite/open.ts';
import { kinds } from '../../api/kinds.ts';
import { announcement, announcing } from '../../api/notifications/actions/announce.ts';
import { deliveries } from '../../api/notifications/kinds.ts';
import type { Delivery } from '../../api/notifications/rules/deliveries.ts';
import { rootOf } from '../../api/ports/partitions.ts';
import { allOf } from '../../api/ports/reading.ts';
import type { Store } from '../../api/ports/store.ts';
import { createLocalCloud, HOME_TENANT_ID, type LocalCloud } from '../../local/cloud.ts';
import { EMULATOR_KEY } from '../../local/cosmos/double.ts';
import { createInstance, type Instance } from '../adapters/cosmos/instances/instance.ts';
import { kill, startStandIn } from '../adapters/cosmos/stand-in-process.ts';
import { THRESHOLD, until } from './telling.ts';

jest.setTimeout(180_000);

const TENANT = { tenantId: HOME_TENANT_ID, buckets: 1 };
const ADMINS = 3;
const KILLS = process.env['HEADCOUNT_MATRIX'] === 'full' ? 12 : 2;

let cloud: LocalCloud;
let folder: string;
const ends: (() => unknown)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headcount-notices-'));
  ends.push(() => rm(folder, { recursive: true, force: true }));
  cloud = await createLocalCloud();
  ends.push(() => cloud.close());
});
afterEach(async () => {
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) await end();
});

const instanceWith = (env: Readonly<Record<string, string>>): Instance => {
  const instance = createInstance({
    LOCAL_CLOUD_ORIGIN: cloud.origin,
    MAIL_SENDER: cloud.mailSender.mailbox,
    MAIL_SENDER_TENANT: cloud.mailSender.tenantId,
    ...env,
  });
  ends.push(() => instance.kill());
  return instance;
};

async function setUp(instance: Instance): Promise<void> {
  const Authorization = `Bearer ${await cloud.tokenFor('owner')}`;
  const { status } = await fetch(`${instance.origin()}/api/me`, { headers: { Authorization } });
  expect(status).toBe(200);
}

/** Announces so many notices, each an occasion of its own. */
async function announceMany(store: Store, count: number): Promise<void> {
  const clock = { now: () => cloud.clock.now(), at: () => ({ cancel: () => undefined }) };
  const world = { store, clock, wakeKeeper: () => undefined };
  const first = clock.now();
  for (let nth = 0; nth < count; nth++) {
    await announcing(world, TENANT, () =>
      store.commit(rootOf(TENANT.tenantId), [announcement(THRESHOLD, first + nth)]),
    );
  }
}

const rowsIn = async (store: Store): Promise<Delivery[]> =>
  (await allOf(store, rootOf(TENANT.tenantId), deliveries, 'byAge')).map(({ doc }) => doc);

/** How often each delivery was sent, by the id that its mails carry. */
const timesSent = (): Map<string, number> => {
  const times = new Map<string, number>();
  for (const { headers } of cloud.mailbox.mails()) {
    const id = headers['x-headcount-message'] ?? '';
    times.set(id, (times.get(id) ?? 0) + 1);
  }
  return times;
};

test('G-5 a process that is killed while it sends leaves nobody out and tells nobody twice', async () => {
  const NOTICES = 12;
  const api = instanceWith({ HEADCOUNT_STORE: 'sqlite', DATA_DIR: join(folder, 'data') });
  await api.start();
  await setUp(api);
  await api.kill();
  const file = join(folder, 'data', 'headcount.db');
  const store = openSqliteStore({ file, kinds });
  await announceMany(store, NOTICES);
  await store.close();

  // Exchange takes its time over the answer, so that a kill meets mails that are on their way.
  cloud.faults.add({
    ...{ host: 'graph.microsoft.com', method: 'POST', path: '/v1.0/users/*/sendMail' },
    ...{ when: 'after', delayMs: 60, times: 10_000 },
  });
  /** A process may be so fast that those after it find nothing left: of what a kill met, nobody knows whether it was sent. */
  const isAllSent = (): boolean => cloud.mailbox.mails().length >= NOTICES * ADMINS - KILLS;
  for (let nth = 0; nth < KILLS; nth++) {
    const sent = cloud.mailbox.mails().length;
    await api.start();
    await until(() => cloud.mailbox.mails().length > sent + nth || isAllSent());
    await api.kill();
  }
  await api.start();
  await until(isAllSent);
  await wait(1_000);
  await api.kill();

  const seen = openSqliteStore({ file, kinds });
  ends.push(() => seen.close());
  const rows = await rowsIn(seen);
  const times = timesSent();
  expect(rows).toHaveLength(NOTICES * ADMINS);
  expect(Math.max(...times.values())).toBe(1);
  for (const { deliveryId, state } of rows) {
    expect(['delivered', 'unknown']).toContain(state);
    if (state === 'delivered') expect(times.get(deliveryId)).toBe(1);
  }
  expect(rows.filter(({ state }) => state === 'unknown').length).toBeLessThanOrEqual(KILLS);
});

test('two processes on Cosmos DB send each notice once, and none is missed', async () => {
  const NOTICES = 20;
  const standIn = await startStandIn(join(folder, 'cosmos'));
  ends.push(() => kill(standIn.child));
  const access = { COSMOS_ENDPOINT: standIn.endpoint, COSMOS_KEY: EMULATOR_KEY };
  const both = ['one', 'other'].map((name) =>
    instanceWith({
      ...access,
      DATA_DIR: join(folder, name),
      FILES_DIR: join(folder, 'files'),
    }),
  );
  await Promise.all(both.map((one) => one.start()));
  await setUp(both[0] ?? instanceWith({}));
  const store = await openCosmosStore({
    ...{ endpoint: standIn.endpoint, database: 'headcount', access: { key: EMULATOR_KEY }, kinds },
  });
  ends.push(() => store.close());
  await announceMany(store, NOTICES);
  await until(async () => {
    const rows = await rowsIn(store);
    return (
      rows.length === NOTICES * ADMINS &&
      rows.every(({ dueAt, state }) => dueAt === null && state !== 'sending')
    );
  });
  const rows = await rowsIn(store);
  const times = timesSent();
  expect(rows.map(({ state }) => state)).toEqual(rows.map(() => 'delivered'));
  expect(rows.map(({ deliveryId }) => times.get(deliveryId))).toEqual(rows.map(() => 1));
  expect(both.flatMap(({ errors }) => errors)).toEqual([]);
});
