import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createLocalCloud, type LocalCloud } from '../../local/cloud.ts';
import { readRegistrations, type Registration } from '../../local/oulad/files.ts';
import type { ImportJob } from '../../local/oulad/progress.ts';
import {
  importFileOf,
  learnersIn,
  OULAD_DOMAIN,
  OULAD_TENANT_ID,
} from '../../local/oulad/transform.ts';
import { createApiClient, type ApiClient } from '../../local/start/api-client.ts';
import { startApi, type ApiProcess } from '../../local/start/api-process.ts';
import { readFigures } from '../../local/start/figures.ts';
import { fewRuns, storeSettings } from '../store-under-test.ts';

/** The known answers of test/data/oulad/README.md. */
const KNOWN = {
  ...{ rows: 32_593, live: 22_521, counted: 21_190, countedWithoutDeleted: 19_609 },
  byCatalog: { AAA: 620, BBB: 5_512, CCC: 2_487, DDD: 4_009, EEE: 2_209, FFF: 5_356, GGG: 2_244 },
};
/** Where a few runs will do, two catalogs of the seven. */
const CATALOGS = fewRuns ? ['AAA', 'EEE'] : Object.keys(KNOWN.byCatalog);
/** The course that is deleted at the end. */
const DELETED = fewRuns ? 'EEE / 2014J' : 'BBB / 2013J';

/** What is to come out, from the files alone. */
function answersOf(registrations: readonly Registration[]) {
  const live = registrations.filter(({ unregisteredDay }) => unregisteredDay === null);
  const learners = (of: readonly Registration[]): number =>
    new Set(of.map(({ student }) => student)).size;
  return {
    rows: registrations.length,
    live: live.length,
    counted: learners(live),
    countedWithoutDeleted: learners(
      live.filter(({ module, presentation }) => `${module} / ${presentation}` !== DELETED),
    ),
    byCatalog: Object.fromEntries(
      CATALOGS.map((catalog) => [catalog, learners(live.filter((r) => r.module === catalog))]),
    ),
  };
}

const FILES = fileURLToPath(new URL('../data/oulad', import.meta.url));

interface Named {
  readonly id: string;
  readonly name: string;
}

let dataDir: string;
let cloud: LocalCloud;
let apiProcess: ApiProcess;
let api: ApiClient;
let file: string;
let answers: ReturnType<typeof answersOf>;
let store: Awaited<ReturnType<typeof storeSettings>>;

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

async function startOn(port: number): Promise<void> {
  apiProcess = await startApi({ port, dataDir, localCloudOrigin: cloud.origin });
  api = createApiClient(apiProcess.origin, cloud, 'owner');
}

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'headcount-'));
  store = await storeSettings();
  Object.assign(process.env, store.env);
  const all = await readRegistrations(FILES);
  const registrations = all.filter(({ module }) => CATALOGS.includes(module));
  answers = answersOf(registrations);
  file = importFileOf(registrations);
  const people = learnersIn(registrations);
  const tenant = { id: OULAD_TENANT_ID, name: 'Open University', domain: OULAD_DOMAIN, people };
  cloud = await createLocalCloud({ tenants: [tenant] });
  await startOn(await freePort());
  await api.get('/api/me');
  await until<{ lastSuccessAt: string | null }>(
    '/api/directory/sync',
    (s) => s.lastSuccessAt !== null,
  );
});

afterAll(async () => {
  await apiProcess.stop();
  await cloud.close();
  await store.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function until<T>(path: string, holds: (found: T) => boolean): Promise<T> {
  for (;;) {
    const found = await api.get<T>(path);
    if (holds(found)) return found;
    await wait(100);
  }
}

const ended = (jobId: string): Promise<ImportJob> =>
  until<ImportJob>(`/api/jobs/${jobId}`, ({ state }) => state !== 'queued' && state !== 'running');

/** Kept and recounted figures are the same, and these. */
async function expectFigures(counted: number, live: number): Promise<void> {
  const tenant = (await readFigures(api)).at(-1);
  expect(tenant).toMatchObject({ used: counted, liveEnrolments: live });
  const { id } = await api.post<Named>('/api/recount');
  expect(await ended(id)).toMatchObject({ state: 'succeeded' });
  expect((await readFigures(api)).at(-1)).toMatchObject({ used: counted, liveEnrolments: live });
}

test('L-1 L-2 L-5 L-12 I-1 28,785 learners count as known, also when the process is killed in the middle', async () => {
  const { rows, live, counted, countedWithoutDeleted, byCatalog } = answers;
  const known = Object.entries(KNOWN.byCatalog).filter(([catalog]) => CATALOGS.includes(catalog));
  expect(byCatalog).toEqual(Object.fromEntries(known));
  if (!fewRuns) expect(answers).toEqual(KNOWN);

  const { id } = await api.send<Named>('/api/imports/enrolments', {
    method: 'POST',
    headers: { 'Content-Type': 'text/csv' },
    body: file,
  });
  const middle = await until<ImportJob>(`/api/jobs/${id}`, ({ done }) => done > rows / 3);
  expect(middle).toMatchObject({ state: 'running' });
  process.kill(apiProcess.pid, 'SIGKILL');
  await apiProcess.ended;
  await startOn(Number(new URL(apiProcess.origin).port));

  const job = await ended(id);
  expect(job).toMatchObject({
    ...{ state: 'succeeded', done: rows, total: rows },
    result: {
      ...{ rows, enrolled: live, ended: rows - live, already: 0, superseded: 0, refused: 0 },
      newCatalogs: { count: CATALOGS.length },
      ...(fewRuns ? {} : { newCourses: { count: 22 } }),
    },
  });
  const figures = await readFigures(api);
  expect(Object.fromEntries(figures.slice(0, -1).map(({ name, used }) => [name, used]))).toEqual(
    byCatalog,
  );
  await expectFigures(counted, live);

  const courses = await coursesOf(DELETED.slice(0, 3));
  const deleted = courses.find(({ name }) => name === DELETED);
  const deletion = await api.delete<Named>(`/api/courses/${deleted?.id ?? ''}`);
  expect(await ended(deletion.id)).toMatchObject({ state: 'succeeded' });
  await expectFigures(countedWithoutDeleted, live - (deleted?.liveEnrolments ?? 0));
});

async function coursesOf(catalog: string): Promise<(Named & { liveEnrolments: number })[]> {
  const found = (await api.all<Named>('/api/catalogs')).find(({ name }) => name === catalog);
  return api.all(`/api/catalogs/${found?.id ?? ''}/courses`);
}
