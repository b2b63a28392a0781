import { z } from 'zod';
import { guid, instant, pageOf, pageQuery } from '../../http/contract.ts';
import { jobShape, jobState } from '../../jobs/contract.ts';
import { agentShape, count, facts } from './words.ts';

/** The address of one job at a customer. */
export const customerJobParams = z.strictObject({ customerId: guid, jobId: guid });

/** Why an act, or a part of it, was not done. */
export const entryFaultShape = z.strictObject({
  code: z.string(),
  detail: z.string().meta({ description: 'Field, rule and remedy in plain words.' }),
  column: z.string().optional().meta({ description: 'The column of the file that is at fault.' }),
  facts,
  skuId: guid.optional().meta({ description: 'The product that could not be given or taken.' }),
});

/** How far one user of a bulk act is. */
const entryState = z
  .enum(['planned', 'begun', 'done', 'partly', 'refused', 'unknown', 'skipped'])
  .meta({
    description:
      'begun: under way; partly: done but for what the faults name; refused: nothing changed; unknown: the directory did not say; skipped: never tried.',
  });

/** What a bulk act is for. */
export const planWhat = z.enum([
  'import',
  'create',
  'edit',
  'licences',
  'password',
  'delete',
  'restore',
  'undo',
]);

/** Whether a bulk act can be taken back, and if not why. */
const undoability = z.enum(['possible', 'running', 'nothing-done', 'passwords-only', 'undone']);

/** Whether a bulk act that stopped can be carried on, and if not why. */
const continuability = z.enum(['possible', 'running', 'nothing-left', 'undone']).meta({
  description:
    'possible: it failed or was cancelled before its end; `continuation` goes on from there.',
});

/** How many users of a bulk act stand how. */
export const entryCounts = z.strictObject({
  planned: count,
  begun: count,
  done: count,
  partly: count,
  refused: count,
  unknown: count,
  skipped: count,
});

/** A bulk act at a customer, or a single one: what it is, how far it is, whether it can be undone. */
export const customerJobShape = z
  .strictObject({
    id: guid.meta({ description: 'Also the id under `/api/jobs`.' }),
    customerId: guid,
    what: planWhat,
    state: jobState,
    total: count.nullable().meta({ description: 'How many users; null while they are counted.' }),
    counts: entryCounts,
    etaSeconds: count.nullable(),
    failure: jobShape.shape.failure,
    continuation: continuability,
    left: z
      .strictObject({
        toDo: count.meta({ description: 'Users who were not tried yet.' }),
        toLookUp: count.meta({ description: 'Users who were under way when it stopped.' }),
      })
      .meta({ description: 'What of it is still to be done, or would be if it is continued.' }),
    undo: undoability,
    undoes: guid.nullable().meta({ description: 'The job that this one takes back.' }),
    undoneBy: guid.nullable(),
    passwordsWaiting: count.meta({
      description:
        'How many new users have not had their passwords handed out: `imports/{jobId}/passwords` gives them once.',
    }),
    createdBy: agentShape,
    continuedBy: agentShape.nullable().meta({
      description: 'With whose hands it goes on since it stopped; null: it was never continued.',
    }),
    createdAt: instant,
    finishedAt: instant.nullable(),
  })
  .meta({ id: 'CustomerJob' });

/** `GET /api/customers/{customerId}/jobs`, the newest first. */
export const customerJobsQuery = z.strictObject(pageQuery);
export const customerJobsPage = pageOf(customerJobShape);

/** One user of a bulk act. */
export const customerEntryShape = z
  .strictObject({
    no: z.int().min(1).meta({ description: 'In the order of the request or the file.' }),
    act: z
      .enum(['create', 'edit', 'licences', 'password', 'delete', 'restore'])
      .nullable()
      .meta({ description: 'Null: a row of a file that cannot be carried out.' }),
    userId: guid.nullable(),
    userName: z.string().nullable(),
    state: entryState,
    roles: z
      .array(
        z.strictObject({
          id: guid,
          name: z.string().meta({ description: 'As Microsoft calls it: User Administrator …' }),
          outcome: z.enum(['planned', 'given', 'not-given', 'unknown']),
        }),
      )
      .meta({ description: 'The directory roles that the act gives to the user.' }),
    faults: z.array(entryFaultShape),
    alreadyThere: z.boolean().meta({ description: 'It was found as it was to be.' }),
  })
  .meta({ id: 'CustomerEntry' });

/** `GET /api/customers/{customerId}/jobs/{jobId}/entries`. */
export const customerEntriesQuery = z.strictObject({
  ...pageQuery,
  state: entryState.optional(),
});
export const customerEntriesPage = pageOf(customerEntryShape);
