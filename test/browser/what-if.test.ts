import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buy, pass } from '../orders/buying.ts';
import { barriersIn, widerThanThePage } from './accessibility.ts';
import { STAGE_TIMEOUT_MS, startStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
}, STAGE_TIMEOUT_MS);
afterAll(() => stage.stop());

test('B-6, M-1: what if: an offer for monthly active users against seats, the end now against at the renewal', async () => {
  await buy(stage.world, 25);
  // Until a full month is known.
  await pass(stage.world, 'P1M', 2);
  await stage.look({ page: '/billing' }, async ({ tab, picture }) => {
    const plans = tab.getByRole('region', { name: 'What if: seats or monthly active users' });
    await plans.getByText('Costs the same at').waitFor();
    const offer = plans.getByRole('textbox', { name: 'Price of an active user, in USD' });
    await offer.fill('two');
    await plans.getByText('An amount, such as $2.50.').waitFor();
    await offer.fill('0.01');
    await plans.getByText(/^(Seats|Monthly active users) cost .* less a year/).waitFor();
    const ending = tab.getByRole('region', { name: 'What if: end now or at the renewal' });
    await ending.getByText(/^25 users, \$100\.00 a month, \d+ months of the term left/).waitFor();
    expect(await barriersIn(tab)).toEqual([]);
    await ending.getByRole('listitem').first().scrollIntoViewIfNeeded();
    await picture('what-if');
  });
  await stage.look({ page: '/billing', language: 'de', size: 'phone' }, async ({ tab }) => {
    await tab.getByText(/^25 Benutzer, 100,00\s\$ im Monat/).waitFor();
    expect(await widerThanThePage(tab)).toEqual([]);
  });
});
