import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { directoryGroupsPage, directoryPeoplePage } from '../../api/directory/contract.ts';
import { api } from '../api.ts';

/** So many are offered: whoever is not among them is found by a longer beginning of the name. */
const OFFERED = 20;

/** People of the directory whose name, user name or mail begins like that; nobody while there is no text. */
export const useDirectoryPeople = (search: string) =>
  useQuery({
    queryKey: ['directory', 'people', search],
    queryFn: ({ signal }) =>
      api.get('/api/directory/people', directoryPeoplePage, {
        signal,
        query: { search, limit: OFFERED },
      }),
    enabled: search !== '',
    placeholderData: keepPreviousData,
  });

/** Groups of the directory whose name begins like that. */
export const useDirectoryGroups = (search: string, isWanted: boolean) =>
  useQuery({
    queryKey: ['directory', 'groups', search],
    queryFn: ({ signal }) =>
      api.get('/api/directory/groups', directoryGroupsPage, {
        signal,
        query: { search, limit: OFFERED },
      }),
    enabled: isWanted && search !== '',
    placeholderData: keepPreviousData,
  });
