import { z } from 'zod';

/** One field's fault in bad input. */
const fieldFault = z
  .strictObject({
    path: z
      .string()
      .meta({ description: 'Where: a JSON pointer into the body, or the parameter.' }),
    code: z.string(),
    message: z.string().meta({ description: 'What to do, in plain words.' }),
  })
  .meta({ id: 'FieldFault' });

/** Every refusal (RFC 9457). Codes are stable; further members give the facts of the refusal. */
export const problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    requestId: z.string(),
    errors: z.array(fieldFault).optional(),
  })
  .meta({ id: 'Problem' });

/** Every refusal, as TypeScript knows it. */
export type Problem = z.infer<typeof problem>;

/** An id on the wire: a GUID in any case, read in lower case. */
export const guid = z.guid().toLowerCase();

/** An instant on the wire: ISO 8601 in UTC. */
export const instant = z.iso.datetime();

/** A calendar day on the wire, `YYYY-MM-DD`. */
export const day = z.iso.date();

/** The most items that a page may hold. */
export const PAGE_LIMIT_MAX = 500;
/** The items of a page where the caller does not say. */
const PAGE_LIMIT_DEFAULT = 100;

/** The query of every list; spread it into the list's own: `z.strictObject({ ...pageQuery, search: … })`. */
export const pageQuery = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(PAGE_LIMIT_MAX)
    .default(PAGE_LIMIT_DEFAULT)
    .meta({ description: 'The most items to give.' }),
  cursor: z
    .string()
    .max(8_000)
    .optional()
    .meta({ description: 'Where to go on: the `nextCursor` of the page before.' }),
};

/** The shape of every list: one page of it, and where it goes on. */
export const pageOf = <S extends z.ZodType>(item: S) =>
  z.strictObject({
    items: z.array(item),
    nextCursor: z.string().nullable().meta({ description: 'Null on the last page.' }),
  });

/** `GET /api/consent`. */
export const consentShape = z
  .strictObject({
    address: z.url().nullable().meta({
      description:
        'Of the page that asks the person; `redirect_uri` is to be added. Null: nobody is asked.',
    }),
  })
  .meta({ id: 'Consent' });
