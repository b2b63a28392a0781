import {
  catalogFigures,
  enrolments,
  heads,
  people,
  trainingFigures,
} from '../../api/seats/kinds.ts';
import type { Person } from '../../api/seats/rules/person.ts';
import { bucketsOf } from '../../api/ports/partitions.ts';
import { allOf } from '../../api/ports/reading.ts';
import type { StoreReader } from '../../api/ports/store.ts';
import type { Tenant } from '../../api/ports/world.ts';

/** The figures of a tenant, by whatever way they were had. */
export interface Count {
  readonly used: number;
  readonly catalogs: Readonly<Record<string, { used: number; listed: number; live: number }>>;
  readonly trainings: Readonly<Record<string, number>>;
}

/**
 * Whether somebody counts, said again in words of its own and from nothing but facts (S-1), so that the product's rule is
 * not its own judge.
 */
const counts = (person: Person, hasEnrolment: boolean): boolean => {
  if (person.removedAt !== null) return false;
  const flow = person.flowSince !== null;
  if (person.account === 'none') return flow;
  return person.account === 'enabled' && (hasEnrolment || flow);
};

/** Counts everybody from the enrolments and the people, and knows nothing of any figure that is kept. */
export async function countFacts(
  store: StoreReader,
  tenant: Tenant,
  catalogIds: readonly string[],
  trainingIds: readonly string[],
): Promise<Count> {
  const catalogs = Object.fromEntries(
    catalogIds.map((id) => [id, { used: 0, listed: 0, live: 0 }]),
  );
  const trainings: Record<string, number> = Object.fromEntries(trainingIds.map((id) => [id, 0]));
  let used = 0;
  for (const bucket of bucketsOf(tenant.tenantId, tenant.buckets)) {
    const all = await allOf(store, bucket, enrolments, 'byPerson');
    const live = all.map(({ doc }) => doc).filter((doc) => doc.live);
    const byPerson = Map.groupBy(live, ({ personId }) => personId);
    for (const { doc: person } of await allOf(store, bucket, people, 'byId')) {
      const theirs = byPerson.get(person.personId) ?? [];
      const counted = counts(person, theirs.length > 0);
      used += Number(counted);
      for (const catalogId of Object.keys(person.catalogs)) {
        const sum = catalogs[catalogId];
        if (sum) sum.listed += 1;
      }
      for (const { trainingId, catalogId } of theirs) {
        trainings[trainingId] = (trainings[trainingId] ?? 0) + 1;
        const sum = catalogs[catalogId];
        if (sum) sum.live += 1;
      }
      for (const catalogId of new Set(theirs.map((enrolment) => enrolment.catalogId))) {
        const sum = catalogs[catalogId];
        if (sum && counted) sum.used += 1;
      }
    }
  }
  return { used, catalogs, trainings };
}

/** The figures as they are kept. */
export async function keptCount(
  store: StoreReader,
  tenant: Tenant,
  catalogIds: readonly string[],
  trainingIds: readonly string[],
): Promise<Count> {
  const catalogs: Record<string, { used: number; listed: number; live: number }> = {};
  const trainings: Record<string, number> = {};
  let used = 0;
  for (const bucket of bucketsOf(tenant.tenantId, tenant.buckets)) {
    used += (await store.read(bucket, heads, {}))?.doc.used ?? NaN;
    for (const catalogId of catalogIds) {
      const figure = (await store.read(bucket, catalogFigures, { catalogId }))?.doc;
      const sum = (catalogs[catalogId] ??= { used: 0, listed: 0, live: 0 });
      sum.used += figure?.used ?? NaN;
      sum.listed += figure?.listed ?? NaN;
      sum.live += figure?.live ?? NaN;
    }
    for (const trainingId of trainingIds) {
      const figure = (await store.read(bucket, trainingFigures, { trainingId }))?.doc;
      trainings[trainingId] = (trainings[trainingId] ?? 0) + (figure?.live ?? NaN);
    }
  }
  return { used, catalogs, trainings };
}
