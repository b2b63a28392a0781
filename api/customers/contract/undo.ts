import { z } from 'zod';
import { guid } from '../../http/contract.ts';
import { entryFaultShape, planWhat } from './plans.ts';
import { count } from './words.ts';

/** What taking one user's act back would do. */
export const undoStepShape = z.strictObject({
  no: z.int().min(1).meta({ description: 'The number of the user in the job.' }),
  userId: guid.nullable(),
  userName: z.string().nullable(),
  outcome: z.enum(['will', 'partly', 'cannot']).meta({
    description:
      'partly: what others changed since stays as it is, the rest is taken back; cannot: see the reasons.',
  }),
  act: z
    .enum(['edit', 'licences', 'delete', 'restore'])
    .nullable()
    .meta({ description: 'What is done; null where nothing is.' }),
  licencesBack: z.array(guid).meta({ description: 'Products that are given again.' }),
  licencesTaken: z.array(guid).meta({ description: 'Products that are taken away again.' }),
  fieldsBack: z.array(z.string()).meta({ description: 'Fields that get their old values.' }),
  reasons: z.array(entryFaultShape),
});

/** `POST /api/customers/{customerId}/undo/{jobId}?preview=true`. */
export const undoPreviewShape = z
  .strictObject({
    jobId: guid,
    what: planWhat,
    counts: z.strictObject({
      will: count,
      partly: count,
      cannot: count,
      nothing: count.meta({ description: 'Users for whom nothing was done.' }),
    }),
    users: z.array(undoStepShape).meta({ description: 'The first 1,000 of them, last act first.' }),
  })
  .meta({ id: 'UndoPreview' });
