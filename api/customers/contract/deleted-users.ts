import { z } from 'zod';
import { guid, instant, pageOf, pageQuery } from '../../http/contract.ts';
import { agentShape, count, refusal, USERS_PER_ACT_MAX } from './words.ts';

const rememberedLicence = z.strictObject({ skuId: guid, name: z.string() });

/** A user that can still be restored. */
export const deletedUserShape = z
  .strictObject({
    id: guid,
    displayName: z.string(),
    userName: z.string().meta({ description: 'The user name before the deletion.' }),
    deletedAt: instant,
    deletedBy: agentShape
      .nullable()
      .meta({ description: 'Who of the partner did it; null: somebody elsewhere.' }),
    restorableUntil: instant,
    daysLeft: count.meta({ description: 'Begun days until it is gone for good.' }),
    licences: z
      .array(rememberedLicence)
      .nullable()
      .meta({ description: 'What was assigned directly; null: nobody knows any more.' }),
  })
  .meta({ id: 'DeletedUser' });

/** `GET /api/customers/{customerId}/deleted-users`. */
export const deletedUsersQuery = z.strictObject(pageQuery);

/** A page of deleted users, in the directory's order. */
export const deletedUsersPageShape = pageOf(deletedUserShape)
  .extend({
    count: count.nullable().meta({ description: 'How many there are in all (PC-32).' }),
  })
  .meta({ id: 'DeletedUsers' });

/** `POST /api/customers/{customerId}/deletions`. */
export const deletionsBody = z
  .strictObject({ userIds: z.array(guid).min(1).max(USERS_PER_ACT_MAX) })
  .meta({ id: 'Deletions' });

/** `?preview=true`: who would be deleted, and what that frees. */
export const deletionsPreviewShape = z
  .strictObject({
    users: z.array(
      z.strictObject({
        userId: guid,
        displayName: z.string().nullable(),
        userName: z.string().nullable(),
        outcome: z.enum(['will', 'refused']),
        problem: refusal.nullable(),
        licences: z.array(rememberedLicence).meta({ description: 'What becomes free.' }),
      }),
    ),
    counts: z.strictObject({ will: count, refused: count }),
    restorableUntil: instant.meta({ description: 'If they were deleted now.' }),
  })
  .meta({ id: 'DeletionsPreview' });

/** `POST /api/customers/{customerId}/deleted-users/restorations`: in the order of the list. */
export const restorationsBody = z
  .strictObject({
    users: z
      .array(
        z.strictObject({
          userId: guid,
          newUserName: z.string().trim().min(1).max(113).optional().meta({
            description: 'The user name to come back with, where the old one is taken (C-5).',
          }),
        }),
      )
      .min(1)
      .max(USERS_PER_ACT_MAX),
  })
  .meta({ id: 'Restorations' });

/** `?preview=true`: what would come back, in the order of the list. */
export const restorationsPreviewShape = z
  .strictObject({
    users: z.array(
      z.strictObject({
        userId: guid,
        displayName: z.string().nullable(),
        userName: z.string().nullable().meta({
          description: 'The user name to come back with.',
        }),
        outcome: z.enum(['will', 'clash', 'refused']),
        problem: refusal.nullable(),
        offeredUserName: z.string().nullable().meta({
          description: 'Where the user name is taken: one that is free now.',
        }),
        licencesKnown: z.boolean().meta({
          description: 'false: deleted elsewhere, and the directory does not tell what there was.',
        }),
        licences: z.array(
          rememberedLicence.extend({
            outcome: z.enum(['will', 'none-left', 'refused']),
            problem: refusal.nullable(),
          }),
        ),
      }),
    ),
    products: z.array(
      rememberedLicence.extend({ needed: count, available: count, missing: count }),
    ),
    counts: z.strictObject({ will: count, clash: count, refused: count }),
  })
  .meta({ id: 'RestorationsPreview' });
