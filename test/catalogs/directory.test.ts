import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../api/kernel/ids.ts';
import { until } from '../notifications/telling.ts';
import {
  BUCKETS,
  startLearningWorld,
  TENANT,
  type Id,
  type LearningWorld,
  type Outcomes,
} from './learning-world.ts';

describe.each(BUCKETS)('learning and the directory, %i bucket(s)', (buckets) => {
  let world: LearningWorld;
  beforeAll(async () => {
    world = await startLearningWorld(buckets);
  });
  afterAll(() => world.stop());

  test('L-7, L-20, S-5 the directory frees the seat and gives it back', async () => {
    const before = await world.used();
    const courseId = await world.newCourse(await world.newCatalog());
    const [personId = ''] = world.people;
    await world.enrol(courseId, [personId]);
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
      await world.sync();
      await until(async () => (await world.used()) === before);
      tenant.perform(back);
      await world.sync();
      await until(async () => (await world.used()) === before + 1);
    }
    await world.admin.delete(`/api/courses/${courseId}/enrolments/${personId}`);
  });

  test('L-7, L-18, L-19, S-6 somebody removed entirely is free of everything at once, stays readable, and can be added again', async () => {
    const before = await world.used();
    const courseId = await world.newCourse(await world.newCatalog());
    const [personId = ''] = world.people;
    await world.enrol(courseId, [personId]);
    const reply = await world.admin.delete<Id>(`/api/people/${personId}`);
    expect(await world.used()).toBe(before);
    await world.finished(reply);
    const seat = await world.admin.get(`/api/people/${personId}/seat`);
    expect(seat).toMatchObject({
      status: 200,
      body: {
        counted: false,
        because: [],
        blockedBy: [{ code: 'removed' }, { code: 'no-enrolment' }],
      },
    });
    await world.enrol(courseId, [personId]);
    expect(await world.used()).toBe(before + 1);
    await world.admin.delete(`/api/courses/${courseId}/enrolments/${personId}`);
  });

  test('L-13 a group enrols its members now and later, and lets them go', async () => {
    const before = await world.used();
    const courseId = await world.newCourse(await world.newCatalog());
    const tenant = world.cloud.tenant(TENANT);
    const groupId = newId();
    const [one = '', two = ''] = world.people;
    tenant.perform({
      act: 'addGroup',
      id: groupId,
      kind: 'security',
      displayName: 'Team',
      userIds: [one],
      groupIds: [],
    });
    const reply = await world.admin.post<Outcomes>(`/api/courses/${courseId}/enrolments`, {
      groupId,
    });
    expect(reply).toMatchObject({
      status: 200,
      body: { results: [{ personId: one, outcome: 'enrolled' }] },
    });
    expect((await world.admin.get(`/api/courses/${courseId}/groups`)).body).toMatchObject({
      items: [{ groupId, displayName: 'Team' }],
    });
    expect(await world.used()).toBe(before + 1);
    tenant.perform({ act: 'addMembers', groupId, userIds: [two], groupIds: [] });
    await world.sync();
    await until(async () => (await world.used()) === before + 2);
    const held = await world.admin.delete(`/api/courses/${courseId}/enrolments/${two}`);
    expect(held).toMatchObject({
      status: 409,
      body: { code: 'held-by-group', groupIds: [groupId] },
    });
    tenant.perform({ act: 'removeMembers', groupId, userIds: [two], groupIds: [] });
    await world.sync();
    await until(async () => (await world.used()) === before + 1);
    const unlink = () =>
      world.admin.delete<Id>(`/api/courses/${courseId}/groups/${groupId}`, { key: 'unlink' });
    const unlinked = await unlink();
    await world.finished(unlinked);
    expect(await world.used()).toBe(before);
    expect((await unlink()).body.id).toBe(unlinked.body.id);
  });

  test('a recount after all this agrees', async () => {
    const job = await world.finished(await world.admin.post<Id>('/api/recount'));
    expect(job).toMatchObject({ state: 'succeeded', result: { differencesTotal: 0 } });
    expect(job.result['recounted']).toEqual({ used: await world.used() });
  });
});
