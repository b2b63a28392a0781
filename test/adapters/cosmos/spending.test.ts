import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Spent } from '../../../api/adapters/cosmos/spending.ts';
import { create } from '../../../api/ports/store.ts';
import { contractKinds, fresh, note, notes } from '../../contracts/store/kinds.ts';
import { openCosmosForTest, type Opened } from './opened.ts';

const spent: Spent[] = [];
const lines: unknown[] = [];
let opened: Opened;
beforeAll(async () => {
  const ignore = (): void => undefined;
  opened = await openCosmosForTest(contractKinds, [], {
    watch: (one) => spent.push(one),
    log: {
      debug: (facts) => lines.push(facts),
      info: ignore,
      warn: ignore,
      error: ignore,
    },
  });
});
afterAll(() => opened.stop());

test('each act is told with its requests and its request units, tries that failed among them', async () => {
  const { store, double } = opened;
  const partition = fresh();
  const one = note({ tags: ['a secret'] });
  double?.faults.add({ fault: 'retryWith', on: ['batch'], times: 1 });
  await store.commit(partition, [create(notes, one)]);
  await store.read(partition, notes, one);
  await store.list(partition, notes, 'byTag', { each: 'a secret', limit: 10 });
  const requests = double === null ? 1 : 2;
  expect(spent).toMatchObject([
    { act: 'commit', requests },
    { act: 'read', requests: 1 },
    { act: 'list', requests: 1 },
  ]);
  for (const { charge } of spent) expect(charge).toBeGreaterThan(0);
  expect(lines).toEqual(spent);
  expect(JSON.stringify(lines)).not.toContain('secret');
});
