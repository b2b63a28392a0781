import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { barriersIn } from '../accessibility.ts';
import { STAGE_TIMEOUT_MS } from '../stage.ts';
import { button, figure, persona, startCustomersStage, type CustomersStage } from './on-stage.ts';

let on: CustomersStage;
beforeAll(async () => {
  on = await startCustomersStage();
}, STAGE_TIMEOUT_MS);
afterAll(() => on.stage.stop());

interface Users {
  readonly items: readonly {
    readonly id: string;
    readonly admin: boolean | null;
    readonly guest: boolean;
    readonly synced: boolean;
  }[];
}

test('what was cancelled is told truly, and goes on where it stopped', async () => {
  const { agent } = on;
  const northwind = `/api${on.northwind()}`;
  const { body } = await agent.get<Users>(`${northwind}/users?limit=50`);
  const userIds = body.items
    .filter(({ admin, guest, synced }) => admin !== true && !guest && !synced)
    .slice(0, 3)
    .map(({ id }) => id);
  // While another job holds up the customer's line, the next one is cancelled before it is begun.
  on.stage.world.cloud.faults.add({
    ...{ host: 'graph.microsoft.com', method: 'POST', path: '/v1.0/$batch', times: 1 },
    ...{ status: 503, headers: { 'Retry-After': '5' } },
  });
  const add = [{ skuId: FREE }];
  await agent.post(`${northwind}/licence-changes`, { userIds, add, usageLocation: 'SE' });
  const held = await agent.post(`${northwind}/deletions`, { userIds });
  await agent.delete(`/api/jobs/${String(held.body['id'])}`);

  await on.stage.look({ page: on.northwind('/history'), persona }, async ({ tab }) => {
    await tab.getByText('Not tried: 3').waitFor();
    await button(tab, /^More for: Users deleted/)
      .first()
      .click();
    await tab.getByRole('menuitem', { name: 'Details' }).click();
    await tab.getByText('It was cancelled.').waitFor();
    expect(await barriersIn(tab)).toEqual([]);
    await button(tab, 'Continue').click();
    await tab.getByText('It goes on where it stopped').waitFor();
    expect(await figure(tab, 'Not tried yet').innerText()).toBe('3');
    expect(await barriersIn(tab)).toEqual([]);
    await button(tab, 'Continue for 3 users').click();
    await tab.getByText('Everything is done now.').waitFor();
    expect(await barriersIn(tab)).toEqual([]);
  });
  const job = await agent.get(`${northwind}/jobs/${String(held.body['id'])}`);
  expect(job.body).toMatchObject({ state: 'succeeded', continuation: 'nothing-left' });
});

/** A free product of the demo's customers. */
const FREE = 'f30db892-07e9-47e9-837c-80727f46fd3d';
