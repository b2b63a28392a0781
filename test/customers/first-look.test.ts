import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import { relationship, startPartnerWorld, type PartnerWorld } from './partner-world.ts';

/** Three pages of relationships. */
const CUSTOMERS = 250;

let world: PartnerWorld;
beforeAll(async () => {
  world = await startPartnerWorld({
    relationships: Array.from({ length: CUSTOMERS }, (_, nth) =>
      relationship(`bbbbbbbb-0000-4000-8000-${String(nth).padStart(12, '0')}`, `Customer ${nth}`),
    ),
  });
});
afterAll(() => world.stop());

interface Page {
  readonly items: readonly unknown[];
  readonly refreshedAt: string | null;
  readonly known: number | null;
}

const look = async (): Promise<Page> =>
  (await world.agent.get<Page>('/api/customers?limit=500')).body;

test('the first look at many customers shows those that are known by then, and how many, until all are', async () => {
  world.cloud.faults.add({
    ...{ host: 'graph.microsoft.com', method: 'GET', times: 1, delayMs: 8_000 },
    path: '/v1.0/tenantRelationships/delegatedAdmin*ships',
    // The list itself, without assignments: its first page comes at once.
    skip: 1,
  });
  const first = await look();
  expect(first).toMatchObject({ refreshedAt: null, known: 100 });
  expect(first.items).toHaveLength(100);
  let page = await look();
  while (page.refreshedAt === null) {
    await wait(100);
    page = await look();
  }
  expect(page).toMatchObject({ known: null });
  expect(page.items).toHaveLength(CUSTOMERS);
}, 60_000);
