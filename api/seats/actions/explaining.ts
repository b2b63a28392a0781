import { trainings } from '../../catalogs/kinds.ts';
import type { TrainingType } from '../../catalogs/rules.ts';
import { notFound } from '../../kernel/errors.ts';
import type { CatalogId, PersonId, TrainingId } from '../../kernel/ids.ts';
import { bucketOf, rootOf } from '../../ports/partitions.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { explain, type Explanation } from '../rules/explanation.ts';
import { allEnrolmentsOf } from './loading.ts';
import { readPerson } from './reading.ts';

/** An explanation, with what each training in it is. */
export interface ExplainedSeat {
  readonly explanation: Explanation;
  readonly typeOf: ReadonlyMap<TrainingId, TrainingType>;
}

/**
 * Explains a person's seat, also for removed and deleted people.
 * @param own the catalogs that the reader may see, or null for all; a person on none of their lists does not exist for
 * the reader
 * @throws AppError `not-found`
 */
export async function explainSeat(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  personId: PersonId,
  own: ReadonlySet<CatalogId> | null,
): Promise<ExplainedSeat> {
  const person = (await readPerson(world, tenant, personId))?.doc;
  if (person === undefined) throw notFound('person');
  if (own !== null && !Object.keys(person.catalogs).some((id) => own.has(id))) {
    throw notFound('person');
  }
  const bucket = bucketOf(tenant.tenantId, personId, tenant.buckets);
  const enrolments = await allEnrolmentsOf(world.store, bucket, personId);
  const explanation = explain(
    person,
    enrolments.map(({ doc }) => doc),
    (catalogId) => own === null || own.has(catalogId),
  );
  const typeOf = new Map<TrainingId, TrainingType>();
  for (const reason of explanation.because) {
    if (reason.code !== 'enrolment' || typeOf.has(reason.trainingId)) continue;
    const { trainingId } = reason;
    const held = await world.store.read(rootOf(tenant.tenantId), trainings, { trainingId });
    typeOf.set(trainingId, held?.doc.type ?? 'course');
  }
  return { explanation, typeOf };
}
