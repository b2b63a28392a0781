import { bucketsOf } from '../../ports/partitions.ts';
import { allOf } from '../../ports/reading.ts';
import { add, replace, type Held, type Partition } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { deliver, release } from '../../seats/actions/earmarks.ts';
import { readHeads, usedIn } from '../../seats/actions/figures.ts';
import { earmarks, handovers, heads } from '../../seats/kinds.ts';
import { EARMARK_MAX_MS, type Head } from '../../seats/rules/head.ts';
import { sharesOf } from '../rules/shares.ts';
import type { Quiet } from '../rules/thresholds.ts';

/** How the gate is to be: open, or closed with so many seats in all. */
export interface WantedGate {
  readonly epoch: number;
  /** Null: open. */
  readonly capacity: number | null;
}

async function headOf({ store }: Pick<World, 'store'>, partition: Partition): Promise<Held<Head>> {
  const held = await store.read(partition, heads, {});
  if (held === null) throw new Error('A bucket of the tenant has no head.');
  return held;
}

/**
 * Changes a head that others add to all the time.
 * @param change null: it is as it should be
 */
async function changeHead(
  world: Pick<World, 'store'>,
  partition: Partition,
  change: (head: Head) => Promise<Partial<Head> | null> | Partial<Head> | null,
): Promise<Head> {
  for (;;) {
    const { doc, version } = await headOf(world, partition);
    const wanted = await change(doc);
    if (wanted === null) return doc;
    const head = { ...doc, ...wanted };
    const result = await world.store.commit(partition, [replace(heads, head, version)]);
    if (result.outcome === 'committed') return head;
  }
}

/** Brings to their end the handovers that a stop has left, and gives back what a stopped act had set aside. */
export async function clearLeftovers(
  world: Pick<World, 'store' | 'clock'>,
  tenant: Tenant,
): Promise<void> {
  for (const [bucket, partition] of bucketsOf(tenant.tenantId, tenant.buckets).entries()) {
    for (const { doc } of await allOf(world.store, partition, handovers, 'byId'))
      await deliver(world, tenant, bucket, doc);
    const upTo = Date.now() - EARMARK_MAX_MS;
    for (const held of await allOf(world.store, partition, earmarks, 'byAge', { upTo }))
      await release(world, partition, held);
  }
}

/** What an act has set aside in a bucket and may still take. */
async function setAsideIn({ store }: Pick<World, 'store'>, partition: Partition): Promise<number> {
  const held = await allOf(store, partition, earmarks, 'byAge');
  return held.reduce((sum, { doc }) => sum + doc.left, 0);
}

/**
 * Sets the gate of every bucket as it is wanted (G-2). To close it, all buckets first let nobody take a seat; then what
 * there is of capacity is divided among them, and acts go on within it. Every step bears repeating, and a stop between
 * two of them only makes acts wait. Buckets that have a newer setting keep it.
 */
export async function setGate(
  world: Pick<World, 'store' | 'clock'>,
  tenant: Tenant,
  { epoch, capacity }: WantedGate,
): Promise<void> {
  const partitions = bucketsOf(tenant.tenantId, tenant.buckets);
  if (capacity === null) {
    for (const partition of partitions)
      await changeHead(world, partition, ({ gateEpoch }) =>
        gateEpoch >= epoch ? null : { gate: 0, granted: 0, gateEpoch: epoch },
      );
    return;
  }
  const stopped: Head[] = [];
  for (const partition of partitions)
    stopped.push(
      await changeHead(world, partition, ({ gate, gateEpoch }) =>
        gateEpoch > epoch || (gateEpoch === epoch && gate > 0)
          ? null
          : { gate: 1, gateEpoch: epoch },
      ),
    );
  if (stopped.some(({ gateEpoch }) => gateEpoch > epoch)) return;
  if (stopped.every(({ gate }) => gate === 2)) return;

  // A stop may have left some divided and some not: then all are divided anew.
  for (const partition of partitions)
    await changeHead(world, partition, ({ gate, gateEpoch }) =>
      gateEpoch === epoch && gate === 2 ? { gate: 1 } : null,
    );
  await clearLeftovers(world, tenant);
  const taken: number[] = [];
  for (const partition of partitions) {
    const { doc } = await headOf(world, partition);
    taken.push(doc.used + (await setAsideIn(world, partition)));
  }
  const shares = sharesOf(capacity, taken);
  for (const [bucket, partition] of partitions.entries())
    await changeHead(world, partition, async ({ gate, gateEpoch }) =>
      gateEpoch === epoch && gate === 1
        ? { gate: 2, granted: (shares[bucket] ?? 0) - (await setAsideIn(world, partition)) }
        : null,
    );
}

/** A count that is to come to this and nothing else. */
const exactly = (count: number) => ({ atLeast: count, atMost: count });

/**
 * Tells every bucket within which counts nothing is to be judged, each a share of the way. Shares of two readings do not
 * add up: where another judge has told a bucket others meanwhile, both judge again.
 * @param before the heads by which the limit was judged
 * @returns `again` where that is so, or a bucket has left its counts already: the limit is to be judged again
 */
export async function setQuiet(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  before: readonly Head[],
  { atLeast, atMost }: Quiet,
): Promise<'as it was' | 'set' | 'again'> {
  const used = usedIn(before);
  const up = Math.floor((atLeast - used - 1) / tenant.buckets) + 1;
  const down = Math.floor((used - atMost - 1) / tenant.buckets) + 1;
  const wanted = before.map((head) => ({
    judgeAtLeast: Math.min(Number.MAX_SAFE_INTEGER, head.used + up),
    judgeAtMost: Math.max(-1, head.used - down),
  }));
  const isAsWanted = ({ judgeAtLeast, judgeAtMost }: Head, bucket: number): boolean =>
    wanted[bucket]?.judgeAtLeast === judgeAtLeast && wanted[bucket].judgeAtMost === judgeAtMost;
  if (before.every(isAsWanted)) return 'as it was';
  for (const [bucket, partition] of bucketsOf(tenant.tenantId, tenant.buckets).entries()) {
    const [head, to] = [before[bucket], wanted[bucket]];
    if (head === undefined || to === undefined || isAsWanted(head, bucket)) continue;
    const amounts = {
      judgeAtLeast: to.judgeAtLeast - head.judgeAtLeast,
      judgeAtMost: to.judgeAtMost - head.judgeAtMost,
    };
    const within = {
      judgeAtLeast: exactly(to.judgeAtLeast),
      judgeAtMost: exactly(to.judgeAtMost),
    };
    const { outcome } = await world.store.commit(partition, [add(heads, {}, amounts, within)]);
    if (outcome === 'refused') return 'again';
  }
  const after = await readHeads(world, tenant);
  const isQuiet = (head: Head, bucket: number): boolean =>
    isAsWanted(head, bucket) && head.used < head.judgeAtLeast && head.used > head.judgeAtMost;
  return after.every(isQuiet) ? 'set' : 'again';
}
