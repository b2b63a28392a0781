import { sharableAt, type SharedSeats } from '../../limits/rules/capacity.ts';
import type { TenantId } from '../../kernel/ids.ts';
import { rootOf } from '../../ports/partitions.ts';
import { allOf } from '../../ports/reading.ts';
import type { World } from '../../ports/world.ts';
import { sourcesOfAccount } from '../../subscriptions/actions/sources.ts';
import { accounts } from '../../subscriptions/kinds.ts';
import type { Account } from '../../subscriptions/rules.ts';
import { incomings, peerLinks, sharings, type Incoming, type Sharing } from '../kinds.ts';
import { coveredSeats } from '../rules/covering.ts';
import type { Received } from '../rules/uses.ts';

/** An account that has never asked a peer. */
export const NOTHING_YET: Sharing = { shared: 0, reserved: 0, counter: 0 };

/** What an account's links come to. */
export async function readSharing(
  { store }: Pick<World, 'store'>,
  tenantId: TenantId,
): Promise<Sharing> {
  return (await store.read(rootOf(tenantId), sharings, {}))?.doc ?? NOTHING_YET;
}

/** The links by which an account may receive seats. */
export async function readIncoming(
  { store }: Pick<World, 'store'>,
  tenantId: TenantId,
): Promise<readonly Incoming[]> {
  return (await store.read(rootOf(tenantId), incomings, {}))?.doc.links ?? [];
}

/** How many seats an account may give to peers at this moment, before anything is given. */
export async function sharableNow(
  world: Pick<World, 'store' | 'clock'>,
  tenantId: TenantId,
): Promise<number> {
  const held = await world.store.read(rootOf(tenantId), accounts, {});
  if (held === null) return 0;
  const sources = await sourcesOfAccount(world, held.doc);
  return sharableAt({ state: held.doc.state, sources }, world.clock.now());
}

/**
 * What a link gives at this moment, by the document that decides it and by what the giver has: what the giver lost is not
 * received any more, whether or not the link was lowered already (P-6, P-9). What holds seats is read before what covers
 * them, so that seats which were bought and then shared are found bought.
 */
async function receivedOn(
  world: Pick<World, 'store' | 'clock'>,
  { linkId, giver: { tenantId } }: Incoming,
): Promise<number> {
  const root = rootOf(tenantId);
  const link = await world.store.read(root, peerLinks, { linkId });
  if (link === null || link.doc.seats === 0) return 0;
  const { shared } = await readSharing(world, tenantId);
  const purchased = await sharableNow(world, tenantId);
  if (shared <= purchased) return link.doc.seats;
  const giving = await allOf(world.store, root, peerLinks, 'giving');
  return coveredSeats(
    giving.map(({ doc }) => doc),
    linkId,
    purchased,
  );
}

/** What each of these links gives at this moment, in their order. */
export const receivedOver = (
  world: Pick<World, 'store' | 'clock'>,
  incoming: readonly Incoming[],
): Promise<readonly Received[]> =>
  Promise.all(
    incoming.map(async (one) => ({ linkId: one.linkId, seats: await receivedOn(world, one) })),
  );

/** The seats that peers give to an account and take from it, as capacity counts them (G-1). */
export async function sharedSeats(
  world: Pick<World, 'store' | 'clock'>,
  { tenantId }: Pick<Account, 'tenantId'>,
): Promise<SharedSeats> {
  const [{ shared, reserved }, incoming] = await Promise.all([
    readSharing(world, tenantId),
    readIncoming(world, tenantId),
  ]);
  const over = await receivedOver(world, incoming);
  return { shared, reserved, received: over.reduce((sum, { seats }) => sum + seats, 0) };
}
