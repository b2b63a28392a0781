import type { Partition } from '../../ports/store.ts';
import type { Items, Operation } from './container.ts';

/** The one question across partitions: what has expired, whosever it is. It names documents and gives nothing of them. */
const EXPIRED = 'SELECT c.id, c.pk, c._etag FROM c WHERE c.expiresAt < @before';

interface Expired {
  readonly id: string;
  readonly pk: Partition;
  readonly _etag: string;
}

/** So many are found at once, and so many go in one batch. */
const PAGE = 1_000;
const BATCH = 100;

const removalOf = ({ id, _etag }: Expired): Operation => ({
  operationType: 'Delete',
  id,
  ifMatch: _etag,
});

/** Deletes those that still are as they were found; gives how many. */
async function removeFrom(
  items: Items,
  partition: Partition,
  found: readonly Expired[],
): Promise<number> {
  let left = found;
  while (left.length > 0) {
    const result = await items.batch(partition, left.map(removalOf), { items: false });
    if (result.outcome === 'done') return left.length;
    left = left.filter((_, nth) => nth !== result.operation);
  }
  return 0;
}

/** Drops what expired before the instant. The service's own time to live does the same a day later, unasked. */
export async function dropExpired(items: Items, before: number): Promise<number> {
  const question = { query: EXPIRED, parameters: [{ name: '@before', value: before }] };
  let dropped = 0;
  let continuation: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof items.query<Expired>>> = await items.query(
      null,
      question,
      { size: PAGE, continuation },
    );
    for (const [partition, found] of Map.groupBy(page.items, ({ pk }) => pk))
      for (let from = 0; from < found.length; from += BATCH)
        dropped += await removeFrom(items, partition, found.slice(from, from + BATCH));
    continuation = page.continuation;
  } while (continuation !== null);
  return dropped;
}
