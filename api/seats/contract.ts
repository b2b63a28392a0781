import { z } from 'zod';
import { day, guid, instant, pageOf, pageQuery } from '../http/contract.ts';

/** A flag in a query. */
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

export const standing = z.enum([
  'counted',
  'no-enrolment',
  'no-seat',
  'disabled',
  'deleted',
  'removed',
]);
export const personParams = z.strictObject({ personId: guid });

const peopleFilters = {
  counted: flag.optional(),
  standing: standing.optional().meta({
    description: 'Counted, or the first reason why not. Not together with counted or catalogId.',
  }),
  catalogId: guid
    .optional()
    .meta({ description: 'Only people on the Users list of this catalog.' }),
  guest: flag.optional().meta({ description: 'Guests only. Alone, or with search.' }),
};

/** Which people to list; all that is given must hold. */
export const peopleQuery = z.strictObject({
  ...pageQuery,
  ...peopleFilters,
  search: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'Beginnings of words of name, user name or mail; all must fit.' }),
});

/** Which people to export. */
export const peopleFileQuery = z.strictObject(peopleFilters);

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
      z.strictObject({
        code: z.enum(['removed', 'deleted', 'disabled', 'no-enrolment', 'no-seat']),
      }),
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

/** How many people counted, by day. */
export const seatHistoryQuery = z.strictObject({ from: day, to: day });
export const seatHistoryShape = z
  .strictObject({ items: z.array(z.strictObject({ day, used: z.int() })) })
  .meta({
    id: 'SeatHistory',
    description: 'The days on which the count was noted; between them the last one holds.',
  });

/** What changed the count, the newest first. */
export const seatChangesQuery = z.strictObject({ ...pageQuery, since: instant });
export const seatChangesPage = pageOf(
  z
    .strictObject({
      at: instant,
      what: z.string().meta({ description: 'people-enrolled, people-synced, …' }),
      actor: z
        .strictObject({ id: guid, displayName: z.string().nullable() })
        .nullable()
        .meta({ description: 'Null: the service itself, after the directory or the calendar.' }),
      counted: z.int().meta({ description: 'People who began to count.' }),
      freed: z.int().meta({ description: 'People who ceased to count.' }),
      catalogId: guid.nullable(),
      trainingId: guid.nullable(),
      name: z.string().nullable().meta({ description: 'Of the training, or the catalog.' }),
    })
    .meta({ id: 'SeatChange' }),
);

/** What deleting a course, a training plan or a catalog would end. */
export const deletionPreviewShape = z
  .strictObject({ liveEnrolments: z.int(), people: z.int(), seatsFreed: z.int() })
  .meta({ id: 'DeletionPreview' });
