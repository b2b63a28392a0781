import { z } from 'zod';
import { guid, instant, pageOf, pageQuery } from '../http/contract.ts';

/** Where a job is; `partly-failed` ran to its end with some rows refused. */
export const jobState = z.enum([
  'queued',
  'running',
  'succeeded',
  'failed',
  'partly-failed',
  'cancelled',
]);

/** Long work, as the wire shows it. */
export const jobShape = z
  .strictObject({
    id: guid,
    kind: z.string(),
    state: jobState,
    done: z.int().min(0),
    total: z.int().min(0).nullable().meta({ description: 'Null while it is not known.' }),
    result: z.unknown().meta({ description: 'Shaped by the kind; partial while the job runs.' }),
    failure: z
      .strictObject({ code: z.string(), detail: z.string() })
      .nullable()
      .meta({ description: 'Why it failed; null otherwise.' }),
    etaSeconds: z.int().min(0).nullable().meta({ description: 'What is left at its pace.' }),
    cancelAsked: z.boolean(),
    createdBy: guid.nullable().meta({ description: 'Null: the service itself.' }),
    createdAt: instant,
    startedAt: instant.nullable(),
    finishedAt: instant.nullable(),
    filesExpireAt: instant
      .nullable()
      .meta({ description: 'Until when the row results can be downloaded.' }),
  })
  .meta({ id: 'Job' });

/** A job on the wire. */
export type JobShape = z.infer<typeof jobShape>;

/** `GET /api/jobs`. */
export const jobsQuery = z.strictObject({ ...pageQuery });
export const jobsPage = pageOf(jobShape);

/** The address of one job. */
export const jobParams = z.strictObject({ jobId: guid });

/** The headers of every 202. */
export const jobLocation = (jobId: string): Record<string, string> => ({
  Location: `/api/jobs/${jobId}`,
});
