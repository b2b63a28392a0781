import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startWorld, type Api, type TestWorld } from '../world.ts';

interface Id {
  readonly id: string;
}
const TENANT = 'aaaaaaaa-0000-4000-8000-00000000000a';

describe('how the count came to be', () => {
  let world: TestWorld;
  let admin: Api;
  let people: string[];
  let catalogId: string;
  let courseId: string;

  beforeAll(async () => {
    world = await startWorld({
      buckets: 4,
      tenants: [
        { id: TENANT, name: 'Contoso', users: 40 },
        { id: 'bbbbbbbb-0000-4000-8000-00000000000b', name: 'Fabrikam' },
      ],
    });
    await world.synced();
    admin = world.api('owner');
    const page = await admin.get<{ items: (Id & { account: string })[] }>('/api/people?limit=500');
    people = page.body.items.filter((p) => p.account === 'enabled').map(({ id }) => id);
    catalogId = (await admin.post<Id>('/api/catalogs', { name: 'Safety' })).body.id;
    const course = await admin.post<Id>(`/api/catalogs/${catalogId}/courses`, { name: 'Fire' });
    courseId = course.body.id;
    await admin.post(`/api/courses/${courseId}/enrolments`, { personIds: people.slice(0, 10) });
    await admin.delete(`/api/courses/${courseId}/enrolments/${people[0] ?? ''}`);
  });
  afterAll(() => world.stop());

  test('the changes are told newest first, with who and what', async () => {
    const since = new Date(Date.now() - 60_000).toISOString();
    const reply = await admin.get<{ items: { what: string; counted: number; freed: number }[] }>(
      `/api/seat-changes?since=${since}`,
    );
    const [newest, ...older] = reply.body.items;
    expect(newest).toMatchObject({
      what: 'people-unenrolled',
      actor: { id: world.persona('owner').objectId, displayName: 'Olivia Novák' },
      counted: 0,
      freed: 1,
      trainingId: courseId,
      name: 'Fire',
    });
    expect(older.every(({ what }) => what === 'people-enrolled')).toBe(true);
    expect(older.reduce((sum, { counted }) => sum + counted, 0)).toBe(10);
  });

  test('the changes are paged without loss or repeat', async () => {
    const since = new Date(Date.now() - 60_000).toISOString();
    const all = await admin.get<{ items: object[] }>(`/api/seat-changes?since=${since}`);
    const paged: object[] = [];
    let cursor: string | null = null;
    do {
      const next: string = cursor === null ? '' : `&cursor=${cursor}`;
      const page = await admin.get<{ items: object[]; nextCursor: string | null }>(
        `/api/seat-changes?since=${since}&limit=1${next}`,
      );
      paged.push(...page.body.items);
      cursor = page.body.nextCursor;
    } while (cursor !== null);
    expect(paged).toEqual(all.body.items);
  });

  test('each day has the count as it was last noted', async () => {
    const from = '2020-01-01';
    const to = '2099-12-31';
    const days = async (): Promise<{ day: string; used: number }[]> => {
      const reply = await admin.get<{ items: { day: string; used: number }[] }>(
        `/api/seat-history?from=${from}&to=${to}`,
      );
      return reply.body.items;
    };
    for (const count of [1, 2]) {
      await world.advance('P1D');
      while ((await days()).filter(({ used }) => used === 9).length < count) await wait(20);
    }
    const noted = await days();
    expect(noted.map(({ day }) => day)).toEqual(noted.map(({ day }) => day).toSorted());
    const swapped = await admin.get(`/api/seat-history?from=${to}&to=${from}`);
    expect(swapped).toMatchObject({ status: 400, body: { errors: [{ path: '/query/to' }] } });
  });

  test('a deletion says beforehand what it would end and free', async () => {
    for (const path of [`courses/${courseId}`, `catalogs/${catalogId}`]) {
      expect((await admin.get(`/api/${path}/deletion-preview`)).body).toMatchObject({
        liveEnrolments: 9,
        seatsFreed: 9,
      });
    }
  });

  test('the export holds whom the list shows', async () => {
    const file = await admin.get<string>('/api/people/file?counted=true');
    expect(file.headers.get('content-type')).toContain('text/csv');
    const list = await admin.get<{ items: Id[] }>('/api/people?counted=true&limit=500');
    const rows = file.body.trimEnd().split('\n').slice(1);
    expect(rows.map((row) => row.slice(0, 36))).toEqual(list.body.items.map(({ id }) => id));
    expect(rows).toHaveLength(9);
  });

  test('people are listed by name over all buckets, page by page, and found by any word of the name', async () => {
    const all = await admin.get<{ items: (Id & { displayName: string })[] }>(
      '/api/people?limit=500',
    );
    const paged: string[] = [];
    let cursor: string | null = null;
    do {
      const next: string = cursor === null ? '' : `&cursor=${cursor}`;
      const page = await admin.get<{ items: Id[]; nextCursor: string | null }>(
        `/api/people?limit=7${next}`,
      );
      paged.push(...page.body.items.map(({ id }) => id));
      cursor = page.body.nextCursor;
    } while (cursor !== null);
    expect(paged).toEqual(all.body.items.map(({ id }) => id));
    const found = await admin.get<{ items: Id[] }>('/api/people?search=NOVAK%20oli');
    expect(found.body.items.map(({ id }) => id)).toContain(world.persona('owner').objectId);
  });

  test('filters that no index answers together are refused by name', async () => {
    for (const query of [
      'standing=disabled&counted=false',
      'guest=true&counted=true',
      'guest=false',
    ]) {
      const reply = await admin.get(`/api/people?${query}`);
      expect(reply).toMatchObject({ status: 400, body: { errors: [{ code: 'not_combinable' }] } });
    }
  });
});
