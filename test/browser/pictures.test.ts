import { readdirSync, readFileSync, statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Frame } from 'playwright-core';
import type { OverviewShape } from '../../api/overview/contract.ts';
import { activate, issue } from '../subscriptions/activating.ts';
import { barriersIn } from './accessibility.ts';
import { eventually, STAGE_TIMEOUT_MS, startStage, type Stage, type View } from './stage.ts';

/** Over so many days people come and go before the pictures are taken, so that there is something to see. */
const DAYS = 21;

/** Seats of the subscription in the pictures: most are used. */
const SEATS = 360;

/** No picture is larger: the README is read over slow lines too. */
const PICTURE_BYTES_MAX = 250_000;
const PICTURES_FOLDER = new URL('../../docs/images/', import.meta.url);

interface Named {
  readonly id: string;
  readonly name: string;
}

let stage: Stage;
let catalog: Named;
let course: Named;
let learnerId = '';
beforeAll(async () => {
  stage = await startStage();
  catalog = await named('/api/catalogs', 'Safety and compliance');
  course = await named(`/api/catalogs/${catalog.id}/courses`, 'Fire safety');
  learnerId = stage.world.persona('learner').objectId;
  const { key } = await issue(stage.world, { seats: SEATS });
  await activate(stage.world.api('owner'), key);
  await liveThrough(DAYS);
}, STAGE_TIMEOUT_MS);
afterAll(() => stage.stop());

async function named(path: string, name: string): Promise<Named> {
  const { body } = await stage.world.api('owner').get<{ items: Named[] }>(path);
  const found = body.items.find((one) => one.name === name);
  if (found === undefined) throw new Error(`The demo has no ${name}.`);
  return found;
}

/** Every day some people begin to count, and every third day some cease. */
async function liveThrough(days: number): Promise<void> {
  const owner = stage.world.api('owner');
  const { body } = await owner.get<{ items: { id: string }[] }>(
    '/api/people?counted=false&limit=100',
  );
  const people = body.items.map(({ id }) => id);
  const enrolments = `/api/courses/${course.id}/enrolments`;
  await stage.world.advance('PT1H');
  await noted();
  for (let day = 0; day < days; day++) {
    const some = people.slice(day * 2, day * 2 + 1 + (day % 3));
    if (some.length > 0) await owner.post(enrolments, { personIds: some });
    if (day % 3 === 2) await owner.delete(`${enrolments}/${people[day] ?? ''}`);
    await stage.world.advance('P1D');
    await noted();
  }
}

/** Waits until the count of today is noted for the trend. */
async function noted(): Promise<void> {
  await eventually(async () => {
    const { body } = await stage.world.api('owner').get<OverviewShape>('/api/overview');
    const { asOf, history, subscription } = body;
    const today = history.items.find(({ day }) => day === asOf.slice(0, 10));
    return today?.used === subscription.seats.used;
  });
}

/** Some rows that can be imported, and some that cannot. */
async function checkAFile(tab: Frame): Promise<void> {
  const { userPrincipalName } = stage.world.persona('globalAdmin');
  const rows = [
    'catalog,course,person,enrolledOn,unenrolledOn',
    `Safety and compliance,Fire safety,${userPrincipalName},2026-03-02,`,
    `Driving,Forklift licence,${userPrincipalName},,`,
    'Safety and compliance,Fire safety,nobody@contoso.example,,',
    `Safety and compliance,Fire safety,${userPrincipalName},2 March,`,
  ];
  const file = {
    name: 'enrolments.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(rows.join('\n')),
  };
  await tab.getByTestId('file').setInputFiles(file);
  await tab.getByRole('button', { name: 'Check the file' }).click();
  await tab.getByText('Checked. Nothing has been changed yet.').waitFor();
  await tab.getByRole('heading', { name: 'Why rows are refused' }).scrollIntoViewIfNeeded();
}

/** A picture of the README. */
interface Picture {
  readonly name: string;
  readonly view: () => View;
  /** What is done before it is taken. */
  readonly act?: (tab: Frame) => Promise<void>;
}

const PICTURES: readonly Picture[] = [
  { name: 'overview', view: () => ({}) },
  { name: 'person', view: () => ({ page: `/people/${learnerId}` }) },
  {
    name: 'catalog',
    view: () => ({ page: `/catalogs/${catalog.id}`, theme: 'dark', language: 'de' }),
  },
  { name: 'import', view: () => ({ page: '/catalogs/import' }), act: checkAFile },
  { name: 'phone', view: () => ({ size: 'phone', theme: 'contrast', language: 'fr' }) },
];

test.each(PICTURES)('$name, after weeks of use', async ({ name, view, act }) => {
  await stage.look(view(), async ({ tab, settled, picture }) => {
    await act?.(tab);
    await settled();
    await picture(name);
    expect(await barriersIn(tab)).toEqual([]);
  });
});

describe('The README', () => {
  const names = PICTURES.map(({ name }) => `${name}.png`).sort();

  test('shows every picture that is taken, and no other', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const shown = [...readme.matchAll(/docs\/images\/([\w-]+\.png)/g)].map(([, name]) => name);
    expect(shown.toSorted()).toEqual(names);
    expect(readdirSync(PICTURES_FOLDER).toSorted()).toEqual(names);
  });

  test.each(names)('is not slow to read for %s', (name) => {
    expect(statSync(new URL(name, PICTURES_FOLDER)).size).toBeLessThanOrEqual(PICTURE_BYTES_MAX);
  });
});
