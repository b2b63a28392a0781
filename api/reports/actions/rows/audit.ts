import { events } from '../../../audit/kinds.ts';
import type { Event } from '../../../audit/rules.ts';
import { asGuid, type PersonId } from '../../../kernel/ids.ts';
import { mergePages, type SortedSource } from '../../../ports/merging.ts';
import { bucketsOf, rootOf } from '../../../ports/partitions.ts';
import type { Row } from '../../rules/columns.ts';
import { namesFor, type Names } from './names.ts';
import { personCells } from './people.ts';
import { PAGE, type Reading, type RowPage, type RowSource } from './source.ts';

/** So many people of an entry are named; of more it is said how many. */
const PEOPLE_NAMED_MAX = 5;

/** A text that sorts the newer event first. */
const newestFirst = ({ at }: Event): string =>
  String(Number.MAX_SAFE_INTEGER - at).padStart(16, '0');

const textIn = ({ data }: Event, field: string): string | null => {
  const value = data[field];
  return typeof value === 'string' ? value : null;
};

const idsFrom = (value: unknown): PersonId[] =>
  Array.isArray(value)
    ? value.flatMap((one: unknown) => (typeof one === 'string' ? (asGuid(one) ?? []) : []))
    : [];

/** Whom an entry is about. */
function peopleIn(event: Event): PersonId[] {
  const { personId, personIds, ledger } = event.data;
  const lines = Array.isArray(ledger) ? (ledger as readonly { readonly people?: unknown }[]) : [];
  const all = [
    ...idsFrom([personId]),
    ...idsFrom(personIds),
    ...lines.flatMap(({ people }) => idsFrom(people)),
  ];
  return [...new Set(all)];
}

async function aboutOf(event: Event, names: Names): Promise<[string | null, string | null]> {
  const catalogId = textIn(event, 'catalogId');
  const trainingId = textIn(event, 'trainingId');
  const training = trainingId === null ? null : await names.training(trainingId);
  const ofCatalog = catalogId ?? training?.catalogId ?? null;
  return [
    ofCatalog === null ? null : ((await names.catalog(ofCatalog)) ?? ofCatalog),
    training?.name ?? trainingId,
  ];
}

/** Who did what in the months, the newest first. Names are those of today: the entries hold ids alone. */
export function auditRows(reading: Reading): RowSource {
  const { store, tenant } = reading;
  const partitions = [rootOf(tenant.tenantId), ...bucketsOf(tenant.tenantId, tenant.buckets)];
  const names = namesFor(reading);
  // What happens while it is made is not of it, so that it ends.
  const range = {
    from: -(Math.min(reading.endsAt, reading.now + 1) - 1),
    upTo: -reading.beginsAt,
  };

  return {
    async total() {
      const counts = await Promise.all(
        partitions.map((partition) => store.count(partition, events, 'byAge', range)),
      );
      return counts.reduce((sum, count) => sum + count, 0);
    },
    async *pages(): AsyncGenerator<RowPage> {
      const sources = partitions.map(
        (partition): SortedSource<Event> =>
          (after, limit) =>
            store.list(partition, events, 'byAge', { ...range, after, limit }),
      );
      let cursor: string | undefined;
      do {
        const question = { limit: PAGE, question: ['audit', range], cursor };
        const page = await mergePages(sources, newestFirst, question);
        const found = page.items.map(({ doc }) => doc);
        yield { rows: await rowsOf(found), read: found.length };
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
    },
  };

  async function rowsOf(found: readonly Event[]): Promise<Row[]> {
    const about = found.map((event) => {
      const all = peopleIn(event);
      return { event, named: all.slice(0, PEOPLE_NAMED_MAX), more: all.length - PEOPLE_NAMED_MAX };
    });
    const ids = about.flatMap(({ event, named }) => [...idsFrom([event.actorId]), ...named]);
    const nameOf = await namesIn(ids);
    const rows: Row[] = [];
    for (const { event, named, more } of about) {
      const people = named.map(nameOf);
      rows.push([
        event.at,
        event.what,
        event.actorId === null ? null : nameOf(event.actorId),
        event.actorId,
        ...(await aboutOf(event, names)),
        people.length === 0 ? null : [...people, ...(more > 0 ? [`+${more}`] : [])].join('; '),
        event.actId,
        JSON.stringify(event.data),
      ]);
    }
    return rows;
  }

  /** What people are called, or where nobody knows that any more their ids. */
  async function namesIn(personIds: readonly PersonId[]): Promise<(personId: PersonId) => string> {
    const cells = await personCells(reading, personIds);
    return (personId) => String(cells(personId)[0] ?? personId);
  }
}
