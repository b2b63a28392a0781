import type { z } from 'zod';
import { standing } from '../../api/seats/contract.ts';
import type { Query } from '../api-client.ts';

/** Which people by how they stand: the first reason why somebody does not count is a choice of its own. */
export type Shown = 'all' | 'not-counted' | z.infer<typeof standing>;
/** In the order in which one chooses from them. */
export const SHOWN: readonly Shown[] = [
  'all',
  'counted',
  'not-counted',
  ...standing.options.filter((option) => option !== 'counted'),
];

/** Which people to show. */
export interface PeopleFilter {
  /** Beginnings of words of name, user name or mail. */
  readonly search: string;
  readonly shown: Shown;
  /** Only people on the Users list of this catalog; null for everybody. */
  readonly catalogId: string | null;
  readonly guestsOnly: boolean;
}

/** Everybody. */
export const EVERYBODY: PeopleFilter = {
  search: '',
  shown: 'all',
  catalogId: null,
  guestsOnly: false,
};

/** The choices that the api can combine with a catalog: who counts is one list there, and who does not another. */
const WITH_CATALOG: readonly Shown[] = ['all', 'counted', 'not-counted'];

/** Whether a choice is a reason for not counting. */
export const isReason = (shown: Shown): boolean => !WITH_CATALOG.includes(shown);

/** Why a choice cannot be made beside the others; the keys of its words are in `people:filter.obstacle`. */
export type Obstacle =
  'reason-with-catalog' | 'catalog-with-reason' | 'guests-alone' | 'with-guests';

/** What keeps somebody from showing these beside what is chosen already; null where nothing does. */
export function obstacleToShowing(shown: Shown, filter: PeopleFilter): Obstacle | null {
  if (shown === 'all') return null;
  if (filter.guestsOnly) return 'with-guests';
  if (filter.catalogId !== null && isReason(shown)) return 'reason-with-catalog';
  return null;
}

/** What keeps somebody from choosing a catalog. */
export function obstacleToCatalog(filter: PeopleFilter): Obstacle | null {
  if (filter.guestsOnly) return 'with-guests';
  return isReason(filter.shown) ? 'catalog-with-reason' : null;
}

/** What keeps somebody from choosing guests alone. */
export const obstacleToGuests = (filter: PeopleFilter): Obstacle | null =>
  filter.guestsOnly || (filter.shown === 'all' && filter.catalogId === null)
    ? null
    : 'guests-alone';

/** The filter in an address of the tab; what it cannot be is left out. */
export function filterFrom(params: URLSearchParams): PeopleFilter {
  const shown = SHOWN.find((each) => each === params.get('show')) ?? 'all';
  const chosen: PeopleFilter = {
    search: params.get('search') ?? '',
    shown: 'all',
    catalogId: params.get('catalog'),
    guestsOnly: params.get('guests') === 'true',
  };
  const filter = obstacleToShowing(shown, chosen) === null ? { ...chosen, shown } : chosen;
  return filter.guestsOnly ? { ...filter, catalogId: null } : filter;
}

/** The filter as an address of the tab says it. */
export function paramsOf({ search, shown, catalogId, guestsOnly }: PeopleFilter): URLSearchParams {
  const params = new URLSearchParams();
  if (search !== '') params.set('search', search);
  if (shown !== 'all') params.set('show', shown);
  if (catalogId !== null) params.set('catalog', catalogId);
  if (guestsOnly) params.set('guests', 'true');
  return params;
}

/** The filter as the api's query says it. `counted` is asked for as such, since that goes with a catalog. */
export function queryOf({ search, shown, catalogId, guestsOnly }: PeopleFilter): Query {
  const isCount = shown === 'counted' || shown === 'not-counted';
  return {
    search: search.trim() === '' ? undefined : search.trim(),
    counted: isCount ? shown === 'counted' : undefined,
    standing: isCount || shown === 'all' ? undefined : shown,
    catalogId: catalogId ?? undefined,
    guest: guestsOnly ? true : undefined,
  };
}

/** Whether anybody is left out. */
export const isNarrowed = (filter: PeopleFilter): boolean => paramsOf(filter).size > 0;
