import type { ReportKind } from './report.ts';

/**
 * What a column holds. `money`: an amount in the currency that another column names. `instant`: milliseconds, written
 * as a time in UTC; `day` and `month`: `YYYY-MM-DD` and `YYYY-MM`, written as dates.
 */
export type CellType = 'text' | 'number' | 'money' | 'flag' | 'instant' | 'day' | 'month';

/** One column: by what its heading is found, and what it holds. */
export interface Column {
  readonly heading: Heading;
  readonly type: CellType;
}

/** A cell before it is written. Null: nothing. */
export type Cell = string | number | boolean | null;

/** The cells of a row, in the order of the columns. */
export type Row = readonly Cell[];

const text = (heading: Heading): Column => ({ heading, type: 'text' });
const number = (heading: Heading): Column => ({ heading, type: 'number' });
const money = (heading: Heading): Column => ({ heading, type: 'money' });
const flag = (heading: Heading): Column => ({ heading, type: 'flag' });
const instant = (heading: Heading): Column => ({ heading, type: 'instant' });
const day = (heading: Heading): Column => ({ heading, type: 'day' });
const month = (heading: Heading): Column => ({ heading, type: 'month' });

/** Every heading that there is. */
export type Heading =
  | 'month'
  | 'unique'
  | 'usedSoFar'
  | 'periodFrom'
  | 'periodTo'
  | 'closed'
  | 'person'
  | 'userName'
  | 'mail'
  | 'personId'
  | 'countedFrom'
  | 'countedUntil'
  | 'stillCounted'
  | 'catalog'
  | 'training'
  | 'type'
  | 'live'
  | 'enrolledAt'
  | 'endedAt'
  | 'endsOn'
  | 'through'
  | 'orderedAt'
  | 'order'
  | 'orderState'
  | 'seats'
  | 'price'
  | 'currency'
  | 'country'
  | 'company'
  | 'orderedBy'
  | 'paidThrough'
  | 'paid'
  | 'fees'
  | 'at'
  | 'what'
  | 'actor'
  | 'actorId'
  | 'people'
  | 'actId'
  | 'details'
  | 'enrolled'
  | 'userType'
  | 'account'
  | 'counts'
  | 'flowFrom'
  | 'deletedAt'
  | 'catalogs';

const PERSON = [text('person'), text('userName'), text('mail'), text('personId')];

const USERS = [
  ...PERSON,
  text('userType'),
  text('account'),
  flag('counts'),
  instant('countedFrom'),
  instant('flowFrom'),
  instant('deletedAt'),
  number('catalogs'),
];

/** The columns of each kind of report. */
export const COLUMNS: Readonly<Record<ReportKind, readonly Column[]>> = {
  usage: [
    month('month'),
    number('unique'),
    number('usedSoFar'),
    month('periodFrom'),
    month('periodTo'),
    flag('closed'),
  ],
  'active-users': [month('month'), ...PERSON],
  seats: [...PERSON, instant('countedFrom'), instant('countedUntil'), flag('stillCounted')],
  enrolments: [
    ...PERSON,
    text('catalog'),
    text('training'),
    text('type'),
    flag('live'),
    instant('enrolledAt'),
    instant('endedAt'),
    day('endsOn'),
    text('through'),
  ],
  orders: [
    instant('orderedAt'),
    text('order'),
    text('orderState'),
    number('seats'),
    money('price'),
    text('currency'),
    text('country'),
    text('company'),
    text('orderedBy'),
    instant('paidThrough'),
    money('paid'),
    money('fees'),
  ],
  audit: [
    instant('at'),
    text('what'),
    text('actor'),
    text('actorId'),
    text('catalog'),
    text('training'),
    text('people'),
    text('actId'),
    text('details'),
  ],
  users: USERS,
  'peer-enrolments': [
    text('training'),
    text('type'),
    text('person'),
    text('userName'),
    text('mail'),
    flag('live'),
    instant('enrolledAt'),
    instant('endedAt'),
  ],
  'peer-catalogs': [text('training'), text('type'), number('enrolled')],
  'peer-users': USERS,
};
