import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { measureActs, type Measured } from '../../../bench/cosmos/acts.ts';
import { startSetting } from '../../../bench/cosmos/setting.ts';
import { newId } from '../../../api/kernel/ids.ts';
import { enrolPeople } from '../../../api/seats/actions/enrol.ts';
import { seatsUsed } from '../../../api/seats/actions/figures.ts';

jest.setTimeout(300_000);

/** Round trips are what an act costs in Azure Cosmos DB: they are counted at the stand-in, never timed (docs/cosmos.md). */
describe.each([1, 4])('what acts ask of Azure Cosmos DB, over %i bucket(s)', (buckets) => {
  let measured: Measured[];
  beforeAll(async () => {
    measured = await measureActs(buckets);
  });
  const countsOf = (name: string): Measured['counts'] => {
    const found = measured.find(({ act }) => act === name);
    if (found === undefined) throw new Error(`Nobody measured ${name}.`);
    return found.counts;
  };

  test('the subscription page is one point read for the account and one for each bucket', () => {
    expect(countsOf('subscription page').byKind).toEqual({ read: 1 + buckets });
  });

  test('an enrolment is two point reads and one batch, and its repeat writes nothing', () => {
    expect(countsOf('enrol one person').byKind).toEqual({ read: 2, batch: 1 });
    expect(countsOf('unenrol one person').byKind).toEqual({ read: 2, batch: 1 });
    expect(countsOf('the same person again').byKind).toEqual({ read: 2 });
  });

  test('a bulk act asks each bucket once, and writes a batch for each hundred documents', () => {
    const { byKind, documentsWritten } = countsOf('enrol 100 people in one act');
    expect(byKind.query).toBe(buckets);
    expect(byKind.read).toBeUndefined();
    expect(byKind.batch).toBeLessThanOrEqual(Math.ceil(documentsWritten / 100) + buckets - 1);
    const thousand = countsOf('enrol 1,000 people in one act');
    expect(thousand.byKind.batch).toBeLessThanOrEqual(
      Math.ceil(thousand.documentsWritten / 100) + buckets,
    );
    // A question that fills a whole answer goes on once.
    expect(thousand.byKind.query).toBeLessThanOrEqual(2 * buckets);
  });

  test('64 acts at once are 64 batches, and what they read is asked together', () => {
    const { byKind } = countsOf('enrol 64 people, each by an act of its own, at once');
    expect(byKind).toEqual({ query: buckets, batch: 64 });
  });

  test('a page of the directory writes a batch for each hundred people', () => {
    for (const name of ['newcomers', 'known people']) {
      const { byKind } = countsOf(`a directory page of 500 ${name}`);
      expect(byKind.query).toBeLessThanOrEqual(1 + buckets);
      expect(byKind.batch).toBeLessThanOrEqual(6 + buckets);
    }
  });

  test('asking for events of which there are none is one request', () => {
    const name = 'asking one bucket for new events, of which there are none';
    expect(countsOf(name).byKind).toEqual({ changes: 1 });
  });
});

test('64 writers into one bucket that disturb each other all get through, the median with one try more at most', async () => {
  const setting = await startSetting(64, 1);
  const { double, world, tenant, catalogId, trainingId, rows } = setting;
  double.faults.add({ fault: 'retryWith', on: ['batch'], share: 0.3, seed: 9 });
  double.counts.reset();
  const outcomes = await Promise.allSettled(
    rows.map(({ id }) =>
      enrolPeople(
        world,
        tenant,
        { personId: null, actId: newId() },
        { catalogId, trainingId, people: [{ personId: id }] },
      ),
    ),
  );
  double.faults.clear();
  expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
  expect(await seatsUsed(world, tenant)).toBe(64);
  const { byKind, refused } = double.counts.read();
  const tries = byKind.batch ?? 0;
  expect(tries).toBe(64 + (refused['449'] ?? 0));
  expect(tries).toBeLessThan(2 * 64);
  await setting.close();
});
