import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { idFrom, newId } from '../../api/kernel/ids.ts';
import { DAY_MS, HOUR_MS } from '../../api/kernel/time.ts';
import { bucketsOf } from '../../api/ports/partitions.ts';
import type { Store } from '../../api/ports/store.ts';
import type { World } from '../../api/ports/world.ts';
import { recordActivities, type ActivityOutcome } from '../../api/usage/actions/record.ts';
import { activeFigures } from '../../api/usage/kinds.ts';
import { ACTIVITY_KINDS, type Activity } from '../../api/usage/rules/activities.ts';
import {
  closesAt,
  monthAfter,
  monthOf,
  monthsOf,
  periodOf,
  wholePeriod,
} from '../../api/usage/rules/months.ts';
import { openBench, type Bench } from '../jobs/bench.ts';
import { stopClock, type StoppedClock } from '../limits/subscribed.ts';
import { act, buildCampus } from '../seats/campus.ts';
import { fewRuns } from '../store-under-test.ts';
import { activate, issue } from '../subscriptions/activating.ts';
import { startWorld } from '../world.ts';

const START = Date.UTC(2026, 6, 1);
const FIRST = '2026-07';

let open: Bench | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

async function campusOf(
  buckets: number,
  people: number,
  around?: (store: Store) => Store,
): Promise<{ bench: Bench; clock: StoppedClock; world: World; personIds: readonly string[] }> {
  const bench = openBench({ buckets, ...(around === undefined ? {} : { around }) });
  open = bench;
  const clock = stopClock(bench.world, START);
  const sizes = { catalogs: 1, trainings: 1, people };
  const { personIds } = await buildCampus(clock.world, bench.tenant, sizes);
  return { bench, clock, world: clock.world, personIds };
}

/** The figure of a span over all buckets. */
async function figure(
  { world, bench }: { world: World; bench: Bench },
  span: string,
  scope = 'tenant',
): Promise<number> {
  const { tenantId, buckets } = bench.tenant;
  const held = await Promise.all(
    bucketsOf(tenantId, buckets).map((bucket) =>
      world.store.read(bucket, activeFigures, { span, scope }),
    ),
  );
  return held.reduce((sum, one) => sum + (one?.doc.unique ?? 0), 0);
}

const activity = (personId: string, at: number, more: Partial<Activity> = {}): Activity => ({
  ...{ id: newId(), personId, kind: 'course-consumed', at, catalogId: null },
  ...more,
});

const words = (outcomes: readonly ActivityOutcome[]): string[] =>
  outcomes.map((one) => (one.outcome === 'refused' ? one.code : one.outcome));

describe('Months and periods (M-1)', () => {
  test('a period is the 12 months from the month of activation, and then the next begins', () => {
    expect(periodOf('2026-07', '2026-07')).toBe('2026-07');
    expect(periodOf('2027-06', '2026-07')).toBe('2026-07');
    expect(periodOf('2027-07', '2026-07')).toBe('2027-07');
    expect(monthsOf('2026-07').at(-1)).toBe('2027-06');
    expect(monthAfter('2026-12', 1)).toBe('2027-01');
    expect(monthAfter('2026-01', -1)).toBe('2025-12');
  });

  test('a month closes 72 hours after its end (M-2)', () => {
    expect(closesAt('2026-12')).toBe(Date.UTC(2027, 0, 4));
  });
});

describe.each([1, 4])('Activities, %i bucket(s)', (buckets) => {
  test('MAU-6, M-3: a person counts once in a month; the same id is one activity, and with other content a conflict', async () => {
    const campus = await campusOf(buckets, 3);
    const { world, bench, personIds, clock } = campus;
    const [one = '', two = ''] = personIds;
    clock.now = START + 10 * DAY_MS;
    const first = activity(one, START + DAY_MS);
    const record = (given: readonly Activity[]) =>
      recordActivities(world, bench.tenant, act(), given, FIRST);
    expect(words(await record([first, activity(one, START + 2 * DAY_MS), first]))).toEqual([
      ...['new', 'new', 'duplicate'],
    ]);
    expect(words(await record([first, { ...first, personId: two }]))).toEqual([
      ...['duplicate', 'conflict'],
    ]);
    expect(words(await record([{ ...first, kind: 'note-created' }]))).toEqual(['conflict']);
    expect(await figure(campus, FIRST)).toBe(1);
    await record([activity(two, START), activity(two, START, { kind: 'visited' })]);
    expect(await figure(campus, FIRST)).toBe(2);
    expect(await figure(campus, wholePeriod(FIRST))).toBe(2);
  });

  test('M-2: visits never count, effects of others belong to the month of their recording, a closed month takes nothing', async () => {
    const campus = await campusOf(buckets, 4);
    const { world, bench, personIds, clock } = campus;
    const [one = '', two = '', three = '', four = ''] = personIds;
    clock.now = Date.UTC(2026, 7, 3, 23);
    const july = START + 20 * DAY_MS;
    const record = (given: readonly Activity[]) =>
      recordActivities(world, bench.tenant, act(), given, FIRST);
    expect(
      words(
        await record([
          activity(one, july),
          activity(two, july, { kind: 'signed-in' }),
          activity(three, july, { kind: 'session-attended' }),
        ]),
      ),
    ).toEqual(['new', 'new', 'new']);
    expect([await figure(campus, '2026-07'), await figure(campus, '2026-08')]).toEqual([1, 1]);
    clock.now += 2 * HOUR_MS;
    const late = activity(four, july);
    expect(words(await record([late]))).toEqual(['late']);
    expect(words(await record([late]))).toEqual(['duplicate']);
    expect(await figure(campus, '2026-07')).toBe(1);
    const ahead = activity(four, clock.now + HOUR_MS);
    const before = activity(four, START - DAY_MS);
    const stranger = activity(newId(), july);
    const odd = activity(four, july, { kind: 'juggling' });
    expect(words(await record([ahead, before, stranger, odd]))).toEqual([
      ...['ahead', 'before-activation', 'person-unknown', 'kind-unknown'],
    ]);
  });

  test('monthly uniques equal a plain count by sets, whatever comes twice, out of order, late, at once or stops half way', async () => {
    const told = fc.record({
      id: fc.nat(30),
      person: fc.nat(7),
      kind: fc.constantFrom(...(Object.keys(ACTIVITY_KINDS) as (keyof typeof ACTIVITY_KINDS)[])),
      day: fc.integer({ min: -5, max: 420 }),
      catalog: fc.option(fc.nat(1), { nil: null }),
    });
    const batch = fc.record({
      given: fc.array(told, { minLength: 1, maxLength: 12 }),
      onDay: fc.integer({ min: 0, max: 430 }),
      stopAt: fc.option(fc.integer({ min: 1, max: 6 }), { nil: null }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { minLength: 1, maxLength: 6 }), async (batches) => {
        let left = Number.POSITIVE_INFINITY;
        await open?.close();
        const campus = await campusOf(buckets, 8, (store) =>
          Object.assign(Object.create(store) as Store, {
            async commit(...asked: Parameters<Store['commit']>) {
              if (--left < 0) throw new Error('The process stopped.');
              return store.commit(...asked);
            },
          }),
        );
        const { world, bench, personIds, clock } = campus;
        const model = new Map<string, Set<string>>();
        const taken = new Map<string, string>();
        const days = batches.map(({ onDay }) => onDay).toSorted((a, b) => a - b);
        for (const [nth, { given, stopAt }] of batches.entries()) {
          clock.now = START + (days[nth] ?? 0) * DAY_MS;
          const all = given.map(({ id, person, kind, day, catalog }): Activity => ({
            ...{ id: `sender/${id}?#`, kind, at: START + day * DAY_MS },
            personId: personIds[person] ?? '',
            catalogId: catalog === null ? null : idFrom('catalog', String(catalog)),
          }));
          const record = () => recordActivities(world, bench.tenant, act(), all, FIRST);
          if (stopAt !== null) {
            left = stopAt;
            await record().catch(() => undefined);
            left = Number.POSITIVE_INFINITY;
          }
          // Two senders tell the same at once.
          await Promise.all([record(), record()]);
          for (const one of all) {
            const { counts, byOthers } = ACTIVITY_KINDS[one.kind as keyof typeof ACTIVITY_KINDS];
            const month = monthOf(byOthers ? clock.now : one.at);
            if (one.at > clock.now || month < FIRST) continue;
            const text = JSON.stringify(one);
            if (taken.has(one.id)) continue;
            taken.set(one.id, text);
            if (!counts || clock.now >= closesAt(month)) continue;
            for (const span of [month, wholePeriod(periodOf(month, FIRST))])
              for (const scope of ['tenant', ...(one.catalogId === null ? [] : [one.catalogId])]) {
                const key = `${span} ${scope}`;
                model.set(key, (model.get(key) ?? new Set()).add(one.personId));
              }
          }
        }
        for (const span of [...monthsOf(FIRST), ...monthsOf('2027-07'), wholePeriod(FIRST)])
          for (const scope of ['tenant', idFrom('catalog', '0'), idFrom('catalog', '1')])
            expect([span, scope, await figure(campus, span, scope)]).toEqual([
              ...[span, scope, model.get(`${span} ${scope}`)?.size ?? 0],
            ]);
      }),
      { numRuns: process.env['HEADCOUNT_MATRIX'] === 'full' ? 150 : fewRuns ? 2 : 15 },
    );
  });
});

test('M-1, MAU-3: 50 + 500 + 5,000 + 9 x 10 = 5,640, through the API; then a new period starts at zero', async () => {
  const world = await startWorld({
    tenants: [
      { id: 'aaaaaaaa-0000-4000-8000-00000000000a', name: 'Contoso', users: 5_000, groups: 0 },
      { id: 'bbbbbbbb-0000-4000-8000-00000000000b', name: 'Fabrikam' },
    ],
  });
  try {
    await world.synced();
    const owner = world.api('owner');
    const begun = world.world().clock.now();
    const intoMonth = Math.ceil(
      (Date.parse(`${monthAfter(monthOf(begun), 1)}-05T00:00:00Z`) - begun) / 1_000,
    );
    await world.advance(`PT${intoMonth}S`);
    const { key } = await issue(world, { plan: 'mau', seats: 5_000, months: 36 });
    expect((await activate(owner, key)).status).toBe(200);

    const people: string[] = [];
    for (let cursor = ''; people.length < 5_000;) {
      const page = await owner.get<{ items: { id: string }[]; nextCursor: string | null }>(
        `/api/people?limit=500${cursor}`,
      );
      people.push(...page.body.items.map(({ id }) => id));
      if (page.body.nextCursor === null) break;
      cursor = `&cursor=${encodeURIComponent(page.body.nextCursor)}`;
    }
    const actives = [50, 500, 5_000, ...Array.from({ length: 9 }, () => 10)];
    const usage = async (query = '') =>
      (await owner.get(`/api/usage${query}`)).body as unknown as {
        readonly period: { readonly from: string };
        readonly used: number;
        readonly months: readonly { readonly unique: number; readonly closed: boolean }[];
      };
    for (const [nth, count] of actives.entries()) {
      const at = new Date(world.world().clock.now()).toISOString();
      for (let from = 0; from < count; from += 1_000) {
        const reply = await owner.post(
          '/api/activities',
          people.slice(from, Math.min(count, from + 1_000)).map((personId) => ({
            ...{ id: `${nth}/${personId}`, personId, kind: 'course-consumed', at },
          })),
        );
        expect(reply.status).toBe(200);
      }
      if (nth < 11) await world.advance('P30DT10H');
    }
    const full = await usage();
    expect(full).toMatchObject({
      ...{ plan: 'mau', purchased: 5_000, used: 5_640, remaining: 0, overage: 640 },
      ...{ totalActive: 5_000, usedByPeers: 0 },
    });
    expect(full.months.map(({ unique }) => unique)).toEqual(actives);
    expect(full.months.map(({ closed }) => closed)).toEqual([
      ...Array.from({ length: 11 }, () => true),
      false,
    ]);
    await world.advance('P31D');
    expect(await usage()).toMatchObject({ used: 0, purchased: 0, totalActive: 0 });
    expect(await usage(`?period=${full.period.from}`)).toMatchObject({ used: 5_640 });
  } finally {
    await world.stop();
  }
}, 240_000);
