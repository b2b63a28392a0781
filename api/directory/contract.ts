import { z } from 'zod';
import { guid, instant, pageOf, pageQuery } from '../http/contract.ts';

/** How the sync stands. */
const syncStatus = z.enum([
  'never-run',
  'first-sync',
  'running',
  'idle',
  'held',
  'failing',
  'consent-missing',
]);

/** `GET /api/directory/sync`. */
export const syncShape = z
  .strictObject({
    state: syncStatus.meta({
      description:
        '`held`: a full pass missed so many people that an admin must confirm before they are taken for gone.',
    }),
    peopleSeen: z
      .int()
      .min(0)
      .meta({ description: 'Rows told in the running or the last full pass.' }),
    peopleExpected: z.int().min(0).nullable().meta({ description: 'About how many there are.' }),
    fullPass: z.boolean().meta({ description: 'Everybody is being read, not only changes.' }),
    startedAt: instant.nullable(),
    lastSuccessAt: instant.nullable(),
    lastFullPassAt: instant.nullable(),
    lastError: z
      .strictObject({ code: z.string(), detail: z.string(), at: instant })
      .nullable()
      .meta({ description: 'Why the last run failed; null after a success.' }),
    nextRunAt: instant.nullable(),
    held: z.strictObject({ vanished: z.int(), known: z.int() }).nullable().meta({
      description:
        'How many of the known people the last full pass missed. Confirm with `POST` and `acceptVanished=true`.',
    }),
  })
  .meta({ id: 'DirectorySync' });

/** The sync on the wire. */
export type SyncShape = z.infer<typeof syncShape>;

/** `POST /api/directory/sync`. */
export const startSyncQuery = z.strictObject({
  acceptVanished: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'Look up everybody whom the last full pass missed, however many.' }),
});

/** `GET /api/directory/people`. */
export const directoryPeopleQuery = z.strictObject({
  ...pageQuery,
  search: z
    .string()
    .trim()
    .min(1)
    .max(256)
    .meta({ description: 'The beginning of any word of name, user name or mail.' }),
});

/** Someone to pick. */
export const directoryPerson = z
  .strictObject({
    id: guid,
    displayName: z.string(),
    userName: z.string().nullable(),
    mail: z.string().nullable(),
    guest: z.boolean(),
    account: z.enum(['enabled', 'disabled', 'deleted', 'purged', 'none']),
  })
  .meta({ id: 'DirectoryPerson' });
export const directoryPeoplePage = pageOf(directoryPerson);

/** The most groups that a search gives. */
const GROUPS_MAX = 50;

/** `GET /api/directory/groups`. */
export const directoryGroupsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(GROUPS_MAX).default(20),
  search: z
    .string()
    .trim()
    .min(1)
    .max(256)
    .meta({ description: 'The beginning of any word of the name.' }),
});

/** A group to pick. */
export const directoryGroup = z
  .strictObject({
    id: guid,
    displayName: z.string(),
    kind: z.enum(['security', 'microsoft365', 'distribution']),
    dynamic: z.boolean().meta({ description: 'A rule makes its members.' }),
    usable: z
      .boolean()
      .meta({ description: 'False for mail distribution groups: their members cannot be read.' }),
  })
  .meta({ id: 'DirectoryGroup' });
export const directoryGroupsPage = pageOf(directoryGroup);

/** Both webhooks: Microsoft Graph asks with a token whether somebody is there. */
export const notificationQuery = z.looseObject({
  validationToken: z.string().max(4_096).optional(),
});

/** What Microsoft Graph sends; everything may be missing, since anybody can send anything. */
export const notificationBody = z.looseObject({
  value: z
    .array(
      z.looseObject({
        subscriptionId: z.string().optional(),
        clientState: z.string().nullish(),
        tenantId: z.string().optional(),
        lifecycleEvent: z.string().optional(),
      }),
    )
    .max(10_000),
});
