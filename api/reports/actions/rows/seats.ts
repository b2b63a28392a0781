import { events } from '../../../audit/kinds.ts';
import type { Event } from '../../../audit/rules.ts';
import { bucketsOf } from '../../../ports/partitions.ts';
import { pagesOf } from '../../../ports/reading.ts';
import { people } from '../../../seats/kinds.ts';
import type { LedgerLine } from '../../../seats/rules/ledger.ts';
import type { Row } from '../../rules/columns.ts';
import { countedBy, type Counted, type Move } from '../../rules/intervals.ts';
import { openMoves, type Moves } from './moves.ts';
import { personCells } from './people.ts';
import { PAGE, type Reading, type RowPage, type RowSource } from './source.ts';

/** Who began or ceased to count by an event. */
const movesOf = ({ at, data }: Event): Move[] =>
  ((data['ledger'] as readonly LedgerLine[] | undefined) ?? [])
    .filter(({ used }) => used !== 0)
    .flatMap(({ people: personIds, used }) =>
      personIds.map((personId) => ({ personId, at, by: Math.sign(used) })),
    );

/** Whether somebody counted at some time of the months. */
const isWithin = ({ until }: Counted, { beginsAt }: Reading): boolean =>
  until === null || until >= beginsAt;

/**
 * Who counted when: a row for each time without a break that reaches into the months, by person. Read first who counts
 * now and then every move until the end of the months, so that nobody is missed who moves meanwhile.
 */
export function seatRows(reading: Reading): RowSource {
  const { store, tenant, endsAt, scratchFile } = reading;
  const buckets = bucketsOf(tenant.tenantId, tenant.buckets);

  const rowsOf = async (found: readonly Counted[]): Promise<Row[]> => {
    const person = await personCells(
      reading,
      found.map(({ personId }) => personId),
    );
    return found.map(({ personId, from, until }): Row => [
      ...person(personId),
      from,
      until,
      until === null,
    ]);
  };

  /** Reads all moves; gives how much was read as it goes on. */
  async function* gather(moves: Moves): AsyncGenerator<number> {
    for (const bucket of buckets) {
      const counted = { equals: { standing: 'counted' as const } };
      for await (const page of pagesOf(store, bucket, people, 'byStanding', counted, PAGE)) {
        moves.add(
          page.flatMap(({ doc: { personId, countedSince } }) =>
            countedSince === null || countedSince >= endsAt
              ? []
              : [{ personId, at: countedSince, by: 1 }],
          ),
        );
        yield page.length;
      }
      const range = { from: -(endsAt - 1) };
      for await (const page of pagesOf(store, bucket, events, 'byMove', range, PAGE)) {
        moves.add(page.flatMap(({ doc }) => movesOf(doc)));
        yield page.length;
      }
    }
  }

  return {
    async total() {
      const counts = await Promise.all(
        buckets.flatMap((bucket) => [
          store.count(bucket, people, 'byStanding', { equals: { standing: 'counted' } }),
          store.count(bucket, events, 'byMove', { from: -(endsAt - 1) }),
        ]),
      );
      return counts.reduce((sum, count) => sum + count, 0);
    },
    async *pages(): AsyncGenerator<RowPage> {
      const moves = openMoves(scratchFile);
      try {
        for await (const read of gather(moves)) yield { rows: [], read };
        let found: Counted[] = [];
        for (const { personId, moves: theirs } of moves.byPerson()) {
          found.push(...countedBy(personId, theirs).filter((one) => isWithin(one, reading)));
          if (found.length < PAGE) continue;
          yield { rows: await rowsOf(found), read: 0 };
          found = [];
        }
        yield { rows: await rowsOf(found), read: 0 };
      } finally {
        moves.close();
      }
    },
  };
}
