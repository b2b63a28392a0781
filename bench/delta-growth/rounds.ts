import { openWorld, syncOnce } from '../sync/ours.ts';
import { changeUsers } from './changes.ts';

/**
 * Tenants of several sizes: the first sync of each, then rounds of changes, each followed by a timed sync, one tenant
 * after the other so that what else the machine does falls on all alike. Prints for each tenant as JSON what each of its
 * syncs took: seconds by the clock, and of the processor in all threads.
 */
const { folder, tenants, changes, rounds } = JSON.parse(process.argv[2] ?? '{}') as {
  readonly folder: string;
  readonly tenants: readonly { readonly origin: string; readonly users: number }[];
  readonly changes: number;
  readonly rounds: number;
};

const sides = [];
for (const { origin, users } of tenants) {
  const world = await openWorld(origin, `${folder}/${users}.db`);
  await syncOnce(world);
  sides.push({ origin, users, world, took: [] as (readonly [number, number])[] });
}
for (let round = 0; round < rounds; round++) {
  for (const { origin, users, world, took } of sides) {
    await changeUsers(origin, users, changes, round);
    const begun = performance.now();
    const before = process.cpuUsage();
    await syncOnce(world);
    const seconds = (performance.now() - begun) / 1_000;
    const { user, system } = process.cpuUsage(before);
    took.push([seconds, (user + system) / 1e6]);
  }
}
for (const { world } of sides) await world.store.close();
console.log(JSON.stringify(sides.map(({ took }) => took)));
