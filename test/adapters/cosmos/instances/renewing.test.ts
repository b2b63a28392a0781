import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { takeLease, type Worker } from '../../../../api/directory/actions/lease.ts';
import { peopleSyncs } from '../../../../api/directory/kinds.ts';
import { newPeopleSync } from '../../../../api/directory/rules/sync.ts';
import { once, type KeyedAct } from '../../../../api/http/idempotency.ts';
import type { Answer } from '../../../../api/http/route.ts';
import { newId } from '../../../../api/kernel/ids.ts';
import { kinds } from '../../../../api/kinds.ts';
import { rootOf } from '../../../../api/ports/partitions.ts';
import { openCosmosForTest, type Opened } from '../opened.ts';

jest.setTimeout(180_000);

/** Leases run on the system's clock, so that what outlives one takes its time: only in the full matrix. */
const describeFull = process.env['HEADCOUNT_MATRIX'] === 'full' ? describe : describe.skip;

describeFull('work that takes longer than its lease', () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await openCosmosForTest(kinds);
  });
  afterAll(() => opened.stop());
  const tenant = { tenantId: newId(), buckets: 1 };

  test('keeps a directory while its process lives, and loses it when that falls silent', async () => {
    const { store } = opened;
    const takenBy = (id: string) => {
      const worker: Worker = { id, alone: false, closing: null };
      const initial = newPeopleSync(Date.now());
      const partition = rootOf(tenant.tenantId);
      return takeLease({ store, partition, kind: peopleSyncs, key: {}, initial, worker });
    };
    const first = await takenBy('first');
    await wait(35_000);
    expect(await takenBy('second')).toBeNull();
    first?.stopRenewing();
    await wait(31_000);
    const second = await takenBy('second');
    expect(second).not.toBeNull();
    second?.stopRenewing();
    await expect(first?.save({})).rejects.toThrow('Another worker has taken over.');
  });

  test('keeps its Idempotency-Key, so that no repeat runs it a second time', async () => {
    const world = { store: opened.store, clock: { now: Date.now, at: () => ({ cancel() {} }) } };
    let runs = 0;
    const act: KeyedAct = {
      ...{ tenant, personId: newId(), route: 'POST /long', key: newId(), inputHash: 'hash' },
      ...{ uploadHash: null, uploadHashSoFar: () => null },
      async run(): Promise<Answer> {
        runs++;
        await wait(20_000);
        return { status: 200, body: 'done' };
      },
    };
    const elsewhere = () => once(world, { here: new Set(), alone: false }, act);
    const first = elsewhere();
    await wait(18_000);
    await expect(elsewhere()).rejects.toMatchObject({ code: 'act-under-way' });
    expect(await first).toMatchObject({ status: 200 });
    expect(await elsewhere()).toMatchObject({ status: 200, body: 'done' });
    expect(runs).toBe(1);
  });
});
