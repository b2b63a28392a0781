import { bucketsOf } from '../../../ports/partitions.ts';
import { pagesOf } from '../../../ports/reading.ts';
import { enrolments } from '../../../seats/kinds.ts';
import { groupOf, type Enrolment, type Source } from '../../../seats/rules/person.ts';
import type { Row } from '../../rules/columns.ts';
import { namesFor, type Names } from './names.ts';
import { personCells } from './people.ts';
import { PAGE, type Reading, type RowPage, type RowSource } from './source.ts';

/** Whether the enrolment was live at some time of the months. */
export const isWithin = (
  { enrolledAt, endedAt }: Enrolment,
  { beginsAt, endsAt }: Pick<Reading, 'beginsAt' | 'endsAt'>,
): boolean => enrolledAt < endsAt && (endedAt === null || endedAt >= beginsAt);

/** Through what somebody is enrolled, by name. */
async function throughOf(sources: readonly Source[], names: Names): Promise<string | null> {
  const told = await Promise.all(
    sources.map(async (source) => {
      const groupId = groupOf(source);
      return groupId === null ? source : `group: ${(await names.group(groupId)) ?? groupId}`;
    }),
  );
  return told.length === 0 ? null : told.join('; ');
}

/**
 * Enrolments that were live in the months, by person, each as it stands now: of one that ended and began again the last
 * beginning. Of a catalog alone where one is named.
 */
export function enrolmentRows(reading: Reading): RowSource {
  const { store, tenant, wish } = reading;
  const buckets = bucketsOf(tenant.tenantId, tenant.buckets);
  const names = namesFor(reading);

  const rowOf = async (enrolment: Enrolment, person: Row): Promise<Row> => {
    const { trainingId, catalogId, live, enrolledAt, endedAt, endsOn, sources } = enrolment;
    const training = await names.training(trainingId);
    return [
      ...person,
      (await names.catalog(catalogId)) ?? catalogId,
      training?.name ?? trainingId,
      training?.type ?? null,
      live,
      enrolledAt,
      endedAt,
      endsOn,
      await throughOf(sources, names),
    ];
  };

  return {
    async total() {
      const counts = await Promise.all(
        buckets.map((bucket) => store.count(bucket, enrolments, 'byPerson', {})),
      );
      return counts.reduce((sum, count) => sum + count, 0);
    },
    async *pages(): AsyncGenerator<RowPage> {
      for (const bucket of buckets) {
        for await (const page of pagesOf(store, bucket, enrolments, 'byPerson', {}, PAGE)) {
          const theirs = page
            .map(({ doc }) => doc)
            .filter((doc) => isWithin(doc, reading))
            .filter(({ catalogId }) => wish.catalogId === null || wish.catalogId === catalogId);
          const person = await personCells(
            reading,
            theirs.map(({ personId }) => personId),
          );
          const rows: Row[] = [];
          for (const one of theirs) rows.push(await rowOf(one, person(one.personId)));
          yield { rows, read: page.length };
        }
      }
    },
  };
}
