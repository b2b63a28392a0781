import type { CatalogId, TrainingId } from '../kernel/ids.ts';
import { wordsOf } from '../kernel/text.ts';
import type { Day } from '../kernel/time.ts';
import { kind } from '../ports/store.ts';
import type { Earmark, Handover, HandoverReceipt, Head } from './rules/head.ts';
import type { Enrolment, Person } from './rules/person.ts';

/** How a person on a catalog's list stands there: learning and counted, counted for another reason, or not counted. */
export type PlaceInCatalog = 'learning' | 'counted' | 'listed';

/** The entry of `people.byCatalog` for a person's place in a catalog. */
export const placeEntry = (catalogId: CatalogId, place: PlaceInCatalog): string =>
  `${catalogId}/${place}`;

const placesOf = (person: Person): string[] =>
  Object.entries(person.catalogs).map(([catalogId, { live }]) =>
    placeEntry(catalogId, !person.counted ? 'listed' : live > 0 ? 'learning' : 'counted'),
  );

/** What a search finds a person by: the words of the name, and user name and mail with their parts. */
export const searchWordsOf = (
  person: Pick<Person, 'displayName' | 'userName' | 'mail'>,
): string[] => [
  ...new Set([person.displayName, person.userName ?? '', person.mail ?? ''].flatMap(wordsOf)),
];

/** People, in their bucket. */
export const people = kind<Person>()({
  name: 'person',
  key: ['personId'],
  fields: {
    personId: 'guid',
    displayName: 'text',
    nameKey: 'text',
    userName: 'text?',
    mail: 'text?',
    guest: 'flag',
    account: 'text',
    deletedAt: 'integer?',
    removedAt: 'integer?',
    flowSince: 'integer?',
    waitingSince: 'integer?',
    lastActiveAt: 'integer?',
    catalogs: 'json',
    clearing: 'json',
    unfinished: 'flag',
    counted: 'flag',
    countedSince: 'integer?',
    idleSince: 'integer?',
    standing: 'text',
    generation: 'integer',
    page: 'integer',
    dueAt: 'integer?',
  },
  indexes: {
    byId: { order: ['personId'] },
    byStanding: { equals: ['standing'], order: ['nameKey'] },
    byCatalog: { each: placesOf, reads: ['catalogs', 'counted'], order: ['nameKey'] },
    byWord: { each: searchWordsOf, reads: ['displayName', 'userName', 'mail'], order: [] },
    guests: { order: ['nameKey'], when: 'guest' },
    byDue: { order: ['dueAt'], when: 'dueAt' },
    waiting: { order: ['waitingSince'], when: 'waitingSince' },
    idle: { order: ['idleSince'], when: 'idleSince' },
    unfinished: { order: ['personId'], when: 'unfinished' },
  },
});

/** Enrolments in courses and training plans, in the bucket of the person. */
export const enrolments = kind<Enrolment>()({
  name: 'enrolment',
  key: ['trainingId', 'personId'],
  fields: {
    trainingId: 'guid',
    personId: 'guid',
    catalogId: 'guid',
    live: 'flag',
    sources: 'json',
    enrolledAt: 'integer',
    endsOn: 'text?',
    endedAt: 'integer?',
    actId: 'text',
  },
  indexes: {
    byTraining: { equals: ['trainingId'], order: ['personId'] },
    byPerson: { order: ['personId', 'trainingId'] },
    byEnd: { order: ['endsOn'], when: 'endsOn' },
  },
});

/** One document in each bucket. */
export const heads = kind<Head>()({
  name: 'head',
  key: [],
  fields: {
    used: 'integer',
    unenrolled: 'integer',
    gate: 'integer',
    granted: 'integer',
    gateEpoch: 'integer',
    judgeAtLeast: 'integer',
    judgeAtMost: 'integer',
  },
  indexes: {},
});

/** Seats that acts have set aside, in the bucket of the people who are to have them. */
export const earmarks = kind<Earmark>()({
  name: 'earmark',
  key: ['earmarkId'],
  fields: { earmarkId: 'guid', left: 'integer', madeAt: 'integer' },
  indexes: { byAge: { order: ['madeAt'] } },
});

/** Seats on their way to another bucket, in the bucket that gives them. */
export const handovers = kind<Handover>()({
  name: 'handover',
  key: ['handoverId'],
  fields: { handoverId: 'guid', toBucket: 'integer', seats: 'integer' },
  indexes: { byId: { order: ['handoverId'] } },
});

/** Handovers that have arrived, in the bucket that received them. */
export const handoverReceipts = kind<HandoverReceipt>()({
  name: 'handoverReceipt',
  key: ['handoverId'],
  fields: { handoverId: 'guid', expiresAt: 'integer' },
  indexes: {},
  expires: 'expiresAt',
});

/** How often a bucket's figures were compared by recounts. */
export interface RecountTurn {
  readonly turn: number;
}

/** One document in each bucket that was ever recounted. Of two recounts that overlap, only the later may heal. */
export const recountTurns = kind<RecountTurn>()({
  name: 'recountTurn',
  key: [],
  fields: { turn: 'integer' },
  indexes: {},
});

/**
 * A catalog's figures within a bucket. It also guards the catalog: an act that puts people on its list adds to `listed`
 * only while `closed` is 0, in the same commit, so that nothing gets into a catalog that is being deleted.
 */
export interface CatalogFigure {
  readonly catalogId: CatalogId;
  /** Counted people with a live enrolment in the catalog (S-7). */
  readonly used: number;
  /** People on the Users list. */
  readonly listed: number;
  /** Live enrolments. */
  readonly live: number;
  readonly closed: number;
}

/** One document for each catalog in each bucket. */
export const catalogFigures = kind<CatalogFigure>()({
  name: 'catalogFigure',
  key: ['catalogId'],
  fields: {
    catalogId: 'guid',
    used: 'integer',
    listed: 'integer',
    live: 'integer',
    closed: 'integer',
  },
  indexes: {},
});

/** A course's or training plan's figures within a bucket, and its guard, as the catalog's. */
export interface TrainingFigure {
  readonly trainingId: TrainingId;
  /** Live enrolments. */
  readonly live: number;
  readonly closed: number;
}

/** One document for each course and training plan in each bucket. */
export const trainingFigures = kind<TrainingFigure>()({
  name: 'trainingFigure',
  key: ['trainingId'],
  fields: { trainingId: 'guid', live: 'integer', closed: 'integer' },
  indexes: {},
});

/** How many people counted on a day, as it was last noted. */
export interface SeatDay {
  readonly day: Day;
  readonly used: number;
}

/** The history of the count, in the tenant's root: a document for each day on which it was noted. */
export const seatDays = kind<SeatDay>()({
  name: 'seatDay',
  key: ['day'],
  fields: { day: 'text', used: 'integer' },
  indexes: { byDay: { order: ['day'] } },
});
