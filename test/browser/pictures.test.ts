import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { barriersIn } from './accessibility.ts';
import { STAGE_TIMEOUT_MS, startStage, type Stage, type View } from './stage.ts';

/** Over so many days people come and go before the pictures are taken, so that there is something to see. */
const DAYS = 21;

let stage: Stage;
let catalogId = '';
let courseId = '';
let learnerId = '';
beforeAll(async () => {
  stage = await startStage();
  const owner = stage.world.api('owner');
  const first = async (path: string): Promise<string> =>
    (await owner.get<{ items: { id: string }[] }>(path)).body.items[0]?.id ?? '';
  catalogId = await first('/api/catalogs');
  courseId = await first(`/api/catalogs/${catalogId}/courses`);
  learnerId = stage.world.persona('learner').objectId;
  await liveThrough(DAYS);
}, STAGE_TIMEOUT_MS);
afterAll(() => stage.stop());

/** Every day some people begin to count, and every third day some cease. */
async function liveThrough(days: number): Promise<void> {
  const owner = stage.world.api('owner');
  const { body } = await owner.get<{ items: { id: string }[] }>(
    '/api/people?counted=false&limit=100',
  );
  const people = body.items.map(({ id }) => id);
  const enrolments = `/api/courses/${courseId}/enrolments`;
  for (let day = 0; day < days; day++) {
    const some = people.slice(day * 2, day * 2 + 1 + (day % 3));
    if (some.length > 0) await owner.post(enrolments, { personIds: some });
    if (day % 3 === 2) await owner.delete(`${enrolments}/${people[day] ?? ''}`);
    await stage.world.advance('P1D');
  }
}

const PICTURES: [name: string, view: () => View][] = [
  ['overview', () => ({})],
  ['overview-dark', () => ({ theme: 'dark', language: 'de' })],
  ['overview-contrast', () => ({ theme: 'contrast', language: 'fr' })],
  ['overview-phone', () => ({ size: 'phone', language: 'nl' })],
  ['overview-of-a-catalog-admin', () => ({ persona: 'catalogAdmin', language: 'de' })],
  ['people', () => ({ page: '/people' })],
  ['person', () => ({ page: `/people/${learnerId}` })],
  ['catalogs', () => ({ page: '/catalogs' })],
  ['catalog', () => ({ page: `/catalogs/${catalogId}` })],
  ['course', () => ({ page: `/catalogs/${catalogId}/courses/${courseId}` })],
  ['users-list', () => ({ page: `/catalogs/${catalogId}/users-list`, theme: 'dark' })],
  ['import', () => ({ page: '/catalogs/import' })],
  ['activity', () => ({ page: '/jobs' })],
  ['no-access', () => ({ persona: 'learner' })],
];

test.each(PICTURES)('%s, after weeks of use', async (name, view) => {
  await stage.look(view(), async ({ tab, picture }) => {
    await picture(name);
    expect(await barriersIn(tab)).toEqual([]);
  });
});
