import { rootOf } from '../../ports/partitions.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { sharedSeats } from '../../peers/actions/shares.ts';
import { readHeads, usedIn } from '../../seats/actions/figures.ts';
import type { Head } from '../../seats/rules/head.ts';
import { sourcesOfAccount } from '../../subscriptions/actions/sources.ts';
import { accounts } from '../../subscriptions/kinds.ts';
import type { Account } from '../../subscriptions/rules.ts';
import type { Source } from '../../subscriptions/rules/places.ts';
import type { Held } from '../../ports/store.ts';
import { limits } from '../kinds.ts';
import type { SharedSeats } from '../rules/capacity.ts';
import type { LimitFacts } from '../rules/judge.ts';
import { newLimit, type Limit } from '../rules/limit.ts';

/** What a limit is judged by, as read at about one moment. */
export interface ReadLimit {
  readonly account: Held<Account>;
  /** Null where the limit was never judged. */
  readonly held: Held<Limit> | null;
  readonly limit: Limit;
  readonly heads: readonly Head[];
  readonly facts: LimitFacts;
}

/**
 * Reads the account, its limit, its heads and its subscriptions; null where there is no account. The account comes first:
 * a subscription that comes meanwhile writes it, so that what is decided without that subscription is not committed.
 */
export async function readLimit(
  world: Pick<World, 'store' | 'clock'>,
  tenant: Tenant,
): Promise<ReadLimit | null> {
  const root = rootOf(tenant.tenantId);
  const account = await world.store.read(root, accounts, {});
  if (account === null) return null;
  const [held, heads, sources, shares] = await Promise.all([
    world.store.read(root, limits, {}),
    readHeads(world, tenant),
    sourcesOfAccount(world, account.doc),
    sharedSeats(world, account.doc),
  ]);
  const facts = factsOf(account.doc, heads, sources, shares);
  return { account, held, limit: held?.doc ?? newLimit(world.clock.now()), heads, facts };
}

/** The same where the account has been read already, in readings of single documents, all at once. */
export async function readLimitOf(
  world: Pick<World, 'store' | 'clock'>,
  account: Account,
): Promise<Pick<ReadLimit, 'limit' | 'facts'>> {
  const [held, heads, sources, shares] = await Promise.all([
    world.store.read(rootOf(account.tenantId), limits, {}),
    readHeads(world, account),
    sourcesOfAccount(world, account),
    sharedSeats(world, account),
  ]);
  const limit = held?.doc ?? newLimit(world.clock.now());
  return { limit, facts: factsOf(account, heads, sources, shares) };
}

const factsOf = (
  { state }: Account,
  heads: readonly Head[],
  sources: readonly Source[],
  shares: SharedSeats,
): LimitFacts => ({
  ...{ state, sources, shares },
  used: usedIn(heads),
});
