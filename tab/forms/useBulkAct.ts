import { useState } from 'react';
import { z } from 'zod';
import { outcomesShape } from '../../api/catalogs/contract.ts';
import { jobShape, type JobShape } from '../../api/jobs/contract.ts';
import { createActKeys, underKey } from '../act-keys.ts';
import { api } from '../api.ts';
import { runSteps, type BulkAnswer, type Step } from '../catalogs/bulk.ts';
import { askingsOf, type Asking, type Picked } from '../catalogs/picking.ts';
import { useRefresh } from '../queries/refresh.ts';

/** Answered at once, or as a job where a group is large. */
const bulkAnswer = z.union([z.object(outcomesShape.shape), z.object(jobShape.shape)]);

/**
 * Enrols or lists a choice of people and groups.
 * @param address where it is asked for, such as `/api/courses/{courseId}/enrolments`
 */
export function useBulkAct(address: string) {
  const [steps, setSteps] = useState<readonly Step<JobShape>[] | null>(null);
  const [isRunning, setIsRunning] = useState(false);
  const [keys] = useState(createActKeys);
  const refresh = useRefresh();

  const send = async ({ body }: Asking): Promise<BulkAnswer<JobShape>> => {
    const answer = await underKey(keys, body, (idempotencyKey) =>
      api.post(address, bulkAnswer, { body, idempotencyKey }),
    );
    return 'results' in answer ? { results: answer.results } : { job: answer };
  };
  const run = async (wanted: readonly Step<JobShape>[]): Promise<void> => {
    setSteps(wanted);
    setIsRunning(true);
    try {
      await runSteps(wanted, send, setSteps);
    } finally {
      setIsRunning(false);
      void refresh();
    }
  };
  return {
    /** Null before anything was asked for. */
    steps,
    isRunning,
    start: (choice: readonly Picked[]) =>
      void run(askingsOf(choice).map((asking) => ({ asking, state: 'waiting' }))),
    /** Does what was not done. */
    again: () => void run(steps ?? []),
    /** Back to an empty choice. */
    reset: () => setSteps(null),
  };
}
