import { connect } from 'node:net';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { UPLOAD_LIMITS } from '../../api/imports/rules/limits.ts';
import { jobFilesOf } from '../../api/jobs/files.ts';
import { newId } from '../../api/kernel/ids.ts';
import { startWorld, type Api, type Reply, type TestWorld } from '../world.ts';
import { csvOf, openImportBench } from './bench.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await startWorld();
  await world.synced();
});
afterAll(() => world.stop());

const PATH = '/api/imports/enrolments';

interface JobAnswer {
  readonly id: string;
  readonly state: string;
  readonly result: Readonly<Record<string, unknown>> | null;
}

const post = (api: Api, body: string, query = '', key?: string): Promise<Reply<JobAnswer>> =>
  api.post(PATH + query, undefined, {
    ...{ body, contentType: 'text/csv' },
    ...(key === undefined ? {} : { key }),
  });

async function ended(api: Api, id: string): Promise<JobAnswer> {
  for (;;) {
    const { body } = await api.get<JobAnswer>(`/api/jobs/${id}`);
    if (body.state !== 'queued' && body.state !== 'running') return body;
    await wait(10);
  }
}

const learnerRow = (course: string): string =>
  csvOf(`Safety,${course},${world.persona('learner').userPrincipalName},2024-01-01,`);

const filesKept = (): Promise<readonly string[]> =>
  world.world().files.list(jobFilesOf(world.tenant.tenantId));

describe('an upload through the API', () => {
  test('answers 202 with the job, whose rows can be downloaded', async () => {
    const api = world.api('lmsAdmin');
    const { status, headers, body } = await post(api, learnerRow('First'));
    expect(status).toBe(202);
    expect(headers.get('location')).toBe(`/api/jobs/${body.id}`);
    expect(await ended(api, body.id)).toMatchObject({
      state: 'succeeded',
      result: { enrolled: 1 },
    });
    const rows = await api.get<string>(`/api/jobs/${body.id}/rows`);
    expect(rows.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(rows.body).toBe(
      `line,catalog,course,person,outcome,code,message\n2,Safety,First,${world.persona('learner').userPrincipalName},enrolled,,\n`,
    );
  });

  test('under the same Idempotency-Key is one job, and another file is refused', async () => {
    const api = world.api('owner');
    const key = newId();
    const first = await post(api, learnerRow('Keyed'), '', key);
    const again = await post(api, learnerRow('Keyed'), '', key);
    expect(again.body.id).toBe(first.body.id);
    const other = await post(api, learnerRow('Other'), '', key);
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    const dry = await post(api, learnerRow('Keyed'), '?dryRun=true', key);
    expect(dry.status).toBe(422);
    await ended(api, first.body.id);
  });

  test.each([
    ['another content type', { contentType: 'application/json', body: '{}' }, '', 415],
    ['a word for dryRun', { contentType: 'text/csv', body: csvOf() }, '?dryRun=perhaps', 400],
    ['nothing in it', { contentType: 'text/csv', body: '' }, '', 400],
    ['other columns', { contentType: 'text/csv', body: 'a,b\n1,2\n' }, '', 400],
  ])('with %s is refused and leaves nothing', async (_, asking, query, status) => {
    const before = await filesKept();
    const reply = await world.api('owner').post(PATH + query, undefined, asking);
    expect(reply.status).toBe(status);
    expect(await filesKept()).toEqual(before);
  });

  test('names every column that is wrong', async () => {
    const { body } = await world
      .api('owner')
      .post<{ errors: { path: string }[] }>(PATH, undefined, {
        contentType: 'text/csv',
        body: 'catalog,course,who,enrolledOn,unenrolledOn\n',
      });
    expect(body.errors.map(({ path }) => path)).toEqual(['/columns/3', '/columns/person']);
  });

  test('that says it is larger than the maximum is refused before it is sent', async () => {
    const authorization = `Bearer ${await world.cloud.tokenFor('owner')}`;
    const status = await new Promise((resolve, reject) => {
      const sending = request(world.origin + PATH, {
        method: 'POST',
        headers: {
          ...{ authorization, 'content-type': 'text/csv' },
          'content-length': UPLOAD_LIMITS.bytesMax + 1,
        },
      });
      sending.on('response', (response) => {
        resolve(response.statusCode);
        sending.destroy();
      });
      sending.on('error', reject);
      sending.flushHeaders();
    });
    expect(status).toBe(413);
  });

  test('that is refused while it is still being sent is answered, not cut off', async () => {
    const authorization = `Bearer ${await world.cloud.tokenFor('owner')}`;
    const wrong = Readable.from(pieces('who,what\n', 'x,y\n'.repeat(16_000), 200));
    const response = await fetch(world.origin + PATH, {
      ...{ method: 'POST', duplex: 'half' },
      headers: { authorization, 'content-type': 'text/csv' },
      body: Readable.toWeb(wrong) as ReadableStream,
    });
    expect(response.status).toBe(400);
  });

  test.each(['with its size announced', 'in chunks'])(
    'that breaks off %s leaves neither a file nor a job',
    async (how) => {
      const before = await filesKept();
      const { body: jobsBefore } = await world.api('owner').get<{ items: unknown[] }>('/api/jobs');
      const { port } = new URL(world.origin);
      const socket = connect(Number(port), '127.0.0.1');
      const length = how === 'in chunks' ? 'Transfer-Encoding: chunked' : 'Content-Length: 100000';
      const sent = csvOf('A,B,c@d.example,,');
      const framed = how === 'in chunks' ? `${sent.length.toString(16)}\r\n${sent}\r\n` : sent;
      socket.write(
        `POST ${PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\n${length}\r\n` +
          `Authorization: Bearer ${await world.cloud.tokenFor('owner')}\r\n\r\n${framed}`,
      );
      await wait(100);
      socket.destroy();
      await wait(100);
      expect(await filesKept()).toEqual(before);
      const { body: jobsAfter } = await world.api('owner').get<{ items: unknown[] }>('/api/jobs');
      expect(jobsAfter.items).toEqual(jobsBefore.items);
    },
  );
});

describe('who may see a job', () => {
  test('an admin each of the tenant, a catalog admin the own ones, nobody another tenant’s', async () => {
    const [admin, own] = [world.api('owner'), world.api('catalogAdmin')];
    const { body: catalog } = await admin.post<{ id: string }>('/api/catalogs', { name: 'Own' });
    const { objectId } = world.persona('catalogAdmin');
    await admin.put(`/api/catalogs/${catalog.id}/admins/${objectId}`);
    const { body: theirs } = await post(admin, learnerRow('Second'));
    const { userPrincipalName } = world.persona('learner');
    const { body: mine } = await post(
      own,
      csvOf(`Own,X,${userPrincipalName},,`, `Safety,Second,${userPrincipalName},,`),
    );
    expect(await ended(own, mine.id)).toMatchObject({
      ...{ state: 'partly-failed', result: { enrolled: 1, refusedBy: { 'catalog-unknown': 1 } } },
    });
    expect((await own.get(`/api/jobs/${theirs.id}`)).status).toBe(404);
    expect((await own.get(`/api/jobs/${theirs.id}/rows`)).status).toBe(404);
    expect((await own.delete(`/api/jobs/${theirs.id}`)).status).toBe(404);
    const list = await own.get<{ items: JobAnswer[] }>('/api/jobs');
    expect(list.body.items.map(({ id }) => id)).toEqual([mine.id]);
    const all = await admin.get<{ items: JobAnswer[] }>('/api/jobs?limit=500');
    expect(all.body.items.map(({ id }) => id)).toEqual(
      expect.arrayContaining([mine.id, theirs.id]),
    );
    expect((await world.api('peerAdmin').get(`/api/jobs/${mine.id}`)).status).toBe(404);
    await ended(admin, theirs.id);
    const late = await admin.delete<{ code: string }>(`/api/jobs/${theirs.id}`);
    expect(late).toMatchObject({ status: 409, body: { code: 'job-finished' } });
  });
});

describe('an upload of any size', () => {
  /** Not the maximum itself, so that the test is short; the code knows no other difference. */
  const MOST = process.env['HEADCOUNT_MATRIX'] === 'full' ? 2 ** 31 : 2 ** 27;
  const ROW = 'Catalog,Course,someone@contoso.example,2024-01-01,\n';
  const endless = (): Readable => Readable.from(pieces(csvOf(), ROW.repeat(1_000), Infinity));

  test('is taken up to the maximum in little memory, and leaves nothing beyond it', async () => {
    const bench = await openImportBench({ idle: true });
    const before = process.memoryUsage().rss;
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
    const sending = bench.send(endless(), { limits: { bytesMax: MOST } });
    await expect(sending).rejects.toMatchObject({ code: 'body-too-large' });
    clearInterval(watch);
    expect(most - before).toBeLessThan(96 * 1024 ** 2);
    expect(await bench.world.files.list(jobFilesOf(bench.tenant.tenantId))).toEqual([]);
    await bench.close();
  });
});

async function* pieces(first: string, piece: string, count: number): AsyncGenerator<Buffer> {
  yield Buffer.from(first);
  const bytes = Buffer.from(piece);
  for (let n = 0; n < count; n++) yield bytes;
}
