import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../api/adapters/sqlite/open.ts';
import { createLog } from '../api/adapters/pino/log.ts';
import { doDue, type DueWork, type Keeping } from '../api/due/actions.ts';
import { lookForDue } from '../api/due/jobs.ts';
import { dues } from '../api/due/kinds.ts';
import { idFrom } from '../api/kernel/ids.ts';
import { DAY_MS } from '../api/kernel/time.ts';
import { duePartitionOf } from '../api/ports/partitions.ts';
import { create, type Partition, type Store } from '../api/ports/store.ts';
import type { World } from '../api/ports/world.ts';
import { medianOf } from './measuring.ts';

const FEW = 1_000;
const MANY = 100_000;
const DUE = 100;
const ROUNDS = 40;
const WARM_UP = 6;
const START = Date.UTC(2026, 0, 1);

const KEEPING: Keeping = { closing: new AbortController().signal, alone: true };

/** A store in which every account has work to do: `DUE` of them each day, the others some day to come. */
async function filled(file: string, accounts: number): Promise<Store> {
  const store = openSqliteStore({ file, kinds: [dues] });
  const byPartition = new Map<Partition, ReturnType<typeof create>[]>();
  for (let nth = 0; nth < accounts; nth++) {
    const tenantId = idFrom('account', String(nth));
    const day = nth < DUE ? 0 : 1_000 + nth;
    const due = create(dues, {
      ...{ work: 'limits', tenantId, buckets: 1, dueAt: START + day * DAY_MS },
      ...{ asks: [], leaseUntil: 0, failures: 0 },
    });
    const partition = duePartitionOf(tenantId);
    byPartition.set(partition, [...(byPartition.get(partition) ?? []), due].slice(-100));
    const writes = byPartition.get(partition) ?? [];
    if (writes.length === 100) {
      await store.commit(partition, writes);
      byPartition.delete(partition);
    }
  }
  for (const [partition, writes] of byPartition) await store.commit(partition, writes);
  return store;
}

/**
 * One tick of the due work with 100,000 accounts of which 100 are due, against one with 1,000 of which 100 are: looking,
 * taking, doing and noting when it is due again. In turns, each on a new day.
 */
export default async function run(): Promise<void> {
  const folder = await mkdtemp(join(process.env['BENCH_DIR'] ?? tmpdir(), 'headcount-bench-'));
  const work: DueWork = {
    name: 'limits',
    run: ({ clock }) => Promise.resolve(clock.now() + DAY_MS),
  };
  try {
    const stores = await Promise.all(
      [FEW, MANY].map((accounts) => filled(join(folder, `${accounts}.db`), accounts)),
    );
    const tick = async (store: Store, day: number): Promise<number> => {
      const clock = { now: () => START + day * DAY_MS, at: () => ({ cancel: () => undefined }) };
      const world = { store, clock, log: createLog('silent') } as Partial<World> as World;
      const begun = performance.now();
      let done = 0;
      for (;;) {
        const { due } = await lookForDue(world, () => true);
        if (due.length === 0) break;
        for (const held of due) if (await doDue(world, work, held, KEEPING)) done++;
      }
      if (done !== DUE) throw new Error(`${done} were done of ${DUE} that are due.`);
      return performance.now() - begun;
    };
    const rounds: { readonly few: number; readonly many: number }[] = [];
    const [few, many] = stores;
    if (few === undefined || many === undefined) return;
    for (let day = 0; day < ROUNDS; day++)
      rounds.push({ few: await tick(few, day), many: await tick(many, day) });
    const counted = rounds.slice(WARM_UP);
    console.log(`${FEW} accounts: ${medianOf(counted.map((one) => one.few)).toFixed(1)} ms a tick`);
    console.log(
      `${MANY} accounts: ${medianOf(counted.map((one) => one.many)).toFixed(1)} ms a tick`,
    );
    console.log('time of a tick, many over few: lower is better, at most 1.3');
    console.log(`ratio: ${medianOf(counted.map((one) => one.many / one.few)).toFixed(2)}`);
    for (const store of stores) await store.close();
  } finally {
    await rm(folder, { recursive: true });
  }
}
