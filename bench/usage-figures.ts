import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../api/adapters/sqlite/open.ts';
import { events } from '../api/audit/kinds.ts';
import { idFrom, newId } from '../api/kernel/ids.ts';
import { bucketAt, placeOf, rootOf } from '../api/ports/partitions.ts';
import { create, type Store } from '../api/ports/store.ts';
import type { World } from '../api/ports/world.ts';
import { heads } from '../api/seats/kinds.ts';
import { NEW_HEAD } from '../api/seats/rules/head.ts';
import { accountSettings, places } from '../api/subscriptions/kinds.ts';
import type { Account } from '../api/subscriptions/rules.ts';
import { countActive } from '../api/usage/actions/count.ts';
import { notEnrolled, usageOf } from '../api/usage/actions/usage.ts';
import {
  activePeople,
  closedMonths,
  usageFigures,
  usageStarts,
  usageWatches,
} from '../api/usage/kinds.ts';
import { TENANT_SCOPE } from '../api/usage/rules/active.ts';
import { calendarOf, IN_UTC } from '../api/usage/rules/calendar.ts';
import { monthsOf } from '../api/usage/rules/months.ts';
import { medianOf } from './measuring.ts';

const FEW = 10_000;
const MANY = 1_000_000;
const FIRST = '2026-01';
const NOW = Date.UTC(2026, 11, 15);
const ROUNDS = 600;
const WARM_UP = 100;
/** People counted in one go while the stores are filled: as many as a request tells of. */
const PORTION = 1_000;

const KINDS = [
  ...[accountSettings, activePeople, closedMonths, events, heads, places],
  ...[usageFigures, usageStarts, usageWatches],
];

interface Side {
  readonly world: World;
  readonly account: Account;
  readonly store: Store;
}

/** An account of the MAU plan, each of whose people was active in two months of the period. */
async function filled(file: string, people: number): Promise<Side> {
  const store = openSqliteStore({ file, kinds: KINDS });
  const clock = { now: () => NOW, at: () => ({ cancel: () => undefined }) };
  const world = { store, clock } as Partial<World> as World;
  const [tenantId, subscriptionId] = [idFrom('tenant'), idFrom('subscription')];
  const startsAt = Date.UTC(2026, 0, 10);
  const account: Account = {
    ...{ tenantId, buckets: 1, subdomain: 'contoso', state: 'Active', reason: null, region: 'US' },
    ...{ ownerId: newId(), createdAt: startsAt, subscriptionIds: [subscriptionId] },
  };
  const term = { startsAt, endsAt: Date.UTC(2027, 0, 10), since: startsAt };
  await store.commit(placeOf(subscriptionId), [
    create(places, {
      ...{ subscriptionId, tenantId, buckets: 1, epoch: 1, plan: 'mau', seats: 5_000, months: 12 },
      ...{ ...term, lapsesAt: startsAt, revokedAt: null, left: [] },
    }),
  ]);
  await store.commit(rootOf(tenantId), [create(usageStarts, { firstMonth: FIRST })]);
  await store.commit(bucketAt(tenantId, 0), [create(heads, NEW_HEAD)]);
  const months = monthsOf(FIRST);
  const reckoning = { calendar: calendarOf(IN_UTC), firstMonth: FIRST };
  for (let from = 0; from < people; from += PORTION) {
    const active = new Map(
      Array.from({ length: Math.min(PORTION, people - from) }, (_, nth) => {
        const added = [from + nth, from + nth + 5].map((each) => ({
          month: months[each % 12] ?? FIRST,
          scope: TENANT_SCOPE,
        }));
        return [newId(), { added, lastAt: NOW }] as const;
      }),
    );
    const actor = { personId: null, actId: newId() };
    await countActive(world, account, actor, active, null, reckoning, () => true);
  }
  return { world, account, store };
}

/** What `GET /api/usage` reads. */
async function read({ world, account }: Side, people: number): Promise<number> {
  const begun = performance.now();
  const [usage] = await Promise.all([usageOf(world, account, null), notEnrolled(world, account)]);
  const took = performance.now() - begun;
  if (usage?.totalActive !== people || usage.used !== 2 * people)
    throw new Error('The figures are not those of the people.');
  return took;
}

/**
 * The monthly figures of a period as the API reads them, with 10,000 people against 1,000,000, in turns over two stores.
 */
export default async function run(): Promise<void> {
  const folder = await mkdtemp(join(process.env['BENCH_DIR'] ?? tmpdir(), 'headcount-bench-'));
  try {
    const few = await filled(join(folder, 'few.db'), FEW);
    const many = await filled(join(folder, 'many.db'), MANY);
    const rounds: { readonly few: number; readonly many: number }[] = [];
    for (let nth = 0; nth < ROUNDS; nth++)
      rounds.push({ few: await read(few, FEW), many: await read(many, MANY) });
    const counted = rounds.slice(WARM_UP);
    const [fewMs, manyMs] = [
      medianOf(counted.map((one) => one.few)),
      medianOf(counted.map((one) => one.many)),
    ];
    console.log(`${FEW} people: ${(fewMs * 1_000).toFixed(0)} µs to read the figures`);
    console.log(`${MANY} people: ${(manyMs * 1_000).toFixed(0)} µs to read the figures`);
    console.log('time to read, many over few: lower is better, at most 1.2');
    console.log(`ratio: ${(manyMs / fewMs).toFixed(2)}`);
    await few.store.close();
    await many.store.close();
  } finally {
    await rm(folder, { recursive: true });
  }
}
