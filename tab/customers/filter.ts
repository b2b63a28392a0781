import type { z } from 'zod';
import { userFilter } from '../../api/customers/contract/users.ts';
import type { Query } from '../api-client.ts';

/** Which kind of users is shown alone. */
export type UserKind = z.infer<typeof userFilter>;
/** In the order in which one chooses from them. */
export const USER_KINDS: readonly UserKind[] = userFilter.options;

/** Which users of a customer to show; one condition at a time, beside the search (PC-20). */
export interface UserFilter {
  /** The beginning of display name, user name or mail. */
  readonly search: string;
  readonly kind: UserKind | null;
  /** Only who has this product. */
  readonly skuId: string | null;
}

/** Everybody. */
export const ALL_USERS: UserFilter = { search: '', kind: null, skuId: null };

/** The filter in an address of the tab; what it cannot be is left out. */
export function userFilterFrom(params: URLSearchParams): UserFilter {
  const kind = USER_KINDS.find((known) => known === params.get('show')) ?? null;
  return {
    search: params.get('search') ?? '',
    kind,
    skuId: kind === null ? params.get('product') : null,
  };
}

/** The filter as an address of the tab says it. */
export function userParamsOf({ search, kind, skuId }: UserFilter): URLSearchParams {
  const params = new URLSearchParams();
  if (search !== '') params.set('search', search);
  if (kind !== null) params.set('show', kind);
  if (skuId !== null) params.set('product', skuId);
  return params;
}

/** The filter as the api's query says it. */
export const userQueryOf = ({ search, kind, skuId }: UserFilter): Query => ({
  search: search.trim() === '' ? undefined : search.trim(),
  filter: kind ?? undefined,
  skuId: skuId ?? undefined,
});

/** Whether anybody is left out. */
export const isNarrowed = (filter: UserFilter): boolean => userParamsOf(filter).size > 0;
