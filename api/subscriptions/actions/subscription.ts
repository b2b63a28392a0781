import type { World } from '../../ports/world.ts';
import { seatsUsed } from '../../seats/actions/figures.ts';
import { trialSubscription, type Account, type Subscription } from '../rules.ts';

/** The subscription information of an account (L-34); its cost does not depend on how many people there are. */
export async function subscriptionOf(
  world: Pick<World, 'store'>,
  account: Account,
): Promise<Subscription> {
  return trialSubscription(account, await seatsUsed(world, account), 0);
}
