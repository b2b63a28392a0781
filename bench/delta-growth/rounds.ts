import { openWorld, syncOnce } from '../sync/ours.ts';
import { changeUsers } from './changes.ts';

/** One tenant: the first sync, then rounds of changes, each followed by a timed sync. Prints the seconds as JSON. */
const [origin = '', file = '', users = '0', changes = '0', rounds = '0'] = process.argv.slice(2);
const world = await openWorld(origin, file);
await syncOnce(world);
const seconds: number[] = [];
for (let round = 0; round < Number(rounds); round++) {
  await changeUsers(origin, Number(users), Number(changes), round);
  const begun = performance.now();
  await syncOnce(world);
  seconds.push((performance.now() - begun) / 1_000);
}
await world.store.close();
console.log(JSON.stringify(seconds));
