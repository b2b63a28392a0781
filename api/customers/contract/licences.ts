import { z } from 'zod';
import { guid } from '../../http/contract.ts';
import { licenceToGive } from './users.ts';
import { count, locationText, refusal, USERS_PER_ACT_MAX } from './words.ts';

/** A product that the customer has bought. */
export const licenceShape = z
  .strictObject({
    skuId: guid,
    partNumber: z.string().meta({ description: 'Such as ENTERPRISEPACK.' }),
    name: z.string(),
    total: count.meta({ description: 'What can be assigned at all: enabled and in warning.' }),
    assigned: count,
    available: count.meta({
      description: 'What is left; the directory may tell it some minutes late.',
    }),
    state: z.enum(['enabled', 'warning', 'suspended', 'locked-out', 'deleted', 'unknown']),
    publisher: z
      .strictObject({ name: z.string().nullable(), link: z.string().nullable() })
      .nullable()
      .meta({
        description: 'Who handles a marketplace product: its licences are managed there (C-6).',
      }),
    manageable: z.boolean().meta({ description: 'Whether its licences are given here.' }),
    plans: z.array(
      z.strictObject({
        planId: guid,
        name: z.string(),
        forUsers: z.boolean().meta({ description: 'false: for the company; not to be chosen.' }),
      }),
    ),
  })
  .meta({ id: 'Licence' });

/** `GET /api/customers/{customerId}/licences`. */
export const licencesShape = z
  .strictObject({ items: z.array(licenceShape) })
  .meta({ id: 'Licences' });

const userIds = z.array(guid).min(1).max(USERS_PER_ACT_MAX);

/** `POST /api/customers/{customerId}/licence-changes`: the same for each of the users. */
export const licenceChangesBody = z
  .strictObject({
    userIds,
    add: z.array(licenceToGive).max(100).default([]).meta({
      description: 'Who has the product already gets the service plans that are chosen here.',
    }),
    remove: z.array(guid).max(100).default([]),
    usageLocation: locationText.optional().meta({
      description: 'Given first to whoever has no usage location.',
    }),
  })
  .meta({ id: 'LicenceChanges' });

/** What becomes of one product of one user. */
const licenceStepShape = z.strictObject({
  skuId: guid,
  act: z.enum(['add', 'change-plans', 'remove', 'none']),
  outcome: z.enum(['will', 'already', 'inherited', 'not-held', 'refused']).meta({
    description:
      'will: it is done; already, not-held: nothing to do; inherited: by a group, which keeps it; refused: see problem.',
  }),
  problem: refusal.nullable(),
});

/** What becomes of one user. */
export const licenceUserPreviewShape = z
  .strictObject({
    userId: guid,
    displayName: z.string().nullable().meta({ description: 'Null: there is no such user.' }),
    userName: z.string().nullable(),
    usageLocation: z.string().nullable(),
    usageLocationGiven: z
      .boolean()
      .meta({ description: 'Gets the location of the request first.' }),
    outcome: z.enum(['changes', 'unchanged', 'refused']),
    problem: refusal
      .nullable()
      .meta({ description: 'Why the user is refused: all products of one user go in one call.' }),
    steps: z.array(licenceStepShape),
  })
  .meta({ id: 'LicenceUserPreview' });

/** `?preview=true`: what would happen (C-3). */
export const licencePreviewShape = z
  .strictObject({
    products: z
      .array(
        z.strictObject({
          skuId: guid,
          name: z.string(),
          held: z.enum(['all', 'some', 'none']).meta({
            description: 'How many of the selected users have it now: the box full, half, empty.',
          }),
          holders: count,
          inherited: count.meta({ description: 'Of them: by a group.' }),
          needed: count,
          freed: count,
          available: count,
          missing: count.meta({ description: 'How many licences there are too few.' }),
          problem: refusal.nullable(),
        }),
      )
      .meta({ description: 'Every product of the customer.' }),
    users: z.array(licenceUserPreviewShape).meta({ description: 'In the order of the request.' }),
    counts: z.strictObject({ changes: count, unchanged: count, refused: count }),
    usageLocationsMissing: count.meta({
      description: 'How many users need a usage location first: name one with `usageLocation`.',
    }),
  })
  .meta({ id: 'LicencePreview' });
