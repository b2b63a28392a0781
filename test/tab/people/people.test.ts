import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { peopleQuery } from '../../../api/seats/contract.ts';
import { columnsFor, tracksOf } from '../../../tab/components/columns.ts';
import {
  EVERYBODY,
  filterFrom,
  isNarrowed,
  obstacleToCatalog,
  obstacleToGuests,
  obstacleToShowing,
  paramsOf,
  queryOf,
  SHOWN,
  type PeopleFilter,
} from '../../../tab/people/filter.ts';
import { endingOf, type Seat } from '../../../tab/people/removal.ts';

const CATALOG = '11111111-1111-4111-8111-111111111111';

/** What a person clicks in the filters; what is disabled cannot be clicked. */
type Click =
  | { readonly show: PeopleFilter['shown'] }
  | { readonly catalogId: string | null }
  | { readonly guests: boolean };

const clicked = (filter: PeopleFilter, click: Click): PeopleFilter => {
  if ('show' in click) {
    return obstacleToShowing(click.show, filter) === null
      ? { ...filter, shown: click.show }
      : filter;
  }
  if ('guests' in click) {
    const isFree = !click.guests || obstacleToGuests(filter) === null;
    return isFree ? { ...filter, guestsOnly: click.guests } : filter;
  }
  return obstacleToCatalog(filter) === null ? { ...filter, catalogId: click.catalogId } : filter;
};

const clicks = fc.array(
  fc.oneof(
    fc.record({ show: fc.constantFrom(...SHOWN) }),
    fc.record({ catalogId: fc.constantFrom(null, CATALOG) }),
    fc.record({ guests: fc.boolean() }),
  ),
);

/** Whether the api answers such a question, as its contract says. */
function isAnswered(filter: PeopleFilter): boolean {
  const { counted, standing, catalogId, guest } = queryOf(filter);
  if (standing !== undefined && (counted !== undefined || catalogId !== undefined)) return false;
  return guest === undefined || (counted ?? standing ?? catalogId) === undefined;
}

describe('The filters of People', () => {
  test('never come to a question that the API refuses', () => {
    fc.assert(
      fc.property(clicks, (made) => {
        const filter = made.reduce(clicked, EVERYBODY);
        expect(isAnswered(filter)).toBe(true);
        const asked = Object.entries(queryOf(filter)).filter(([, value]) => value !== undefined);
        const query = Object.fromEntries(asked.map(([name, value]) => [name, String(value)]));
        expect(peopleQuery.safeParse(query).success).toBe(true);
      }),
    );
  });

  test('come back from an address as they were put into it', () => {
    fc.assert(
      fc.property(clicks, fc.string(), (made, search) => {
        const filter = { ...made.reduce(clicked, EVERYBODY), search };
        expect(filterFrom(new URLSearchParams(paramsOf(filter).toString()))).toEqual(filter);
      }),
    );
  });

  test('of an odd address are those that the API answers', () => {
    const both = filterFrom(new URLSearchParams(`show=disabled&catalog=${CATALOG}`));
    expect(both).toMatchObject({ shown: 'all', catalogId: CATALOG });
    const guests = filterFrom(new URLSearchParams(`guests=true&catalog=${CATALOG}&show=counted`));
    expect(guests).toEqual({ ...EVERYBODY, guestsOnly: true });
    expect(filterFrom(new URLSearchParams('show=nonsense'))).toEqual(EVERYBODY);
  });

  test('say why a choice is not there', () => {
    const inCatalog = { ...EVERYBODY, catalogId: CATALOG };
    expect(obstacleToShowing('disabled', inCatalog)).toBe('reason-with-catalog');
    expect(obstacleToShowing('not-counted', inCatalog)).toBeNull();
    expect(obstacleToCatalog({ ...EVERYBODY, shown: 'disabled' })).toBe('catalog-with-reason');
    expect(obstacleToGuests(inCatalog)).toBe('guests-alone');
    expect(obstacleToCatalog({ ...EVERYBODY, guestsOnly: true })).toBe('with-guests');
  });

  test('leave nobody out where nothing is chosen', () => {
    expect(isNarrowed(EVERYBODY)).toBe(false);
    expect(isNarrowed({ ...EVERYBODY, search: 'ada' })).toBe(true);
  });
});

describe('Removing a person entirely', () => {
  const since = '2026-01-01T00:00:00.000Z';
  const seat: Seat = {
    personId: CATALOG,
    counted: true,
    since,
    because: [
      { code: 'enrolment', courseId: 'a', catalogId: 'x', since },
      { code: 'enrolment', courseId: 'a', catalogId: 'x', groupId: 'g', since },
      { code: 'enrolment', planId: 'b', catalogId: 'y', since },
      { code: 'flow', since },
    ],
    blockedBy: [],
    freedBy: [],
  };

  test('says what ends: each course and plan once, whatever holds it', () => {
    expect(endingOf(seat)).toEqual({
      enrolments: 2,
      catalogs: 2,
      throughGroups: 1,
      flow: true,
      freesSeat: true,
    });
  });

  test('of somebody who does not count frees no seat', () => {
    expect(endingOf({ ...seat, counted: false, because: [] })).toMatchObject({
      enrolments: 0,
      freesSeat: false,
    });
  });
});

describe('The columns of a table', () => {
  const columns = [
    { key: 'name', minWidthPx: 180, grows: 3, importance: 0 },
    { key: 'seat', minWidthPx: 130, grows: 2, importance: 1 },
    { key: 'mail', minWidthPx: 220, grows: 2, importance: 2 },
  ];
  const keys = (widthPx: number) => columnsFor(columns, widthPx, 12).map(({ key }) => key);

  test('that matter least are left out first, and one stays always', () => {
    expect(keys(1_000)).toEqual(['name', 'seat', 'mail']);
    expect(keys(400)).toEqual(['name', 'seat']);
    expect(keys(321)).toEqual(['name']);
    expect(keys(0)).toEqual(['name']);
  });

  test('share what is left over', () => {
    expect(tracksOf(columns)).toBe('minmax(0px, 3fr) minmax(130px, 2fr) minmax(220px, 2fr)');
  });
});
