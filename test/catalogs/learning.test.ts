import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BUCKETS, startLearningWorld, type Id, type LearningWorld } from './learning-world.ts';

describe.each(BUCKETS)('learning over HTTP, %i bucket(s)', (buckets) => {
  let world: LearningWorld;
  beforeAll(async () => {
    world = await startLearningWorld(buckets);
  });
  afterAll(() => world.stop());

  test('L-1, L-2, L-11, L-12 an enrolled person counts once, until the last enrolment ends', async () => {
    const before = await world.used();
    const catalogId = await world.newCatalog();
    const [one, two] = [
      await world.newCourse(catalogId),
      await world.newCourse(catalogId, 'Ethics'),
    ];
    const [personId = ''] = world.people;
    expect((await world.enrol(one, [personId, personId])).body.results).toEqual([
      { personId, outcome: 'enrolled' },
    ]);
    expect((await world.enrol(one, [personId])).body.results).toEqual([
      { personId, outcome: 'already' },
    ]);
    await world.enrol(two, [personId]);
    expect(await world.used()).toBe(before + 1);
    await world.admin.delete(`/api/courses/${one}/enrolments/${personId}`);
    expect(await world.used()).toBe(before + 1);
    const ended = await world.admin.delete(`/api/courses/${two}/enrolments/${personId}`);
    expect(ended).toMatchObject({ status: 200, body: { outcome: 'ended', groupIds: [] } });
    expect(await world.used()).toBe(before);
    expect((await world.admin.delete(`/api/courses/${two}/enrolments/${personId}`)).status).toBe(
      404,
    );
  });

  test('L-4 publishing and unpublishing make no difference; L-5 deleting the course frees the seat', async () => {
    const before = await world.used();
    const catalogId = await world.newCatalog();
    const courseId = await world.newCourse(catalogId);
    await world.enrol(courseId, world.people.slice(0, 3));
    const published = await world.admin.patch(`/api/courses/${courseId}`, {
      published: true,
    });
    expect(published.body).toMatchObject({ published: true, liveEnrolments: 3 });
    await world.admin.patch(`/api/courses/${courseId}`, { published: false });
    expect(await world.used()).toBe(before + 3);
    const job = await world.finished(await world.admin.delete<Id>(`/api/courses/${courseId}`));
    expect(job).toMatchObject({ state: 'succeeded', result: { enrolmentsEnded: 3 } });
    expect(await world.used()).toBe(before);
    expect((await world.admin.get(`/api/courses/${courseId}`)).status).toBe(404);
    expect((await world.enrol(courseId, world.people.slice(0, 1))).status).toBe(404);
  });

  test('L-10, S-7 a training plan counts by itself; deleting a course leaves it', async () => {
    const before = await world.used();
    const catalogId = await world.newCatalog();
    const courseId = await world.newCourse(catalogId);
    const plan = await world.admin.post<Id>(`/api/catalogs/${catalogId}/training-plans`, {
      name: 'Year 1',
    });
    const [personId = ''] = world.people;
    await world.enrol(courseId, [personId]);
    await world.admin.post(`/api/training-plans/${plan.body.id}/enrolments`, {
      personIds: [personId],
    });
    await world.finished(await world.admin.delete<Id>(`/api/courses/${courseId}`));
    expect(await world.used()).toBe(before + 1);
    const seat = await world.admin.get<{ because: object[] }>(`/api/people/${personId}/seat`);
    expect(seat.body.because).toEqual([
      expect.objectContaining({ code: 'enrolment', planId: plan.body.id, catalogId }),
    ]);
    await world.finished(await world.admin.delete<Id>(`/api/training-plans/${plan.body.id}`));
    expect(await world.used()).toBe(before);
  });

  test('L-8, L-9, L-15, S-2, S-4 a list takes no seat; leaving one list ends its enrolments, leaving all frees the seat', async () => {
    const before = await world.used();
    const [first, second] = [await world.newCatalog('First'), await world.newCatalog('Second')];
    const [personId = ''] = world.people;
    await world.admin.post(`/api/catalogs/${first}/people`, { personIds: [personId] });
    expect(await world.used()).toBe(before);
    await world.enrol(await world.newCourse(first), [personId]);
    await world.enrol(await world.newCourse(second), [personId]);
    const list = await world.admin.get<{ items: object[] }>(`/api/catalogs/${second}/people`);
    expect(list.body.items).toEqual([
      expect.objectContaining({ personId, liveEnrolments: 1, direct: true }),
    ]);
    await world.admin.delete(`/api/catalogs/${first}/people/${personId}`);
    expect(await world.used()).toBe(before + 1);
    await world.admin.delete(`/api/catalogs/${second}/people/${personId}`);
    expect(await world.used()).toBe(before);
  });

  test('S-7 deleting a catalog ends its courses, plans, enrolments and list', async () => {
    const before = await world.used();
    const catalogId = await world.newCatalog('Doomed');
    const courseId = await world.newCourse(catalogId);
    await world.enrol(courseId, world.people.slice(0, 5));
    await world.finished(await world.admin.delete<Id>(`/api/catalogs/${catalogId}`));
    expect(await world.used()).toBe(before);
    for (const path of [`/api/catalogs/${catalogId}`, `/api/courses/${courseId}`]) {
      expect((await world.admin.get(path)).status).toBe(404);
    }
  });

  test('L-6 a Flow user counts from the activation to its end', async () => {
    const before = await world.used();
    const person = await world.admin.post<Id>('/api/people', {
      displayName: 'Fleur Flow',
      mail: 'f@flow.test',
    });
    expect(person.status).toBe(201);
    expect(await world.used()).toBe(before);
    const path = `/api/people/${person.body.id}/flow-activation`;
    expect((await world.admin.post(path)).body).toMatchObject({
      counted: true,
      because: [{ code: 'flow' }],
    });
    expect(await world.used()).toBe(before + 1);
    expect((await world.admin.delete(path)).body).toMatchObject({ counted: false });
    expect(await world.used()).toBe(before);
  });

  test('a recount after all this agrees', async () => {
    const job = await world.finished(await world.admin.post<Id>('/api/recount'));
    expect(job).toMatchObject({ state: 'succeeded', result: { differencesTotal: 0 } });
    expect(job.result['recounted']).toEqual({ used: await world.used() });
  });
});
