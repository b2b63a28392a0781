import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../api/kernel/ids.ts';
import { fewRuns } from '../store-under-test.ts';
import { startWorld, type Api, type Reply, type TestWorld } from '../world.ts';

interface Id {
  readonly id: string;
}
interface JobBody extends Id {
  readonly state: string;
  readonly result: Record<string, unknown>;
}
interface Outcomes {
  readonly results: {
    readonly personId: string;
    readonly outcome: string;
    readonly code?: string;
  }[];
}

const TENANT = 'aaaaaaaa-0000-4000-8000-00000000000a';
const PEER = 'bbbbbbbb-0000-4000-8000-00000000000b';

describe.each(fewRuns ? [4] : [1, 4])('learning over HTTP, %i bucket(s)', (buckets) => {
  let world: TestWorld;
  let admin: Api;
  let catalogAdmin: Api;
  let people: string[];

  beforeAll(async () => {
    world = await startWorld({
      buckets,
      tenants: [
        { id: TENANT, name: 'Contoso', users: 12 },
        { id: PEER, name: 'Fabrikam' },
      ],
    });
    await world.synced();
    admin = world.api('owner');
    catalogAdmin = world.api('catalogAdmin');
    const page = await admin.get<{ items: (Id & { account: string })[] }>('/api/people?limit=100');
    const personas = new Set(
      ['owner', 'learner', 'catalogAdmin'].map((name) => world.persona(name as 'owner').objectId),
    );
    people = page.body.items
      .filter(({ id, account }) => account === 'enabled' && !personas.has(id))
      .map(({ id }) => id);
  });
  afterAll(() => world.stop());

  const used = async (): Promise<number> =>
    (await admin.get<{ seats: { used: number } }>('/api/subscription')).body.seats.used;
  const newCatalog = async (name = 'Onboarding'): Promise<string> =>
    (await admin.post<Id>('/api/catalogs', { name })).body.id;
  const newCourse = async (catalogId: string, name = 'Safety'): Promise<string> =>
    (await admin.post<Id>(`/api/catalogs/${catalogId}/courses`, { name })).body.id;
  const enrol = (courseId: string, personIds: string[]): Promise<Reply<Outcomes>> =>
    admin.post<Outcomes>(`/api/courses/${courseId}/enrolments`, { personIds });
  const finished = async (reply: Reply<Id>): Promise<JobBody> => {
    expect(reply.status).toBe(202);
    expect(reply.headers.get('location')).toBe(`/api/jobs/${reply.body.id}`);
    for (;;) {
      const { body } = await admin.get<JobBody>(`/api/jobs/${reply.body.id}`);
      if (body.state !== 'queued' && body.state !== 'running') return body;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const sync = async (): Promise<void> => {
    await admin.post('/api/directory/sync');
    await world.synced();
  };
  const until = async (holds: () => Promise<boolean>): Promise<void> => {
    for (let tries = 0; tries < 500; tries++) {
      if (await holds()) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('It did not come to hold.');
  };

  test('L-1, L-2, L-12 an enrolled person counts once, until the last enrolment ends', async () => {
    const before = await used();
    const catalogId = await newCatalog();
    const [one, two] = [await newCourse(catalogId), await newCourse(catalogId, 'Ethics')];
    const [personId = ''] = people;
    expect((await enrol(one, [personId, personId])).body.results).toEqual([
      { personId, outcome: 'enrolled' },
    ]);
    expect((await enrol(one, [personId])).body.results).toEqual([{ personId, outcome: 'already' }]);
    await enrol(two, [personId]);
    expect(await used()).toBe(before + 1);
    await admin.delete(`/api/courses/${one}/enrolments/${personId}`);
    expect(await used()).toBe(before + 1);
    const ended = await admin.delete(`/api/courses/${two}/enrolments/${personId}`);
    expect(ended).toMatchObject({ status: 200, body: { outcome: 'ended', groupIds: [] } });
    expect(await used()).toBe(before);
    expect((await admin.delete(`/api/courses/${two}/enrolments/${personId}`)).status).toBe(404);
  });

  test('L-4 publishing and unpublishing make no difference; L-5 deleting the course frees the seat', async () => {
    const before = await used();
    const catalogId = await newCatalog();
    const courseId = await newCourse(catalogId);
    await enrol(courseId, people.slice(0, 3));
    const published = await admin.patch(`/api/courses/${courseId}`, {
      published: true,
    });
    expect(published.body).toMatchObject({ published: true, liveEnrolments: 3 });
    await admin.patch(`/api/courses/${courseId}`, { published: false });
    expect(await used()).toBe(before + 3);
    const job = await finished(await admin.delete<Id>(`/api/courses/${courseId}`));
    expect(job).toMatchObject({ state: 'succeeded', result: { enrolmentsEnded: 3 } });
    expect(await used()).toBe(before);
    expect((await admin.get(`/api/courses/${courseId}`)).status).toBe(404);
    expect((await enrol(courseId, people.slice(0, 1))).status).toBe(404);
  });

  test('L-10, S-7 a training plan counts by itself; deleting a course leaves it', async () => {
    const before = await used();
    const catalogId = await newCatalog();
    const courseId = await newCourse(catalogId);
    const plan = await admin.post<Id>(`/api/catalogs/${catalogId}/training-plans`, {
      name: 'Year 1',
    });
    const [personId = ''] = people;
    await enrol(courseId, [personId]);
    await admin.post(`/api/training-plans/${plan.body.id}/enrolments`, { personIds: [personId] });
    await finished(await admin.delete<Id>(`/api/courses/${courseId}`));
    expect(await used()).toBe(before + 1);
    const seat = await admin.get<{ because: object[] }>(`/api/people/${personId}/seat`);
    expect(seat.body.because).toEqual([
      expect.objectContaining({ code: 'enrolment', planId: plan.body.id, catalogId }),
    ]);
    await finished(await admin.delete<Id>(`/api/training-plans/${plan.body.id}`));
    expect(await used()).toBe(before);
  });

  test('L-8, L-9, S-4 a list takes no seat; leaving one list ends its enrolments, leaving all frees the seat', async () => {
    const before = await used();
    const [first, second] = [await newCatalog('First'), await newCatalog('Second')];
    const [personId = ''] = people;
    await admin.post(`/api/catalogs/${first}/people`, { personIds: [personId] });
    expect(await used()).toBe(before);
    await enrol(await newCourse(first), [personId]);
    await enrol(await newCourse(second), [personId]);
    const list = await admin.get<{ items: object[] }>(`/api/catalogs/${second}/people`);
    expect(list.body.items).toEqual([
      expect.objectContaining({ personId, liveEnrolments: 1, direct: true }),
    ]);
    await admin.delete(`/api/catalogs/${first}/people/${personId}`);
    expect(await used()).toBe(before + 1);
    await admin.delete(`/api/catalogs/${second}/people/${personId}`);
    expect(await used()).toBe(before);
  });

  test('S-7 deleting a catalog ends its courses, plans, enrolments and list', async () => {
    const before = await used();
    const catalogId = await newCatalog('Doomed');
    const courseId = await newCourse(catalogId);
    await enrol(courseId, people.slice(0, 5));
    await finished(await admin.delete<Id>(`/api/catalogs/${catalogId}`));
    expect(await used()).toBe(before);
    for (const path of [`/api/catalogs/${catalogId}`, `/api/courses/${courseId}`]) {
      expect((await admin.get(path)).status).toBe(404);
    }
  });

  test('L-7, L-20, S-5 the directory frees the seat and gives it back', async () => {
    const before = await used();
    const courseId = await newCourse(await newCatalog());
    const [personId = ''] = people;
    await enrol(courseId, [personId]);
    const tenant = world.cloud.tenant(TENANT);
    const ways = [
      [
        { act: 'changeUser', id: personId, changes: { accountEnabled: false } },
        { act: 'changeUser', id: personId, changes: { accountEnabled: true } },
      ],
      [
        { act: 'deleteUser', id: personId },
        { act: 'restoreUser', id: personId },
      ],
    ] as const;
    for (const [away, back] of ways) {
      tenant.perform(away);
      await sync();
      await until(async () => (await used()) === before);
      tenant.perform(back);
      await sync();
      await until(async () => (await used()) === before + 1);
    }
    await admin.delete(`/api/courses/${courseId}/enrolments/${personId}`);
  });

  test('L-7, S-6 somebody removed entirely is free of everything at once, stays readable, and can be added again', async () => {
    const before = await used();
    const courseId = await newCourse(await newCatalog());
    const [personId = ''] = people;
    await enrol(courseId, [personId]);
    const reply = await admin.delete<Id>(`/api/people/${personId}`);
    expect(await used()).toBe(before);
    await finished(reply);
    const seat = await admin.get(`/api/people/${personId}/seat`);
    expect(seat).toMatchObject({
      status: 200,
      body: {
        counted: false,
        because: [],
        blockedBy: [{ code: 'removed' }, { code: 'no-enrolment' }],
      },
    });
    await enrol(courseId, [personId]);
    expect(await used()).toBe(before + 1);
    await admin.delete(`/api/courses/${courseId}/enrolments/${personId}`);
  });

  test('L-6 a Flow user counts from the activation to its end', async () => {
    const before = await used();
    const person = await admin.post<Id>('/api/people', {
      displayName: 'Fleur Flow',
      mail: 'f@flow.test',
    });
    expect(person.status).toBe(201);
    expect(await used()).toBe(before);
    const path = `/api/people/${person.body.id}/flow-activation`;
    expect((await admin.post(path)).body).toMatchObject({
      counted: true,
      because: [{ code: 'flow' }],
    });
    expect(await used()).toBe(before + 1);
    expect((await admin.delete(path)).body).toMatchObject({ counted: false });
    expect(await used()).toBe(before);
  });

  test('L-13 a group enrols its members now and later, and lets them go', async () => {
    const before = await used();
    const courseId = await newCourse(await newCatalog());
    const tenant = world.cloud.tenant(TENANT);
    const groupId = newId();
    const [one = '', two = ''] = people;
    tenant.perform({
      act: 'addGroup',
      id: groupId,
      kind: 'security',
      displayName: 'Team',
      userIds: [one],
      groupIds: [],
    });
    const reply = await admin.post<Outcomes>(`/api/courses/${courseId}/enrolments`, { groupId });
    expect(reply).toMatchObject({
      status: 200,
      body: { results: [{ personId: one, outcome: 'enrolled' }] },
    });
    expect((await admin.get(`/api/courses/${courseId}/groups`)).body).toMatchObject({
      items: [{ groupId, displayName: 'Team' }],
    });
    expect(await used()).toBe(before + 1);
    tenant.perform({ act: 'addMembers', groupId, userIds: [two], groupIds: [] });
    await sync();
    await until(async () => (await used()) === before + 2);
    const held = await admin.delete(`/api/courses/${courseId}/enrolments/${two}`);
    expect(held).toMatchObject({
      status: 409,
      body: { code: 'held-by-group', groupIds: [groupId] },
    });
    tenant.perform({ act: 'removeMembers', groupId, userIds: [two], groupIds: [] });
    await sync();
    await until(async () => (await used()) === before + 1);
    await finished(await admin.delete<Id>(`/api/courses/${courseId}/groups/${groupId}`));
    expect(await used()).toBe(before);
  });

  test('unknown people are refused one by one, and the others enrolled', async () => {
    const courseId = await newCourse(await newCatalog());
    const unknown = newId();
    const [personId = ''] = people;
    expect((await enrol(courseId, [unknown, personId])).body.results).toEqual([
      { personId: unknown, outcome: 'refused', code: 'person-unknown' },
      { personId, outcome: 'enrolled' },
    ]);
    await admin.delete(`/api/courses/${courseId}/enrolments/${personId}`);
  });

  test('1,001 people at once are refused, with the rule', async () => {
    const courseId = await newCourse(await newCatalog());
    const reply = await enrol(courseId, Array.from({ length: 1_001 }, newId));
    expect(reply).toMatchObject({
      status: 400,
      body: { code: 'invalid-input', errors: [{ path: '/personIds' }] },
    });
  });

  test("another tenant's course, catalog and person are as things that do not exist (A-3)", async () => {
    const catalogId = await newCatalog();
    const courseId = await newCourse(catalogId);
    const peer = world.api('peerAdmin');
    const [personId = ''] = people;
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
    const [own, other] = [await newCatalog('Own'), await newCatalog('Other')];
    const adminId = world.persona('catalogAdmin').objectId;
    expect((await admin.put(`/api/catalogs/${own}/admins/${adminId}`)).status).toBe(200);
    expect((await admin.get(`/api/catalogs/${own}/admins`)).body).toMatchObject({
      items: [{ personId: adminId, displayName: 'Jürgen Weiß' }],
    });
    const catalogs = await catalogAdmin.get<{ items: Id[] }>('/api/catalogs');
    expect(catalogs.body.items.map(({ id }) => id)).toEqual([own]);
    expect((await catalogAdmin.get(`/api/catalogs/${other}`)).status).toBe(404);
    const courseId = (await catalogAdmin.post<Id>(`/api/catalogs/${own}/courses`, { name: 'Mine' }))
      .body.id;
    const [personId = '', stranger = ''] = people;
    const body = { personIds: [personId] };
    expect((await catalogAdmin.post(`/api/courses/${courseId}/enrolments`, body)).status).toBe(200);
    await enrol(await newCourse(other), [personId, stranger]);
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

  test('two admins who rename one catalog: the second is told that it changed', async () => {
    const catalogId = await newCatalog();
    const read = await admin.get(`/api/catalogs/${catalogId}`);
    const headers = { 'If-Match': read.headers.get('etag') ?? '' };
    const path = `/api/catalogs/${catalogId}`;
    expect((await admin.patch(path, { name: 'One' }, { headers })).status).toBe(200);
    expect(await admin.patch(path, { name: 'Two' }, { headers })).toMatchObject({
      status: 412,
      body: { code: 'version-changed' },
    });
  });

  test('the same Idempotency-Key makes one course', async () => {
    const catalogId = await newCatalog();
    const path = `/api/catalogs/${catalogId}/courses`;
    const key = newId();
    const [one, two] = await Promise.all([
      admin.post<Id>(path, { name: 'Once' }, { key }),
      admin.post<Id>(path, { name: 'Once' }, { key }),
    ]);
    const third = await admin.post<Id>(path, { name: 'Once' }, { key });
    expect(third.status).toBe(201);
    for (const reply of [one, two]) {
      if (reply.status === 201) expect(reply.body.id).toBe(third.body.id);
      else expect(reply).toMatchObject({ status: 409, body: { code: 'act-under-way' } });
    }
    const courses = await admin.get<{ items: Id[] }>(path);
    expect(courses.body.items).toHaveLength(1);
    expect((await admin.post(path, { name: 'Other' }, { key })).status).toBe(422);
  });

  test('a recount after all this agrees', async () => {
    const job = await finished(await admin.post<Id>('/api/recount'));
    expect(job).toMatchObject({ state: 'succeeded', result: { differencesTotal: 0 } });
    expect(job.result['recounted']).toEqual({ used: await used() });
  });
});
