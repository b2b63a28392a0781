import type { SqlQuerySpec } from '@azure/cosmos';
import type { Partition } from '../../ports/store.ts';
import type { Items } from './container.ts';
import { tenantOf, type StoredItem } from './items.ts';

/** So many documents are read one by one, all at once; more by one question, which costs about as much as three readings. */
const POINT_READS_MAX = 4;
/** So many ids in one question: 2,000 are some 200 KB, and the service takes 512. */
const IDS_MAX = 2_000;
const PAGE_MAX = 1_000;

const BY_IDS = 'SELECT * FROM c WHERE c.tenantId = @t AND ARRAY_CONTAINS(@ids, c.id)';

const questionFor = (partition: Partition, ids: readonly string[]): SqlQuerySpec => ({
  query: BY_IDS,
  parameters: [
    { name: '@t', value: tenantOf(partition) },
    { name: '@ids', value: [...ids] },
  ],
});

const NOTHING: Promise<Map<string, StoredItem>> = Promise.resolve(new Map<string, StoredItem>());

/** Reads documents by their ids. */
export interface Gathering {
  /** What there is of them, by id. */
  read(partition: Partition, ids: readonly string[]): Promise<ReadonlyMap<string, StoredItem>>;
}

/**
 * What is asked of one partition in one turn of the event loop goes out together: an act that needs people and their
 * enrolments asks the service once.
 */
export function gatheringOf(items: Items): Gathering {
  const turns = new Map<Partition, { ids: Set<string>; found: Promise<Map<string, StoredItem>> }>();

  const ask = async (partition: Partition, ids: readonly string[]): Promise<StoredItem[]> => {
    const all: StoredItem[] = [];
    let continuation: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof items.query<StoredItem>>> = await items.query(
        partition,
        questionFor(partition, ids),
        { size: PAGE_MAX, continuation },
      );
      all.push(...page.items);
      continuation = page.continuation;
    } while (continuation !== null);
    return all;
  };

  const send = async (partition: Partition): Promise<Map<string, StoredItem>> => {
    await Promise.resolve();
    const ids = [...(turns.get(partition)?.ids ?? [])];
    turns.delete(partition);
    const asked =
      ids.length <= POINT_READS_MAX
        ? ids.map(async (id) => [await items.read(partition, id)])
        : Array.from({ length: Math.ceil(ids.length / IDS_MAX) }, (_, nth) =>
            ask(partition, ids.slice(nth * IDS_MAX, (nth + 1) * IDS_MAX)),
          );
    const found = (await Promise.all(asked)).flat().filter((item) => item !== null);
    return new Map(found.map((item) => [item.id, item]));
  };

  return {
    read(partition, ids) {
      let turn = turns.get(partition);
      if (turn === undefined) {
        turn = { ids: new Set(), found: NOTHING };
        turns.set(partition, turn);
        turn.found = send(partition);
      }
      for (const id of ids) turn.ids.add(id);
      return turn.found;
    },
  };
}
