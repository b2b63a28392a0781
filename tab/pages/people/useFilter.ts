import { useSearchParams } from 'react-router';
import { EVERYBODY, filterFrom, paramsOf, type PeopleFilter } from '../../people/filter.ts';
import { isTenantAdmin, useMe } from '../../queries/me.ts';

/** Whom the address asks for; a catalog admin always has one of the own catalogs chosen. */
export function useFilter() {
  const me = useMe();
  const [params, setParams] = useSearchParams();
  const catalogNeeded = !isTenantAdmin(me);
  const asked = filterFrom(params);
  const filter = catalogNeeded ? withinOwn(asked, me.ownCatalogs) : asked;

  const choose = (chosen: PeopleFilter) => setParams(paramsOf(chosen), { replace: true });
  return {
    filter,
    catalogNeeded,
    choose,
    /** Keeps what else is chosen by then. */
    search: (search: string) => {
      setParams((now) => paramsOf({ ...filterFrom(now), search }), { replace: true });
    },
    showEverybody: () => choose(EVERYBODY),
  };
}

/** The filter as far as a catalog admin may use it. */
function withinOwn(asked: PeopleFilter, own: readonly string[]): PeopleFilter {
  const isOwn = asked.catalogId !== null && own.includes(asked.catalogId);
  const isPlain = asked.shown === 'counted' || asked.shown === 'not-counted';
  return {
    search: asked.search,
    shown: isPlain ? asked.shown : 'all',
    catalogId: isOwn ? asked.catalogId : (own[0] ?? null),
    guestsOnly: false,
  };
}
