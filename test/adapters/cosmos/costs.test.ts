import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Spent } from '../../../api/adapters/cosmos/spending.ts';
import {
  enrol,
  measureActs,
  subscriptionPage,
  unenrol,
  type Measured,
} from '../../../bench/cosmos/acts.ts';
import { startSetting, type Setting } from '../../../bench/cosmos/setting.ts';
import { HOUR_MS } from '../../../api/kernel/time.ts';
import { seatsUsed } from '../../../api/seats/actions/figures.ts';
import { subscribe } from '../../limits/subscribed.ts';

jest.setTimeout(300_000);

const SUBSCRIPTIONS = 3;
/** Of the table in docs/cosmos.md. */
const COLUMNS = 9;

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

  test('the subscription page is a point read for account, limit, what peers give and take, orders, and each bucket', () => {
    expect(countsOf('subscription page').byKind).toEqual({ read: 5 + buckets });
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

  test('all of them are told in docs/cosmos.md as they are', async () => {
    const docs = await readFile('docs/cosmos.md', 'utf8');
    const told = docs
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim()))
      .filter((cells) => cells.length === COLUMNS + 2 && cells[2] === String(buckets))
      .map(([, ...cells]) => cells.slice(0, 4));
    expect(told).toEqual(
      measured.map(({ act: name, counts: { requests, byKind } }) => [
        ...[name, String(buckets), String(requests)],
        Object.entries(byKind)
          .map(([kind, count]) => `${count} ${kind}`)
          .join(', '),
      ]),
    );
  });

  test('asking for events of which there are none is one request', () => {
    const name = 'asking one bucket for new events, of which there are none';
    expect(countsOf(name).byKind).toEqual({ changes: 1 });
  });
});

describe('round trips one after the other', () => {
  let setting: Setting;
  beforeAll(async () => {
    setting = await startSetting(250, 2);
    // Whatever is asked together is under way together, so that only what waits for an answer begins a new round.
    setting.double.faults.add({ fault: 'slow', delayMs: 60 });
  });
  afterAll(() => setting.close());
  const roundsOf = async (work: () => Promise<unknown>): Promise<number> => {
    setting.double.counts.reset();
    await work();
    return setting.double.counts.read().rounds;
  };
  const ids = (from: number, to: number): string[] =>
    setting.rows.slice(from, to).map(({ id }) => id);

  test('an enrolment is one batch after two readings at once; so is its end', async () => {
    expect(await roundsOf(() => enrol(setting, ids(0, 1)))).toBe(2);
    expect(await roundsOf(() => enrol(setting, ids(0, 1)))).toBe(1);
    expect(await roundsOf(() => unenrol(setting, ids(0, 1)))).toBe(2);
  });

  test('the subscription page reads the account, then limit, peers, orders, buckets and subscriptions all at once', async () => {
    const { world, tenant, double } = setting;
    for (let nth = 0; nth < SUBSCRIPTIONS; nth++)
      await subscribe(world, tenant, { seats: 10, startsAt: 0, endsAt: Date.now() + HOUR_MS });
    expect(await roundsOf(() => subscriptionPage(setting))).toBe(2);
    const read = 5 + tenant.buckets + SUBSCRIPTIONS;
    expect(double.counts.read().byKind).toEqual({ read });
  });

  test('a bulk act asks all buckets at once, then writes all batches at once', async () => {
    expect(await roundsOf(() => enrol(setting, ids(10, 250)))).toBe(2);
  });
});

/** What each commit asked, as the adapter tells it. */
const requestsOfCommits = (spent: readonly Spent[]): number[] =>
  spent
    .filter(({ act: name }) => name === 'commit')
    .map(({ requests }) => requests)
    .sort((one, other) => one - other);

describe('64 writers into one bucket', () => {
  const enrolAtOnce = async (share: number): Promise<{ requests: number[]; refused: number }> => {
    const spent: Spent[] = [];
    const setting = await startSetting(64, 1, (one) => spent.push(one));
    const { double, world, tenant, rows } = setting;
    spent.length = 0;
    double.counts.reset();
    if (share > 0) double.faults.add({ fault: 'retryWith', on: ['batch'], share, seed: 9 });
    const outcomes = await Promise.allSettled(rows.map(({ id }) => enrol(setting, [id])));
    double.faults.clear();
    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(await seatsUsed(world, tenant)).toBe(64);
    const { byKind, refused } = double.counts.read();
    const requests = requestsOfCommits(spent);
    expect(requests.reduce((sum, one) => sum + one, 0)).toBe(byKind.batch);
    await setting.close();
    return { requests, refused: refused['449'] ?? 0 };
  };

  test('do not disturb each other: the service adds, and nothing is replaced', async () => {
    const { requests } = await enrolAtOnce(0);
    expect(requests).toEqual(Array.from({ length: 64 }, () => 1));
  });

  test('all get through where the service refuses three in ten as conflicting, the median with one try more at most', async () => {
    const { requests, refused } = await enrolAtOnce(0.3);
    expect(refused).toBeGreaterThan(10);
    expect(requests).toHaveLength(64);
    expect(requests[32]).toBeLessThanOrEqual(2);
  });
});
