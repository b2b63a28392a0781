import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createCatalog } from '../../api/catalogs/actions/catalogs.ts';
import { newId } from '../../api/kernel/ids.ts';
import { DAY_MS, HOUR_MS } from '../../api/kernel/time.ts';
import type { Store } from '../../api/ports/store.ts';
import { recordActivities } from '../../api/usage/actions/record.ts';
import { ACTIVITY_KINDS, type Activity } from '../../api/usage/rules/activities.ts';
import { calendarOf, type ZoneFrom } from '../../api/usage/rules/calendar.ts';
import { monthAfter, monthsOf, periodOf } from '../../api/usage/rules/months.ts';
import { act } from '../seats/campus.ts';
import { fewRuns } from '../store-under-test.ts';
import { activity, FIRST, openUsageCampus, RECKONING, START, type UsageCampus } from './campus.ts';

let open: UsageCampus | null = null;
afterEach(async () => {
  await open?.bench.close();
  open = null;
});

async function campusOf(
  buckets: number,
  people: number,
  around?: (store: Store) => Store,
): Promise<UsageCampus> {
  open = await openUsageCampus(buckets, people, around);
  return open;
}

describe.each([1, 4])('Activities, %i bucket(s)', (buckets) => {
  test('MAU-6, M-3: a person counts once in a month; the same id is one activity, and with other content a conflict', async () => {
    const { record, figure, personIds, clock } = await campusOf(buckets, 3);
    const [one = '', two = ''] = personIds;
    clock.now = START + 10 * DAY_MS;
    const first = activity(one, START + DAY_MS);
    expect(await record([first, activity(one, START + 2 * DAY_MS), first])).toEqual([
      ...['new', 'new', 'duplicate'],
    ]);
    expect(await record([first, { ...first, personId: two }])).toEqual(['duplicate', 'conflict']);
    expect(await record([{ ...first, kind: 'note-created' }])).toEqual(['conflict']);
    expect(await record([{ ...first, at: first.at + 1 }])).toEqual(['conflict']);
    expect(await figure(FIRST)).toEqual({ unique: 1, newcomers: 1 });
    await record([activity(two, START), activity(two, START, { kind: 'visited' })]);
    expect(await figure(FIRST)).toEqual({ unique: 2, newcomers: 2 });
    clock.now = Date.UTC(2026, 7, 1, 1);
    expect(await record([activity(two, clock.now)])).toEqual(['new']);
    expect(await figure('2026-08')).toEqual({ unique: 1, newcomers: 0 });
  });

  test('OR-51, MAU-5 to MAU-10: every kind, and whether it counts', async () => {
    const kinds = Object.entries(ACTIVITY_KINDS);
    const { record, figure, personIds, clock } = await campusOf(buckets, kinds.length);
    clock.now = START + 10 * DAY_MS;
    for (const [nth, [kind, { counts }]] of kinds.entries()) {
      const before = await figure(FIRST);
      expect(await record([activity(personIds[nth] ?? '', START, { kind })])).toEqual(['new']);
      expect([kind, (await figure(FIRST)).unique - before.unique]).toEqual([kind, Number(counts)]);
    }
  });

  test('M-2: visits never count, effects of others belong to the month of their recording, a closed month takes nothing', async () => {
    const { record, figure, personIds, clock } = await campusOf(buckets, 4);
    const [one = '', two = '', three = '', four = ''] = personIds;
    clock.now = Date.UTC(2026, 7, 3, 23);
    const july = START + 20 * DAY_MS;
    expect(
      await record([
        activity(one, july),
        activity(two, july, { kind: 'signed-in' }),
        activity(three, july, { kind: 'session-attended' }),
      ]),
    ).toEqual(['new', 'new', 'new']);
    expect([(await figure('2026-07')).unique, (await figure('2026-08')).unique]).toEqual([1, 1]);
    clock.now += 2 * HOUR_MS;
    const late = activity(four, july);
    expect(await record([late])).toEqual(['late']);
    expect(await record([late])).toEqual(['duplicate']);
    expect((await figure('2026-07')).unique).toBe(1);
    const ahead = activity(four, clock.now + HOUR_MS);
    const before = activity(four, START - DAY_MS);
    const stranger = activity(newId(), july);
    const odd = activity(four, july, { kind: 'juggling' });
    const elsewhere = activity(four, july, { catalogId: newId() });
    expect(await record([ahead, before, stranger, odd, elsewhere])).toEqual([
      ...['ahead', 'before-activation', 'person-unknown', 'kind-unknown', 'catalog-unknown'],
    ]);
  });

  test('a person who is active in more catalogs than one commit holds is counted in each', async () => {
    const { record, figure, personIds, clock, world, bench } = await campusOf(buckets, 1);
    const [one = ''] = personIds;
    const catalogIds: string[] = [];
    for (let nth = 0; nth < 70; nth++)
      catalogIds.push(
        (await createCatalog(world, bench.tenant, act(), `Catalog ${nth}`)).doc.catalogId,
      );
    clock.now = START + DAY_MS;
    await record(catalogIds.map((catalogId) => activity(one, START, { catalogId })));
    for (const catalogId of catalogIds)
      expect(await figure(FIRST, catalogId)).toEqual({ unique: 1, newcomers: 1 });
    expect(await figure(FIRST)).toEqual({ unique: 1, newcomers: 1 });
  });

  test('M-3: several processes, and one that was started anew, know the same ids', async () => {
    const campus = await campusOf(buckets, 40);
    const { world, bench, personIds, clock, figure } = campus;
    clock.now = START + DAY_MS;
    /** As another process has it: with nothing in memory. */
    const anew = () => ({ ...world, store: Object.create(world.store) as Store });
    const processes = [anew(), anew(), anew()];
    const all = personIds.map((id) => activity(id, START));
    const tellAll = async (worlds: readonly (typeof world)[]): Promise<string[]> => {
      const told = worlds.flatMap((each) =>
        [all.slice(0, 25), all.slice(15)].map((given) =>
          recordActivities(each, bench.tenant, act(), given, RECKONING),
        ),
      );
      const recorded = await Promise.all(told);
      return recorded.flatMap(({ outcomes }) => outcomes.map(({ outcome }) => outcome));
    };
    const first = await tellAll(processes);
    expect(first.filter((outcome) => outcome === 'new')).toHaveLength(40);
    expect(first.filter((outcome) => outcome === 'duplicate')).toHaveLength(3 * 50 - 40);
    expect(new Set(await tellAll([anew(), ...processes]))).toEqual(new Set(['duplicate']));
    const other = all.map((one) => ({ ...one, kind: 'note-created' }));
    const clash = await recordActivities(anew(), bench.tenant, act(), other, RECKONING);
    expect(new Set(clash.outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['conflict']));
    expect(await figure(FIRST)).toEqual({ unique: 40, newcomers: 40 });
  });

  test('monthly uniques equal a plain count by sets, whatever comes twice, out of order, late, at once or stops half way, in any time zones', async () => {
    const told = fc.record({
      id: fc.nat(30),
      person: fc.nat(7),
      kind: fc.constantFrom(...(Object.keys(ACTIVITY_KINDS) as (keyof typeof ACTIVITY_KINDS)[])),
      // Around the ends of months and years, to the hour.
      month: fc.integer({ min: -1, max: 14 }),
      hour: fc.integer({ min: -30, max: 30 }),
      catalog: fc.option(fc.nat(1), { nil: null }),
    });
    const batch = fc.record({
      given: fc.array(told, { minLength: 1, maxLength: 12 }),
      month: fc.integer({ min: 0, max: 14 }),
      hour: fc.integer({ min: -30, max: 30 * 24 }),
      stopAt: fc.option(fc.integer({ min: 1, max: 6 }), { nil: null }),
    });
    const ZONES = ['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles', 'Europe/Amsterdam'];
    const zones = fc
      .record({
        first: fc.constantFrom(...ZONES),
        later: fc.uniqueArray(
          fc.record({
            after: fc.integer({ min: 1, max: 14 }),
            timeZone: fc.constantFrom(...ZONES),
          }),
          { maxLength: 2, selector: ({ after }) => after },
        ),
      })
      .map(({ first, later }): ZoneFrom[] => [
        { from: null, timeZone: first },
        ...later
          .toSorted((one, other) => one.after - other.after)
          .map(({ after, timeZone }) => ({ from: monthAfter(FIRST, after), timeZone })),
      ]);
    const instantOf = ({ month, hour }: { month: number; hour: number }): number =>
      Date.parse(`${monthAfter(FIRST, month)}-01T00:00:00Z`) + hour * HOUR_MS;
    await fc.assert(
      fc.asyncProperty(
        fc.array(batch, { minLength: 1, maxLength: 6 }),
        zones,
        async (batches, acting) => {
          let left = Number.POSITIVE_INFINITY;
          await open?.bench.close();
          const { world, bench, personIds, catalogIds, clock, figure } = await campusOf(
            buckets,
            8,
            (store) =>
              Object.assign(Object.create(store) as Store, {
                async commit(...asked: Parameters<Store['commit']>) {
                  if (--left < 0) throw new Error('The process stopped.');
                  return store.commit(...asked);
                },
              }),
          );
          const reckoning = { ...RECKONING, calendar: calendarOf(acting) };
          const model = new Map<string, Set<string>>();
          const taken = new Set<string>();
          const instants = batches.map(instantOf).toSorted((a, b) => a - b);
          for (const [nth, { given, stopAt }] of batches.entries()) {
            clock.now = instants[nth] ?? 0;
            const all = given.map(({ id, person, kind, catalog, ...when }): Activity => ({
              ...{ id: `sender/${id}?#`, kind, at: instantOf(when) },
              personId: personIds[person] ?? '',
              catalogId: catalog === null ? null : (catalogIds[catalog] ?? null),
            }));
            const record = () => recordActivities(world, bench.tenant, act(), all, reckoning);
            if (stopAt !== null) {
              left = stopAt;
              await record().catch(() => undefined);
              left = Number.POSITIVE_INFINITY;
            }
            // Two senders tell the same at once.
            await Promise.all([record(), record()]);
            for (const one of all) {
              const { counts, byOthers } = ACTIVITY_KINDS[one.kind as keyof typeof ACTIVITY_KINDS];
              const month = monthByZones(acting, byOthers ? clock.now : one.at);
              if (one.at > clock.now + 5 * 60_000 || month < FIRST || taken.has(one.id)) continue;
              taken.add(one.id);
              if (!counts || clock.now >= endByZones(acting, month) + 72 * HOUR_MS) continue;
              for (const span of [month, `period ${periodOf(month, FIRST)}`])
                for (const scope of [
                  'tenant',
                  ...(one.catalogId === null ? [] : [one.catalogId]),
                ]) {
                  const key = `${span} ${scope}`;
                  model.set(key, (model.get(key) ?? new Set()).add(one.personId));
                }
            }
          }
          for (const scope of ['tenant', ...catalogIds])
            for (const period of [FIRST, '2027-07']) {
              let distinct = 0;
              for (const month of monthsOf(period)) {
                const { unique, newcomers } = await figure(month, scope);
                distinct += newcomers;
                expect([month, scope, unique]).toEqual([
                  ...[month, scope, model.get(`${month} ${scope}`)?.size ?? 0],
                ]);
              }
              expect([period, scope, distinct]).toEqual([
                ...[period, scope, model.get(`period ${period} ${scope}`)?.size ?? 0],
              ]);
            }
        },
      ),
      { numRuns: process.env['HEADCOUNT_MATRIX'] === 'full' ? 150 : fewRuns ? 2 : 6 },
    );
  });
});

/** The first instant after a month, by looking at what a wall clock in its zone shows hour by hour. */
function endByZones(zones: readonly ZoneFrom[], month: string): number {
  const acting = zones.filter(({ from }) => from === null || from <= month).at(-1)?.timeZone;
  const shown = new Intl.DateTimeFormat('sv-SE', {
    timeZone: acting ?? 'UTC',
    year: 'numeric',
    month: '2-digit',
  });
  const next = monthAfter(month, 1);
  for (let at = Date.parse(`${next}-01T00:00:00Z`) - 15 * HOUR_MS; ; at += HOUR_MS)
    if (shown.format(at) >= next) return at;
}

/** The month that holds an instant, counted on from a month that is long over. */
function monthByZones(zones: readonly ZoneFrom[], at: number): string {
  let month = '2026-01';
  while (at >= endByZones(zones, month)) month = monthAfter(month, 1);
  return month;
}
