import type { PersonId } from '../../../kernel/ids.ts';
import { bucketAt, bucketNumber } from '../../../ports/partitions.ts';
import { people } from '../../../seats/kinds.ts';
import type { Row } from '../../rules/columns.ts';
import { PAGE, type Reading } from './source.ts';

/** How a report names people, by their ids: name, user name, mail, id. Of whom nothing is known any more the id is left. */
export async function personCells(
  { store, tenant }: Pick<Reading, 'store' | 'tenant'>,
  personIds: Iterable<PersonId>,
): Promise<(personId: PersonId) => Row> {
  const cells = new Map<PersonId, Row>();
  const byBucket = Map.groupBy(new Set(personIds), (id) => bucketNumber(id, tenant.buckets));
  for (const [bucket, ids] of byBucket) {
    const partition = bucketAt(tenant.tenantId, bucket);
    for (let from = 0; from < ids.length; from += PAGE) {
      const keys = ids.slice(from, from + PAGE).map((personId) => ({ personId }));
      for (const held of await store.readMany(partition, people, keys)) {
        if (held === null) continue;
        const { personId, displayName, userName, mail } = held.doc;
        cells.set(personId, [displayName, userName, mail, personId]);
      }
    }
  }
  return (personId) => cells.get(personId) ?? [null, null, null, personId];
}
