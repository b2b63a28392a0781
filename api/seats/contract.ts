import { z } from 'zod';
import { guid, instant, pageOf, pageQuery } from '../http/contract.ts';

/** A flag in a query. */
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

export const standing = z.enum(['counted', 'no-enrolment', 'disabled', 'deleted', 'removed']);
export const personParams = z.strictObject({ personId: guid });

/** Which people to list; all that is given must hold. */
export const peopleQuery = z.strictObject({
  ...pageQuery,
  counted: flag.optional(),
  standing: standing.optional().meta({
    description: 'Counted, or the first reason why not. Not together with counted or catalogId.',
  }),
  catalogId: guid
    .optional()
    .meta({ description: 'Only people on the Users list of this catalog.' }),
  search: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'Beginnings of words of name, user name or mail; all must fit.' }),
});

/** A person as lists show it. */
export const personShape = z
  .strictObject({
    id: guid,
    displayName: z.string(),
    userName: z.string().nullable(),
    mail: z.string().nullable(),
    guest: z.boolean(),
    account: z
      .enum(['enabled', 'disabled', 'deleted', 'purged', 'none'])
      .meta({ description: 'The directory account; none: a Flow user without one.' }),
    counted: z.boolean(),
    since: instant.nullable().meta({ description: 'Since when the person counts.' }),
    standing,
  })
  .meta({ id: 'Person' });
export type PersonShape = z.infer<typeof personShape>;
export const peoplePageShape = pageOf(personShape);

/** A Flow user without a directory account. */
export const newPersonShape = z.strictObject({
  displayName: z.string().trim().min(1).max(256),
  mail: z.email().max(320).optional(),
});

const reasonShape = z.strictObject({
  code: z.enum(['enrolment', 'flow', 'elsewhere']),
  courseId: guid.optional(),
  planId: guid.optional(),
  catalogId: guid.optional(),
  groupId: guid.optional(),
  since: instant,
});
export type ReasonShape = z.infer<typeof reasonShape>;

/** Why a person counts or not, and what would free the seat. */
export const seatShape = z
  .strictObject({
    personId: guid,
    counted: z.boolean(),
    since: instant.nullable(),
    because: z.array(reasonShape),
    blockedBy: z.array(
      z.strictObject({ code: z.enum(['removed', 'deleted', 'disabled', 'no-enrolment']) }),
    ),
    freedBy: z
      .array(
        z.strictObject({
          code: z.enum(['end-everything', 'remove-entirely', 'disable-account']),
          reasons: z.array(reasonShape).optional(),
        }),
      )
      .meta({ description: 'Any one of them frees the seat.' }),
  })
  .meta({ id: 'Seat' });
