import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import { doDue, makeDue, type DueWork } from '../../api/due/actions.ts';
import { createDueKeeper, lookForDue } from '../../api/due/jobs.ts';
import { dues } from '../../api/due/kinds.ts';
import { DUE_LEASE_MS, mayTakeDue, PLACES, type Due } from '../../api/due/rules.ts';
import { idFrom } from '../../api/kernel/ids.ts';
import { DAY_MS, type Instant } from '../../api/kernel/time.ts';
import { duePartitionOf } from '../../api/ports/partitions.ts';
import type { Tenant, World } from '../../api/ports/world.ts';
import { stopClock, type StoppedClock } from '../limits/subscribed.ts';
import { openBench, type Bench } from '../jobs/bench.ts';
import { STAYING } from './keeping.ts';

const START = Date.UTC(2026, 0, 5);
const tenants: readonly Tenant[] = Array.from({ length: 40 }, (_, nth) => ({
  tenantId: idFrom('tenant', String(nth)),
  buckets: 1,
}));
const [one = { tenantId: '', buckets: 1 }] = tenants;

let bench: Bench;
let clock: StoppedClock;
let world: World;
beforeEach(() => {
  bench = openBench();
  clock = stopClock(bench.world, START);
  world = clock.world;
});
afterEach(() => bench.close());

const kept = async ({ tenantId }: Tenant) =>
  (await world.store.read(duePartitionOf(tenantId), dues, { work: 'ring', tenantId }))?.doc ?? null;

/** Work that notes for whom it was done, and is due again after `every`. */
function ringing(every: Instant | null = null) {
  const rung: string[] = [];
  const work: DueWork = {
    name: 'ring',
    run({ clock }, { tenantId }) {
      rung.push(tenantId);
      return Promise.resolve(every === null ? null : clock.now() + every);
    },
  };
  return { work, rung };
}

/** What no worker has, or only one that stopped before `aloneSince`. */
const free =
  (aloneSince: number | null = null) =>
  (due: Due): boolean =>
    mayTakeDue(due, Date.now(), aloneSince);

const until = async (holds: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 2_000 && !holds(); tries++) await wait(5);
  expect(holds()).toBe(true);
};

describe('Due work', () => {
  test('is done when its instant has come, the earliest first, and again when it says so', async () => {
    for (const [nth, tenant] of tenants.entries())
      await makeDue(world, 'ring', tenant, START + (tenants.length - nth) * 1_000);
    const { work, rung } = ringing(DAY_MS);
    const keeper = createDueKeeper(world, [work], { alone: true, pollMs: 5 });
    keeper.start();
    await wait(30);
    expect(rung).toEqual([]);
    clock.now = START + 3_000;
    await until(() => rung.length === 3);
    clock.now = START + DAY_MS;
    await until(() => rung.length === tenants.length);
    await keeper.close();
    const inOrder = tenants.map(({ tenantId }) => tenantId).toReversed();
    expect(rung.slice(0, 3)).toEqual(inOrder.slice(0, 3));
    expect(new Set(rung)).toEqual(new Set(inOrder));
    expect((await kept(one))?.dueAt).toBe(START + 2 * DAY_MS);
  });

  test('is due at the earliest instant it was asked for, and gone when nothing is left', async () => {
    await makeDue(world, 'ring', one, START + 2_000);
    await makeDue(world, 'ring', one, START + 1_000);
    await makeDue(world, 'ring', one, START + 3_000);
    expect((await kept(one))?.dueAt).toBe(START + 1_000);
    const { work, rung } = ringing();
    clock.now += 3_000;
    const { due } = await lookForDue(world, free());
    for (const held of due) await doDue(world, work, held, STAYING);
    expect(rung).toEqual([one.tenantId]);
    expect(await kept(one)).toBeNull();
  });

  test('is done by one of several workers', async () => {
    for (const tenant of tenants) await makeDue(world, 'ring', tenant, START);
    const { work, rung } = ringing(DAY_MS);
    const keepers = Array.from({ length: 4 }, () =>
      createDueKeeper(world, [work], { alone: false, pollMs: 5 }),
    );
    for (const keeper of keepers) keeper.start();
    await until(() => rung.length >= tenants.length);
    await Promise.all(keepers.map((keeper) => keeper.close()));
    expect(rung.toSorted()).toEqual(tenants.map(({ tenantId }) => tenantId).toSorted());
  });

  test('is not forgotten for a later instant because it was done for an earlier one', async () => {
    await makeDue(world, 'ring', one, START + DAY_MS);
    await makeDue(world, 'ring', one, START);
    const { work } = ringing();
    for (const held of (await lookForDue(world, free())).due)
      await doDue(world, work, held, STAYING);
    expect((await kept(one))?.dueAt).toBe(START + DAY_MS);
  });

  test('is done again when it was asked for while it was being done', async () => {
    await makeDue(world, 'ring', one, START);
    const work: DueWork = {
      name: 'ring',
      async run() {
        await makeDue(world, 'ring', one, START + 500);
        return START + DAY_MS;
      },
    };
    for (const held of (await lookForDue(world, free())).due)
      await doDue(world, work, held, STAYING);
    expect((await kept(one))?.dueAt).toBe(START + 500);
  });

  test('that fails is tried again later, and does not keep others from their turn', async () => {
    for (const tenant of tenants.slice(0, 5)) await makeDue(world, 'ring', tenant, START);
    const rung: string[] = [];
    const work: DueWork = {
      name: 'ring',
      run(_, { tenantId }) {
        if (tenantId === one.tenantId && rung.length < 20) {
          rung.push('failed');
          throw new Error('It cannot be done.');
        }
        rung.push(tenantId);
        return Promise.resolve(null);
      },
    };
    const keeper = createDueKeeper(world, [work], { alone: true, pollMs: 5 });
    keeper.start();
    await until(() => rung.length === 5);
    await wait(30);
    expect(rung.filter((what) => what === 'failed')).toHaveLength(1);
    clock.now += 5_000;
    await until(() => rung.filter((what) => what === 'failed').length === 2);
    await keeper.close();
    expect((await kept(one))?.failures).toBe(2);
  });

  test('that a stopped process had taken is taken up at once by the only process, and by others when its time is over', async () => {
    await makeDue(world, 'ring', one, START);
    const [held] = (await lookForDue(world, free())).due;
    if (held === undefined) throw new Error('Nothing is due.');
    const stopped: DueWork = { name: 'ring', run: () => new Promise(() => undefined) };
    void doDue(world, stopped, held, STAYING);
    await wait(20);
    expect((await lookForDue(world, free())).due).toEqual([]);
    expect((await lookForDue(world, free(Date.now() + 1))).due).toHaveLength(1);
    const real = Date.now;
    Date.now = () => real() + DUE_LEASE_MS + 1;
    try {
      expect((await lookForDue(world, free())).due).toHaveLength(1);
    } finally {
      Date.now = real;
    }
  });

  test('that takes long leaves its places to what takes a moment', async () => {
    let open = (): void => undefined;
    const opened = new Promise<null>((resolve) => (open = () => resolve(null)));
    let begun = 0;
    const long: DueWork = {
      name: 'long',
      lane: 'directory',
      run: () => {
        begun++;
        return opened;
      },
    };
    for (const tenant of tenants) await makeDue(world, 'long', tenant, START);
    const { work, rung } = ringing();
    const keeper = createDueKeeper(world, [long, work], { alone: true, pollMs: 5 });
    keeper.start();
    await until(() => begun === PLACES.directory);
    for (const tenant of tenants) await makeDue(world, 'ring', tenant, START + 1);
    clock.now = START + 1;
    await until(() => rung.length === tenants.length);
    expect(begun).toBe(PLACES.directory);
    open();
    await until(() => begun === tenants.length);
    await keeper.close();
  });

  test('hears that the process closes, and is done elsewhere', async () => {
    await makeDue(world, 'long', one, START);
    const long = (begun: () => void): DueWork => ({
      name: 'long',
      lane: 'jobs',
      run: (_world, _tenant, { closing }) => {
        begun();
        return new Promise((resolve) => {
          closing.addEventListener('abort', () => resolve(START));
        });
      },
    });
    let first = 0;
    const keeper = createDueKeeper(world, [long(() => first++)], { alone: false, pollMs: 5 });
    keeper.start();
    await until(() => first === 1);
    await keeper.close();
    let second = 0;
    const next = createDueKeeper(world, [long(() => second++)], { alone: false, pollMs: 5 });
    next.start();
    await until(() => second === 1);
    await next.close();
  });
});
