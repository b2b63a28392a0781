import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createSystemClock } from '../../api/adapters/clock/system.ts';
import { openSqliteStore } from '../../api/adapters/sqlite/open.ts';
import { keyUses, once, type KeyedAct, type UnderWay } from '../../api/http/idempotency.ts';
import type { Answer } from '../../api/http/route.ts';
import { AppError } from '../../api/kernel/errors.ts';
import { newId } from '../../api/kernel/ids.ts';
import type { Store } from '../../api/ports/store.ts';
import { startWorld, type TestWorld } from '../world.ts';

describe('an act with an Idempotency-Key', () => {
  let folder: string;
  let store: Store;
  const clock = createSystemClock();
  const service = () => ({ store, clock });
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'idempotency-'));
    store = openSqliteStore({ file: join(folder, 'data.db'), kinds: [keyUses] });
  });
  afterAll(async () => {
    clock.close();
    await store.close();
    await rm(folder, { recursive: true });
  });

  /** A process that is the only one on the store, and one among others. */
  const only = (): UnderWay => ({ here: new Set(), alone: true });
  const oneOfMany = (): UnderWay => ({ here: new Set(), alone: false });

  const tenant = { tenantId: newId(), buckets: 1 };
  let ran: string[];
  let act: KeyedAct;
  beforeEach(() => {
    ran = [];
    act = {
      tenant,
      personId: newId(),
      route: 'post /api/things',
      key: 'key-1',
      inputHash: 'input',
      uploadHash: null,
      uploadHashSoFar: () => null,
      run: (actId) => {
        ran.push(actId);
        return Promise.resolve({
          status: 201,
          headers: { Location: '/1' },
          body: { nth: ran.length },
        });
      },
    };
  });

  test('runs once and gives the same answer again', async () => {
    const underWay = only();
    const first = await once(service(), underWay, act);
    const second = await once(service(), underWay, act);
    expect(ran).toHaveLength(1);
    expect(second).toEqual({
      ...first,
      headers: { ...first.headers, 'Idempotent-Replayed': 'true' },
    });
    expect(underWay.here.size).toBe(0);
  });

  test('is refused with another input', async () => {
    const underWay = only();
    await once(service(), underWay, act);
    await expect(once(service(), underWay, { ...act, inputHash: 'other' })).rejects.toMatchObject({
      code: 'idempotency-key-reused',
    });
  });

  test('is another act for another person, route or tenant', async () => {
    const underWay = only();
    await once(service(), underWay, act);
    await once(service(), underWay, { ...act, personId: newId() });
    await once(service(), underWay, { ...act, route: 'post /api/others' });
    await once(service(), underWay, { ...act, tenant: { tenantId: newId(), buckets: 1 } });
    expect(new Set(ran).size).toBe(4);
  });

  test('tells a repeat to come back while the first is running, and answers it afterwards', async () => {
    const underWay = only();
    const { promise: gate, resolve: open } = Promise.withResolvers<Answer>();
    const slow: KeyedAct = {
      ...act,
      run: (actId) => {
        ran.push(actId);
        return gate;
      },
    };
    const running = once(service(), underWay, slow);
    await expect(once(service(), underWay, slow)).rejects.toMatchObject({
      code: 'act-under-way',
      facts: { retryAfterSeconds: 1 },
    });
    open({ status: 200, body: {} });
    await running;
    await expect(once(service(), underWay, slow)).resolves.toMatchObject({ status: 200 });
    expect(ran).toHaveLength(1);
  });

  test('runs again as the same act where the process ended in the middle', async () => {
    const dies: KeyedAct = {
      ...act,
      run: (actId) => {
        ran.push(actId);
        return new Promise(() => undefined);
      },
    };
    void once(service(), only(), dies);
    while (ran.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    // A new process knows of nothing under way.
    const answer = await once(service(), only(), act);
    expect(answer.status).toBe(201);
    expect(ran).toHaveLength(2);
    expect(ran[1]).toBe(ran[0]);
  });

  test('is left to the process that runs it, among several, until that one is taken to be gone', async () => {
    const { promise: gate, resolve: open } = Promise.withResolvers<Answer>();
    const slow: KeyedAct = { ...act, run: () => gate };
    const running = once(service(), oneOfMany(), slow);
    await expect(once(service(), oneOfMany(), act)).rejects.toMatchObject({
      code: 'act-under-way',
    });
    open({ status: 200, body: {} });
    await running;
    await expect(once(service(), oneOfMany(), act)).resolves.toMatchObject({ status: 200 });
    expect(ran).toEqual([]);
  });

  test('may be tried again at once in another process where it was refused only for now', async () => {
    const busy: KeyedAct = { ...act, run: () => Promise.reject(new AppError('busy', 'Later.')) };
    await expect(once(service(), oneOfMany(), busy)).rejects.toMatchObject({ code: 'busy' });
    await expect(once(service(), oneOfMany(), act)).resolves.toMatchObject({ status: 201 });
  });

  test('gives a refusal again in the same words, but tries again what was refused only for now', async () => {
    const underWay = only();
    const refusing = (error: AppError): KeyedAct => ({
      ...act,
      key: error.code,
      run: (actId) => {
        ran.push(actId);
        return Promise.reject(error);
      },
    });
    const final = refusing(new AppError('person-deleted', 'Gone.', { why: 'deleted' }));
    for (let nth = 0; nth < 2; nth += 1) {
      await expect(once(service(), underWay, final)).rejects.toMatchObject({
        code: 'person-deleted',
        message: 'Gone.',
        facts: { why: 'deleted' },
      });
    }
    expect(ran).toHaveLength(1);
    const forNow = refusing(new AppError('busy', 'Later.'));
    for (let nth = 0; nth < 2; nth += 1) {
      await expect(once(service(), underWay, forNow)).rejects.toMatchObject({ code: 'busy' });
    }
    expect(ran).toHaveLength(3);
    expect(ran[2]).toBe(ran[1]);
  });

  test('compares a streamed body by what was read of it', async () => {
    const underWay = only();
    const upload = (hash: string): KeyedAct => ({
      ...act,
      uploadHash: () => Promise.resolve(hash),
      uploadHashSoFar: () => hash,
    });
    await once(service(), underWay, upload('a'));
    await expect(once(service(), underWay, upload('a'))).resolves.toMatchObject({ status: 201 });
    await expect(once(service(), underWay, upload('b'))).rejects.toMatchObject({
      code: 'idempotency-key-reused',
    });
    expect(ran).toHaveLength(1);
  });
});

describe('Idempotency-Key over HTTP', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  test('makes one catalog of ten requests at once, and of one after a restart', async () => {
    const owner = world.api('owner');
    const ask = () => owner.post('/api/catalogs', { name: 'Safety' }, { key: 'once' });
    const replies = await Promise.all(Array.from({ length: 10 }, ask));
    for (const { status, body } of replies) {
      expect(status === 201 ? 'made' : body['code']).toMatch(/^(made|act-under-way)$/);
    }
    await world.restart();
    const again = await ask();
    expect(again.status).toBe(201);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    const { items } = (await owner.get<{ items: unknown[] }>('/api/catalogs')).body;
    expect(items).toHaveLength(1);
  });

  test('gives 422 for another body and for another address of the same route', async () => {
    const owner = world.api('owner');
    const [one, two] = await Promise.all(
      ['a', 'b'].map((name) => owner.post<{ id: string }>('/api/catalogs', { name })),
    );
    const course = (id: string | undefined, name: string) =>
      owner.post(`/api/catalogs/${id ?? ''}/courses`, { name }, { key: 'course' });
    expect((await course(one?.body.id, 'Ladders')).status).toBe(201);
    expect((await course(one?.body.id, 'Ropes')).body).toMatchObject({
      status: 422,
      code: 'idempotency-key-reused',
    });
    expect((await course(two?.body.id, 'Ladders')).status).toBe(422);
  });

  test('ends an enrolment once, and says so again; under another key there is nothing left to end', async () => {
    const owner = world.api('owner');
    const { person } = (await owner.get<{ person: { id: string } }>('/api/me')).body;
    const { body: catalog } = await owner.post<{ id: string }>('/api/catalogs', { name: 'Ends' });
    const { body: course } = await owner.post<{ id: string }>(
      `/api/catalogs/${catalog.id}/courses`,
      { name: 'Ladders' },
    );
    const path = `/api/courses/${course.id}/enrolments`;
    await owner.post(path, { personIds: [person.id] });
    const end = (key: string) => owner.delete(`${path}/${person.id}`, { key });
    const first = await end('end');
    expect(first).toMatchObject({ status: 200, body: { personId: person.id, outcome: 'ended' } });
    const again = await end('end');
    expect(again).toMatchObject({ status: 200, body: first.body });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect((await end('end-again')).status).toBe(404);
  });

  test('compares a streamed body too', async () => {
    const owner = world.api('owner');
    const upload = (person: string) =>
      owner.request<{ id: string }>('POST', '/api/imports/enrolments?dryRun=true', {
        body: `catalog,course,person,enrolledOn,unenrolledOn\nSafety,Ladders,${person},,\n`,
        contentType: 'text/csv',
        key: 'upload',
      });
    const first = await upload('ada@contoso.example');
    expect(first.status).toBe(202);
    expect((await upload('ada@contoso.example')).body.id).toBe(first.body.id);
    expect((await upload('bob@contoso.example')).status).toBe(422);
  });

  test('is forgotten 24 hours later', async () => {
    const owner = world.api('owner');
    const ask = () => owner.post<{ id: string }>('/api/catalogs', { name: 'Day' }, { key: 'day' });
    const first = await ask();
    await world.advance('PT23H59M');
    expect((await ask()).body.id).toBe(first.body.id);
    await world.advance('PT2M');
    expect((await ask()).body.id).not.toBe(first.body.id);
  });

  test.each(['', ' ', 'a b', 'é', 'x'.repeat(256)])('refuses the key %p', async (key) => {
    const headers = { 'Idempotency-Key': key };
    const reply = await world
      .api('owner')
      .post('/api/catalogs', { name: 'Safety' }, { headers })
      .catch(() => null);
    // What no header can carry does not even leave the client.
    if (reply !== null) {
      expect(reply.body).toMatchObject({
        code: 'invalid-input',
        errors: [{ path: '/headers/idempotency-key' }],
      });
    }
  });
});
