import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { keyUses } from '../../api/http/idempotency.ts';
import { startJob } from '../../api/jobs/actions.ts';
import { createSweeper } from '../../api/jobs/expiry.ts';
import { filesOfJob } from '../../api/jobs/files.ts';
import { putRowHeader, putRows, readRows } from '../../api/jobs/rows.ts';
import { JOB_FILES_KEPT_MS } from '../../api/jobs/rules.ts';
import { newId } from '../../api/kernel/ids.ts';
import { HOUR_MS } from '../../api/kernel/time.ts';
import { rootOf } from '../../api/ports/partitions.ts';
import { create } from '../../api/ports/store.ts';
import type { World } from '../../api/ports/world.ts';
import { openBench, type Bench } from './bench.ts';

let bench: Bench;
beforeEach(() => {
  bench = openBench();
});
afterEach(() => bench.close());

const read = async (jobId: string): Promise<string> =>
  text(await readRows(bench.world, bench.tenant, jobId));

describe('row results', () => {
  test('come as one CSV, parts in order, whatever order they were written in', async () => {
    const jobId = newId();
    await putRows(bench.world, bench.tenant, jobId, 10, [[3, 'c']]);
    await putRows(bench.world, bench.tenant, jobId, 2, [[2, 'b']]);
    await putRowHeader(bench.world, bench.tenant, jobId, ['line', 'name']);
    expect(await read(jobId)).toBe('line,name\n2,b\n3,c\n');
  });

  test('hold a part once when it is written again', async () => {
    const jobId = newId();
    await putRowHeader(bench.world, bench.tenant, jobId, ['line']);
    await putRows(bench.world, bench.tenant, jobId, 0, [[2], [3]]);
    await putRows(bench.world, bench.tenant, jobId, 0, [[2], [3]]);
    expect(await read(jobId)).toBe('line\n2\n3\n');
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])('defuse the formula %j', async (cell) => {
    const jobId = newId();
    await putRows(bench.world, bench.tenant, jobId, 0, [[cell]]);
    expect((await read(jobId)).replaceAll('"', '')).toBe(`'${cell}\n`);
  });

  test('keep commas, quotes, line breaks and accents', async () => {
    const jobId = newId();
    await putRows(bench.world, bench.tenant, jobId, 0, [['a,b', 'c"d', 'e\nf', 'Zoë']]);
    expect(await read(jobId)).toBe('"a,b","c""d","e\nf",Zoë\n');
  });

  test('that are not there are refused with not-found', async () => {
    await expect(read(newId())).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('the files of jobs', () => {
  const at = (ms: number): World => ({
    ...bench.world,
    clock: { ...bench.world.clock, now: () => Date.now() + ms },
  });

  test('go when their time is over, and not before', async () => {
    bench.keeper([{ kind: 'k', run: async () => ({ state: 'succeeded', result: null }) }]);
    const { jobId } = await startJob(bench.world, bench.tenant, {
      ...{ kind: 'k', input: {}, createdBy: null },
    });
    await putRows(bench.world, bench.tenant, jobId, 0, [[1]]);
    await bench.ended(jobId);
    await createSweeper(at(JOB_FILES_KEPT_MS - HOUR_MS))([bench.tenant]);
    expect(await read(jobId)).toBe('1\n');
    await createSweeper(at(JOB_FILES_KEPT_MS + HOUR_MS))([bench.tenant]);
    await expect(read(jobId)).rejects.toMatchObject({ code: 'not-found' });
    expect(await bench.until(jobId, () => true)).toMatchObject({ filesExpireAt: null });
  });

  test('whose job was never started go after two sweeps', async () => {
    const jobId = newId();
    await putRows(bench.world, bench.tenant, jobId, 0, [[1]]);
    const orphan = filesOfJob(bench.tenant.tenantId, jobId);
    let ms = 0;
    const sweep = createSweeper({
      ...bench.world,
      clock: { ...bench.world.clock, now: () => Date.now() + ms },
    });
    await sweep([bench.tenant]);
    expect(await bench.world.files.list(orphan)).toHaveLength(1);
    ms = 2 * HOUR_MS;
    await sweep([bench.tenant]);
    expect(await bench.world.files.list(orphan)).toEqual([]);
  });
});

test('a sweep drops what has expired, and nothing before its time', async () => {
  const { store } = bench.world;
  const root = rootOf(bench.tenant.tenantId);
  const use = (keyId: string, expiresAt: number) =>
    create(keyUses, {
      ...{ keyId, inputHash: '', uploadHash: null, actId: newId(), answer: null, leaseUntil: 0 },
      expiresAt,
    });
  const [over, valid] = [newId(), newId()];
  await store.commit(root, [use(over, Date.now() - 1), use(valid, Date.now() + HOUR_MS)]);
  await createSweeper(bench.world)([]);
  expect(await store.read(root, keyUses, { keyId: over })).toBeNull();
  expect(await store.read(root, keyUses, { keyId: valid })).not.toBeNull();
});
