import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { openCosmosStore } from '../../../../api/adapters/cosmos/open.ts';
import { events } from '../../../../api/audit/kinds.ts';
import type { Event } from '../../../../api/audit/rules.ts';
import { kinds } from '../../../../api/kinds.ts';
import { bucketsOf, rootOf } from '../../../../api/ports/partitions.ts';
import type { Store } from '../../../../api/ports/store.ts';
import type { LedgerLine } from '../../../../api/seats/rules/ledger.ts';
import { createLocalCloud, HOME_TENANT_ID, type LocalCloud } from '../../../../local/cloud.ts';
import { EMULATOR_KEY } from '../../../../local/cosmos/double.ts';
import { kill, startStandIn } from '../stand-in-process.ts';
import { createClient, type Client } from './client.ts';
import { createInstance, type Instance } from './instance.ts';

jest.setTimeout(300_000);

const INSTANCES = 3;
const BUCKETS = 2;
const ROUNDS = process.env['HEADCOUNT_MATRIX'] === 'full' ? 3 : 1;
const CLIENTS = 4;
const PEOPLE = 260;
const IMPORTED = 600;

interface Id {
  readonly id: string;
}
interface JobBody extends Id {
  readonly state: string;
  readonly done: number;
  readonly result: Record<string, unknown>;
}

let cloud: LocalCloud;
let folder: string;
let store: Store;
let bearer: string;
const ends: (() => unknown)[] = [];
const instances: Instance[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headcount-instances-'));
  ends.push(() => rm(folder, { recursive: true, force: true }));
  const standIn = await startStandIn(join(folder, 'cosmos'));
  ends.push(() => kill(standIn.child));
  cloud = await createLocalCloud({
    tenants: [{ id: HOME_TENANT_ID, name: 'Contoso', users: PEOPLE + IMPORTED, groups: 0 }],
  });
  ends.push(() => cloud.close());
  bearer = `Bearer ${await cloud.tokenFor('owner')}`;
  const access = { COSMOS_ENDPOINT: standIn.endpoint, COSMOS_KEY: EMULATOR_KEY };
  for (let nth = 0; nth < INSTANCES; nth++) {
    const one = createInstance({
      ...access,
      LOCAL_CLOUD_ORIGIN: cloud.origin,
      HEADCOUNT_BUCKETS: String(BUCKETS),
      DATA_DIR: join(folder, `data-${nth}`),
      FILES_DIR: join(folder, 'files'),
    });
    instances.push(one);
    ends.push(() => one.kill());
  }
  await Promise.all(instances.map((one) => one.start()));
  store = await openCosmosStore({
    ...{ endpoint: standIn.endpoint, database: 'headcount', access: { key: EMULATOR_KEY }, kinds },
  });
  ends.push(() => store.close());
});
afterAll(async () => {
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) await end();
});

const newClient = (): Client => createClient(instances, bearer);

async function until<T>(ask: () => Promise<T>, holds: (found: T) => boolean): Promise<T> {
  const givesUpAt = Date.now() + 120_000;
  for (;;) {
    const found = await ask();
    if (holds(found)) return found;
    if (Date.now() > givesUpAt) throw new Error(`It never came: ${JSON.stringify(found)}`);
    await wait(100);
  }
}

const jobEnded = (client: Client, id: string): Promise<JobBody> =>
  until(
    async () => (await client.ask<JobBody>('GET', `/api/jobs/${id}`)).body,
    ({ state }) => state !== 'queued' && state !== 'running',
  );

/** Every event of a partition. */
async function eventsIn(partition: ReturnType<typeof rootOf>): Promise<Event[]> {
  const all: Event[] = [];
  for (let position = null as Awaited<ReturnType<Store['position']>> | null; ;) {
    const page = await store.changes(partition, events, position, 1_000);
    if (page.items.length === 0) return all;
    all.push(...page.items);
    ({ position } = page);
  }
}

/** The people of whom events of one kind tell, by course, once for each time. */
function toldOf(all: readonly Event[], what: string): string[] {
  return all
    .filter((event) => event.what === what)
    .flatMap(({ data }) =>
      (data['ledger'] as readonly LedgerLine[]).flatMap(({ people }) =>
        people.map((personId) => `${String(data['trainingId'])} ${personId}`),
      ),
    )
    .sort();
}

describe(`${INSTANCES} processes on one store, killed in turn while they work`, () => {
  test('lose nothing that was acknowledged, do nothing twice, and the count equals a recount', async () => {
    const admin = newClient();
    await admin.ask('GET', '/api/me');
    const everybody = await until(
      async () => {
        const found: (Id & { account: string })[] = [];
        for (let cursor: string | null = ''; cursor !== null;) {
          const page: { items: typeof found; nextCursor: string | null } = (
            await admin.ask<{ items: typeof found; nextCursor: string | null }>(
              'GET',
              `/api/people?limit=500${cursor === '' ? '' : `&cursor=${cursor}`}`,
            )
          ).body;
          found.push(...page.items);
          cursor = page.nextCursor;
        }
        return found;
      },
      (found) => found.length >= PEOPLE + IMPORTED,
    );
    const enabled = everybody.filter(({ account }) => account === 'enabled').map(({ id }) => id);
    const own = enabled.slice(0, 160);
    const imported = enabled.slice(160, 160 + IMPORTED);
    const catalog = await admin.ask<Id>('POST', '/api/catalogs', { name: 'Catalog' });
    const courses: string[] = [];
    for (const name of ['One', 'Two']) {
      const path = `/api/catalogs/${catalog.body.id}/courses`;
      courses.push((await admin.ask<Id>('POST', path, { name })).body.id);
    }

    let stop = false;
    const enrolled = new Set<string>();
    const acknowledged = { enrolled: [] as string[], unenrolled: [] as string[] };
    const wrong: unknown[] = [];
    const clients = Array.from({ length: CLIENTS }, newClient);
    const acting = clients.map(async (client, nth) => {
      const mine = own.filter((_id, place) => place % CLIENTS === nth);
      for (let turn = 0; !stop; turn++) {
        const personId = mine[(turn * 7) % mine.length] ?? '';
        const courseId = courses[turn % courses.length] ?? '';
        const path = `/api/courses/${courseId}/enrolments`;
        const fact = `${courseId} ${personId}`;
        if (enrolled.has(fact)) {
          const { status } = await client.ask('DELETE', `${path}/${personId}`);
          if (status !== 200) wrong.push({ fact, status });
          enrolled.delete(fact);
          acknowledged.unenrolled.push(fact);
        } else {
          const { status, body } = await client.ask<{ results: { outcome: string }[] }>(
            'POST',
            path,
            { personIds: [personId] },
          );
          const outcomes = body.results.map(({ outcome }) => outcome);
          if (status !== 200 || outcomes.join() !== 'enrolled') wrong.push({ fact, status, body });
          enrolled.add(fact);
          acknowledged.enrolled.push(fact);
        }
      }
    });

    const rows = imported.map((personId) => `Imported,Course,${personId},,`);
    const file = ['catalog,course,person,enrolledOn,unenrolledOn', ...rows, ''].join('\r\n');
    const tenant = cloud.tenant(HOME_TENANT_ID);
    const jobs: { import: string[]; recount: string[] } = { import: [], recount: [] };
    const away = imported.slice(0, 5 * INSTANCES * ROUNDS);
    for (let nth = 0; nth < INSTANCES * ROUNDS; nth++) {
      const kind = nth % 2 === 0 ? 'import' : 'recount';
      const { body } =
        kind === 'import'
          ? await admin.ask<Id>('POST', '/api/imports/enrolments', file, 'text/csv')
          : await admin.ask<Id>('POST', '/api/recount');
      jobs[kind].push(body.id);
      for (const id of away.slice(5 * nth, 5 * nth + 5))
        tenant.perform({ act: 'changeUser', id, changes: { accountEnabled: false } });
      await admin.ask('POST', '/api/directory/sync');
      await wait(700);
      const victim = instances[nth % INSTANCES];
      while (!clients.some((client) => client.asks() === victim)) await wait(1);
      await victim?.kill();
      await wait(700);
      await victim?.start();
    }
    for (const id of [...jobs.import, ...jobs.recount]) {
      const job = await jobEnded(admin, id);
      expect(job).toMatchObject({ state: 'succeeded' });
      if (jobs.recount.includes(id)) expect(job.result).toMatchObject({ differences: [] });
      else expect(job.result).toMatchObject({ rows: rows.length, refused: 0 });
    }
    stop = true;
    await Promise.all(acting);
    expect(wrong).toEqual([]);
    expect(acknowledged.enrolled.length).toBeGreaterThan(20);
    expect(clients.some((client) => client.repeats() > 0)).toBe(true);

    // The directory's last word has come, by whichever process reads it.
    await admin.ask('POST', '/api/directory/sync');
    for (const id of away)
      await until(
        async () =>
          (await admin.ask<{ blockedBy: { code: string }[] }>('GET', `/api/people/${id}/seat`)).body
            .blockedBy,
        (blockedBy) => blockedBy.some(({ code }) => code === 'disabled'),
      );

    // Each acknowledged act is told of once, and nothing else is.
    const perBucket = await Promise.all(bucketsOf(HOME_TENANT_ID, BUCKETS).map(eventsIn));
    const told = perBucket.flat();
    const byClients = toldOf(told, 'people-enrolled').filter((fact) =>
      courses.includes(fact.split(' ')[0] ?? ''),
    );
    expect(byClients).toEqual(acknowledged.enrolled.toSorted());
    expect(toldOf(told, 'people-unenrolled')).toEqual(acknowledged.unenrolled.toSorted());
    const byImports = toldOf(told, 'people-enrolled').filter((fact) => !byClients.includes(fact));
    expect(byImports).toHaveLength(IMPORTED);
    expect(new Set(byImports).size).toBe(IMPORTED);

    // Each job was started once and ended once.
    const papers = await eventsIn(rootOf(HOME_TENANT_ID));
    for (const what of ['job-started', 'job-finished']) {
      const ofJobs = papers
        .filter((event) => event.what === what)
        .map(({ data }) => String(data['jobId']));
      expect(ofJobs.toSorted()).toEqual([...jobs.import, ...jobs.recount].toSorted());
    }

    // The count is what the acknowledgements add up to, and equals a recount.
    const counted = new Set([...enrolled].map((fact) => fact.split(' ')[1] ?? ''));
    const expected = counted.size + IMPORTED - away.length;
    const last = await admin.ask<Id>('POST', '/api/recount');
    const recount = await jobEnded(admin, last.body.id);
    expect(recount.result).toMatchObject({
      kept: { used: expected },
      recounted: { used: expected },
      differences: [],
    });
    expect(instances.flatMap(({ errors }) => errors)).toEqual([]);
  });
});
