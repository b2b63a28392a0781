import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { trainings, catalogs } from '../../api/catalogs/kinds.ts';
import { receiveImport } from '../../api/imports/actions/receive.ts';
import { importEnrolmentsWork } from '../../api/imports/jobs.ts';
import { UPLOAD_LIMITS, type UploadLimits } from '../../api/imports/rules/limits.ts';
import { readRows } from '../../api/jobs/rows.ts';
import type { Job } from '../../api/jobs/rules.ts';
import type { JobWork } from '../../api/jobs/work.ts';
import { idFrom, newId } from '../../api/kernel/ids.ts';
import { fold } from '../../api/kernel/text.ts';
import { bucketOf, bucketsOf, rootOf } from '../../api/ports/partitions.ts';
import { allOf } from '../../api/ports/reading.ts';
import { create, type Store } from '../../api/ports/store.ts';
import { enrolments, heads, people } from '../../api/seats/kinds.ts';
import { NEW_HEAD } from '../../api/seats/rules/head.ts';
import { judge } from '../../api/seats/rules/counting.ts';
import type { Person } from '../../api/seats/rules/person.ts';
import { openBench, type Bench, type BenchSettings } from '../jobs/bench.ts';

/** A bench with people to import enrolments for. */
export interface ImportBench extends Bench {
  /** Somebody with this user name, and mail where it is given. */
  person(userName: string, more?: Partial<Person>): Promise<string>;
  /** Sends the file and gives the job that was started. */
  send(csv: string | Readable, how?: Sending): Promise<Job>;
  /** Sends the file, waits for the end of the import, and gives it with its rows. */
  import(csv: string, how?: Sending): Promise<Imported>;
  /** Everybody's live enrolments: `person@… in Catalog / Course`. */
  live(): Promise<string[]>;
  rowsOf(job: Job): Promise<ResultRow[]>;
}

/** How a file is sent. */
export interface Sending {
  readonly dryRun?: boolean;
  readonly onlyCatalogs?: readonly string[];
  readonly limits?: Partial<UploadLimits>;
  readonly actId?: string;
}

/** A row of the results. */
export interface ResultRow {
  readonly line: string;
  readonly catalog: string;
  readonly course: string;
  readonly person: string;
  readonly outcome: string;
  readonly code: string;
  readonly message: string;
}

/** An import at its end. */
export interface Imported {
  readonly job: Job;
  readonly rows: readonly ResultRow[];
  /** The rows in short: `2 enrolled`, `3 refused person-unknown`. */
  readonly outcomes: readonly string[];
}

const ADMIN = newId();

/** The work of an import, with its staging in the bench's folder. */
export const importWork = (folder: string, chunkRows?: number): JobWork =>
  importEnrolmentsWork(join(folder, 'scratch'), chunkRows);

/** Opens a bench whose keeper imports; `idle` leaves the keeper to the test. */
export async function openImportBench(
  settings: BenchSettings & { readonly idle?: boolean } = {},
): Promise<ImportBench> {
  const bench = openBench(settings);
  const { world, tenant } = bench;
  const { store } = world;
  for (const bucket of bucketsOf(tenant.tenantId, tenant.buckets)) {
    await store.commit(bucket, [create(heads, NEW_HEAD)]);
  }
  if (settings.idle !== true) bench.keeper([importWork(bench.folder)]);

  const rowsOf = async (job: Job): Promise<ResultRow[]> => {
    const csv = await text(await readRows(world, tenant, job.jobId));
    return parse(csv, { columns: true });
  };

  const send: ImportBench['send'] = (csv, how = {}) =>
    receiveImport(
      world,
      tenant,
      { personId: ADMIN, actId: how.actId ?? newId() },
      typeof csv === 'string' ? Readable.from([Buffer.from(csv)]) : csv,
      {
        dryRun: how.dryRun ?? false,
        onlyCatalogs: how.onlyCatalogs ?? null,
        limits: { ...UPLOAD_LIMITS, ...how.limits },
      },
    );

  return {
    ...bench,
    rowsOf,
    send,
    person: (userName, more = {}) => addPerson(store, tenant, userName, more),
    async import(csv, how) {
      const job = await bench.ended((await send(csv, how)).jobId);
      const rows = job.failure === null ? await rowsOf(job) : [];
      const outcomes = rows.map((row) => `${row.line} ${row.outcome} ${row.code}`.trim());
      return { job, rows, outcomes };
    },
    async live() {
      const found: string[] = [];
      for (const bucket of bucketsOf(tenant.tenantId, tenant.buckets)) {
        for (const { doc } of await allOf(store, bucket, enrolments, 'byPerson')) {
          if (!doc.live) continue;
          const { trainingId, catalogId, personId } = doc;
          const root = rootOf(tenant.tenantId);
          const person = await store.read(bucket, people, { personId });
          const catalog = await store.read(root, catalogs, { catalogId });
          const course = await store.read(root, trainings, { trainingId });
          const names = [person?.doc.userName, catalog?.doc.name, course?.doc.name];
          found.push(`${names[0] ?? ''} in ${names[1] ?? ''} / ${names[2] ?? ''}`);
        }
      }
      return found.sort();
    },
  };
}

async function addPerson(
  store: Store,
  tenant: Bench['tenant'],
  userName: string,
  more: Partial<Person>,
): Promise<string> {
  const personId = idFrom('person', userName);
  const facts = {
    ...{ personId, displayName: userName, nameKey: fold(userName), userName, mail: null },
    ...{ guest: false, account: 'enabled', deletedAt: null, removedAt: null, flowSince: null },
    ...{ waitingSince: null, lastActiveAt: null },
    ...{ catalogs: {}, clearing: [], generation: 1, page: 1 },
    ...more,
  } as Person;
  const bucket = bucketOf(tenant.tenantId, facts.personId, tenant.buckets);
  await store.commit(bucket, [create(people, judge(facts, null, Date.now()))]);
  return facts.personId;
}

/** A file of these rows, under the usual header. */
export const csvOf = (...rows: readonly string[]): string =>
  ['catalog,course,person,enrolledOn,unenrolledOn', ...rows, ''].join('\n');
