import type { Partition, Position } from '../../ports/store.ts';
import type { Items } from './container.ts';
import type { Doc } from './fields.ts';
import { docOf, type StoredItem } from './items.ts';
import type { Layout } from './layout.ts';

/**
 * A place in the change feed: its continuation (null: the beginning), and how many of the log's documents behind it
 * were given.
 */
interface Place {
  readonly continuation: string | null;
  readonly given: number;
}

const positionAt = ({ continuation, given }: Place): Position =>
  Buffer.from(JSON.stringify([continuation, given])).toString('base64url') as Position;

function placeAt(position: Position | null): Place {
  if (position === null) return { continuation: null, given: 0 };
  const [continuation, given] = JSON.parse(Buffer.from(position, 'base64url').toString()) as [
    string | null,
    number,
  ];
  return { continuation, given };
}

/** So many changes are asked for at once; most of them are not of the log. */
const PAGE = 1_000;

/** The documents of one commit, which come together, in the order of its writes. */
function inOrderOfWrites(items: readonly StoredItem[]): StoredItem[] {
  return [...Map.groupBy(items, ({ commit }) => commit).values()].flatMap((ofCommit) =>
    ofCommit.toSorted((a, b) => (a.place ?? 0) - (b.place ?? 0)),
  );
}

/**
 * The log's documents behind a position. They come by the partition's change feed, which has one order, that of the
 * commits, also where many write at once; clocks and counters of our own would not. The feed gives all that changed, so
 * what is not of the log is passed over. A document of the log is never changed, so none moves in the feed.
 */
export async function changesAfter(
  items: Items,
  log: Layout,
  partition: Partition,
  after: Position | null,
  limit: number,
): Promise<{ readonly items: readonly Doc[]; readonly position: Position }> {
  const found: Doc[] = [];
  let place = placeAt(after);
  for (;;) {
    const page = await items.changes(partition, place.continuation, PAGE);
    const ofLog = inOrderOfWrites(page.items.filter(({ kind }) => kind === log.name));
    const fresh = ofLog.slice(place.given, place.given + limit - found.length);
    found.push(...fresh.map((item) => docOf(log, item)));
    const isRead = place.given + fresh.length === ofLog.length;
    place = isRead
      ? { continuation: page.continuation, given: 0 }
      : { ...place, given: place.given + fresh.length };
    // A page that is not full is most likely the last; whatever follows it is behind the position.
    const isLast = page.items.length < PAGE && (found.length > 0 || page.items.length === 0);
    if (found.length === limit || isLast) return { items: found, position: positionAt(place) };
  }
}

/** The position behind everything that was committed. */
export async function positionNow(items: Items, partition: Partition): Promise<Position> {
  return positionAt({ continuation: await items.now(partition), given: 0 });
}
