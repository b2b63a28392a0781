import { join } from 'node:path';
import { openSqliteStore } from '../../api/adapters/sqlite/open.ts';
import { events } from '../../api/audit/kinds.ts';
import { catalogs } from '../../api/catalogs/kinds.ts';
import { newId } from '../../api/kernel/ids.ts';
import { bucketAt, rootOf } from '../../api/ports/partitions.ts';
import { pagesOf } from '../../api/ports/reading.ts';
import { create, type AnyWrite, type Partition, type Store } from '../../api/ports/store.ts';
import type { World } from '../../api/ports/world.ts';
import { NEW_HEAD } from '../../api/seats/rules/head.ts';
import { judge } from '../../api/seats/rules/counting.ts';
import { heads, people } from '../../api/seats/kinds.ts';
import { recordActivities } from '../../api/usage/actions/record.ts';
import {
  activePeople,
  activityPages,
  activityStacks,
  usageFigures,
} from '../../api/usage/kinds.ts';
import { rowsIn } from '../../api/usage/rules/activity-pages.ts';
import { calendarOf, IN_UTC } from '../../api/usage/rules/calendar.ts';
import { digestOf, stopwatch } from '../measuring.ts';
import { arrivesAt, FIRST_MONTH, type Outcome, type Work } from './work.ts';

const KINDS = [
  ...[activePeople, activityPages, activityStacks, catalogs],
  ...[events, heads, people, usageFigures],
];
const TENANT = { tenantId: '11111111-1111-4111-8111-111111111111', buckets: 1 };
const BUCKET = bucketAt(TENANT.tenantId, 0);
const RECKONING = { calendar: calendarOf(IN_UTC), firstMonth: FIRST_MONTH };

async function commitAll(
  store: Store,
  partition: Partition,
  writes: readonly AnyWrite[],
): Promise<void> {
  const chunks = Array.from({ length: Math.ceil(writes.length / 100) }, (_, nth) =>
    writes.slice(nth * 100, nth * 100 + 100),
  );
  for (let from = 0; from < chunks.length; from += 100)
    await Promise.all(
      chunks.slice(from, from + 100).map((chunk) => store.commit(partition, chunk)),
    );
}

/** The people and catalogs that are there before anything is told. */
async function load(store: Store, { personIds, catalogIds }: Work): Promise<void> {
  await commitAll(
    store,
    rootOf(TENANT.tenantId),
    catalogIds.map((catalogId) =>
      create(catalogs, {
        ...{ catalogId, name: 'Safety', nameKey: 'safety', existence: 'live', createdAt: 0 },
      }),
    ),
  );
  await commitAll(store, BUCKET, [
    create(heads, NEW_HEAD),
    ...personIds.map((personId) =>
      create(
        people,
        judge(
          {
            ...{ personId, displayName: personId, nameKey: personId, userName: null, mail: null },
            ...{ guest: false, account: 'enabled', deletedAt: null, removedAt: null },
            ...{ flowSince: null, waitingSince: null, lastActiveAt: null, catalogs: {} },
            ...{ clearing: [], generation: 1, page: 0 },
          },
          null,
          0,
        ),
      ),
    ),
  ]);
}

/** Everything that this side ends with, read through the port, in the words that both sides share. */
async function linesOf(store: Store): Promise<string[]> {
  const lines: string[] = [];
  for await (const page of pagesOf(store, BUCKET, usageFigures, 'byMonth', {}, 1_000))
    for (const { doc } of page)
      lines.push(`figure ${doc.month} ${doc.scope} ${doc.unique} ${doc.newcomers}`);
  for await (const page of pagesOf(store, BUCKET, activePeople, 'byId', {}, 1_000))
    for (const { doc } of page) {
      lines.push(`last ${doc.personId} ${doc.lastOn}`);
      for (const [scope, months] of Object.entries(doc.months))
        for (const month of months) lines.push(`active ${doc.personId} ${scope} ${month}`);
    }
  for await (const page of pagesOf(store, BUCKET, activityPages, 'byNumber', {}, 20))
    for (const { id, personId, at } of page.flatMap(({ doc }) => rowsIn(doc)))
      lines.push(`activity ${id} ${personId} ${at}`);
  return lines;
}

/** Runs the work as the API does, `inFlight` batches at a time. */
export async function runOurs(folder: string, work: Work, inFlight: number): Promise<Outcome> {
  const store = openSqliteStore({ file: join(folder, 'ours.db'), kinds: KINDS });
  await load(store, work);

  let fresh = 0;
  let repeated = 0;
  let next = 0;
  const stop = stopwatch(work.activities);
  const worker = async (): Promise<void> => {
    for (let batch = work.batches[next++]; batch !== undefined; batch = work.batches[next++]) {
      const now = arrivesAt(batch);
      const clock = { now: () => now, at: () => ({ cancel: () => undefined }) };
      const world = { store, clock } as Partial<World> as World;
      const actor = { personId: null, actId: newId() };
      const { outcomes } = await recordActivities(world, TENANT, actor, batch, RECKONING);
      for (const { outcome } of outcomes)
        if (outcome === 'new') fresh++;
        else if (outcome === 'duplicate') repeated++;
        else throw new Error(`An activity was ${outcome}.`);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  const timing = stop();

  const lines = await linesOf(store);
  await store.close();
  return { ...timing, fresh, repeated, digest: digestOf(lines), lines: lines.length };
}
