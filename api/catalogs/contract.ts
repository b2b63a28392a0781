import { z } from 'zod';
import { day, guid, instant, pageOf, pageQuery } from '../http/contract.ts';

/** A name that a reader sees. */
const name = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .meta({ description: '1 to 200 characters; need not be unique.' });

export const catalogParams = z.strictObject({ catalogId: guid });
export const courseParams = z.strictObject({ courseId: guid });
export const planParams = z.strictObject({ planId: guid });
export const listQuery = z.strictObject({ ...pageQuery });

/** A catalog as it is read, with its figures. */
export const catalogShape = z
  .strictObject({
    id: guid,
    name: z.string(),
    createdAt: instant,
    used: z.int().meta({ description: 'Counted people with a live enrolment in this catalog.' }),
    listed: z.int().meta({ description: 'People on the Users list.' }),
    liveEnrolments: z.int(),
  })
  .meta({ id: 'Catalog' });
export type CatalogShape = z.infer<typeof catalogShape>;
export const catalogPage = pageOf(catalogShape);
export const namedShape = z.strictObject({ name });

/** A course or training plan as it is read. */
export const trainingShape = z
  .strictObject({
    id: guid,
    catalogId: guid,
    name: z.string(),
    published: z.boolean().meta({ description: 'Makes no difference to the count (L-4).' }),
    createdAt: instant,
    liveEnrolments: z.int(),
  })
  .meta({ id: 'Training' });
export type TrainingShape = z.infer<typeof trainingShape>;
export const trainingPage = pageOf(trainingShape);
export const newTrainingShape = z.strictObject({ name, published: z.boolean().default(false) });
export const trainingChangeShape = z
  .strictObject({ name: name.optional(), published: z.boolean().optional() })
  .refine((change) => change.name !== undefined || change.published !== undefined, {
    error: 'Give a name, or published, or both.',
  });

/** The most people that one request may enrol or list. */
export const PEOPLE_PER_REQUEST_MAX = 1_000;

/** Whom to enrol or list: people by id (repeats collapse), or a directory group with its members now and later. */
export const whomShape = z
  .strictObject({
    personIds: z.array(guid).min(1).max(PEOPLE_PER_REQUEST_MAX).optional(),
    groupId: guid.optional(),
  })
  .refine((whom) => (whom.personIds === undefined) !== (whom.groupId === undefined), {
    error: 'Give either personIds or groupId.',
  });

/** How it went for each person. */
export const outcomesShape = z
  .strictObject({
    results: z.array(
      z.strictObject({
        personId: guid,
        displayName: z
          .string()
          .optional()
          .meta({ description: 'Given for the members of a group, whom the caller did not name.' }),
        outcome: z.enum(['enrolled', 'listed', 'already', 'refused']),
        code: z.string().optional().meta({ description: 'Why, where it was refused.' }),
      }),
    ),
  })
  .meta({ id: 'Outcomes' });

/** How the individual part of an enrolment or list entry ended. */
export const endingShape = z
  .strictObject({
    personId: guid,
    outcome: z.enum(['ended', 'still-through-groups']),
    groupIds: z.array(guid).meta({ description: 'The groups that still hold the person (S-6).' }),
  })
  .meta({ id: 'Ending' });

/** A live enrolment, with the person. */
const enrolmentShape = z
  .strictObject({
    personId: guid,
    displayName: z.string(),
    counted: z.boolean(),
    since: instant,
    endsOn: day.nullable(),
    direct: z.boolean().meta({ description: 'Whether the person is enrolled individually.' }),
    groupIds: z.array(guid).meta({ description: 'Groups through which the person is enrolled.' }),
  })
  .meta({ id: 'Enrolment' });
export type EnrolmentShape = z.infer<typeof enrolmentShape>;
export const enrolmentPage = pageOf(enrolmentShape);

/** A person on a Users list. */
export const listEntryShape = z
  .strictObject({
    personId: guid,
    displayName: z.string(),
    counted: z.boolean(),
    listedAt: instant,
    liveEnrolments: z.int().meta({ description: 'In this catalog.' }),
    direct: z.boolean(),
    groupIds: z.array(guid),
  })
  .meta({ id: 'ListEntry' });
export type ListEntryShape = z.infer<typeof listEntryShape>;
export const listEntryPage = pageOf(listEntryShape);
export const listEntryParams = z.strictObject({ catalogId: guid, personId: guid });

export const catalogAdminParams = z.strictObject({ catalogId: guid, personId: guid });
/** Who administers a catalog; the name is null for somebody whom the directory has forgotten. */
export const catalogAdminShape = z
  .strictObject({
    personId: guid,
    displayName: z.string().nullable(),
    userName: z.string().nullable(),
    addedAt: instant,
  })
  .meta({ id: 'CatalogAdmin' });
export const catalogAdminPage = pageOf(catalogAdminShape);

/** A group whose members are enrolled or listed. */
export const linkedGroupPage = pageOf(
  z
    .strictObject({
      groupId: guid,
      displayName: z.string().nullable().meta({ description: 'Null until the group was read.' }),
    })
    .meta({ id: 'LinkedGroup' }),
);
