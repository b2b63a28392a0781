import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../api/kernel/ids.ts';
import { BUCKETS, startLearningWorld, type Id, type LearningWorld } from './learning-world.ts';

describe.each(BUCKETS)('who asks for what of learning, %i bucket(s)', (buckets) => {
  let world: LearningWorld;
  beforeAll(async () => {
    world = await startLearningWorld(buckets);
  });
  afterAll(() => world.stop());

  test('unknown people are refused one by one, and the others enrolled', async () => {
    const courseId = await world.newCourse(await world.newCatalog());
    const unknown = newId();
    const [personId = ''] = world.people;
    expect((await world.enrol(courseId, [unknown, personId])).body.results).toEqual([
      { personId: unknown, outcome: 'refused', code: 'person-unknown' },
      { personId, outcome: 'enrolled' },
    ]);
    await world.admin.delete(`/api/courses/${courseId}/enrolments/${personId}`);
  });

  test('1,001 people at once are refused, with the rule', async () => {
    const courseId = await world.newCourse(await world.newCatalog());
    const reply = await world.enrol(courseId, Array.from({ length: 1_001 }, newId));
    expect(reply).toMatchObject({
      status: 400,
      body: { code: 'invalid-input', errors: [{ path: '/personIds' }] },
    });
  });

  test("another tenant's course, catalog and person are as things that do not exist (A-3)", async () => {
    const catalogId = await world.newCatalog();
    const courseId = await world.newCourse(catalogId);
    const peer = world.api('peerAdmin');
    const [personId = ''] = world.people;
    for (const path of [
      `/api/catalogs/${catalogId}`,
      `/api/catalogs/${catalogId}/people`,
      `/api/courses/${courseId}`,
      `/api/courses/${courseId}/enrolments`,
      `/api/people/${personId}/seat`,
    ]) {
      expect((await peer.get(path)).status).toBe(404);
    }
    expect((await peer.delete(`/api/people/${personId}`)).status).toBe(404);
    expect((await peer.delete(`/api/courses/${courseId}`)).status).toBe(404);
    const refused = await peer.post(`/api/courses/${courseId}/enrolments`, {
      personIds: [personId],
    });
    expect(refused.status).toBe(404);
  });

  test("A-3, L-31 a catalog admin acts on the own catalogs, and sees others' enrolments as elsewhere", async () => {
    const catalogAdmin = world.api('catalogAdmin');
    const [own, other] = [await world.newCatalog('Own'), await world.newCatalog('Other')];
    const adminId = world.persona('catalogAdmin').objectId;
    expect((await world.admin.put(`/api/catalogs/${own}/admins/${adminId}`)).status).toBe(200);
    expect((await world.admin.get(`/api/catalogs/${own}/admins`)).body).toMatchObject({
      items: [{ personId: adminId, displayName: 'Jürgen Weiß' }],
    });
    const catalogs = await catalogAdmin.get<{ items: Id[] }>('/api/catalogs');
    expect(catalogs.body.items.map(({ id }) => id)).toEqual([own]);
    expect((await catalogAdmin.get(`/api/catalogs/${other}`)).status).toBe(404);
    const courseId = (await catalogAdmin.post<Id>(`/api/catalogs/${own}/courses`, { name: 'Mine' }))
      .body.id;
    const [personId = '', stranger = ''] = world.people;
    const body = { personIds: [personId] };
    expect((await catalogAdmin.post(`/api/courses/${courseId}/enrolments`, body)).status).toBe(200);
    await world.enrol(await world.newCourse(other), [personId, stranger]);
    const seat = await catalogAdmin.get<{ because: { code: string }[] }>(
      `/api/people/${personId}/seat`,
    );
    expect(seat.body.because.map(({ code }) => code)).toEqual(['enrolment', 'elsewhere']);
    expect((await catalogAdmin.get(`/api/people/${stranger}/seat`)).status).toBe(404);
    expect((await catalogAdmin.get('/api/people')).status).toBe(403);
    const theirs = await catalogAdmin.get<{ items: Id[] }>(`/api/people?catalogId=${own}`);
    expect(theirs.body.items.map(({ id }) => id)).toEqual([personId]);
    expect((await catalogAdmin.get(`/api/people?catalogId=${other}`)).status).toBe(404);
  });

  test('L-36 an LMS admin is no catalog admin by that, and may become one by the own hand', async () => {
    const lmsAdmin = world.api('lmsAdmin');
    const { objectId } = world.persona('lmsAdmin');
    const catalogId = await world.newCatalog('Shared');
    const admins = `/api/catalogs/${catalogId}/admins`;
    expect((await lmsAdmin.get<{ roles: string[] }>('/api/me')).body.roles).not.toContain(
      'catalogAdmin',
    );
    expect((await lmsAdmin.get(admins)).body).toMatchObject({ items: [] });
    expect((await lmsAdmin.put(`${admins}/${objectId}`)).status).toBe(200);
    expect((await lmsAdmin.get(admins)).body).toMatchObject({ items: [{ personId: objectId }] });
  });

  test('two admins who rename one catalog: the second is told that it changed', async () => {
    const catalogId = await world.newCatalog();
    const read = await world.admin.get(`/api/catalogs/${catalogId}`);
    const headers = { 'If-Match': read.headers.get('etag') ?? '' };
    const path = `/api/catalogs/${catalogId}`;
    expect((await world.admin.patch(path, { name: 'One' }, { headers })).status).toBe(200);
    expect(await world.admin.patch(path, { name: 'Two' }, { headers })).toMatchObject({
      status: 412,
      body: { code: 'version-changed' },
    });
  });

  test('the same Idempotency-Key makes one course', async () => {
    const catalogId = await world.newCatalog();
    const path = `/api/catalogs/${catalogId}/courses`;
    const key = newId();
    const [one, two] = await Promise.all([
      world.admin.post<Id>(path, { name: 'Once' }, { key }),
      world.admin.post<Id>(path, { name: 'Once' }, { key }),
    ]);
    const third = await world.admin.post<Id>(path, { name: 'Once' }, { key });
    expect(third.status).toBe(201);
    for (const reply of [one, two]) {
      if (reply.status === 201) expect(reply.body.id).toBe(third.body.id);
      else expect(reply).toMatchObject({ status: 409, body: { code: 'act-under-way' } });
    }
    const courses = await world.admin.get<{ items: Id[] }>(path);
    expect(courses.body.items).toHaveLength(1);
    expect((await world.admin.post(path, { name: 'Other' }, { key })).status).toBe(422);
  });
});
