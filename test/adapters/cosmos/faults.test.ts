import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { AppError } from '../../../api/kernel/errors.ts';
import { add, create, replace, type Store } from '../../../api/ports/store.ts';
import { commitLaws } from '../../contracts/store/commits.ts';
import { cursorLaws } from '../../contracts/store/cursors.ts';
import { committed, present } from '../../contracts/store/expectations.ts';
import { expiryLaws } from '../../contracts/store/expiry.ts';
import { contractKinds, fresh, heads, note, notes } from '../../contracts/store/kinds.ts';
import { listLaws } from '../../contracts/store/lists.ts';
import { logLaws } from '../../contracts/store/log.ts';
import { modelLaws } from '../../contracts/store/model.ts';
import { raceLaws } from '../../contracts/store/races.ts';
import { openCosmosForTest, type Opened } from './opened.ts';

jest.setTimeout(300_000);

const isFull = process.env['HEADCOUNT_MATRIX'] === 'full';

/** An act is tried for 20 seconds, and waits its turn meanwhile: on a busy machine a thousand take longer. */
const WRITERS = isFull ? 1_000 : 200;

/** Everything that passes, often enough that most acts meet something. */
describe('the store contract, kept by Azure Cosmos DB on a bad day', () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await openCosmosForTest(contractKinds, [
      { fault: 'throttle', share: 0.03, seed: 1, retryAfterMs: 1 },
      { fault: 'retryWith', share: 0.03, seed: 2 },
      { fault: 'gone', share: 0.02, seed: 3 },
      { fault: 'unavailable', share: 0.02, seed: 4 },
      { fault: 'timeout', share: 0.02, seed: 5 },
      { fault: 'dropBefore', share: 0.03, seed: 6 },
      { fault: 'slow', share: 0.02, seed: 7, delayMs: 3 },
    ]);
  });
  afterAll(() => opened.stop());
  const store = (): Store => opened.store;

  commitLaws(store);
  raceLaws(store, WRITERS);
  listLaws(store);
  cursorLaws(store);
  logLaws(store);
  expiryLaws(store);
  if (isFull) modelLaws(store);
});

describe('what the service answers on a bad day', () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await openCosmosForTest(contractKinds);
  });
  afterAll(() => opened.stop());

  test('is waited out for as long as it says', async () => {
    const { store, double } = opened;
    const partition = fresh();
    double?.faults.add({ fault: 'throttle', on: ['batch'], times: 1, retryAfterMs: 300 });
    const since = performance.now();
    await committed(store, partition, [create(heads, { total: 0 })]);
    if (double !== null) expect(performance.now() - since).toBeGreaterThanOrEqual(295);
  });

  test('a split is gone through, by readings, questions, batches and the feed alike', async () => {
    const { store, double } = opened;
    const partitions = [fresh(), fresh(), fresh(), fresh()];
    const one = note({ tags: ['x'] });
    const visit = async (): Promise<void> => {
      for (const partition of partitions) {
        await committed(store, partition, [add(heads, {}, { total: 1 })]);
        expect(await store.read(partition, notes, one)).not.toBeNull();
        expect(await store.count(partition, notes, 'byTag', { each: 'x' })).toBe(1);
      }
    };
    for (const partition of partitions)
      await committed(store, partition, [create(heads, { total: 0 }), create(notes, one)]);
    const positions = await Promise.all(partitions.map((partition) => store.position(partition)));
    double?.split(opened.database, 'tenant');
    await visit();
    double?.split(opened.database, 'tenant');
    await visit();
    for (const [nth, partition] of partitions.entries()) {
      expect((await present(store, partition, heads, {})).doc.total).toBe(2);
      expect(await store.position(partition)).not.toBe(positions[nth]);
    }
    if (double !== null) expect(double.counts.read().refused['410']).toBeGreaterThan(0);
  });

  test('stale readings lead to a refusal at worst, never to a lost update', async () => {
    const { store, double } = opened;
    if (double === null) return;
    const partition = fresh();
    const contested = note();
    await committed(store, partition, [create(notes, contested)]);
    double.faults.add({ fault: 'stale', on: ['read'], share: 0.4, seed: 3 });
    let refusals = 0;
    await Promise.all(
      Array.from({ length: 12 }, async () => {
        for (;;) {
          const held = await store.read(partition, notes, contested);
          if (held === null) continue;
          const raised = { ...held.doc, rank: held.doc.rank + 1 };
          const result = await store.commit(partition, [replace(notes, raised, held.version)]);
          if (result.outcome === 'committed') return;
          refusals++;
        }
      }),
    );
    double.faults.clear();
    expect((await present(store, partition, notes, contested)).doc.rank).toBe(12);
    expect(refusals).toBeGreaterThan(0);
  });

  test('is told as too large where it is: one document, or all of a commit, of which nothing is written', async () => {
    const { store } = opened;
    const partition = fresh();
    const small = note();
    const long = (length: number) => note({ tags: ['x'.repeat(length)] });
    for (const large of [[long(2_200_000)], [long(800_000), long(800_000), long(800_000)]]) {
      const writes = [small, ...large].map((one) => create(notes, one));
      await expect(store.commit(partition, writes)).rejects.toMatchObject({
        code: 'body-too-large',
      });
      expect(await store.read(partition, notes, small)).toBeNull();
    }
  });

  test('refuses as unavailable what has no end', async () => {
    const { store, double } = opened;
    if (double === null) return;
    double.faults.add({ fault: 'throttle', on: ['read'], retryAfterMs: 30_000 });
    const fault: unknown = await store.read(fresh(), heads, {}).catch((error: unknown) => error);
    double.faults.clear();
    expect(fault).toBeInstanceOf(AppError);
    expect(fault).toMatchObject({ code: 'store-unavailable', facts: { retryAfterSeconds: 5 } });
  });
});
