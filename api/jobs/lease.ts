import { tell } from '../audit/actions.ts';
import { rootOf } from '../ports/partitions.ts';
import type { AnyWrite } from '../ports/store.ts';
import { replace } from '../ports/store.ts';
import type { Tenant, World } from '../ports/world.ts';
import { ended } from './actions.ts';
import { jobs } from './kinds.ts';
import { LEASE_MS, mayTake } from './rules.ts';
import type { Job, JobFailure } from './rules.ts';

/** Thrown into a job's work to end it early: somebody cancelled it, another worker has it, or this process closes. */
export class JobStopped extends Error {
  override readonly name = 'JobStopped';
  readonly why: 'cancelled' | 'lost' | 'closing';

  constructor(why: 'cancelled' | 'lost' | 'closing') {
    super(`The job stops here: ${why}.`);
    this.why = why;
  }
}

/** A job in the hands of this worker. Its writes are refused (`JobStopped` lost) once another worker has taken it. */
export interface Lease {
  readonly job: () => Job;
  /** Writes changes and holds the job for another `LEASE_MS`. */
  readonly save: (changes: Partial<Job>) => Promise<Job>;
  /** Writes the end. */
  readonly finish: (
    state: 'succeeded' | 'partly-failed' | 'failed' | 'cancelled',
    end: { readonly result?: unknown; readonly failure?: JobFailure },
  ) => Promise<void>;
  /** Gives the job back; nobody takes it for `waitMs`. `tries` are those that count from then on: without it, as many as now. */
  readonly giveBack: (waitMs: number, tries?: number) => Promise<void>;
}

/** Takes a job for this worker; null where it may not be taken or somebody else was faster. */
export async function takeJob(
  world: World,
  tenant: Tenant,
  jobId: string,
  alone: boolean,
): Promise<Lease | null> {
  const root = rootOf(tenant.tenantId);
  const held = await world.store.read(root, jobs, { jobId });
  if (!held || !mayTake(held.doc, Date.now(), alone)) return null;
  const { doc } = held;
  const taken: Job = {
    ...doc,
    state: 'running',
    startedAt: doc.startedAt ?? world.clock.now(),
    epoch: doc.epoch + 1,
    tries: doc.tries + 1,
    leaseUntil: Date.now() + LEASE_MS,
  };
  const { outcome } = await world.store.commit(root, [replace(jobs, taken, held.version)]);
  return outcome === 'committed' ? leaseOn(world, tenant, taken) : null;
}

function leaseOn(world: World, tenant: Tenant, taken: Job): Lease {
  const root = rootOf(tenant.tenantId);
  const { jobId, epoch } = taken;
  let last = taken;
  let turn: Promise<unknown> = Promise.resolve();

  const write = async (change: Partial<Job>, ...more: readonly AnyWrite[]): Promise<Job> => {
    for (;;) {
      const held = await world.store.read(root, jobs, { jobId });
      if (held?.doc.epoch !== epoch || !held.doc.open) throw new JobStopped('lost');
      const doc: Job = { ...held.doc, ...change };
      const writes = [replace(jobs, doc, held.version), ...more];
      const { outcome } = await world.store.commit(root, writes);
      if (outcome === 'committed') return (last = doc);
    }
  };

  /** One write after the other: the heartbeat and the work do not get in each other's way. */
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const result = turn.then(act);
    turn = result.catch(() => undefined);
    return result;
  };

  return {
    job: () => last,
    save: (changes) => inTurn(() => write({ ...changes, leaseUntil: Date.now() + LEASE_MS })),
    finish: (state, end) =>
      inTurn(async () => {
        const now = world.clock.now();
        const told = { jobId, kind: taken.kind, state };
        const service = { personId: null, actId: jobId };
        await write({ ...ended(state, now), ...end }, tell(service, now, 'job-finished', told));
      }),
    giveBack: (waitMs, tries = last.tries) =>
      inTurn(async () => {
        await write({ state: 'queued', leaseUntil: Date.now() + waitMs, tries });
      }),
  };
}
