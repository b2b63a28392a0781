import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cancelJob, listJobs, readJob, startJob } from '../../api/jobs/actions.ts';
import { newId } from '../../api/kernel/ids.ts';
import { openBench, type Bench } from './bench.ts';

let bench: Bench;
beforeEach(() => {
  bench = openBench();
});
afterEach(() => bench.close());

const order = { kind: 'count-sheep', input: { sheep: 3 }, createdBy: null };
const somebody = { personId: newId(), actId: newId() };

describe('starting a job', () => {
  test('gives a queued job that can be read again', async () => {
    const job = await startJob(bench.world, bench.tenant, { ...order, total: 3 });
    expect(job).toMatchObject({
      state: 'queued',
      kind: 'count-sheep',
      done: 0,
      total: 3,
      open: true,
    });
    expect(await readJob(bench.world, bench.tenant, job.jobId)).toEqual(job);
  });

  test('under an id that is there already starts nothing', async () => {
    const jobId = newId();
    const first = await startJob(bench.world, bench.tenant, { ...order, jobId });
    const again = await startJob(bench.world, bench.tenant, {
      ...order,
      jobId,
      input: { sheep: 9 },
    });
    expect(again).toEqual(first);
    const page = await listJobs(bench.world, bench.tenant, { limit: 10 });
    expect(page.items).toHaveLength(1);
  });

  test('belongs to its tenant alone', async () => {
    const job = await startJob(bench.world, bench.tenant, order);
    const reading = readJob(bench.world, bench.otherTenant, job.jobId);
    await expect(reading).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('the list of jobs', () => {
  test('has the newest first, and pages on', async () => {
    const jobIds: string[] = [];
    for (let n = 0; n < 5; n++) {
      jobIds.unshift((await startJob(bench.world, bench.tenant, order)).jobId);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const first = await listJobs(bench.world, bench.tenant, { limit: 3 });
    const rest = await listJobs(bench.world, bench.tenant, {
      limit: 3,
      cursor: first.nextCursor ?? undefined,
    });
    expect([...first.items, ...rest.items].map(({ jobId }) => jobId)).toEqual(jobIds);
    expect(rest.nextCursor).toBeNull();
  });

  test('can be narrowed to those of one person', async () => {
    await startJob(bench.world, bench.tenant, order);
    const createdBy = newId();
    const mine = await startJob(bench.world, bench.tenant, { ...order, createdBy });
    const page = await listJobs(bench.world, bench.tenant, { limit: 10, createdBy });
    expect(page.items.map(({ jobId }) => jobId)).toEqual([mine.jobId]);
  });
});

describe('cancelling', () => {
  test('a job that nobody works on ends it at once', async () => {
    const { jobId } = await startJob(bench.world, bench.tenant, order);
    const job = await cancelJob(bench.world, bench.tenant, somebody, jobId);
    expect(job).toMatchObject({ state: 'cancelled', open: false });
  });

  test('a job that has ended is refused with job-finished', async () => {
    const { jobId } = await startJob(bench.world, bench.tenant, order);
    await cancelJob(bench.world, bench.tenant, somebody, jobId);
    const again = cancelJob(bench.world, bench.tenant, somebody, jobId);
    await expect(again).rejects.toMatchObject({ code: 'job-finished' });
  });

  test('work that finishes what was already decided is refused', async () => {
    const { jobId } = await startJob(bench.world, bench.tenant, { ...order, cancellable: false });
    const cancelling = cancelJob(bench.world, bench.tenant, somebody, jobId);
    await expect(cancelling).rejects.toMatchObject({ code: 'job-not-cancellable' });
    expect(await readJob(bench.world, bench.tenant, jobId)).toMatchObject({ state: 'queued' });
  });

  test('an unknown job is refused with not-found', async () => {
    const cancelling = cancelJob(bench.world, bench.tenant, somebody, newId());
    await expect(cancelling).rejects.toMatchObject({ code: 'not-found' });
  });
});
