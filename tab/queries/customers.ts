import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  type UseMutationResult,
} from '@tanstack/react-query';
import { useState } from 'react';
import {
  customerDetailShape,
  customerDomainsShape,
  customersPageShape,
} from '../../api/customers/contract/customers.ts';
import {
  deletedUsersPageShape,
  deletionsPreviewShape,
  restorationsPreviewShape,
} from '../../api/customers/contract/deleted-users.ts';
import { licencePreviewShape, licencesShape } from '../../api/customers/contract/licences.ts';
import {
  changedCustomerUserShape,
  createdCustomerUserShape,
  customerUsersPageShape,
  passwordResetShape,
} from '../../api/customers/contract/users.ts';
import { jobShape, type JobShape } from '../../api/jobs/contract.ts';
import { createActKeys, underKey } from '../act-keys.ts';
import { api } from '../api.ts';
import type {
  ChangedUser,
  CreatedUser,
  LicencePreview,
  PasswordReset,
  RestorationsPreview,
} from '../customers/answers.ts';
import type { LicenceChanges, NewUser, Restorations, UserChanges } from '../customers/asked.ts';
import { userQueryOf, type UserFilter } from '../customers/filter.ts';
import { MINUTE_MS } from '../durations.ts';
import { useRefresh } from './refresh.ts';

const CUSTOMERS_AT_ONCE = 50;
/** How often it is looked while the customers are read for the first time. */
const LOOK_AGAIN_MS = 2_000;
/** So many users are one page: what a selection by page acts on. */
const USERS_AT_ONCE = 50;
/** What a customer has bought and where its names end changes rarely. */
const SELDOM_MS = MINUTE_MS;

const at = (customerId: string): string => `/api/customers/${customerId}`;
const keyOf = (customerId: string, ...rest: readonly unknown[]): readonly unknown[] => [
  'customers',
  customerId,
  ...rest,
];

/** The customers of the partner by name. */
export const useCustomers = (search: string) =>
  useInfiniteQuery({
    queryKey: ['customers', 'pages', search],
    queryFn: ({ signal, pageParam }) =>
      api.get('/api/customers', customersPageShape, {
        signal,
        query: {
          limit: CUSTOMERS_AT_ONCE,
          cursor: pageParam,
          search: search.trim() === '' ? undefined : search.trim(),
        },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    // While the customers are read for the first time there are more of them at every look.
    refetchInterval: ({ state }) =>
      state.data?.pages.at(-1)?.refreshedAt === null ? LOOK_AGAIN_MS : false,
  });

/** Has the relationships read anew from Microsoft, which may know of others by now. */
export function useRefreshCustomers() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: () =>
      api.get('/api/customers', customersPageShape, { query: { limit: 1, refresh: true } }),
    onSuccess: () => refresh(),
  });
}

/** One customer, with what the person may do there. */
export const useCustomer = (customerId: string) =>
  useQuery({
    queryKey: keyOf(customerId, 'standing'),
    queryFn: ({ signal }) => api.get(at(customerId), customerDetailShape, { signal }),
  });

/** A page of a customer's users, as the customer's directory tells it now; the page before stays until it is there. */
export const useCustomerUsers = (
  customerId: string,
  filter: UserFilter,
  cursor: string | null,
  isWanted: boolean,
) =>
  useQuery({
    queryKey: keyOf(customerId, 'users', { ...filter }, cursor),
    queryFn: ({ signal }) =>
      api.get(`${at(customerId)}/users`, customerUsersPageShape, {
        signal,
        query: { ...userQueryOf(filter), limit: USERS_AT_ONCE, cursor: cursor ?? undefined },
      }),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
    enabled: isWanted,
  });

/** The products that a customer has bought. */
export const useLicences = (customerId: string, isWanted = true) =>
  useQuery({
    queryKey: keyOf(customerId, 'licences'),
    queryFn: ({ signal }) => api.get(`${at(customerId)}/licences`, licencesShape, { signal }),
    enabled: isWanted,
  });

/** Where the user names of a customer may end. */
export const useDomains = (customerId: string) =>
  useQuery({
    queryKey: keyOf(customerId, 'domains'),
    queryFn: ({ signal }) => api.get(`${at(customerId)}/domains`, customerDomainsShape, { signal }),
    staleTime: SELDOM_MS,
  });

/** A page of the users that can be restored, and how many there are in all (PC-32). */
export const useDeletedUsers = (customerId: string, cursor: string | null, isWanted: boolean) =>
  useQuery({
    queryKey: keyOf(customerId, 'deleted-users', cursor),
    queryFn: ({ signal }) =>
      api.get(`${at(customerId)}/deleted-users`, deletedUsersPageShape, {
        signal,
        query: { limit: USERS_AT_ONCE, cursor: cursor ?? undefined },
      }),
    placeholderData: keepPreviousData,
    enabled: isWanted,
  });

/** An act at a customer, under a key that stays the same until its outcome is known; what it changed is read again. */
export function useCustomerAct<I, O>(
  act: (input: I, idempotencyKey: string) => Promise<O>,
): UseMutationResult<O, Error, I> {
  const [keys] = useState(createActKeys);
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (input: I) => underKey(keys, input, (key) => act(input, key)),
    onSettled: () => void refresh(),
  });
}

/** A preview is asked for by the person, and changes nothing. */
const preview = { preview: true };

/** Creates a user; the answer has the temporary password, once (PC-10, C-2). */
export const createUser = (customerId: string, body: NewUser, key: string): Promise<CreatedUser> =>
  api.post(`${at(customerId)}/users`, createdCustomerUserShape, { body, idempotencyKey: key });

/** Changes a user. */
export const editUser = (
  customerId: string,
  userId: string,
  body: UserChanges,
): Promise<ChangedUser> =>
  api.patch(`${at(customerId)}/users/${userId}`, changedCustomerUserShape, { body });

/** Gives a user a new temporary password; the answer has it, once (PC-30). */
export const resetPassword = (
  customerId: string,
  userId: string,
  key: string,
): Promise<PasswordReset> =>
  api.post(`${at(customerId)}/users/${userId}/password`, passwordResetShape, {
    idempotencyKey: key,
  });

/** What deleting users would come to. */
export const useDeletionsPreview = (customerId: string, userIds: readonly string[]) =>
  useQuery({
    queryKey: keyOf(customerId, 'deletion-preview', userIds),
    queryFn: ({ signal }) =>
      api.post(`${at(customerId)}/deletions`, deletionsPreviewShape, {
        ...{ signal, query: preview, body: { userIds } },
      }),
    staleTime: 0,
    gcTime: 0,
  });

/** Deletes users, as a job (PC-31). */
export const deleteUsers = (
  customerId: string,
  userIds: readonly string[],
  key: string,
): Promise<JobShape> =>
  api.post(`${at(customerId)}/deletions`, jobShape, { body: { userIds }, idempotencyKey: key });

/** What a change of licences would come to (C-3). */
export const previewLicences = (
  customerId: string,
  body: LicenceChanges,
): Promise<LicencePreview> =>
  api.post(`${at(customerId)}/licence-changes`, licencePreviewShape, { query: preview, body });

/** Changes licences, as a job. */
export const changeLicences = (
  customerId: string,
  body: LicenceChanges,
  key: string,
): Promise<JobShape> =>
  api.post(`${at(customerId)}/licence-changes`, jobShape, { body, idempotencyKey: key });

/** What restoring would come to (C-4, C-5). */
export const previewRestorations = (
  customerId: string,
  body: Restorations,
): Promise<RestorationsPreview> =>
  api.post(`${at(customerId)}/deleted-users/restorations`, restorationsPreviewShape, {
    ...{ query: preview, body },
  });

/** Restores users, as a job. */
export const restoreUsers = (
  customerId: string,
  body: Restorations,
  key: string,
): Promise<JobShape> =>
  api.post(`${at(customerId)}/deleted-users/restorations`, jobShape, { body, idempotencyKey: key });
