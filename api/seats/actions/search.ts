import { pageInTurn } from '../../ports/in-turn.ts';
import { mergePages, type SortedSource } from '../../ports/merging.ts';
import { invalid } from '../../kernel/errors.ts';
import type { CatalogId } from '../../kernel/ids.ts';
import { bucketsOf } from '../../ports/partitions.ts';
import type { Listed, Partition } from '../../ports/store.ts';
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
  /** Guests only. */
  readonly guest?: boolean | undefined;
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
  refuseCombinations(question);
  const { counted, catalogId, standing, guest, search } = question;
  if (search !== undefined && search.trim() !== '') return found(world, tenant, question, search);
  const sources = bucketsOf(tenant.tenantId, tenant.buckets).flatMap((bucket) =>
    sourcesIn(world.store, bucket, question),
  );
  const page = await mergePages(sources, ({ nameKey }) => nameKey, {
    ...question,
    question: ['people', counted, catalogId, standing, guest],
  });
  return { ...page, items: page.items.map(({ doc }) => doc) };
}

/** Refuses filters that no index answers together. */
function refuseCombinations({ counted, catalogId, standing, guest, search }: PeopleQuestion): void {
  const refuse = (name: string, others: string): never => {
    throw invalid(
      `/query/${name}`,
      'not_combinable',
      `${name} cannot be combined with ${others}. Use one of them.`,
    );
  };
  if (standing !== undefined && (counted !== undefined || catalogId !== undefined)) {
    refuse('standing', 'counted or catalogId');
  }
  const filtered = counted !== undefined || catalogId !== undefined || standing !== undefined;
  const searched = search !== undefined && search.trim() !== '';
  if (guest === true && filtered && !searched) refuse('guest', 'other filters, save with search');
  if (guest === false && !searched) refuse('guest=false', 'nothing but a search');
}

/** The lists of one bucket that together hold whom the filters let through, each by name. */
function sourcesIn(
  store: World['store'],
  bucket: Partition,
  question: PeopleQuestion,
): SortedSource<Person>[] {
  const { catalogId, counted, guest } = question;
  if (guest === true) {
    return [(after, limit) => store.list(bucket, people, 'guests', { after, limit })];
  }
  if (catalogId !== undefined) {
    return placesFor(counted).map((place) => (after, limit) => {
      const each = placeEntry(catalogId, place);
      return store.list(bucket, people, 'byCatalog', { each, after, limit });
    });
  }
  return standingsFor(question).map(
    (standing) => (after, limit) =>
      store.list(bucket, people, 'byStanding', { equals: { standing }, after, limit }),
  );
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
        (question.guest ?? doc.guest) === doc.guest &&
        (question.catalogId === undefined || question.catalogId in doc.catalogs) &&
        answers(search, searchWordsOf(doc), element),
    },
  );
  return { ...page, items: page.items.map(({ doc }) => doc) };
}
