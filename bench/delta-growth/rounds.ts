import { openWorld, syncOnce } from '../sync/ours.ts';
import { changeUsers } from './changes.ts';

/**
 * Tenants of several sizes: the first sync of each, then rounds of changes, each followed by a timed sync, one tenant
 * after the other so that what else the machine does falls on all alike. Prints the seconds of each tenant as JSON.
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
  sides.push({ origin, users, world, seconds: [] as number[] });
}
for (let round = 0; round < rounds; round++) {
  for (const { origin, users, world, seconds } of sides) {
    await changeUsers(origin, users, changes, round);
    const begun = performance.now();
    await syncOnce(world);
    seconds.push((performance.now() - begun) / 1_000);
  }
}
for (const { world } of sides) await world.store.close();
console.log(JSON.stringify(sides.map(({ seconds }) => seconds)));
