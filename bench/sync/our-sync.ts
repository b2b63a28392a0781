import { openWorld, syncOnce } from './ours.ts';
import { measure } from './side.ts';

/** Our side: the first sync through the whole stack. */
const [origin = '', file = ''] = process.argv.slice(2);
await measure(async () => {
  const world = await openWorld(origin, file);
  const people = await syncOnce(world);
  await world.store.close();
  return people;
});
