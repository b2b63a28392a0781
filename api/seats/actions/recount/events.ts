import { events } from '../../../audit/kinds.ts';
import type { Event } from '../../../audit/rules.ts';
import type { PersonId } from '../../../kernel/ids.ts';
import type { Partition, Position, StoreReader } from '../../../ports/store.ts';
import type { LedgerLine } from '../../rules/ledger.ts';

const PORTION = 500;

/** The ledger lines of an event; events that change no figures have none. */
export const ledgerIn = (event: Event): readonly LedgerLine[] =>
  (event.data['ledger'] as readonly LedgerLine[] | undefined) ?? [];

/** Follows the events of one partition from a position on. */
export interface EventTail {
  /** The next event, or null where there is none yet. */
  next(): Promise<Event | null>;
  /** The people in events that are there but not yet taken by `next`. */
  peopleAhead(): Promise<ReadonlySet<PersonId>>;
  /** The place after the last event that was taken. Only to be asked for when `next` gave null. */
  position(): Position;
}

/** Events after `from`, in their order. */
export function eventTail(reader: StoreReader, partition: Partition, from: Position): EventTail {
  let position = from;
  let ahead: Event[] = [];
  const read = async (): Promise<boolean> => {
    const page = await reader.changes(partition, events, position, PORTION);
    position = page.position;
    ahead.push(...page.items);
    return page.items.length > 0;
  };
  return {
    async next() {
      if (ahead.length === 0) await read();
      const [event = null, ...rest] = ahead;
      ahead = rest;
      return event;
    },
    async peopleAhead() {
      while (await read());
      return new Set(ahead.flatMap(ledgerIn).flatMap(({ people }) => people));
    },
    position: () => position,
  };
}
