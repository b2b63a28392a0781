import { createPasswords } from '../../api/adapters/passwords/in-memory.ts';
import { customerPlanWork } from '../../api/customers/plan-jobs.ts';
import { takeJob } from '../../api/jobs/lease.ts';
import { runJob } from '../../api/jobs/run.ts';
import type { World } from '../../api/ports/world.ts';
import { Crash, crashingStore, type Death } from '../directory/crashing-store.ts';
import { PARTNER, type PartnerWorld } from './partner-world.ts';

/** The partner as the store knows it. */
export const tenant = { tenantId: PARTNER, buckets: 1 };

/** The lives of processes that work on plans' jobs, of a world whose service itself does no work. */
export interface Lives {
  /** One life: to the end of the job, or until it dies. */
  one(jobId: string, death: Death | null): Promise<void>;
  /** Lives until the job has ended, dying as often as is said. */
  on(jobId: string, deaths?: readonly Death[]): Promise<Record<string, unknown>>;
}

/**
 * @param passwords `lost`: each life forgets those of the one before; `kept`: they outlive it
 */
export function livesIn(world: PartnerWorld, passwords: 'lost' | 'kept' = 'lost'): Lives {
  const one: Lives['one'] = async (jobId, death) => {
    const whole = world.world();
    const life: World = {
      ...whole,
      store: crashingStore(whole.store, death, () => undefined),
      passwords: passwords === 'kept' ? whole.passwords : createPasswords(),
    };
    try {
      const lease = await takeJob(life, tenant, jobId, true);
      if (lease !== null)
        await runJob(life, tenant, lease, customerPlanWork, new AbortController().signal);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
  };
  return {
    one,
    async on(jobId, deaths = []) {
      for (const death of deaths) await one(jobId, death);
      for (;;) {
        await one(jobId, null);
        const { body } = await world.agent.get(`/api/jobs/${jobId}`);
        if (body['finishedAt'] !== null) return body;
      }
    },
  };
}
