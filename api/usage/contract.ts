import { z } from 'zod';
import { guid, instant } from '../http/contract.ts';

/** The most activities that one request may tell. */
const ACTIVITIES_PER_REQUEST_MAX = 1_000;

const month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Write the month as YYYY-MM.')
  .meta({ description: 'A calendar month in the time zone of the account, `YYYY-MM`.' });

/** `POST /api/activities`: up to 1,000 at once. */
export const activitiesShape = z
  .array(
    z.strictObject({
      id: z
        .string()
        .min(1)
        .max(200)
        .meta({ description: "The sender's own id: the same one again is the same activity." }),
      personId: z.string().trim().min(1).max(320).meta({
        description: 'The object id; or the user name or mail address of the same person (MAU-10).',
      }),
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
      code: z
        .enum([
          'person-unknown',
          'person-ambiguous',
          'catalog-unknown',
          'kind-unknown',
          'ahead',
          'before-activation',
        ])
        .optional(),
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

/** A period by its first and last month. */
const periodShape = z.strictObject({ from: month, to: month });

const monthShape = z.strictObject({
  month,
  unique: count.meta({ description: 'Distinct people who were active in the month.' }),
  usedSoFar: count.meta({
    description: 'The uniques of the period up to this month, it included, added up.',
  }),
  closed: z.boolean().meta({ description: 'It never changes any more (M-2).' }),
});

/** What the figures of a tenant and of a catalog share. */
const periodFigures = {
  timeZone: z.string().meta({ description: 'In which the months of the period are counted.' }),
  period: periodShape,
  used: count.meta({ description: 'The monthly uniques of the period added up (M-1).' }),
  totalActive: count.meta({ description: 'Distinct people who were active in the period.' }),
  months: z.array(monthShape).length(12),
  periods: z
    .array(periodShape)
    .meta({ description: 'Every period that there is, the newest first.' }),
};

/** `GET /api/usage`. */
export const usageShape = z
  .strictObject({
    plan: z.enum(['seats', 'mau']),
    ...periodFigures,
    purchased: count.nullable().meta({
      description: 'What the keys of the period give, added up. Null under the seats plan.',
    }),
    usedByPeers: count.meta({
      description:
        'How many of the seats that the account shares its peers have taken. 0 under the MAU plan, which shares nothing (M-1).',
    }),
    remaining: count.nullable().meta({
      description: 'Purchased less used, not below 0. Null under the seats plan.',
    }),
    overage: count.meta({ description: 'Used beyond what was purchased (M-4).' }),
    overall: z
      .strictObject({
        active: count.meta({ description: 'People who were active in the period (M-1).' }),
        consuming: count.meta({ description: 'People who were active in `consumingMonth`.' }),
        consumingMonth: month.meta({
          description: 'The month that is running; of an earlier period its last one.',
        }),
        notEnrolled: count.meta({
          description:
            'People with an enabled account who have no enrolment in anything, as of now (MAU-12).',
        }),
      })
      .meta({ description: 'Overall usage.' }),
  })
  .meta({ id: 'Usage' });

/** `GET /api/catalogs/{catalogId}/usage`: what was used in one catalog. Nobody is billed by it. */
export const catalogUsageShape = z
  .strictObject({ catalogId: guid, ...periodFigures })
  .meta({ id: 'CatalogUsage' });

/** The address of a catalog. */
export const catalogUsageParams = z.strictObject({ catalogId: guid });

/** `POST /api/content-platforms`. */
export const platformBody = z.strictObject({ name: z.string().trim().min(1).max(200) });

/** The address of an external platform. */
export const platformParams = z.strictObject({ platformId: guid });

const platformFields = {
  id: guid,
  name: z.string(),
  createdAt: instant,
  heardAt: instant.nullable().meta({ description: 'When it last told something, to the hour.' }),
  secrets: z
    .array(
      z.strictObject({
        number: z.int().min(1),
        madeAt: instant,
        endsAt: instant.nullable().meta({ description: 'Null: it is the newest.' }),
      }),
    )
    .meta({ description: 'The secrets that sign now. None is ever shown again.' }),
};

/** An external platform whose calls are taken (MAU-10). */
export const platformShape = z.strictObject(platformFields).meta({ id: 'ContentPlatform' });

/** `GET /api/content-platforms`: all of them, the oldest first. */
export const platformsShape = z
  .strictObject({ items: z.array(platformShape) })
  .meta({ id: 'ContentPlatforms' });

/** A platform with a secret that was just made. */
export const platformSecretShape = z
  .strictObject({
    ...platformFields,
    secret: z.string().nullable().meta({
      description: 'Shown this once: 64 hex digits, used as the text that they are.',
    }),
    code: z.literal('secret-already-shown').optional(),
    detail: z.string().optional().meta({ description: 'What to do where the secret was lost.' }),
  })
  .meta({ id: 'ContentPlatformSecret' });
