import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS } from '../../api/kernel/time.ts';
import { bucketOf, bucketsOf, rootOf } from '../../api/ports/partitions.ts';
import { add, create, replace, type Store } from '../../api/ports/store.ts';
import type { Account } from '../../api/subscriptions/rules.ts';
import { accounts } from '../../api/subscriptions/kinds.ts';
import { readClosed } from '../../api/usage/actions/closed-months.ts';
import { closeMonths } from '../../api/usage/actions/closing.ts';
import { recountUsage } from '../../api/usage/actions/recount/recount.ts';
import { usageOf } from '../../api/usage/actions/usage.ts';
import { activePeople, usageFigures, usageStarts } from '../../api/usage/kinds.ts';
import { openAccount } from '../limits/subscribed.ts';
import { act } from '../seats/campus.ts';
import { fewRuns } from '../store-under-test.ts';
import { activity, FIRST, openUsageCampus, START, type UsageCampus } from './campus.ts';

let open: UsageCampus | null = null;
afterEach(async () => {
  await open?.bench.close();
  open = null;
});

/** A campus with an account whose plan began in the first month. */
async function campusOf(
  buckets: number,
  people: number,
  around?: (store: Store) => Store,
): Promise<UsageCampus & { readonly account: Account }> {
  await open?.bench.close();
  open = await openUsageCampus(buckets, people, around);
  const { world, bench } = open;
  await openAccount(world, bench.tenant);
  const root = rootOf(bench.tenant.tenantId);
  await world.store.commit(root, [create(usageStarts, { firstMonth: FIRST })]);
  const account = (await world.store.read(root, accounts, {}))?.doc;
  if (account === undefined) throw new Error('The account is missing.');
  return { ...open, account };
}

/** A store whose process stops after the facts, before people are counted, while that is near. */
const stoppingBeforePeople =
  (stop: { readonly isNear: boolean }) =>
  (store: Store): Store =>
    Object.assign(Object.create(store) as Store, {
      async commit(...[partition, writes]: Parameters<Store['commit']>) {
        const ofPeople = writes.some(({ kind }) => kind.name === activePeople.name);
        if (stop.isNear && ofPeople) throw new Error('The process stopped.');
        return store.commit(partition, writes);
      },
    });

const recountOf = ({ world, account }: { world: UsageCampus['world']; account: Account }) =>
  recountUsage(world, account, act(), () => undefined);

describe.each([1, 4])('The recount of monthly uniques, %i bucket(s)', (buckets) => {
  test('finds nothing where nothing is wrong', async () => {
    const campus = await campusOf(buckets, 5);
    const { record, personIds, catalogIds, clock } = campus;
    clock.now = START + 10 * DAY_MS;
    const [catalogId = null] = catalogIds;
    await record(personIds.map((id) => activity(id, START, { catalogId })));
    expect(await recountOf(campus)).toEqual({
      ...{ people: 5, activities: 5, kept: { unique: 5 }, recounted: { unique: 5 } },
      ...{ differences: [], differencesTotal: 0, healed: true },
    });
  });

  test('heals figures that are wrong, names them, and agrees afterwards', async () => {
    const campus = await campusOf(buckets, 5);
    const { record, figure, personIds, clock, world, bench } = campus;
    clock.now = START + 10 * DAY_MS;
    await record(personIds.map((id) => activity(id, START)));
    const [bucket] = bucketsOf(bench.tenant.tenantId, buckets);
    if (bucket === undefined) throw new Error('There is no bucket.');
    const wrong = { month: FIRST, scope: 'tenant' };
    await world.store.commit(bucket, [create(usageFigures, { ...wrong, unique: 0, newcomers: 0 })]);
    await world.store.commit(bucket, [add(usageFigures, wrong, { unique: 3, newcomers: -2 })]);
    const found = await recountOf(campus);
    expect(found).toMatchObject({ differencesTotal: 1, healed: true });
    expect(found.differences[0]).toMatchObject({ of: 'figure', ...wrong, healed: true });
    expect((await figure(FIRST)).unique).toBe(5);
    expect(await recountOf(campus)).toMatchObject({ differencesTotal: 0 });
  });

  test('counts whom a stop has left out, and takes back whom no activity speaks for', async () => {
    const stop = { isNear: false };
    const campus = await campusOf(buckets, 3, stoppingBeforePeople(stop));
    const { record, figure, personIds, clock, world, bench } = campus;
    const [one = '', two = ''] = personIds;
    clock.now = START + 10 * DAY_MS;
    // The process stops after the fact, before the person is counted.
    stop.isNear = true;
    await expect(record([activity(one, START)])).rejects.toThrow('stopped');
    stop.isNear = false;
    await record([activity(two, START)]);
    const partition = bucketOf(bench.tenant.tenantId, two, buckets);
    const held = await world.store.read(partition, activePeople, { personId: two });
    if (held === null) throw new Error('The person is missing.');
    const months = { tenant: [...(held.doc.months['tenant'] ?? []), '2026-08'] };
    await world.store.commit(partition, [
      replace(activePeople, { ...held.doc, months }, held.version),
    ]);
    await world.store.commit(partition, [
      create(usageFigures, { month: '2026-08', scope: 'tenant', unique: 1, newcomers: 0 }),
    ]);
    const found = await recountOf(campus);
    expect(found.healed).toBe(true);
    expect(found.differences).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ of: 'person', personId: one, month: FIRST, recounted: true }),
        expect.objectContaining({ of: 'person', personId: two, month: '2026-08', kept: true }),
      ]),
    );
    expect([(await figure(FIRST)).unique, (await figure('2026-08')).unique]).toEqual([2, 0]);
    expect(await recountOf(campus)).toMatchObject({ differencesTotal: 0 });
  });

  test('M-2, MAU-8: a month that has closed is counted once more and then never changes, whatever comes', async () => {
    const stop = { isNear: false };
    const campus = await campusOf(buckets, 4, stoppingBeforePeople(stop));
    const { record, personIds, clock, world, account } = campus;
    const [one = '', two = '', three = ''] = personIds;
    clock.now = Date.UTC(2026, 7, 3, 23, 59);
    await record([activity(one, START)]);
    stop.isNear = true;
    const lost = activity(two, START);
    await expect(record([lost])).rejects.toThrow('stopped');
    stop.isNear = false;
    const july = async (): Promise<number> =>
      (await usageOf(world, account, FIRST))?.months[0]?.unique ?? -1;
    expect(await july()).toBe(1);
    expect(await closeMonths(world, account)).toBe(Date.UTC(2026, 7, 4, 0, 1));
    expect((await readClosed(world, account.tenantId)).size).toBe(0);
    clock.now = Date.UTC(2026, 7, 4, 0, 2);
    expect(await closeMonths(world, account)).toBe(Date.UTC(2026, 8, 4, 0, 1));
    // The month has been counted again: what the stop left out is in it.
    expect(await july()).toBe(2);
    expect(await record([activity(three, START)])).toEqual(['late']);
    expect(await record([lost])).toEqual(['duplicate']);
    await closeMonths(world, account);
    const bucket = bucketOf(account.tenantId, one, buckets);
    await world.store.commit(bucket, [
      add(usageFigures, { month: FIRST, scope: 'tenant' }, { unique: 5 }),
    ]);
    expect(await recountOf(campus)).toMatchObject({ differencesTotal: 1, healed: false });
    expect(await july()).toBe(2);
  });

  test('agrees while activities come in, whatever comes between its steps', async () => {
    const batch = fc.array(fc.record({ person: fc.nat(11), day: fc.nat(40), catalog: fc.nat(1) }), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { minLength: 2, maxLength: 12 }), async (batches) => {
        let between: (() => Promise<unknown>) | null = null;
        const campus = await campusOf(buckets, 12, (store) => {
          const before = async (): Promise<void> => {
            const next = between;
            between = null;
            await next?.();
          };
          return Object.assign(Object.create(store) as Store, {
            async list(...asked: Parameters<Store['list']>) {
              await before();
              return store.list(...asked);
            },
            async changes(...asked: Parameters<Store['changes']>) {
              await before();
              return store.changes(...asked);
            },
          });
        });
        const { record, personIds, catalogIds, clock } = campus;
        clock.now = START + 41 * DAY_MS;
        const queue = batches.map(
          (given) => () =>
            record(
              given.map(({ person, day, catalog }) =>
                activity(personIds[person] ?? '', START + day * DAY_MS, {
                  catalogId: catalogIds[catalog] ?? null,
                }),
              ),
            ),
        );
        await queue.shift()?.();
        const advance = (): void => {
          const next = queue.shift();
          between =
            next === undefined
              ? null
              : async () => {
                  await next();
                  advance();
                };
        };
        advance();
        expect((await recountOf(campus)).differences).toEqual([]);
        between = null;
        for (const next of queue) await next();
        expect((await recountOf(campus)).differences).toEqual([]);
      }),
      { numRuns: process.env['HEADCOUNT_MATRIX'] === 'full' ? 100 : fewRuns ? 2 : 6 },
    );
  });
});
