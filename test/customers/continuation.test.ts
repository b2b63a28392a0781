import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { events } from '../../api/audit/kinds.ts';
import { CHUNK_ENTRIES } from '../../api/customers/actions/plans/entries.ts';
import { rootOf } from '../../api/ports/partitions.ts';
import { ROLE } from '../../local/entra/roles.ts';
import type { Death } from '../directory/crashing-store.ts';
import { livesIn } from './lives.ts';
import {
  at,
  NORTHWIND,
  NORTHWIND_DOMAIN,
  PARTNER,
  startPartnerWorld,
  type PartnerWorld,
} from './partner-world.ts';

type Body = Record<string, unknown>;

/** Two chunks, the last one not full. */
const USERS = CHUNK_ENTRIES + 20;
const OWN =
  'First name,Last name,Display name,User name,Location,Licences,Permissions,Status update';

/** The global administrators of the customer. */
const ADMINS = ['aaaaaaaa-0000-4000-8000-0000000000a1', 'aaaaaaaa-0000-4000-8000-0000000000a2'];

/** The job is in nobody's hands but ours: the service itself does no work. */
let world: PartnerWorld;
beforeAll(async () => {
  world = await startPartnerWorld({
    env: { HEADCOUNT_ROLES: 'web' },
    customer: {
      users: USERS + 10,
      people: ADMINS.map((id, nth) => ({
        ...{
          id,
          displayName: `Admin ${nth}`,
          userPrincipalName: `admin${nth}@${NORTHWIND_DOMAIN}`,
        },
      })),
      directoryRoles: ADMINS.map((userId) => ({
        ...{ userId, roleTemplateId: ROLE.globalAdministrator },
      })),
    },
  });
});
afterAll(() => world.stop());

/** Lives that get nowhere, until the job is given up (`TRIES_MAX`). */
async function giveUp(jobId: string, first: Death, then: Death): Promise<void> {
  const lives = livesIn(world, 'kept');
  await lives.one(jobId, first);
  for (let tries = 2; tries <= 10; tries += 1) await lives.one(jobId, then);
  expect(await lives.on(jobId)).toMatchObject({ state: 'failed' });
}

const before = (atCommit: number): Death => ({ atCommit, when: 'before' });

const jobAt = async (jobId: string): Promise<Body> =>
  (await world.agent.get(at(`/jobs/${jobId}`))).body;

const entriesIn = async (jobId: string, state?: string): Promise<Body[]> => {
  const query = `limit=500${state === undefined ? '' : `&state=${state}`}`;
  return (await world.agent.get<{ items: Body[] }>(at(`/jobs/${jobId}/entries?${query}`))).body
    .items;
};

const rowsOf = async (jobId: string): Promise<Record<string, string>[]> =>
  parse((await world.agent.get<string>(at(`/jobs/${jobId}/rows`))).body, {
    columns: true,
    bom: true,
  });

const carryOn = (jobId: string) => world.agent.post(at(`/jobs/${jobId}/continuation`), undefined);

/** The users of whom a job told in an audit, each as often as it did. */
async function toldOf(tenantId: string, what: string, jobId: string): Promise<unknown[]> {
  const { items } = await world.world().store.changes(rootOf(tenantId), events, null, 100_000);
  return items
    .filter((event) => event.what === what && event.data['jobId'] === jobId)
    .flatMap(({ data }) => data['userIds'] as unknown[]);
}

const importOf = async (prefix: string, count: number): Promise<string> => {
  const rows = Array.from(
    { length: count },
    (_, nth) => `,,Person,${prefix}${nth}@${NORTHWIND_DOMAIN},NL,,,`,
  );
  const { body } = await world.agent.post(at('/imports/users'), [OWN, ...rows].join('\n'), {
    contentType: 'text/csv',
  });
  return String(body['id']);
};

describe('A job that was given up', () => {
  test('tells truly what was under way, and goes on from there: each user once, told once', async () => {
    const userIds = Array.from({ length: USERS }, (_, place) =>
      world.userAt(place + ADMINS.length),
    );
    const started = await world.agent.post(at('/deletions'), { userIds });
    const jobId = String(started.body['id']);
    expect(await carryOn(jobId)).toMatchObject({ status: 409, body: { code: 'job-running' } });
    // Dies when it is to note what came of the first chunk, and again and again.
    await giveUp(jobId, before(4), before(2));

    expect(await jobAt(jobId)).toMatchObject({
      ...{ state: 'failed', failure: { code: 'internal' }, continuation: 'possible' },
      counts: { begun: 0, planned: 0, done: 0, unknown: USERS, skipped: 0 },
      continuedBy: null,
    });
    const unknown = await entriesIn(jobId, 'unknown');
    expect(unknown).toHaveLength(USERS);
    expect(unknown[0]).toMatchObject({ state: 'unknown', faults: [{ code: 'stopped-under-way' }] });
    expect(await entriesIn(jobId, 'begun')).toEqual([]);
    const told = await rowsOf(jobId);
    expect(told).toHaveLength(USERS);
    expect(new Set(told.map((row) => `${row['Outcome']} ${row['Code']}`))).toEqual(
      new Set(['unknown stopped-under-way']),
    );

    const key = { key: 'again' };
    const path = at(`/jobs/${jobId}/continuation`);
    const continued = await world.agent.post(path, undefined, key);
    expect(continued).toMatchObject({
      status: 202,
      body: { id: jobId, state: 'queued', failure: null, finishedAt: null },
    });
    expect((await world.agent.post(path, undefined, key)).body).toEqual(continued.body);
    expect(await livesIn(world).on(jobId)).toMatchObject({
      state: 'succeeded',
      done: USERS,
      result: { done: USERS, unknown: 0 },
    });
    expect(await jobAt(jobId)).toMatchObject({
      ...{ state: 'succeeded', failure: null, continuation: 'nothing-left', undo: 'possible' },
      continuedBy: { id: expect.any(String) as unknown },
    });
    const { users } = world.cloud.tenant(NORTHWIND).directory;
    for (const place of userIds.keys())
      expect(users.standing(place + ADMINS.length).state).toBe('deleted');
    expect((await toldOf(PARTNER, 'customer-users-changed', jobId)).sort()).toEqual(userIds.sort());
    expect((await toldOf(NORTHWIND, 'partner-changed-users', jobId)).sort()).toEqual(
      userIds.sort(),
    );
    expect(await carryOn(jobId)).toMatchObject({ status: 409, body: { code: 'job-finished' } });
  });

  test('while its file was still being read begins with the file again', async () => {
    const jobId = await importOf('early', USERS);
    // Dies when it has written its first entries down.
    await giveUp(jobId, before(3), before(3));
    expect(await jobAt(jobId)).toMatchObject({ state: 'failed', continuation: 'possible' });
    expect((await carryOn(jobId)).status).toBe(202);
    expect(await livesIn(world).on(jobId)).toMatchObject({
      state: 'succeeded',
      result: { rows: USERS, good: USERS, done: USERS, planned: 0 },
    });
    expect(await entriesIn(jobId)).toHaveLength(USERS);
  });
});

describe('A job that was cancelled in the middle', () => {
  test('names what was not tried, and hands out each password once, before and after it is continued', async () => {
    const jobId = await importOf('half', USERS);
    const lives = livesIn(world, 'kept');
    // One of the two chunks is noted as done, the other one not.
    await lives.one(jobId, before(10));
    expect((await world.agent.delete(`/api/jobs/${jobId}`)).status).toBe(202);
    expect(await lives.on(jobId)).toMatchObject({ state: 'cancelled' });
    const job = await jobAt(jobId);
    expect(job).toMatchObject({ continuation: 'possible' });
    const { done, unknown, skipped } = job['counts'] as Record<string, number>;
    expect(done).toBeGreaterThan(0);
    expect([(unknown ?? 0) + (skipped ?? 0), job['passwordsWaiting']]).toEqual([
      USERS - (done ?? 0),
      done,
    ]);
    const rows = await rowsOf(jobId);
    expect(rows).toHaveLength(USERS);
    expect(rows.filter((row) => row['Status update'] === 'Created')).toHaveLength(done ?? 0);

    const handOut = () => world.agent.post(at(`/imports/${jobId}/passwords`), {});
    const first = await handOut();
    expect(first.body).toMatchObject({ count: done, renewal: null });
    expect((await jobAt(jobId))['passwordsWaiting']).toBe(0);

    expect((await carryOn(jobId)).status).toBe(202);
    expect(await lives.on(jobId)).toMatchObject({ state: 'succeeded', result: { done: USERS } });
    expect((await jobAt(jobId))['passwordsWaiting']).toBe(USERS - (done ?? 0));
    const second = await handOut();
    expect(second.body).toMatchObject({ count: USERS - (done ?? 0), renewal: null });
    const names = [first, second].flatMap(({ body }) =>
      (body['passwords'] as Body[]).map(({ userName }) => userName),
    );
    expect(new Set(names).size).toBe(USERS);
    expect((await handOut()).body).toMatchObject({ code: 'secret-already-shown' });
  });

  test('does not delete who has become the last administrator since', async () => {
    const [lone = '', other = ''] = ADMINS;
    const plain = world.userAt(USERS + ADMINS.length);
    const { body } = await world.agent.post(at('/deletions'), { userIds: [lone, plain] });
    const jobId = String(body['id']);
    await world.agent.delete(`/api/jobs/${jobId}`);
    world.cloud.tenant(NORTHWIND).perform({ act: 'deleteUser', id: other });
    expect((await carryOn(jobId)).status).toBe(202);
    await livesIn(world).on(jobId);
    expect(await entriesIn(jobId)).toMatchObject([
      { userId: lone, state: 'refused', faults: [{ code: 'last-admin' }] },
      { userId: plain, state: 'done', faults: [] },
    ]);
  });

  test('is not continued once it was taken back', async () => {
    const jobId = await importOf('gone', 3);
    await world.agent.delete(`/api/jobs/${jobId}`);
    expect(await jobAt(jobId)).toMatchObject({ state: 'cancelled', continuation: 'possible' });
    const undo = await world.agent.post(at(`/undo/${jobId}`), undefined);
    expect(undo.status).toBe(202);
    expect(await carryOn(jobId)).toMatchObject({ status: 409, body: { code: 'job-finished' } });
    expect(await jobAt(jobId)).toMatchObject({ continuation: 'undone' });
  });
});
