import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Delivery } from '../../api/notifications/rules/deliveries.ts';
import { createLocalCloud, type LocalCloud } from '../../local/cloud.ts';
import { CLIENT_ID } from '../../local/entra/app.ts';
import type { FaultState } from '../../local/faults.ts';
import { guidOf } from '../../local/guid.ts';
import type { Tenant } from '../../local/tenants/tenant.ts';
import { createInstance, type Instance } from '../adapters/cosmos/instances/instance.ts';
import { until } from '../notifications/telling.ts';
import {
  announceToAll,
  arrivals,
  deliveriesIn,
  openStore,
  peopleOf,
  settleInTeams,
  type Person,
} from './fire-scene.ts';

const FULL = process.env['HEADCOUNT_MATRIX'] === 'full';
const TENANTS = FULL ? 10 : 3;
const PEOPLE = FULL ? 1_000 : 60;

jest.setTimeout(FULL ? 900_000 : 180_000);

/** Nothing has arrived for so long: what is left waits for the clock. Writing down who is to be told takes its time. */
const QUIET_MS = FULL ? 10_000 : 3_000;

/** So often the clock is moved on and the process started again until nothing waits. */
const ROUNDS_MAX = 12;

/** How many messages of a tenant may be under way when a process is killed. */
const UNDER_WAY_MAX = 16;

const HOST = 'smba.trafficmanager.net';
const TAKES_MESSAGES = { host: HOST, method: 'POST', times: 100_000 };

let cloud: LocalCloud;
let folder: string;
const ends: (() => unknown)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headcount-fire-'));
  ends.push(() => rm(folder, { recursive: true, force: true }));
  const tenants = Array.from({ length: TENANTS }, (_, nth) => ({
    id: guidOf(`fire/${nth}`),
    name: `Tenant ${nth}`,
    users: PEOPLE,
    groups: 0,
  }));
  cloud = await createLocalCloud({ tenants });
  ends.push(() => cloud.close());
});
afterEach(async () => {
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) await end();
});

/** No mail goes out: whom the bot does not reach is unreachable. */
function instance(): Instance {
  const made = createInstance({
    LOCAL_CLOUD_ORIGIN: cloud.origin,
    HEADCOUNT_STORE: 'sqlite',
    DATA_DIR: join(folder, 'data'),
    BOT_ID: CLIENT_ID,
    BOT_TENANT: cloud.connector.registeredIn,
  });
  ends.push(() => made.kill());
  return made;
}

/** A few messages meet too few mishaps otherwise. */
const MORE = FULL ? 1 : 4;

/** 5 % throttled, half of them without a word of how long; 1 % bad gateway; 1 % broken connections, half of them too late. */
function misbehave(): void {
  cloud.faults.add({
    ...{ ...TAKES_MESSAGES, share: 0.025 * MORE, seed: 1 },
    ...{ status: 429, headers: { 'Retry-After': '2' } },
  });
  cloud.faults.add({ ...TAKES_MESSAGES, share: 0.025 * MORE, seed: 2, status: 429 });
  cloud.faults.add({ ...TAKES_MESSAGES, share: 0.01 * MORE, seed: 3, status: 502 });
  cloud.faults.add({ ...TAKES_MESSAGES, share: 0.005 * MORE, seed: 4, reset: 'before' });
  cloud.faults.add({ ...TAKES_MESSAGES, share: 0.005 * MORE, seed: 5, reset: 'after' });
  // The platform takes its time over some answers, so that a kill meets messages that are on their way.
  cloud.faults.add({ ...TAKES_MESSAGES, share: 0.3, seed: 6, when: 'after', delayMs: 150 });
}

const arrived = (): number => cloud.connector.messages.all().length;

/** Waits until nothing more arrives. */
async function quiet(): Promise<void> {
  for (let before = -1; before !== arrived();) {
    before = arrived();
    await wait(QUIET_MS);
  }
}

async function rowsOf(tenants: readonly Tenant[], file: string): Promise<Map<string, Delivery[]>> {
  const store = openStore(file);
  const rows = new Map<string, Delivery[]>();
  for (const tenant of tenants) rows.set(tenant.id, await deliveriesIn(store, tenant));
  await store.close();
  return rows;
}

const isSettled = ({ state }: Delivery): boolean => state !== 'waiting' && state !== 'sending';

test(
  `G-5 of ${TENANTS * PEOPLE} notices to ${TENANTS} tenants each arrives once, or is listed as unknown or unreachable, ` +
    'whatever the platform does and though the process is killed twice',
  async () => {
    const tenants = [...cloud.world.tenants()];
    const people = new Map(tenants.map((tenant) => [tenant.id, peopleOf(tenant, PEOPLE)]));
    const file = join(folder, 'data', 'headcount.db');
    const process = instance();
    await process.start();
    await process.kill();
    const store = openStore(file);
    for (const some of people.values()) {
      for (const person of some) settleInTeams(person);
      await announceToAll(store, cloud, some);
    }
    await store.close();
    misbehave();

    const all = TENANTS * PEOPLE;
    let rows = new Map<string, Delivery[]>();
    /** How many were under way when the process was killed, over all times. */
    let cutOff = 0;
    const killed = async (): Promise<void> => {
      await process.kill();
      rows = await rowsOf(tenants, file);
      const underWay = [...rows.values()].flat().filter(({ state }) => state === 'sending').length;
      expect(underWay).toBeLessThanOrEqual(UNDER_WAY_MAX * TENANTS);
      cutOff += underWay;
    };
    for (const share of [0.15, 0.35]) {
      await process.start();
      await until(() => arrived() > all * share);
      await killed();
    }
    for (let round = 0; round < ROUNDS_MAX; round++) {
      await process.start();
      await quiet();
      // What was refused for a while is tried again after minutes.
      cloud.clock.advance('PT20M');
      await quiet();
      await killed();
      if ([...rows.values()].flat().every(isSettled)) break;
    }

    const times = arrivals(cloud.connector.messages.all());
    const struck = (isMeant: (fault: FaultState) => boolean): number =>
      cloud.faults
        .list()
        .filter(isMeant)
        .reduce((sum, fault) => sum + fault.struck, 0);
    const [throttled, badGateway, broken] = [
      struck(({ status }) => status === 429),
      struck(({ status }) => status === 502),
      struck(({ reset }) => reset !== undefined),
    ];
    const everything = [...rows.values()].flat();
    const count = (state: string): number => everything.filter((row) => row.state === state).length;

    // None is lost: each person has the one delivery, and it stands as what became of it.
    for (const [tenantId, some] of people) {
      const own = new Map(rows.get(tenantId)?.map((row) => [row.personId, row]));
      expect(own.size).toBe(PEOPLE);
      expect(rows.get(tenantId)).toHaveLength(PEOPLE);
      expect(some.flatMap((person) => misfit(person, own.get(person.personId)))).toEqual([]);
    }
    // None arrives twice, and what is said of each is so.
    expect(Math.max(...times.values())).toBe(1);
    expect(times.has('')).toBe(false);
    for (const { deliveryId, state } of everything) {
      if (state === 'delivered') expect(times.get(deliveryId)).toBe(1);
      if (state === 'unreachable') expect(times.get(deliveryId)).toBeUndefined();
    }
    expect(count('delivered') + count('unknown') + count('unreachable')).toBe(all);
    // Nobody knows of what was under way at a kill or on a connection that broke, and of nothing else.
    expect(count('unknown')).toBeLessThanOrEqual(broken + cutOff);
    expect(Math.min(throttled, badGateway, broken)).toBeGreaterThan(0);
    // The platform never had to say that it was too much.
    expect(cloud.connector.limits.exceeded()).toEqual([]);
    expect(process.errors).toEqual([]);
    if (FULL) console.log(summary(count, { throttled, badGateway, broken }));
  },
);

/** What does not fit how the person stands to the bot. Of whoever is known to it, it may be that nobody knows. */
function misfit({ standing }: Person, row: Delivery | undefined): string[] {
  const state = row?.state ?? 'missing';
  const isFit =
    state === (standing === 'installed' ? 'delivered' : 'unreachable') ||
    (state === 'unknown' && standing !== 'stranger');
  return isFit ? [] : [`${standing} is ${state} (${row?.reason ?? ''})`];
}

function summary(count: (state: string) => number, struck: Record<string, number>): string {
  const states = ['delivered', 'unknown', 'unreachable'].map((state) => `${count(state)} ${state}`);
  const faults = Object.entries(struck).map(([what, times]) => `${times} ${what}`);
  const peaks = cloud.connector.limits.peaks().map(({ mostInOneSecond }) => mostInOneSecond);
  return `${states.join(', ')}; ${faults.join(', ')}; at most ${Math.max(...peaks)} in a second`;
}
