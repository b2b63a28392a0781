import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { createLocalCloud, type LocalCloud } from '../../local/cloud.ts';
import { agentsGroup } from '../../local/personas.ts';
import { createInstance, type Instance } from '../adapters/cosmos/instances/instance.ts';
import {
  at,
  NORTHWIND,
  NORTHWIND_DOMAIN,
  PARTNER,
  relationship,
  STRANGER,
} from './partner-world.ts';

const isFull = process.env['HEADCOUNT_MATRIX'] === 'full';

/** Few: so many that each of the ways to be bad below comes once. */
const ROWS = isFull ? 10_000 : 270;
/** 3 rows in 100 are bad, in turn in each of the ways below. */
const BAD_EVERY = 33;
/** One in ten gets a product too, which is a second write. */
const LICENSED_EVERY = 10;
/** Seconds of the local clock in one of the system's: slow enough for a busy machine to use the limit up. */
const RATE = isFull ? 3 : 20;
/** The process is killed when so many users were made. */
const KILLS_AT = [Math.floor(ROWS * 0.22), Math.floor(ROWS * 0.61)];

/** Microsoft Graph's limit of writes of one app in one tenant. */
const LIMIT = 3_000;
const WINDOW_MS = 150_000;

const USERS_BEFORE = 12;

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) await end();
});

/** A row, and what is wrong with it: the column as the result names it. */
interface Row {
  readonly line: string;
  readonly userName: string;
  readonly bad: string | null;
}

const BAD: readonly ((name: string) => readonly [string, string])[] = [
  (name) => [`,,,${name},,,,`, 'Display name'],
  (name) => [`,,=A1,${name},,,,`, 'Display name'],
  (name) => [`,,Bad,${name.replace('@', ' at ')},,,,`, 'User name'],
  (name) => [`,,Bad,${name.replace('@', '&@')},,,,`, 'User name'],
  (name) => [`,,Bad,${name},XX,,,`, 'Location'],
  (name) => [`,,Bad,${name},NL,NOPRODUCT,,`, 'Licences'],
  (name) => [`,,Bad,${name},,,Owner,`, 'Permissions'],
  () => [`,,Bad,p1@${NORTHWIND_DOMAIN},,,,`, 'User name'],
];

function rowAt(place: number): Row {
  const userName = `p${place}@${NORTHWIND_DOMAIN}`;
  if (place % BAD_EVERY === 7) {
    const make = BAD[Math.floor(place / BAD_EVERY) % BAD.length];
    const [line, bad] = make?.(userName) ?? ['', ''];
    return { line, userName, bad };
  }
  const licence = place % LICENSED_EVERY === 0 ? 'FLOW_FREE' : '';
  return { line: `First,Last,Person ${place},${userName},NL,${licence},,`, userName, bad: null };
}

/** Everything that goes wrong on the way, by chance, within batches and around them. */
function addFaults(cloud: LocalCloud): void {
  const often = { host: 'graph.microsoft.com', tenantId: NORTHWIND, times: 1_000_000 };
  const users = { ...often, path: '/v1.0/users' };
  const batch = { ...often, path: '/v1.0/$batch' };
  cloud.faults.add({
    ...{ ...users, status: 429, share: 0.01, seed: 1, headers: { 'Retry-After': '3' } },
  });
  cloud.faults.add({ ...users, status: 503, share: 0.01, seed: 2 });
  cloud.faults.add({ ...users, method: 'POST', status: 504, when: 'after', share: 0.01, seed: 3 });
  cloud.faults.add({ ...batch, status: 503, share: 0.01, seed: 4 });
  cloud.faults.add({ ...batch, reset: 'before', share: 0.01, seed: 5 });
  cloud.faults.add({ ...batch, reset: 'after', share: 0.01, seed: 6 });
  cloud.faults.add({ ...batch, status: 504, when: 'after', share: 0.01, seed: 7 });
}

interface Setting {
  readonly cloud: LocalCloud;
  readonly api: Instance;
  readonly get: (path: string) => Promise<Record<string, unknown>>;
}

/** How many writes were taken by a moment of the local clock. */
interface Pace {
  readonly atMs: number;
  readonly taken: number;
}

const paceOf = (cloud: LocalCloud): Pace => ({
  atMs: cloud.clock.now(),
  taken: cloud.writeWatch.counts()[0]?.taken ?? 0,
});

async function start(): Promise<Setting> {
  const cloud = await createLocalCloud({
    tenants: [
      {
        ...{ id: PARTNER, name: 'Contoso', givenGroups: [agentsGroup(PARTNER)] },
        relationships: [relationship(NORTHWIND, 'Northwind')],
      },
      { id: STRANGER, name: 'Fabrikam' },
      {
        ...{ id: NORTHWIND, name: 'Northwind', users: USERS_BEFORE },
        products: [{ partNumber: 'FLOW_FREE', enabled: ROWS }],
      },
    ],
  });
  ends.push(() => cloud.close());
  const DATA_DIR = await mkdtemp(join(tmpdir(), 'headcount-import-'));
  ends.push(() => rm(DATA_DIR, { recursive: true, force: true }));
  const settings = { LOCAL_CLOUD_ORIGIN: cloud.origin, HEADCOUNT_STORE: 'sqlite', DATA_DIR };
  const api = createInstance(settings);
  ends.push(() => api.kill());
  await api.start();
  const get = async (path: string, persona: 'owner' | 'partnerAgent' = 'partnerAgent') => {
    const Authorization = `Bearer ${await cloud.tokenFor(persona)}`;
    const response = await fetch(`${api.origin()}${path}`, { headers: { Authorization } });
    if (response.status !== 200) throw new Error(await response.text());
    return (await response.json()) as Record<string, unknown>;
  };
  await get('/api/me', 'owner');
  return { cloud, api, get };
}

async function upload({ cloud, api }: Setting, rows: readonly Row[]): Promise<string> {
  const header =
    'First name,Last name,Display name,User name,Location,Licences,Permissions,Status update';
  const response = await fetch(`${api.origin()}${at('/imports/users')}`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${await cloud.tokenFor('partnerAgent')}`,
      'Content-Type': 'text/csv',
    },
    body: [header, ...rows.map(({ line }) => line)].join('\n'),
  });
  const body = (await response.json()) as { id: string };
  expect([response.status, body]).toMatchObject([202, { kind: 'customer-plan' }]);
  return body.id;
}

test(`an import of ${ROWS} rows makes each good one exactly once and names each bad one, through faults, limits and two kills`, async () => {
  const setting = await start();
  const { cloud, api, get } = setting;
  const rows = Array.from({ length: ROWS }, (_, place) => rowAt(place));
  const good = rows.filter(({ bad }) => bad === null);
  const usersBefore = cloud.tenant(NORTHWIND).directory.users.total();
  cloud.clock.setRate(RATE);
  addFaults(cloud);
  const jobId = await upload(setting, rows);

  const paces: Pace[] = [];
  const looking = setInterval(() => paces.push(paceOf(cloud)), 50);
  ends.push(() => clearInterval(looking));
  const { users } = cloud.tenant(NORTHWIND).directory;
  for (const made of KILLS_AT) {
    while (users.total() < usersBefore + made) await wait(5);
    await api.kill();
    await api.start();
  }
  let job = await get(`/api/jobs/${jobId}`);
  for (; job['finishedAt'] === null; job = await get(`/api/jobs/${jobId}`)) await wait(50);
  clearInterval(looking);

  expect(job).toMatchObject({
    state: 'partly-failed',
    ...{ done: ROWS, total: ROWS },
    result: { done: good.length, partly: 0, refused: ROWS - good.length, unknown: 0 },
  });

  // Every good row is one user, and there is nobody else.
  const names = new Map<string, number>();
  for (let place = 0; place < users.total(); place += 1) {
    const { user } = users.standing(place);
    const name = user.userPrincipalName.toLowerCase();
    names.set(name, (names.get(name) ?? 0) + 1);
  }
  expect(good.filter(({ userName }) => names.get(userName) !== 1)).toEqual([]);
  expect(users.total()).toBe(usersBefore + good.length);

  // Every row comes back in its place; every bad one is named with its column.
  const response = await fetch(`${api.origin()}/api/jobs/${jobId}/rows`, {
    headers: { Authorization: `Bearer ${await cloud.tokenFor('partnerAgent')}` },
  });
  const result: string[][] = parse(await response.text());
  expect(result).toHaveLength(ROWS + 1);
  const wrong = rows.filter(({ bad }, place) => {
    const status = result[place + 1]?.at(-1) ?? '';
    return bad === null ? status !== 'Created' : !status.startsWith(`Not done: ${bad}: `);
  });
  expect(wrong).toEqual([]);

  // What was needed of the limit, and nothing beyond it.
  const [writes] = cloud.writeWatch.counts();
  if (writes === undefined) throw new Error('Nothing was written.');
  const { mostInWindow, refusedByLimit, firstAt, lastAt } = writes;
  expect(refusedByLimit).toBe(0);
  expect(mostInWindow).toBeLessThanOrEqual(LIMIT);
  const firstAtMs = Date.parse(firstAt ?? '');
  const windows = Math.floor((Date.parse(lastAt ?? '') - firstAtMs) / WINDOW_MS);
  if (isFull) {
    const whole = paces.findLast(({ atMs }) => atMs <= firstAtMs + windows * WINDOW_MS);
    expect(windows).toBeGreaterThanOrEqual(3);
    expect((whole?.taken ?? 0) / (windows * LIMIT)).toBeGreaterThanOrEqual(0.9);
    expect(mostInWindow / LIMIT).toBeGreaterThanOrEqual(0.9);
  }
});
