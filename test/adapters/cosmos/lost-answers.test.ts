import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { AppError } from '../../../api/kernel/errors.ts';
import {
  add,
  create,
  remove,
  replace,
  type Store,
  type Version,
} from '../../../api/ports/store.ts';
import { commitLaws } from '../../contracts/store/commits.ts';
import { cursorLaws } from '../../contracts/store/cursors.ts';
import { expiryLaws } from '../../contracts/store/expiry.ts';
import { committed, present } from '../../contracts/store/expectations.ts';
import {
  contractKinds,
  counters,
  entries,
  entry,
  fresh,
  heads,
  note,
  notes,
} from '../../contracts/store/kinds.ts';
import { listLaws } from '../../contracts/store/lists.ts';
import { logLaws } from '../../contracts/store/log.ts';
import { modelLaws } from '../../contracts/store/model.ts';
import { openCosmosForTest, type Opened } from './opened.ts';

jest.setTimeout(300_000);

/** The laws for one writer at a time hold as they are where answers are lost; those for many are told apart below. */
describe('the store contract, kept by Azure Cosmos DB while answers are lost', () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await openCosmosForTest(contractKinds, [
      { fault: 'dropAfter', share: 0.1, seed: 11 },
      { fault: 'dropBefore', share: 0.05, seed: 12 },
    ]);
  });
  afterAll(() => opened.stop());
  const store = (): Store => opened.store;

  commitLaws(store);
  listLaws(store);
  cursorLaws(store);
  logLaws(store);
  expiryLaws(store);
  if (process.env['HEADCOUNT_MATRIX'] === 'full') modelLaws(store);
});

describe('a commit whose answer is lost', () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await openCosmosForTest(contractKinds);
  });
  afterAll(() => opened.stop());
  const loseNext = (times = 1): void =>
    opened.double?.faults.add({ fault: 'dropAfter', on: ['batch'], times });

  test('is carried out once, and answered as it was, with an event and without one', async () => {
    const { store } = opened;
    const partition = fresh();
    await committed(store, partition, [create(heads, { total: 0 })]);
    for (const further of [[], [create(entries, entry('one'))]]) {
      const held = await present(store, partition, heads, {});
      loseNext();
      const one = note();
      expect(
        await committed(store, partition, [
          create(notes, one),
          add(heads, {}, { total: 1 }),
          ...further,
        ]),
      ).toEqual([null, { total: held.doc.total + 1 }, ...further.map(() => null)]);
      expect((await present(store, partition, heads, {})).doc.total).toBe(held.doc.total + 1);
      expect(await store.count(partition, notes, 'byId', {})).toBe(held.doc.total + 1);
    }
  });

  test('is recognised in a replace and in a delete, which would both be refused if they were tried afresh', async () => {
    const { store } = opened;
    const partition = fresh();
    const one = note();
    await committed(store, partition, [create(notes, one)]);
    const first = await present(store, partition, notes, one);
    loseNext();
    await committed(store, partition, [replace(notes, { ...one, rank: 7 }, first.version)]);
    const second = await present(store, partition, notes, one);
    expect(second.doc.rank).toBe(7);
    loseNext(2);
    await committed(store, partition, [remove(notes, one, second.version)]);
    expect(await store.read(partition, notes, one)).toBeNull();
  });

  test('is recognised where it has no room for a witness', async () => {
    const { store } = opened;
    const partition = fresh();
    const hundred = Array.from({ length: 100 }, (_, rank) => note({ rank }));
    loseNext();
    await committed(
      store,
      partition,
      hundred.map((one) => create(notes, one)),
    );
    const held = await Promise.all(hundred.map((one) => present(store, partition, notes, one)));
    loseNext();
    await committed(
      store,
      partition,
      held.map(({ doc, version }) => replace(notes, { ...doc, rank: -1 }, version)),
    );
    const again = await Promise.all(hundred.map((one) => present(store, partition, notes, one)));
    expect(again.every(({ doc }) => doc.rank === -1)).toBe(true);
    loseNext();
    await committed(
      store,
      partition,
      again.map(({ doc, version }) => remove(notes, doc, version)),
    );
    expect(await store.count(partition, notes, 'byId', {})).toBe(0);
  });

  test('still is refused where it was refused', async () => {
    const { store } = opened;
    const partition = fresh();
    const [one, told] = [note(), entry('told')];
    await committed(store, partition, [create(notes, one), create(entries, told)]);
    const expected = [
      [[create(notes, note()), create(notes, one)], 1, 'exists'],
      [[create(notes, note()), create(entries, told)], 1, 'exists'],
      [[replace(notes, one, 'never' as Version)], 0, 'changed'],
      [[add(counters, { name: 'none' }, { closed: 1 })], 0, 'missing'],
    ] as const;
    for (const [writes, write, reason] of expected) {
      loseNext();
      expect(await store.commit(partition, writes)).toEqual({ outcome: 'refused', write, reason });
    }
    expect(await store.count(partition, notes, 'byId', {})).toBe(1);
  });

  test('among many writers counts once, and never passes another’s sum off as its own', async () => {
    const { store, double } = opened;
    const partition = fresh();
    await committed(store, partition, [create(heads, { total: 0 })]);
    double?.faults.add({ fault: 'dropAfter', on: ['batch'], share: 0.1, seed: 5, times: 20 });
    const sums = new Map<string, number>();
    const results = await Promise.allSettled(
      Array.from({ length: 150 }, async () => {
        const one = entry('added');
        const [after] = await committed(store, partition, [
          add(heads, {}, { total: 1 }),
          create(entries, one),
        ]);
        sums.set(one.entryId, (after as { total: number }).total);
      }),
    );
    double?.faults.clear();
    for (const result of results)
      if (result.status === 'rejected') {
        expect(result.reason).toBeInstanceOf(AppError);
        expect(result.reason).toMatchObject({ code: 'store-unavailable' });
      }
    expect((await present(store, partition, heads, {})).doc.total).toBe(150);
    const { items } = await store.changes(partition, entries, null, 1_000);
    expect(items).toHaveLength(150);
    items.forEach(({ entryId }, nth) => {
      expect([nth + 1, undefined]).toContain(sums.get(entryId));
    });
  });
});
