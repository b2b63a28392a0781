import { createHash } from 'node:crypto';
import type { Container } from './containers.ts';
import { rangeGone } from './refusal.ts';
import type { Storage } from './storage.ts';

/** The ranges of partition keys over which a container is spread. */
export interface Ranges {
  /** What the service lists: those that are there, and their parents. */
  list(container: Container): object[];
  /** Splits each range in two. The next request to each half is told that its range is gone. */
  split(container: Container): void;
  /** @throws Refusal 410/1002 where the partition's range has just been split */
  arrive(container: Container, pk: string): void;
  /** Which partitions a range has. @throws Refusal 410/1002 where it is gone */
  membersOf(container: Container, rangeId: string): (pk: string) => boolean;
}

/** Where a partition lies between 00 and FF. The service hashes otherwise; nobody outside sees it. */
const placeOf = (pk: string): string =>
  createHash('sha256').update(pk).digest('hex').slice(0, 8).toUpperCase();

const numberOf = (bound: string, whole: number): number =>
  bound === 'FF' ? whole : parseInt(bound.padEnd(8, '0') || '0', 16);

const WHOLE = 2 ** 32;

interface Range {
  readonly id: string;
  readonly low: string;
  readonly high: string;
  readonly parents: readonly string[];
}

/** The ranges in the memory. */
export function rangesIn(storage: Storage): Ranges {
  /** Halves of a range that was split, until the first request has been turned away. */
  const restless = new Set<string>();

  const present = (container: Container): Range[] =>
    storage
      .rows('SELECT * FROM ranges WHERE container = ? AND gone = 0 ORDER BY low', container.rid)
      .map((row) => ({
        id: String(row['id']),
        low: String(row['low']),
        high: String(row['high']),
        parents: JSON.parse(String(row['parents'])) as string[],
      }));
  const holds = ({ low, high }: Range, pk: string): boolean => {
    const place = placeOf(pk);
    return place >= low && (high === 'FF' || place < high);
  };

  return {
    list: (container) =>
      present(container).map(({ id, low, high, parents }) => ({
        id,
        minInclusive: low,
        maxExclusive: high,
        parents,
        status: 'online',
        throughputFraction: 1,
        ridPrefix: Number(id),
        _rid: String(container.rid),
        _etag: `"${id}"`,
        _ts: 1,
      })),
    split(container) {
      storage.atomically(() => {
        let next = Number(
          storage.row('SELECT count(*) AS n FROM ranges WHERE container = ?', container.rid)?.['n'],
        );
        for (const { id, low, high, parents } of present(container)) {
          const middle = Math.floor((numberOf(low, WHOLE) + numberOf(high, WHOLE)) / 2);
          const between = middle.toString(16).padStart(8, '0').toUpperCase();
          storage.run(
            'UPDATE ranges SET gone = 1 WHERE container = ? AND id = ?',
            container.rid,
            id,
          );
          for (const [from, to] of [
            [low, between],
            [between, high],
          ] as const) {
            const half = String(next++);
            storage.run(
              'INSERT INTO ranges (container, id, low, high, parents) VALUES (?, ?, ?, ?, ?)',
              container.rid,
              half,
              from,
              to,
              JSON.stringify([...parents, id]),
            );
            restless.add(`${container.rid}/${half}`);
          }
        }
      });
    },
    arrive(container, pk) {
      if (restless.size === 0) return;
      const range = present(container).find((one) => holds(one, pk));
      if (range !== undefined && restless.delete(`${container.rid}/${range.id}`)) throw rangeGone();
    },
    membersOf(container, rangeId) {
      const range = present(container).find(({ id }) => id === rangeId);
      if (range === undefined) throw rangeGone();
      return (pk) => holds(range, pk);
    },
  };
}
