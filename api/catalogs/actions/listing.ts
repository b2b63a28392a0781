import type { CatalogId, PersonId, TrainingId } from '../../kernel/ids.ts';
import { pageInTurn } from '../../ports/in-turn.ts';
import { bucketsOf, rootOf } from '../../ports/partitions.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { peopleById } from '../../seats/actions/reading.ts';
import { enrolments } from '../../seats/kinds.ts';
import type { Enrolment, Person } from '../../seats/rules/person.ts';
import { catalogAdmins, catalogs, trainings } from '../kinds.ts';
import type { Catalog, CatalogAdmin, Training, TrainingType } from '../rules.ts';

/** Which page of a list. */
export interface PageQuestion {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** A page of a list. */
export interface ItemPage<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** Catalogs by name: all, or the own ones of a catalog admin. */
export async function catalogsPage(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  own: ReadonlySet<CatalogId> | null,
  question: PageQuestion,
): Promise<ItemPage<Catalog>> {
  const root = rootOf(tenant.tenantId);
  const equals = { existence: 'live' as const };
  const page = await pageInTurn<Catalog>(
    [(after, limit) => world.store.list(root, catalogs, 'byName', { equals, after, limit })],
    { ...question, keep: ({ doc }) => own === null || own.has(doc.catalogId) },
  );
  return { ...page, items: page.items.map(({ doc }) => doc) };
}

/** The courses or the training plans of a catalog by name. */
export async function trainingsPage(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  catalogId: CatalogId,
  type: TrainingType,
  question: PageQuestion,
): Promise<ItemPage<Training>> {
  const root = rootOf(tenant.tenantId);
  const equals = { catalogId, type, existence: 'live' as const };
  const page = await pageInTurn<Training>(
    [(after, limit) => world.store.list(root, trainings, 'byCatalog', { equals, after, limit })],
    question,
  );
  return { ...page, items: page.items.map(({ doc }) => doc) };
}

/** The admins of a catalog, each with the person, or null where the directory has forgotten it. */
export async function catalogAdminsPage(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  catalogId: CatalogId,
  question: PageQuestion,
): Promise<ItemPage<{ readonly admin: CatalogAdmin; readonly person: Person | null }>> {
  const root = rootOf(tenant.tenantId);
  const equals = { catalogId };
  const page = await pageInTurn<CatalogAdmin>(
    [
      (after, limit) =>
        world.store.list(root, catalogAdmins, 'byCatalog', { equals, after, limit }),
    ],
    question,
  );
  const personIds = page.items.map(({ doc }) => doc.personId);
  const theirs = await peopleById(world, tenant, personIds);
  const items = page.items.map(({ doc: admin }) => ({
    admin,
    person: theirs.get(admin.personId) ?? null,
  }));
  return { ...page, items };
}

/** The live enrolments in a course or training plan, each with its person. */
export async function enrolmentsPage(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  trainingId: TrainingId,
  question: PageQuestion,
): Promise<ItemPage<{ readonly enrolment: Enrolment; readonly person: Person }>> {
  const equals = { trainingId };
  const page = await pageInTurn<Enrolment>(
    bucketsOf(tenant.tenantId, tenant.buckets).map(
      (bucket) => (after, limit) =>
        world.store.list(bucket, enrolments, 'byTraining', { equals, after, limit }),
    ),
    { ...question, keep: ({ doc }) => doc.live },
  );
  const personIds: PersonId[] = page.items.map(({ doc }) => doc.personId);
  const theirs = await peopleById(world, tenant, personIds);
  const items = page.items.flatMap(({ doc: enrolment }) => {
    const person = theirs.get(enrolment.personId);
    return person === undefined ? [] : [{ enrolment, person }];
  });
  return { ...page, items };
}
