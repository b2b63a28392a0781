import { z } from 'zod';
import { guid } from '../../http/contract.ts';
import { entryCounts } from './plans.ts';
import { count, facts, locationText, previewQuery } from './words.ts';

/** Which template a file follows: Partner Center's, with at most 100 records, or Headcount's own. */
export const templateMode = z.enum(['compatible', 'headcount']).default('headcount').meta({
  description:
    'compatible: the columns and limits of Partner Center; headcount: its own, of any size.',
});

/** `POST /api/customers/{customerId}/imports/users`. */
export const customerImportQuery = z.strictObject({
  ...previewQuery.shape,
  mode: templateMode,
  location: locationText.optional().meta({
    description: 'The usage location of every row that names none.',
  }),
});

/** `GET /api/customers/{customerId}/imports/template`. */
export const templateQuery = z.strictObject({ mode: templateMode });

/** What an import says while it runs and at its end: the `result` of its job. */
export const customerImportResultShape = z
  .strictObject({
    customerId: guid,
    what: z.literal('import'),
    preview: z.boolean(),
    phase: z.enum(['checking', 'applying', 'finished']),
    rows: count,
    good: count.meta({ description: 'Rows without a fault.' }),
    faulty: count.meta({ description: 'Rows that are named with their faults.' }),
    faults: z
      .array(
        z.strictObject({
          line: z.int().min(1).meta({ description: 'The line of the file; the header is 1.' }),
          column: z.string().nullable(),
          code: z.string(),
          detail: z.string(),
          facts,
          skuId: guid.optional(),
        }),
      )
      .meta({ description: 'The first 100; the file of row results has them all.' }),
    licences: z
      .array(
        z.strictObject({
          skuId: guid,
          partNumber: z.string(),
          needed: count,
          available: count,
          missing: count,
        }),
      )
      .meta({ description: 'What the rows need of each product.' }),
    roles: z
      .array(z.strictObject({ roleId: guid, name: z.string(), users: count }))
      .default([])
      .meta({ description: 'To how many users the good rows give each directory role.' }),
    // How far it is, where it is more than a look.
    ...entryCounts.partial().shape,
  })
  .meta({ id: 'CustomerImportResult' });

/** The language of an e-mail. */
const language = z.enum(['en', 'nl', 'fr', 'de']).default('en').meta({
  description: 'The language of the e-mail.',
});

/** `POST /api/customers/{customerId}/imports/blank-copy`. */
export const blankCopyBody = z
  .strictObject({
    sendTo: z.email().max(254).meta({ description: 'Who is to fill it in, at the customer.' }),
    language,
  })
  .meta({ id: 'BlankCopy' });

/** `POST /api/customers/{customerId}/imports/{jobId}/passwords`: once. */
export const handOutBody = z
  .strictObject({
    sendTo: z.email().max(254).optional().meta({
      description: 'Sends them in one e-mail to this address instead of giving them here.',
    }),
    language,
  })
  .meta({ id: 'HandOut' });

/** The temporary passwords of an import's new users (C-2). */
export const handedOutShape = z
  .strictObject({
    passwords: z
      .array(
        z.strictObject({
          userId: guid,
          displayName: z.string(),
          userName: z.string(),
          temporaryPassword: z.string(),
        }),
      )
      .meta({ description: 'Given this once; kept nowhere.' }),
    count: count.meta({ description: 'How many were handed out, here or by e-mail.' }),
    sentTo: z.string().nullable(),
    renewal: z.strictObject({ jobId: guid, users: count }).nullable().meta({
      description:
        'Users whose passwords a stop has taken get fresh ones by this job; hand them out under its id when it has finished.',
    }),
    code: z.literal('secret-already-shown').optional(),
    detail: z.string().optional(),
  })
  .meta({ id: 'HandedOutPasswords' });
