import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { bucketAt } from '../../ports/partitions.ts';
import { add, create, remove, type Held } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { earmarks, handoverReceipts, handovers, heads } from '../kinds.ts';
import { readHeads } from './figures.ts';
import { roomIn, type Handover, type Head } from '../rules/head.ts';

type Stores = Pick<World, 'store' | 'clock'>;

/** A gate that is being set takes that long at most before it is asked for again. */
const SETTING_PAUSE_MS = 5;
/** Others may take what was just found free; so often it is looked again. */
const LOOKS_MAX = 400;

/** Seats that are set aside for one act, by bucket. */
export interface SetAside {
  readonly earmarkId: string;
  /** What is left for the act to take, as far as this process knows; the store knows better. */
  readonly left: Map<number, number>;
}

/** What came of setting seats aside. */
export type SettingAside =
  | { readonly outcome: 'set-aside'; readonly seats: SetAside; readonly short: number }
  /** The gate is open again: nothing needs to be set aside. */
  | { readonly outcome: 'open' };

/**
 * Sets seats aside for an act whose buckets need so many each: first from the bucket's own grant, then from what other
 * buckets have free. `short` tells how many could not be had.
 */
export async function setAside(
  world: Stores,
  tenant: Tenant,
  needed: ReadonlyMap<number, number>,
): Promise<SettingAside> {
  const seats: SetAside = { earmarkId: newId(), left: new Map() };
  let short = 0;
  for (const [bucket, wanted] of needed) {
    const got = wanted > 0 ? await setAsideIn(world, tenant, bucket, wanted, seats.earmarkId) : 0;
    if (got === 'open') {
      await giveBack(world, tenant, seats);
      return { outcome: 'open' };
    }
    if (got > 0) seats.left.set(bucket, got);
    short += wanted - got;
  }
  return { outcome: 'set-aside', seats, short };
}

const beingSet = (): AppError =>
  new AppError('busy', 'The limit is just being set. Try again in a moment.', {
    retryAfterSeconds: 2,
  });

async function setAsideIn(
  world: Stores,
  tenant: Tenant,
  bucket: number,
  wanted: number,
  earmarkId: string,
): Promise<number | 'open'> {
  const partition = bucketAt(tenant.tenantId, bucket);
  let left = wanted;
  for (let look = 0; left > 0 && look < LOOKS_MAX; look++) {
    const { outcome } = await world.store.commit(partition, [
      add(heads, {}, { granted: -left }, { used: { atMost: 'granted' }, gate: { atLeast: 2 } }),
      create(earmarks, { earmarkId, left, madeAt: Date.now() }),
    ]);
    if (outcome === 'committed') return left;
    const all = await readHeads(world, tenant);
    const own = all[bucket];
    if (own === undefined || own.gate === 0) return 'open';
    if (own.gate === 1) {
      if (look === LOOKS_MAX - 1) throw beingSet();
      await wait(SETTING_PAUSE_MS);
      continue;
    }
    const room = all.reduce((sum, head) => sum + roomIn(head), 0);
    left = Math.min(wanted, Math.max(0, room));
    await bringFrom(world, tenant, all, bucket, left - Math.max(0, roomIn(own)));
  }
  return 0;
}

/** Brings so many seats from other buckets' grants to this one's, as far as they have them free. */
async function bringFrom(
  world: Stores,
  tenant: Tenant,
  all: readonly Head[],
  toBucket: number,
  wanted: number,
): Promise<void> {
  let left = wanted;
  for (const [bucket, head] of all.entries()) {
    const seats = Math.min(left, roomIn(head));
    if (bucket === toBucket || seats <= 0) continue;
    const handover = { handoverId: newId(), toBucket, seats };
    const { outcome } = await world.store.commit(bucketAt(tenant.tenantId, bucket), [
      add(heads, {}, { granted: -seats }, { used: { atMost: 'granted' }, gate: { atLeast: 2 } }),
      create(handovers, handover),
    ]);
    if (outcome === 'refused') continue;
    await deliver(world, tenant, bucket, handover);
    left -= seats;
  }
}

/** How long it is remembered that a handover arrived: far longer than one is under way. */
const RECEIPT_KEPT_MS = 30 * DAY_MS;

/** Brings a handover to its end; repeats change nothing. */
export async function deliver(
  { store, clock }: Stores,
  { tenantId }: Tenant,
  fromBucket: number,
  { handoverId, toBucket, seats }: Handover,
): Promise<void> {
  await store.commit(bucketAt(tenantId, toBucket), [
    add(heads, {}, { granted: seats }),
    create(handoverReceipts, { handoverId, expiresAt: clock.now() + RECEIPT_KEPT_MS }),
  ]);
  const from = bucketAt(tenantId, fromBucket);
  const held = await store.read(from, handovers, { handoverId });
  if (held !== null) await store.commit(from, [remove(handovers, { handoverId }, held.version)]);
}

/** Gives back what an act did not take of the seats that were set aside for it. */
export async function giveBack(
  { store }: Stores,
  { tenantId }: Tenant,
  { earmarkId, left }: SetAside,
): Promise<void> {
  for (const bucket of left.keys()) {
    const partition = bucketAt(tenantId, bucket);
    for (;;) {
      const held = await store.read(partition, earmarks, { earmarkId });
      if (held === null || (await release({ store }, partition, held))) break;
    }
  }
}

/** Puts what is left of an earmark back into its bucket's grant; false where somebody else changed it meanwhile. */
export async function release(
  { store }: Pick<World, 'store'>,
  partition: ReturnType<typeof bucketAt>,
  { doc, version }: Held<{ readonly earmarkId: string; readonly left: number }>,
): Promise<boolean> {
  const { earmarkId, left } = doc;
  const { outcome } = await store.commit(partition, [
    remove(earmarks, { earmarkId }, version),
    add(heads, {}, { granted: left }),
  ]);
  return outcome === 'committed';
}
