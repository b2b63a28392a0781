import { afterEach, expect, test } from '@jest/globals';
import type { UserAct } from '../../../api/ports/customer-writes.ts';
import { asWrites, GRAPH, NORTHWIND, startSetting, type Setting } from './setting.ts';

const isFull = process.env['HEADCOUNT_MATRIX'] === 'full';

/** More than Graph takes in 150 seconds. */
const WRITES = isFull ? 9_000 : 3_300;
/** Seconds of the local clock in one of the system's. */
const RATE = isFull ? 15 : 60;
const LIMIT = 3_000;

let setting: Setting;
afterEach(() => setting.close());

test('writes use what Graph takes and never more, also where a process dies and another goes on', async () => {
  setting = await startSetting({ customer: { users: 1_000 } });
  const { cloud, customers, grant, hands } = setting;
  const { users } = setting.customer.directory;
  const acts = Array.from({ length: WRITES }, (_, i): UserAct => ({
    kind: 'edit',
    userId: users.standing(i % 1_000).user.id,
    changes: { givenName: `Name ${i}` },
  }));
  cloud.clock.setRate(RATE);
  for (const [status, seed] of [
    [503, 1],
    [429, 2],
  ] as const) {
    cloud.faults.add({
      ...{ host: GRAPH, method: 'PATCH', path: '/v1.0/users', status, seed },
      ...{ share: 0.01, times: 1_000_000, headers: { 'Retry-After': '5' } },
    });
  }

  // The first process dies after a third: it hears nothing more, and what it knew of the limit is lost.
  const told = new Set<string>();
  const dying = new AbortController();
  const writes = asWrites(setting, acts);
  const first = hands.write(
    writes,
    ({ key }) => {
      told.add(key);
      if (told.size === WRITES / 3) dying.abort();
    },
    dying.signal,
  );
  await expect(first).rejects.toThrow(/abort/i);
  customers.close();
  const left = writes.filter(({ key }) => !told.has(key));
  const another = setting.another();
  await another.at(NORTHWIND, grant).write(left, ({ key }) => told.add(key));
  another.close();

  expect(told.size).toBe(WRITES);
  const [count] = cloud.writeWatch.counts();
  expect(count?.refusedByLimit).toBe(0);
  expect(count?.mostInWindow).toBeLessThanOrEqual(LIMIT);
  if (isFull) expect((count?.mostInWindow ?? 0) / LIMIT).toBeGreaterThanOrEqual(0.9);
});
