import type { CatalogId, PersonId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Activity } from './activities.ts';
import type { Month } from './months.ts';

/** An activity that was taken, and what became of it. */
export interface TakenActivity extends Activity {
  /** The month in which it makes the person active; null where it does not count, or came too late. */
  readonly countsIn: Month | null;
}

/** An activity as a page holds it. */
export type ActivityRow = readonly [
  id: string,
  personId: PersonId,
  kind: string,
  at: Instant,
  catalogId: CatalogId | null,
  countsIn: Month | null,
];

/** Activities that were taken together. Written once. */
export interface ActivityPage {
  /** 0 for the bucket's first page, one more for each after it. */
  readonly number: number;
  readonly rows: readonly ActivityRow[];
  readonly expiresAt: Instant;
}

/** A page of these activities. */
export const pageOf = (
  number: number,
  taken: readonly TakenActivity[],
  expiresAt: Instant,
): ActivityPage => ({
  number,
  rows: taken.map(({ id, personId, kind, at, catalogId, countsIn }) => [
    ...([id, personId, kind, at, catalogId, countsIn] as const),
  ]),
  expiresAt,
});

/** The activities of a page. */
export const rowsIn = ({ rows }: Pick<ActivityPage, 'rows'>): TakenActivity[] =>
  rows.map(([id, personId, kind, at, catalogId, countsIn]) => ({
    ...{ id, personId, kind, at, catalogId, countsIn },
  }));
