import { dayOf } from '../../kernel/time.ts';
import { byTurn } from '../../ports/by-turn.ts';
import { rootOf } from '../../ports/partitions.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { coveredOf } from '../../peers/rules/covering.ts';
import { accounts } from '../../subscriptions/kinds.ts';
import type { Account } from '../../subscriptions/rules.ts';
import type { Source } from '../../subscriptions/rules/places.ts';
import {
  availableForSharing,
  planAt,
  purchasedAt,
  sharableAt,
  type SharedSeats,
} from '../rules/capacity.ts';
import { standingAt, type Standing } from '../rules/standing.ts';
import { forecastBy, type Forecast } from '../rules/forecast.ts';
import { readLimitOf } from './facts.ts';

/** How an account stands to its limit at this instant (G-1 to G-4). */
export interface LimitStanding extends Standing {
  readonly account: Account;
  readonly plan: 'seats' | 'mau';
  readonly purchased: number;
  readonly shares: SharedSeats;
  readonly used: number;
  readonly availableForSharing: number;
  readonly sources: readonly Source[];
  /** Seats that deletions under way will still free. */
  readonly freeing: number;
  readonly forecast: Forecast | null;
  /** The tenant's data may be purged by the operator. */
  readonly purgeable: boolean;
}

/** How the tenant's account stands. */
export async function limitStanding(
  world: Pick<World, 'store' | 'clock'>,
  { tenantId }: Pick<Tenant, 'tenantId'>,
): Promise<LimitStanding> {
  const held = await world.store.read(rootOf(tenantId), accounts, {});
  if (held === null) throw new Error('The tenant has no account.');
  return accountStanding(world, held.doc);
}

/** How the account, as it was just read, stands; its cost does not depend on how many people there are. */
export async function accountStanding(
  world: Pick<World, 'store' | 'clock'>,
  account: Account,
): Promise<LimitStanding> {
  const { limit, facts } = await readLimitOf(world, account);
  const { sources, shares, used, state } = facts;
  const now = world.clock.now();
  const purchased = state === 'Trial' ? 0 : purchasedAt(sources, now);
  const standing = standingAt(limit, facts, now);
  return {
    ...standing,
    ...{ account, plan: planAt(sources, now), purchased, used, sources },
    // What P-6 is about to take back is not shown as shared any more.
    shares: { received: shares.received, ...coveredOf(shares, sharableAt(facts, now)) },
    availableForSharing: availableForSharing(sharableAt(facts, now), shares, used),
    forecast: forecastBy(limit.trend, used, standing.capacity, dayOf(now)),
    freeing: limit.freeing,
    purgeable: limit.purgeable,
  };
}

/** The same for a request that has only just come in, once for all that one turn has in hand. */
export const standingByTurn = byTurn(accountStanding, ({ tenantId }: Account) => tenantId);
