import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createWriteLedger } from '../../../api/customers/actions/write-ledger.ts';
import type { Store } from '../../../api/ports/store.ts';
import type { SpentWrites, WriteLedger } from '../../../api/ports/write-ledger.ts';
import { openStoreUnderTest } from '../../store-under-test.ts';
import { NORTHWIND, PARTNER } from './setting.ts';

let folder: string;
let store: Store;
let now: number;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headcount-ledger-'));
  store = openStoreUnderTest(folder);
  now = 1_000;
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const process = (): WriteLedger =>
  createWriteLedger(store, { now: () => now, at: () => ({ cancel: () => undefined }) });

const ask = (mine: readonly SpentWrites[] = [], want = 100) => ({
  ...{ mine, want, freeAt: now + 200, most: 250 },
});

test('processes that reserve at once get no more than there is together', async () => {
  const answers = await Promise.all(
    [process(), process(), process(), process()].map((one) => one.reserve(NORTHWIND, ask())),
  );
  const granted = answers.map((answer) => answer.granted).sort((one, other) => one - other);
  expect(granted).toEqual([0, 50, 100, 100]);
  expect(answers.find((answer) => answer.granted === 0)).toMatchObject({ freeAt: 1_200 });
});

test('what a process says it has spent stands in place of what it reserved', async () => {
  const [one, other] = [process(), process()];
  await one.reserve(NORTHWIND, ask());
  await one.reserve(NORTHWIND, ask([{ count: 60, freeAt: 1_500 }], 40));
  expect(await other.reserve(NORTHWIND, ask([], 250))).toMatchObject({ granted: 150 });
  now = 1_201;
  expect(await other.reserve(NORTHWIND, ask([], 250))).toMatchObject({ granted: 190 });
});

test('customers do not count against each other', async () => {
  const one = process();
  await one.reserve(NORTHWIND, ask([], 250));
  expect(await process().reserve(PARTNER, ask([], 250))).toMatchObject({ granted: 250 });
});
