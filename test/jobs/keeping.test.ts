import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { PLACES } from '../../api/due/rules.ts';
import { cancelJob, startJob } from '../../api/jobs/actions.ts';
import { jobs } from '../../api/jobs/kinds.ts';
import { takeJob } from '../../api/jobs/lease.ts';
import { TRIES_MAX } from '../../api/jobs/rules.ts';
import type { JobRun, JobWork } from '../../api/jobs/work.ts';
import { AppError } from '../../api/kernel/errors.ts';
import { newId } from '../../api/kernel/ids.ts';
import { rootOf } from '../../api/ports/partitions.ts';
import { replace } from '../../api/ports/store.ts';
import { openBench, type Bench } from './bench.ts';

let bench: Bench;
beforeEach(() => {
  bench = openBench();
});
afterEach(() => bench.close());

/** A door that work waits at until the test opens it. */
function door(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

const work = (kind: string, run: (run: JobRun) => Promise<unknown>): JobWork => ({
  kind,
  run: async (_world, _tenant, given) => ({ state: 'succeeded', result: await run(given) }),
});

/** Counts to `input.to`, remembering each number that it said. */
const counting = (said: number[], before?: (n: number) => Promise<void>): JobWork =>
  work('count', async (run) => {
    const to = Number(run.job.input['to']);
    for (let n = Number(run.job.checkpoint ?? 0) + 1; n <= to; n++) {
      await before?.(n);
      said.push(n);
      await run.progress(n, to, n, { said: n });
    }
    return { said: to };
  });

const order = { kind: 'count', input: { to: 5 }, createdBy: null };

describe('the keeper of jobs', () => {
  test('works on a job to its end and keeps the result', async () => {
    const said: number[] = [];
    bench.keeper([counting(said)]);
    const { jobId } = await startJob(bench.world, bench.tenant, order);
    const job = await bench.ended(jobId);
    expect(said).toEqual([1, 2, 3, 4, 5]);
    expect(job).toMatchObject({ state: 'succeeded', done: 5, total: 5, result: { said: 5 } });
    expect(job.failure).toBeNull();
    expect(job.finishedAt).not.toBeNull();
  });

  test('finds work of which nobody told it', async () => {
    const { jobId } = await startJob(bench.world, bench.tenant, order);
    bench.keeper([counting([])]);
    expect(await bench.ended(jobId)).toMatchObject({ state: 'succeeded' });
  });

  test('leaves alone what it does not know how to do', async () => {
    const { jobId } = await startJob(bench.world, bench.tenant, { ...order, kind: 'juggle' });
    bench.keeper([counting([])]);
    const other = await startJob(bench.world, bench.tenant, order);
    await bench.ended(other.jobId);
    expect(await bench.until(jobId, () => true)).toMatchObject({ state: 'queued' });
  });

  test('works on jobs of different lines side by side, on those of one line one after the other', async () => {
    const started: string[] = [];
    const gate = door();
    const inLines: JobWork = {
      ...work('count', async (run) => {
        started.push(String(run.job.input['name']));
        if (run.job.input['name'] === 'a1') await gate.opened;
      }),
      lineOf: ({ input }) => String(input['name']).slice(0, 1),
    };
    const begun: string[] = [];
    for (const name of ['a1', 'a2', 'b1', 'b2']) {
      const job = await startJob(bench.world, bench.tenant, { ...order, input: { name } });
      begun.push(job.jobId);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    bench.keeper([inLines]);
    await bench.ended(begun[3] ?? '');
    expect(started).toEqual(['a1', 'b1', 'b2']);
    gate.open();
    await bench.ended(begun[1] ?? '');
    expect(started.at(-1)).toBe('a2');
  });

  test('works on one job of a kind at a time in a tenant, oldest first', async () => {
    const started: string[] = [];
    const gate = door();
    const one = work('count', async (run) => {
      started.push(run.job.jobId);
      await gate.opened;
    });
    const first = await startJob(bench.world, bench.tenant, order);
    await new Promise((resolve) => setTimeout(resolve, 2));
    const second = await startJob(bench.world, bench.tenant, order);
    const elsewhere = await startJob(bench.world, bench.otherTenant, order);
    bench.keeper([one]);
    await bench.until(elsewhere.jobId, ({ state }) => state === 'running', bench.otherTenant);
    expect(started).toEqual([first.jobId, elsewhere.jobId]);
    gate.open();
    await bench.ended(second.jobId);
    expect(started).toEqual([first.jobId, elsewhere.jobId, second.jobId]);
  });

  test('does not let one tenant take every place', async () => {
    const gate = door();
    const kinds = Array.from({ length: PLACES.jobs + 2 }, (_, n) => `kind-${n}`);
    for (const kind of kinds) {
      await startJob(bench.world, bench.tenant, { ...order, kind });
    }
    const late = await startJob(bench.world, bench.otherTenant, { ...order, kind: 'kind-0' });
    bench.keeper(kinds.map((kind) => work(kind, () => gate.opened)));
    await bench.until(late.jobId, ({ state }) => state === 'running', bench.otherTenant);
    gate.open();
    await bench.ended(late.jobId, bench.otherTenant);
  });

  test('tells a bug from a refusal: the one is internal without details, the other has its code and words', async () => {
    const fails = (kind: string, error: Error): JobWork => work(kind, () => Promise.reject(error));
    bench.keeper([
      fails('bug', new TypeError('secret is undefined')),
      fails('refusal', new AppError('not-found', 'The upload is gone.')),
    ]);
    const bug = await startJob(bench.world, bench.tenant, { ...order, kind: 'bug' });
    const refusal = await startJob(bench.world, bench.tenant, { ...order, kind: 'refusal' });
    const failed = await bench.ended(bug.jobId);
    expect(failed).toMatchObject({ state: 'failed', failure: { code: 'internal' } });
    expect(JSON.stringify(failed)).not.toContain('secret');
    expect(await bench.ended(refusal.jobId)).toMatchObject({
      state: 'failed',
      failure: { code: 'not-found', detail: 'The upload is gone.' },
    });
  });

  test('tries work that must end again after a bug, and ends it', async () => {
    const said: number[] = [];
    let bugs = 1;
    const deletes = counting(said, (n) =>
      n === 3 && bugs-- > 0 ? Promise.reject(new TypeError('x is undefined')) : Promise.resolve(),
    );
    bench.keeper([{ ...deletes, mustEnd: true }]);
    const { jobId } = await startJob(bench.world, bench.tenant, order);
    expect(await bench.ended(jobId)).toMatchObject({ state: 'succeeded', failure: null });
    expect(said).toEqual([1, 2, 3, 4, 5]);
  });

  test('waits after a passing fault and goes on from the checkpoint', async () => {
    const said: number[] = [];
    let faults = 1;
    bench.keeper([
      counting(said, async (n) => {
        if (n === 3 && faults-- > 0) throw new AppError('directory-unavailable', 'It is away.');
      }),
    ]);
    const { jobId } = await startJob(bench.world, bench.tenant, order);
    expect(await bench.ended(jobId)).toMatchObject({ state: 'succeeded', done: 5 });
    expect(said).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('cancelling a running job', () => {
  test('stops it at its next step and keeps what it did', async () => {
    const said: number[] = [];
    const [reached, gate] = [door(), door()];
    bench.keeper([
      counting(said, async (n) => {
        if (n !== 3) return;
        reached.open();
        await gate.opened;
      }),
    ]);
    const { jobId } = await startJob(bench.world, bench.tenant, order);
    await reached.opened;
    const actor = { personId: newId(), actId: newId() };
    const asked = await cancelJob(bench.world, bench.tenant, actor, jobId);
    expect(asked).toMatchObject({ state: 'running', cancelAsked: true });
    gate.open();
    expect(await bench.ended(jobId)).toMatchObject({ state: 'cancelled', done: 3 });
    expect(said).toEqual([1, 2, 3]);
  });
});

describe('a job whose worker is gone', () => {
  const abandon = async (change: object = {}): Promise<string> => {
    const { jobId } = await startJob(bench.world, bench.tenant, order);
    const lease = await takeJob(bench.world, bench.tenant, jobId, true);
    await lease?.save({ done: 2, checkpoint: 2, tries: 0, ...change });
    return jobId;
  };

  test('goes on from its checkpoint at the next start of the only process', async () => {
    const jobId = await abandon();
    const said: number[] = [];
    bench.keeper([counting(said)]);
    await bench.ended(jobId);
    expect(said).toEqual([3, 4, 5]);
  });

  test('is taken over by another process only after its lease', async () => {
    const jobId = await abandon();
    const said: number[] = [];
    bench.keeper([counting(said)], { alone: false });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(said).toEqual([]);
    const root = rootOf(bench.tenant.tenantId);
    const held = await bench.world.store.read(root, jobs, { jobId });
    if (held === null) throw new Error('The job is gone.');
    await bench.world.store.commit(root, [
      replace(jobs, { ...held.doc, leaseUntil: Date.now() }, held.version),
    ]);
    await bench.ended(jobId);
    expect(said).toEqual([3, 4, 5]);
  });

  test('refuses the old worker what it still wants to write', async () => {
    const { jobId } = await startJob(bench.world, bench.tenant, order);
    const old = await takeJob(bench.world, bench.tenant, jobId, true);
    const next = await takeJob(bench.world, bench.tenant, jobId, true);
    await next?.save({ done: 4 });
    await expect(old?.save({ done: 1 })).rejects.toMatchObject({ why: 'lost' });
    await expect(old?.finish('succeeded', {})).rejects.toMatchObject({ why: 'lost' });
    expect(await bench.until(jobId, () => true)).toMatchObject({ done: 4, state: 'running' });
  });

  test('rests instead of being given up where it must end', async () => {
    const jobId = await abandon({ tries: TRIES_MAX });
    bench.keeper([{ ...counting([]), mustEnd: true }]);
    const job = await bench.until(jobId, ({ state }) => state !== 'running');
    expect(job).toMatchObject({ state: 'queued', tries: 0, failure: null });
    expect(job.leaseUntil).toBeGreaterThan(Date.now());
  });

  test('lets those behind it pass while it rests', async () => {
    const resting = await abandon({ tries: TRIES_MAX });
    const behind = await startJob(bench.world, bench.tenant, order);
    bench.keeper([{ ...counting([]), mustEnd: true }]);
    expect(await bench.ended(behind.jobId)).toMatchObject({ state: 'succeeded' });
    expect(await bench.until(resting, () => true)).toMatchObject({ state: 'queued' });
  });

  test('is given up when it was taken again and again without getting on', async () => {
    const jobId = await abandon({ tries: TRIES_MAX });
    bench.keeper([counting([])]);
    expect(await bench.ended(jobId)).toMatchObject({
      state: 'failed',
      failure: { code: 'internal' },
    });
  });
});

describe('closing the keeper', () => {
  test('gives the running job back, and the next keeper goes on with it', async () => {
    const said: number[] = [];
    const [reached, gate] = [door(), door()];
    const first = bench.keeper([
      counting(said, async (n) => {
        if (n !== 2) return;
        reached.open();
        await gate.opened;
      }),
    ]);
    const { jobId } = await startJob(bench.world, bench.tenant, order);
    await reached.opened;
    const closed = first.close();
    gate.open();
    await closed;
    expect(await bench.until(jobId, () => true)).toMatchObject({ state: 'queued', done: 2 });
    bench.keeper([counting(said)]);
    await bench.ended(jobId);
    expect(said).toEqual([1, 2, 3, 4, 5]);
  });
});
