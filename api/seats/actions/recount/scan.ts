import type { CatalogId, PersonId, TrainingId } from '../../../kernel/ids.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { AsideTask, Report } from '../../../ports/aside.ts';
import { pagesOf } from '../../../ports/reading.ts';
import type { Cursor, Held, Partition, Position, StoreReader } from '../../../ports/store.ts';
import { enrolments, people } from '../../kinds.ts';
import { FigureSum } from '../../rules/ledger.ts';
import { agrees, derive, figuresOf } from '../../rules/recount.ts';
import type { Enrolment, Person } from '../../rules/person.ts';
import { eventTail, ledgerIn, type EventTail } from './events.ts';

/** People read at once. */
const PORTION = 500;
/** How often a page is read again because somebody on it is being changed. */
const READS_MAX = 200;
/** So many people who differ are looked at again one by one; beyond that a second recount takes the rest. */
const SUSPECTS_MAX = 10_000;

/** Which bucket to scan, and the time to judge by. */
export interface ScanInput {
  readonly partition: Partition;
  readonly at: Instant;
}

/** A bucket's figures, taken from the facts alone as they stood at `position`. */
export interface Scan {
  readonly position: Position;
  readonly people: number;
  readonly enrolments: number;
  readonly used: number;
  readonly unenrolled: number;
  readonly catalogs: ReadonlyMap<CatalogId, { used: number; listed: number; live: number }>;
  readonly trainings: ReadonlyMap<TrainingId, number>;
  /** People of whom something else is kept than the facts make of it. */
  readonly suspects: readonly PersonId[];
}

interface PeoplePage {
  readonly people: readonly Held<Person>[];
  readonly enrolments: ReadonlyMap<PersonId, Enrolment[]>;
  readonly next: Cursor | null;
}

/** Reads a page of people with all their enrolments, which lie side by side in both indexes. */
async function readPage(
  reader: StoreReader,
  partition: Partition,
  after: Cursor | null,
): Promise<PeoplePage> {
  const page = await reader.list(partition, people, 'byId', { after, limit: PORTION });
  const theirs = new Map<PersonId, Enrolment[]>();
  const first = page.items[0]?.doc.personId;
  const last = page.items.at(-1)?.doc.personId;
  if (first !== undefined && last !== undefined) {
    const range = { from: first, upTo: last };
    for await (const part of pagesOf(reader, partition, enrolments, 'byPerson', range, 1_000)) {
      for (const { doc } of part) {
        const list = theirs.get(doc.personId);
        if (list === undefined) theirs.set(doc.personId, [doc]);
        else list.push(doc);
      }
    }
  }
  return { people: page.items, enrolments: theirs, next: page.next };
}

/** Reads a page of which nobody was changed while it was read, so that it stands for one moment. */
async function readQuietPage(
  reader: StoreReader,
  partition: Partition,
  after: Cursor | null,
  tail: EventTail,
  beforeRead: () => Promise<void>,
): Promise<PeoplePage> {
  for (let read = 1; ; read++) {
    await beforeRead();
    const page = await readPage(reader, partition, after);
    const moved = await tail.peopleAhead();
    if (!page.people.some(({ doc }) => moved.has(doc.personId))) return page;
    if (read === READS_MAX) throw new Error('A page of people never came to rest.');
  }
}

/**
 * Counts a bucket from its facts while others go on changing it. It follows the events beside the scan: what an event
 * changes of people who are counted already is added; the others are counted as they are when their turn comes. So the
 * figures are exact as of the last event that was followed.
 */
async function scan(
  reader: StoreReader,
  { partition, at }: ScanInput,
  report: Report,
): Promise<Scan> {
  const tail = eventTail(reader, partition, await reader.position(partition));
  const sum = new FigureSum();
  const suspects: PersonId[] = [];
  let last: PersonId | null = null;
  let position = await reader.position(partition);
  let counts = { people: 0, enrolments: 0 };

  /** Whether the person's page has been counted; ids are ordered as the store likes, so it is asked. */
  const isCounted = async (personId: PersonId): Promise<boolean> => {
    if (last === null) return false;
    const range = { from: personId, upTo: last, limit: 1 };
    return (await reader.list(partition, people, 'byId', range)).items.length > 0;
  };
  const follow = async (): Promise<void> => {
    for (let event = await tail.next(); event !== null; event = await tail.next()) {
      for (const line of ledgerIn(event)) {
        for (const personId of line.people) if (await isCounted(personId)) sum.add(line);
      }
    }
    position = tail.position();
  };

  let after: Cursor | null = null;
  do {
    const page: PeoplePage = await readQuietPage(reader, partition, after, tail, follow);
    for (const { doc } of page.people) {
      const theirs = page.enrolments.get(doc.personId) ?? [];
      const derived = derive(doc, theirs, at);
      sum.add(figuresOf(derived, theirs));
      if (!agrees(doc, derived) && suspects.length < SUSPECTS_MAX) suspects.push(doc.personId);
      counts = { people: counts.people + 1, enrolments: counts.enrolments + theirs.length };
    }
    last = page.people.at(-1)?.doc.personId ?? last;
    after = page.next;
    report(counts.people);
  } while (after !== null);
  const { used, unenrolled, catalogs, trainings } = sum;
  return { ...counts, position, used, unenrolled, catalogs, trainings, suspects };
}

/** The scan as long reading that may run beside the requests. */
export const scanTask: AsideTask<ScanInput, Scan> = { name: 'scan-bucket', run: scan };
