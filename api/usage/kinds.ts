import type { PersonId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/time.ts';
import { kind } from '../ports/store.ts';
import type { Activity, Taken } from './rules/activities.ts';

/** An activity that was taken, and what became of it. */
export interface TakenActivity extends Activity {
  readonly recordedAt: Instant;
  readonly taken: Taken;
  /** The month that it belongs to. */
  readonly month: string;
}

/** Activities, in the bucket that their id falls into: so the same id is the same activity, whoever it is told of. */
export const activities = kind<TakenActivity>()({
  name: 'activity',
  key: ['id'],
  fields: {
    id: 'text',
    personId: 'guid',
    kind: 'text',
    at: 'integer',
    catalogId: 'guid?',
    recordedAt: 'integer',
    taken: 'text',
    month: 'text',
  },
  indexes: {},
});

/** That a person was active in a month or a whole period, in the tenant or in a catalog. */
export interface Active {
  /** `YYYY-MM`, or the mark of a whole period. */
  readonly span: string;
  /** `tenant`, or a catalog's id. */
  readonly scope: string;
  readonly personId: PersonId;
}

/** Who was active, in the bucket of the person: one document each, however often. */
export const actives = kind<Active>()({
  name: 'active',
  key: ['span', 'scope', 'personId'],
  fields: { span: 'text', scope: 'text', personId: 'guid' },
  indexes: { bySpan: { equals: ['span', 'scope'], order: ['personId'] } },
});

/** How many people of a bucket were active. */
export interface ActiveFigure {
  readonly span: string;
  readonly scope: string;
  readonly unique: number;
}

/** One document for each span and scope in each bucket; moved in the commits that make people active. */
export const activeFigures = kind<ActiveFigure>()({
  name: 'activeFigure',
  key: ['span', 'scope'],
  fields: { span: 'text', scope: 'text', unique: 'integer' },
  indexes: {},
});
