import { join } from 'node:path';
import { openSqliteStore } from '../../api/adapters/sqlite/open.ts';
import { events } from '../../api/audit/kinds.ts';
import { fold } from '../../api/kernel/text.ts';
import {
  add,
  create,
  replace,
  type AnyWrite,
  type Cursor,
  type Kind,
  type Store,
} from '../../api/ports/store.ts';
import { bucketAt } from '../../api/ports/partitions.ts';
import {
  catalogFigures,
  enrolments,
  heads,
  people,
  trainingFigures,
} from '../../api/seats/kinds.ts';
import { NOTHING_YET } from '../../api/seats/rules/counting.ts';
import { NEW_HEAD } from '../../api/seats/rules/head.ts';
import type { Person } from '../../api/seats/rules/person.ts';
import { digestOf, stopwatch } from '../measuring.ts';
import { ENROLLED_AT, type Batch, type KnownPerson, type Outcome, type Work } from './work.ts';

const PARTITION = bucketAt('11111111-1111-4111-8111-111111111111', 0);

const newcomer = ({ personId, displayName, userName }: KnownPerson): Person => ({
  personId,
  displayName,
  nameKey: fold(displayName),
  userName,
  mail: userName,
  guest: false,
  account: 'enabled',
  ...NOTHING_YET,
  unfinished: false,
  counted: false,
  countedSince: null,
  idleSince: null,
  standing: 'no-enrolment',
  generation: 1,
  page: 0,
  dueAt: null,
});

/** The person with one more live enrolment in the catalog. */
function enrolled(person: Person, catalogId: string): Person {
  const entry = person.catalogs[catalogId] ?? {
    listedAt: ENROLLED_AT,
    sources: ['direct'],
    live: 0,
  };
  return {
    ...person,
    catalogs: { ...person.catalogs, [catalogId]: { ...entry, live: entry.live + 1 } },
    counted: true,
    countedSince: person.countedSince ?? ENROLLED_AT,
    idleSince: person.countedSince ?? ENROLLED_AT,
    standing: 'counted',
  };
}

/** One act as a request does it: load the people, decide, commit; again where somebody else was faster. */
async function enrol(store: Store, batch: Batch): Promise<void> {
  const { trainingId, catalogId, personIds, eventId } = batch;
  for (;;) {
    const keys = personIds.map((personId) => ({ personId }));
    const held = await store.readMany(PARTITION, people, keys);
    const writes: AnyWrite[] = [];
    let listed = 0;
    let counted = 0;
    for (const one of held) {
      if (one === null) throw new Error('A person of the benchmark is missing.');
      const { doc, version } = one;
      if (doc.catalogs[catalogId] === undefined) listed++;
      if (!doc.counted) counted++;
      writes.push(
        create(enrolments, {
          trainingId,
          personId: doc.personId,
          catalogId,
          live: true,
          sources: ['direct'],
          enrolledAt: ENROLLED_AT,
          endsOn: null,
          endedAt: null,
          actId: eventId,
        }),
        replace(people, enrolled(doc, catalogId), version),
      );
    }
    writes.push(
      add(heads, {}, { used: counted }),
      add(catalogFigures, { catalogId }, { used: listed, listed, live: personIds.length }),
      add(trainingFigures, { trainingId }, { live: personIds.length }),
      create(events, {
        eventId,
        at: ENROLLED_AT,
        what: 'people-enrolled',
        actorId: null,
        actId: eventId,
        newest: -ENROLLED_AT,
        newestMove: -ENROLLED_AT,
        data: { trainingId, personIds },
      }),
    );
    const result = await store.commit(PARTITION, writes);
    if (result.outcome === 'committed') return;
    if (result.reason !== 'changed') throw new Error(`Refused: ${result.reason}.`);
  }
}

async function load(store: Store, work: Work): Promise<void> {
  const writes = [
    ...work.people.map((person) => create(people, newcomer(person))),
    create(heads, NEW_HEAD),
    ...work.catalogIds.map((catalogId) =>
      create(catalogFigures, { catalogId, used: 0, listed: 0, live: 0, closed: 0 }),
    ),
    ...work.trainings.map(({ trainingId }) =>
      create(trainingFigures, { trainingId, live: 0, closed: 0 }),
    ),
  ];
  const chunks = Array.from({ length: Math.ceil(writes.length / 100) }, (_, nth) =>
    writes.slice(nth * 100, nth * 100 + 100),
  );
  for (let from = 0; from < chunks.length; from += 100)
    await Promise.all(
      chunks.slice(from, from + 100).map((chunk) => store.commit(PARTITION, chunk)),
    );
}

async function* all<D extends object, I extends string>(store: Store, of: Kind<D, I>, index: I) {
  let after: Cursor | null = null;
  do {
    const page: Awaited<ReturnType<typeof store.list<D, I>>> = await store.list(
      PARTITION,
      of,
      index,
      {
        after,
        limit: 1_000,
      },
    );
    for (const { doc } of page.items) yield doc;
    after = page.next;
  } while (after !== null);
}

/** Everything that this side ends with, read through the port, in the words that both sides share. */
async function linesOf(store: Store, work: Work): Promise<string[]> {
  const lines: string[] = [];
  for await (const e of all(store, enrolments, 'byPerson'))
    lines.push(
      `enrolment ${e.trainingId} ${e.personId} ${e.catalogId} ${String(Number(e.live))} ${e.sources.join()} ${String(e.enrolledAt)}`,
    );
  for await (const person of all(store, people, 'byId')) {
    for (const [catalogId, entry] of Object.entries(person.catalogs))
      lines.push(
        `list ${person.personId} ${catalogId} ${String(entry.live)} ${entry.sources.join()} ${String(entry.listedAt)}`,
      );
    if (person.counted) lines.push(`counted ${person.personId} ${String(person.countedSince)}`);
  }
  lines.push(`used ${String((await store.read(PARTITION, heads, {}))?.doc.used)}`);
  for (const catalogId of work.catalogIds) {
    const figure = (await store.read(PARTITION, catalogFigures, { catalogId }))?.doc;
    lines.push(
      `catalog ${catalogId} ${String(figure?.used)} ${String(figure?.listed)} ${String(figure?.live)}`,
    );
  }
  for (const { trainingId } of work.trainings) {
    const figure = (await store.read(PARTITION, trainingFigures, { trainingId }))?.doc;
    lines.push(`training ${trainingId} ${String(figure?.live)}`);
  }
  for (let after = null as Awaited<ReturnType<Store['position']>> | null; ;) {
    const { items, position } = await store.changes(PARTITION, events, after, 1_000);
    if (items.length === 0) return lines;
    after = position;
    for (const { eventId, data } of items)
      lines.push(
        `event ${eventId} ${String(data.trainingId)} ${(data.personIds as string[]).join(' ')}`,
      );
  }
}

/** Runs the work through the store port; `inFlight` acts are under way at once, so that their commits share transactions. */
export async function runOurs(folder: string, work: Work, inFlight: number): Promise<Outcome> {
  const store = openSqliteStore({
    file: join(folder, 'ours.sqlite'),
    kinds: [people, enrolments, heads, catalogFigures, trainingFigures, events],
  });
  await load(store, work);

  const stop = stopwatch(work.enrolments);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let batch = work.batches[next++]; batch !== undefined; batch = work.batches[next++])
      await enrol(store, batch);
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  const timing = stop();

  const lines = await linesOf(store, work);
  await store.close();
  return { ...timing, digest: digestOf(lines), lines: lines.length };
}
