import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { catalogs, trainings } from '../../api/catalogs/kinds.ts';
import { idFrom, newId } from '../../api/kernel/ids.ts';
import { bucketOf, rootOf } from '../../api/ports/partitions.ts';
import { COMMIT_WRITES_MAX, create, type AnyWrite } from '../../api/ports/store.ts';
import { askForReport } from '../../api/reports/actions/ask.ts';
import { readyReport } from '../../api/reports/actions/download.ts';
import { reportAt } from '../../api/reports/actions/listing.ts';
import type { ReportFormat } from '../../api/reports/rules/report.ts';
import { readPerson } from '../../api/seats/actions/reading.ts';
import { enrolments, people } from '../../api/seats/kinds.ts';
import type { Enrolment, Person } from '../../api/seats/rules/person.ts';
import { accounts } from '../../api/subscriptions/kinds.ts';
import { openBench, type Bench } from '../jobs/bench.ts';
import { openAccount } from '../limits/subscribed.ts';
import { buildCampus } from '../seats/campus.ts';
import { csvRows, manyXlsxRows } from './reading.ts';

const isFull = process.env['HEADCOUNT_MATRIX'] === 'full';
/** Each person has ten enrolments. */
const ROWS = isFull ? 500_000 : 20_000;
const PER_PERSON = 10;
/** Whatever the number of rows. */
const MEMORY_BYTES_MAX = 300_000_000;
/** About so many bytes a row has in a file: the process is killed when so much of a third of them is written. */
const ROW_BYTES: Readonly<Record<ReportFormat, number>> = { csv: 180, xlsx: 30 };
const MAKING = fileURLToPath(new URL('making.ts', import.meta.url));
const MONTH = '2026-03';
const AT = Date.UTC(2026, 2, 15, 10, 30);

/** The other store is gone with its process, so that there is nothing to go on with. */
const onSqlite = process.env['HEADCOUNT_STORE'] === 'cosmos' ? describe.skip : describe;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'headcount-'));
  await withBench(seed);
}, 600_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function withBench<T>(use: (bench: Bench) => Promise<T>): Promise<T> {
  const bench = openBench({ folder });
  try {
    return await use(bench);
  } finally {
    await bench.close();
  }
}

const trainingIds = Array.from({ length: PER_PERSON }, (_, nth) => idFrom('training', String(nth)));
const personIdAt = (nth: number): string => idFrom('person', String(nth));
const catalogId = idFrom('catalog');

/** Somebody who counts, like the template. */
const personAt = (template: Person, nth: number): Person => {
  const displayName = `Zoë Müller ${nth}`;
  return {
    ...template,
    ...{ personId: personIdAt(nth), displayName, nameKey: displayName.toLowerCase() },
    ...{ userName: `zoe.${nth}@contoso.example`, counted: true, countedSince: AT },
    standing: 'counted',
  };
};

const enrolmentOf = (personId: string, trainingId: string): Enrolment => ({
  ...{ personId, trainingId, catalogId, live: true, sources: ['direct'], enrolledAt: AT },
  ...{ endsOn: null, endedAt: null, actId: 'seed' },
});

async function seed({ world, tenant }: Bench): Promise<void> {
  const { store } = world;
  await openAccount(world, tenant);
  const campus = await buildCampus(world, tenant, { catalogs: 0, trainings: 0, people: 1 });
  const template = await readPerson(world, tenant, campus.personIds[0] ?? '');
  if (template === null) throw new Error('There is nobody to make others like.');
  const name = 'Safety';
  const of = { nameKey: 'safety', existence: 'live' as const, createdAt: AT };
  await store.commit(rootOf(tenant.tenantId), [
    create(catalogs, { ...of, catalogId, name }),
    ...trainingIds.map((trainingId, nth) =>
      create(trainings, {
        ...{ ...of, catalogId, trainingId, type: 'course', published: true, name: `Course ${nth}` },
      }),
    ),
  ]);
  const partition = bucketOf(tenant.tenantId, personIdAt(0), tenant.buckets);
  const under: Promise<unknown>[] = [];
  let writes: AnyWrite[] = [];
  for (let nth = 0; nth < ROWS / PER_PERSON; nth++) {
    const person = personAt(template.doc, nth);
    writes.push(create(people, person));
    writes.push(...trainingIds.map((id) => create(enrolments, enrolmentOf(person.personId, id))));
    if (writes.length + PER_PERSON + 1 <= COMMIT_WRITES_MAX) continue;
    under.push(store.commit(partition, writes));
    writes = [];
    if (under.length >= 64) await Promise.all(under.splice(0));
  }
  if (writes.length > 0) under.push(store.commit(partition, writes));
  await Promise.all(under);
}

const ask = (format: ReportFormat): Promise<string> =>
  withBench(async ({ world, tenant }) => {
    const account = await world.store.read(rootOf(tenant.tenantId), accounts, {});
    if (account === null) throw new Error('There is no account.');
    const { report } = await askForReport(
      world,
      tenant,
      account.doc,
      { personId: personIdAt(0), actId: newId() },
      {
        ...{ kind: 'enrolments', from: MONTH, to: MONTH, format, language: 'en' },
        catalogId: null,
        peer: null,
      },
    );
    return report.reportId;
  });

/** What a process says that makes the report. */
interface Said {
  readonly peakBytes: number;
  readonly heldUpMs?: number;
  readonly heldUpUsuallyMs?: number;
}

interface Making {
  readonly child: ChildProcess;
  readonly said: readonly Said[];
  readonly gone: Promise<void>;
  readonly isOver: () => boolean;
}

function startMaking(reportId: string): Making {
  const child = spawn(process.execPath, [MAKING, folder, reportId], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said: Said[] = [];
  createInterface(child.stdout).on('line', (line) => said.push(JSON.parse(line) as Said));
  const gone = once(child, 'close').then(() => undefined);
  return { child, said, gone, isOver: () => child.exitCode !== null };
}

/** The bytes of a file that is not whole yet. */
const halfWritten = (reportId: string): number => {
  const scratch = join(folder, 'scratch');
  const names = existsSync(scratch) ? readdirSync(scratch) : [];
  return names
    .filter((name) => name.startsWith(reportId))
    .map((name) => statSync(join(scratch, name), { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size, 0);
};

onSqlite(`A report of ${ROWS.toLocaleString('en')} rows`, () => {
  test.each(['csv', 'xlsx'] as const)(
    'as %s survives kill -9 in the middle, is read by another program, and is made in little memory',
    async (format) => {
      const reportId = await ask(format);
      const killed = startMaking(reportId);
      while (halfWritten(reportId) < (ROWS * ROW_BYTES[format]) / 3) {
        if (killed.isOver()) throw new Error('It was over before it was killed.');
        await wait(1);
      }
      killed.child.kill('SIGKILL');
      await killed.gone;
      expect(killed.child.signalCode).toBe('SIGKILL');
      await withBench(async ({ world, tenant }) => {
        expect((await reportAt(world, tenant, reportId)).state).toBe('running');
        expect(await world.files.list(`${tenant.tenantId}/jobs/${reportId}`)).toEqual([]);
      });

      const again = startMaking(reportId);
      await again.gone;
      const { report, file } = await withBench(({ world, tenant }) =>
        readyReport(world, tenant, reportId),
      );
      expect(file.rows).toBe(ROWS);
      const path = join(folder, 'files', file.name);
      expect(statSync(path).size).toBe(file.sizeBytes);
      await expectAllRows(path, report.format);

      const peakBytes = Math.max(...[...killed.said, ...again.said].map((one) => one.peakBytes));
      const { heldUpMs = 0, heldUpUsuallyMs = 0 } = again.said.at(-1) ?? {};
      if (isFull) {
        console.log(
          `${format}: ${ROWS} rows, ${file.sizeBytes} bytes, at most ${Math.round(peakBytes / 1e6)} MB, others waited ${Math.round(heldUpMs)} ms at most, ${Math.round(heldUpUsuallyMs)} ms in 99 of 100 cases`,
        );
      }
      expect(peakBytes).toBeLessThan(MEMORY_BYTES_MAX);
    },
    900_000,
  );
});

/** The name of somebody by number; see `manyXlsxRows`. */
const NAMES: Readonly<Record<ReportFormat, RegExp>> = {
  csv: /^Zoë Müller (\d+)$/u,
  xlsx: /^Zo(?:ë|\uFFFD+) M(?:ü|\uFFFD+)ller (\d+)$/u,
};

/** Every enrolment once, with its names. */
async function expectAllRows(path: string, format: ReportFormat): Promise<void> {
  const rows = format === 'csv' ? csvRows(createReadStream(path)) : manyXlsxRows(path);
  const seen = new Set<string>();
  const courses = new Map<string, number>();
  let headings: readonly unknown[] | null = null;
  for await (const cells of rows) {
    if (headings === null) {
      headings = cells;
      continue;
    }
    const [name, userName, , personId, catalog, course, type, live, enrolled] = cells;
    const nth = Number(NAMES[format].exec(String(name))?.[1]);
    const isRight =
      personId === personIdAt(nth) &&
      userName === `zoe.${nth}@contoso.example` &&
      `${String(catalog)} ${String(type)} ${String(live)}` === 'Safety course true' &&
      (format === 'csv'
        ? enrolled === '2026-03-15 10:30:00'
        : // The reader makes a millisecond too little of some times.
          enrolled instanceof Date && Math.round(enrolled.getTime() / 1000) === AT / 1000);
    if (!isRight) throw new Error(`A row is wrong: ${JSON.stringify(cells)}`);
    seen.add(`${nth} ${String(course)}`);
    courses.set(String(course), (courses.get(String(course)) ?? 0) + 1);
  }
  expect(headings?.[0]).toBe('Name');
  expect(seen.size).toBe(ROWS);
  expect([...courses.values()]).toEqual(trainingIds.map(() => ROWS / PER_PERSON));
}
