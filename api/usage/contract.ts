import { z } from 'zod';
import { guid, instant } from '../http/contract.ts';

/** The most activities that one request may tell. */
export const ACTIVITIES_PER_REQUEST_MAX = 1_000;

const month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Write the month as YYYY-MM.')
  .meta({ description: 'A calendar month in UTC, `YYYY-MM`.' });

/** `POST /api/activities`: up to 1,000 at once. */
export const activitiesShape = z
  .array(
    z.strictObject({
      id: z
        .string()
        .min(1)
        .max(200)
        .meta({ description: "The sender's own id: the same one again is the same activity." }),
      personId: guid,
      kind: z.string().min(1).max(100).meta({
        description: 'What was done; kinds that are not known are refused one by one.',
      }),
      at: instant,
      catalogId: guid.optional().meta({ description: 'The catalog in which it was done.' }),
    }),
  )
  .min(1)
  .max(ACTIVITIES_PER_REQUEST_MAX)
  .meta({ id: 'Activities' });

/** An outcome for each activity, in order. */
export const activityOutcomesShape = z.strictObject({
  results: z.array(
    z.strictObject({
      id: z.string(),
      outcome: z.enum(['new', 'duplicate', 'conflict', 'late', 'refused']).meta({
        description:
          '`conflict`: the id was used for another activity. `late`: its month is closed; it is kept and does not count.',
      }),
      code: z.enum(['person-unknown', 'kind-unknown', 'ahead', 'before-activation']).optional(),
    }),
  ),
});

/** The query of `GET /api/usage`. */
export const usageQuery = z.strictObject({
  period: month
    .optional()
    .meta({ description: 'Any month of the period; the running one if left out.' }),
});

const count = z.int().min(0);

/** `GET /api/usage`. */
export const usageShape = z
  .strictObject({
    plan: z.enum(['seats', 'mau']),
    period: z.strictObject({ from: month, to: month }),
    purchased: count.nullable().meta({ description: 'Null under the seats plan.' }),
    used: count.meta({ description: 'The monthly uniques of the period added up (M-1).' }),
    usedByPeers: count,
    remaining: count.nullable(),
    overage: count.meta({ description: 'Used beyond what was purchased (M-4).' }),
    totalActive: count.meta({ description: 'Distinct people who were active in the period.' }),
    months: z.array(
      z.strictObject({
        month,
        unique: count.meta({ description: 'Distinct people who were active in the month.' }),
        closed: z.boolean().meta({ description: 'It never changes any more (M-2).' }),
      }),
    ),
    periods: z
      .array(z.strictObject({ from: month, to: month }))
      .meta({ description: 'Every period that there is, the newest first.' }),
  })
  .meta({ id: 'Usage' });
