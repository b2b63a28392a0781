import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { barriersIn, widerThanThePage } from './accessibility.ts';
import { combinationsOf } from './choices.ts';
import { STAGE_TIMEOUT_MS, startStage, type Stage, type View } from './stage.ts';

/** The pages, by the addresses under which the demo has them. */
const PAGES: Readonly<Record<string, (stage: Stage) => Promise<string>>> = {
  overview: async () => '/',
  people: async () => '/people',
  person: async (stage) => `/people/${await personOf(stage)}`,
  catalogs: async () => '/catalogs',
  catalog: async (stage) => `/catalogs/${await catalogOf(stage)}`,
  'users-list': async (stage) => `/catalogs/${await catalogOf(stage)}/users-list`,
  course: async (stage) => `/catalogs/${await catalogOf(stage)}/courses/${await courseOf(stage)}`,
  import: async () => '/catalogs/import',
  subscription: async () => '/subscription',
  notifications: async () => '/notifications',
  jobs: async () => '/jobs',
};

const LOOKS = {
  theme: ['default', 'dark', 'contrast'],
  language: ['en', 'nl', 'fr', 'de'],
  size: ['full', 'phone', 'zoomed'],
} as const;

const VIEWS = combinationsOf({
  ...LOOKS,
  page: Object.keys(PAGES),
  persona: ['owner', 'globalAdmin', 'lmsAdmin', 'catalogAdmin'],
});

/** For whom there is nothing here: they get one plain page. */
const STRANGERS = combinationsOf({ ...LOOKS, persona: ['learner', 'operator'] });

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
}, STAGE_TIMEOUT_MS);
afterAll(() => stage.stop());

/** A catalog of the catalog admin, and somebody in it: the other administrators see them too. */
const catalogOf = (from: Stage): Promise<string> => firstOf(from, '/api/catalogs');
const courseOf = async (from: Stage): Promise<string> =>
  firstOf(from, `/api/catalogs/${await catalogOf(from)}/courses`);
const personOf = async (from: Stage): Promise<string> =>
  firstOf(from, `/api/people?catalogId=${await catalogOf(from)}`);

async function firstOf({ world }: Stage, list: string): Promise<string> {
  const { body } = await world.api('catalogAdmin').get<{ items: { id: string }[] }>(list);
  return body.items[0]?.id ?? '';
}

async function isFit(view: View): Promise<void> {
  await stage.look(view, async ({ tab, heading }) => {
    expect(await heading.innerText()).not.toBe('');
    expect(await tab.locator('html').getAttribute('lang')).toBe(view.language);
    expect(await widerThanThePage(tab)).toEqual([]);
    expect(await barriersIn(tab)).toEqual([]);
  });
}

describe('every page can be read and used', () => {
  test.each(VIEWS)('$page by $persona, $theme, $language, $size', async ({ page, ...view }) => {
    await isFit({ ...view, page: (await PAGES[page]?.(stage)) ?? '/' });
  });
});

describe('whoever has nothing to do here is told so', () => {
  test.each(STRANGERS)('$persona, $theme, $language, $size', async (view) => {
    await isFit(view);
  });
});
