import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { activate, issue } from '../subscriptions/activating.ts';
import { barriersIn } from './accessibility.ts';
import { STAGE_TIMEOUT_MS, startStage, type Stage } from './stage.ts';

/** Accounts that are made here are of the region EU, where nobody pays by card. */
let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ demo: false, people: 10, env: { HEADCOUNT_REGION: 'EU' } });
}, STAGE_TIMEOUT_MS);
afterAll(() => stage.stop());

describe('Billing of an account of another region', () => {
  test('B-4, OR-2: is told why there are no cards, and the purchase order instead', async () => {
    await stage.look({ page: '/billing' }, async ({ tab }) => {
      await tab.getByText('this account is of the region EU').waitFor();
      await tab.getByText('write to sales: sales@headcount.example').waitFor();
      expect(await tab.getByRole('textbox', { name: 'No. of users' }).count()).toBe(0);
      await tab.getByRole('button', { name: 'Ask for a purchase order', exact: true }).waitFor();
      expect(await barriersIn(tab)).toEqual([]);
    });
  });

  test('B-11: with a key of seats it has users and no order, and is told whom to ask for its end', async () => {
    const { key } = await issue(stage.world, { seats: 40 });
    expect((await activate(stage.world.api('owner'), key)).status).toBe(200);
    await stage.look({ page: '/billing' }, async ({ tab }) => {
      const available = tab.locator('dl > div', { hasText: 'Available' }).locator('dd').first();
      expect(await available.innerText()).toBe('40');
      await tab.getByRole('heading', { name: 'No orders yet' }).waitFor();
      await tab.getByText('there is nothing to end').waitFor();
      await tab.getByRole('button', { name: 'Actions', exact: true }).click();
      await tab.getByText(/This account has activation keys only\. To end it, ask/).waitFor();
      const act = tab.getByRole('menuitem', { name: 'Deactivate account' });
      expect(await act.getAttribute('aria-disabled')).toBe('true');
      expect(await barriersIn(tab)).toEqual([]);
    });
  });
});
