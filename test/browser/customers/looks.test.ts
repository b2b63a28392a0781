import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { barriersIn, widerThanThePage } from '../accessibility.ts';
import { combinationsOf } from '../choices.ts';
import { STAGE_TIMEOUT_MS } from '../stage.ts';
import { persona, startCustomersStage, type CustomersStage } from './on-stage.ts';

let on: CustomersStage;
beforeAll(async () => {
  on = await startCustomersStage();
}, STAGE_TIMEOUT_MS);
afterAll(() => on.stage.stop());

describe('Customers can be read and used', () => {
  const looks = combinationsOf({
    theme: ['default', 'dark', 'contrast'],
    language: ['en', 'nl', 'fr', 'de'],
    size: ['full', 'phone', 'zoomed'],
    part: ['list', 'users', 'licences', 'deleted-users', 'history', 'import', 'expiring', 'jobs'],
  } as const);
  const pageOf = (part: string): string => {
    if (part === 'list') return '/customers';
    if (part === 'jobs') return '/jobs';
    return part === 'expiring' ? on.at('Litware') : on.northwind(`/${part}`);
  };
  test.each(looks)('$part, $theme, $language, $size', async ({ part, ...view }) => {
    await on.stage.look({ ...view, persona, page: pageOf(part) }, async ({ tab }) => {
      expect(await widerThanThePage(tab)).toEqual([]);
      expect(await barriersIn(tab)).toEqual([]);
    });
  });
});
