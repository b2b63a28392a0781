import { pageInTurn } from '../../ports/in-turn.ts';
import { mergePages, type SortedSource } from '../../ports/merging.ts';
import { invalid } from '../../kernel/errors.ts';
import type { CatalogId } from '../../kernel/ids.ts';
import { bucketsOf } from '../../ports/partitions.ts';
import type { Listed } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { people, placeEntry, searchWordsOf, type PlaceInCatalog } from '../kinds.ts';
import { STANDINGS, type Person, type Standing } from '../rules/person.ts';
import { answers, searchFor } from '../rules/search.ts';

/** Which people a list is asked for. All that is given must hold. */
export interface PeopleQuestion {
  readonly cursor?: string | undefined;
  readonly limit: number;
  readonly counted?: boolean | undefined;
  /** On the Users list of this catalog. */
  readonly catalogId?: CatalogId | undefined;
  readonly standing?: Standing | undefined;
  /** The beginnings of words of name, user name or mail; case and accents do not matter. */
  readonly search?: string | undefined;
}

/** A page of people. */
export interface PeoplePage {
  readonly items: readonly Person[];
  readonly nextCursor: string | null;
}

/** In which places of a catalog's list those are whom the filter lets through. */
const placesFor = (counted: boolean | undefined): readonly PlaceInCatalog[] => {
  if (counted === undefined) return ['learning', 'counted', 'listed'];
  return counted ? ['learning', 'counted'] : ['listed'];
};

const standingsFor = ({ counted, standing }: PeopleQuestion): readonly Standing[] => {
  if (standing !== undefined) return [standing];
  if (counted === undefined) return STANDINGS;
  return counted ? ['counted'] : STANDINGS.filter((s) => s !== 'counted');
};

/**
 * People by name, or found by a search in an order of the store's own. The cost of a page does not grow with the tenant.
 * @throws AppError `invalid-input` for filters that no index answers together, and for a cursor of another question
 */
export async function peoplePage(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  question: PeopleQuestion,
): Promise<PeoplePage> {
  const { counted, catalogId, standing, search } = question;
  if (standing !== undefined && (counted !== undefined || catalogId !== undefined)) {
    throw invalid(
      '/query/standing',
      'not_combinable',
      'standing cannot be combined with counted or catalogId. Use one of them.',
    );
  }
  if (search !== undefined && search.trim() !== '') return found(world, tenant, question, search);
  const buckets = bucketsOf(tenant.tenantId, tenant.buckets);
  const sources: SortedSource<Person>[] = buckets.flatMap((bucket) =>
    catalogId === undefined
      ? standingsFor(question).map(
          (equal): SortedSource<Person> =>
            (after, limit) =>
              world.store.list(bucket, people, 'byStanding', {
                equals: { standing: equal },
                after,
                limit,
              }),
        )
      : placesFor(counted).map(
          (place): SortedSource<Person> =>
            (after, limit) =>
              world.store.list(bucket, people, 'byCatalog', {
                each: placeEntry(catalogId, place),
                after,
                limit,
              }),
        ),
  );
  const page = await mergePages(sources, ({ nameKey }) => nameKey, {
    ...question,
    question: ['people', counted, catalogId, standing],
  });
  return { ...page, items: page.items.map(({ doc }) => doc) };
}

/** People whom a search finds, and whom the other filters let through. */
async function found(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  question: PeopleQuestion,
  text: string,
): Promise<PeoplePage> {
  const search = searchFor(text);
  if (search === null) return { items: [], nextCursor: null };
  const each = { startsWith: search.leading };
  const page = await pageInTurn<Person>(
    bucketsOf(tenant.tenantId, tenant.buckets).map(
      (bucket) => (after, limit) =>
        world.store.list(bucket, people, 'byWord', { each, after, limit }),
    ),
    {
      ...question,
      keep: ({ doc, element = '' }: Listed<Person>) =>
        (question.counted ?? doc.counted) === doc.counted &&
        (question.standing ?? doc.standing) === doc.standing &&
        (question.catalogId === undefined || question.catalogId in doc.catalogs) &&
        answers(search, searchWordsOf(doc), element),
    },
  );
  return { ...page, items: page.items.map(({ doc }) => doc) };
}
