import type { CatalogId, TrainingId } from '../../kernel/ids.ts';
import type { AsideTask } from '../../ports/aside.ts';
import { bucketsOf } from '../../ports/partitions.ts';
import { eachOf, pagesOf } from '../../ports/reading.ts';
import type { Partition, StoreReader } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { enrolments, people, placeEntry } from '../kinds.ts';
import { freedByLeaving, freedByOneEnrolment, type DeletionPreview } from '../rules/preview.ts';

/** What is to be deleted, and where its people are. */
interface PreviewInput {
  readonly partitions: readonly Partition[];
  readonly of: { readonly trainingId: TrainingId } | { readonly catalogId: CatalogId };
}

const PORTION = 500;

async function previewTraining(
  reader: StoreReader,
  partition: Partition,
  trainingId: TrainingId,
): Promise<DeletionPreview> {
  const sum = { liveEnrolments: 0, people: 0, seatsFreed: 0 };
  const question = { equals: { trainingId } };
  const pages = pagesOf(reader, partition, enrolments, 'byTraining', question, PORTION);
  for await (const page of pages) {
    const keys = page.filter(({ doc }) => doc.live).map(({ doc: { personId } }) => ({ personId }));
    for (const held of await reader.readMany(partition, people, keys)) {
      sum.liveEnrolments += 1;
      sum.people += 1;
      if (held !== null && freedByOneEnrolment(held.doc)) sum.seatsFreed += 1;
    }
  }
  return sum;
}

async function previewCatalog(
  reader: StoreReader,
  partition: Partition,
  catalogId: CatalogId,
): Promise<DeletionPreview> {
  const sum = { liveEnrolments: 0, people: 0, seatsFreed: 0 };
  for (const place of ['learning', 'counted', 'listed'] as const) {
    const question = { each: placeEntry(catalogId, place) };
    for await (const { doc } of eachOf(reader, partition, people, 'byCatalog', question, PORTION)) {
      sum.people += 1;
      sum.liveEnrolments += doc.catalogs[catalogId]?.live ?? 0;
      if (freedByLeaving(doc, catalogId)) sum.seatsFreed += 1;
    }
  }
  return sum;
}

/** Looks at everybody whom a deletion touches, beside the requests. */
export const previewTask: AsideTask<PreviewInput, DeletionPreview> = {
  name: 'preview-deletion',
  async run(reader, { partitions, of }) {
    const sum = { liveEnrolments: 0, people: 0, seatsFreed: 0 };
    for (const partition of partitions) {
      const part =
        'trainingId' in of
          ? await previewTraining(reader, partition, of.trainingId)
          : await previewCatalog(reader, partition, of.catalogId);
      sum.liveEnrolments += part.liveEnrolments;
      sum.people += part.people;
      sum.seatsFreed += part.seatsFreed;
    }
    return sum;
  },
};

/** What deleting a course, a training plan or a catalog would end, as of now. */
export const previewDeletion = (
  world: World,
  tenant: Tenant,
  of: PreviewInput['of'],
): Promise<DeletionPreview> =>
  world.aside.run(
    previewTask,
    { partitions: bucketsOf(tenant.tenantId, tenant.buckets), of },
    () => undefined,
  );
