import { z } from 'zod';
import { guid, instant, pageOf, pageQuery } from '../http/contract.ts';

const month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Write the month as YYYY-MM, for example 2026-03.');

/** What a report can be about. */
export const reportKind = z
  .enum([
    ...['usage', 'active-users', 'seats', 'enrolments', 'orders', 'audit', 'users'],
    ...['peer-enrolments', 'peer-catalogs', 'peer-users'],
  ] as const)
  .meta({
    description:
      '`usage`: unique active users by month. `active-users`: who they were. `seats`: who counted when. `enrolments`: those that were live in the months. `orders`: card orders and what was paid for them. `audit`: who did what. `users`: everybody who is registered, as it is now. Of a peer account, for the account that asked for it: `peer-enrolments`: who is enrolled where in a shared catalog; `peer-catalogs`: how many are enrolled in each course of it; `peer-users`: everybody who is registered, under consent (PA-20 to PA-26).',
  });

/** What its file is. */
export const reportFormat = z.enum(['csv', 'xlsx']);

/** In which language its headings are. */
const reportLanguage = z.enum(['en', 'nl', 'fr', 'de']);

/** `POST /api/reports`. */
export const newReportShape = z
  .strictObject({
    kind: reportKind,
    from: month.optional().meta({
      description: 'The first month, `YYYY-MM`. Default: the last one.',
    }),
    to: month.optional().meta({
      description:
        'The last month, `YYYY-MM`: not after the running one, at most 36 months in all. Default: the running one.',
    }),
    format: reportFormat,
    language: reportLanguage.default('en').meta({ description: 'Of the headings.' }),
    catalogId: guid.optional().meta({
      description:
        'This catalog alone, for `usage`, `active-users` and `enrolments`. A catalog admin names one of the own catalogs. For `peer-enrolments` and `peer-catalogs` it is required: a catalog that is shared with the peer account (PA-21).',
    }),
    peerId: guid.optional().meta({
      description: 'The peer account that the report is on; required for those, and only for them.',
    }),
    activeOnly: z.boolean().default(false).meta({
      description: 'For `peer-users`: leave out disabled and deleted people.',
    }),
  })
  .meta({ id: 'NewReport' });

/** Where a report is; `expired`: its file is no longer kept; `closed`: the peer account does not let it be seen any more. */
const reportState = z.enum([
  ...['queued', 'running', 'ready', 'failed', 'cancelled', 'expired', 'closed'],
] as const);

/** A report, as the wire shows it. */
export const reportShape = z
  .strictObject({
    id: guid.meta({ description: 'Also the id of the job that makes it.' }),
    kind: reportKind,
    from: z.string(),
    to: z.string(),
    format: reportFormat,
    language: reportLanguage,
    catalog: z
      .strictObject({ id: guid, name: z.string().nullable() })
      .nullable()
      .meta({ description: 'Null: of the whole tenant.' }),
    peer: z
      .strictObject({
        id: guid,
        subdomain: z.string().nullable(),
        activeOnly: z.boolean(),
      })
      .nullable()
      .meta({ description: 'The peer account that it is on; null: the own account.' }),
    state: reportState,
    done: z.int().min(0).meta({ description: 'Rows made so far.' }),
    total: z.int().min(0).nullable().meta({ description: 'Null while it is not known.' }),
    etaSeconds: z.int().min(0).nullable(),
    rows: z.int().min(0).nullable().meta({ description: 'Null until it is ready.' }),
    sizeBytes: z.int().min(0).nullable().meta({ description: 'Null until it is ready.' }),
    askedBy: z.strictObject({ id: guid, displayName: z.string().nullable() }),
    mine: z.boolean().meta({ description: 'Whether the caller asked for it.' }),
    awaited: z.boolean().meta({
      description: 'Its download is to begin by itself, once, where whoever asked for it is (M-5).',
    }),
    createdAt: instant,
    readyAt: instant.nullable(),
    downloadedAt: instant
      .nullable()
      .meta({ description: 'When whoever asked for it first began to download it.' }),
    fileExpiresAt: instant.nullable().meta({ description: 'Until when its file is kept.' }),
    failure: z.strictObject({ code: z.string(), detail: z.string() }).nullable(),
  })
  .meta({ id: 'Report' });

/** A report on the wire. */
export type ReportShape = z.infer<typeof reportShape>;
/** What is sent to ask for a report. */
export type NewReportShape = z.input<typeof newReportShape>;

/** `GET /api/reports`. */
export const reportsQuery = z.strictObject({
  ...pageQuery,
  awaited: z
    .literal('true')
    .optional()
    .meta({ description: "Only the caller's own whose download is still to begin by itself." }),
});
export const reportsPage = pageOf(reportShape);

/** The address of one report. */
export const reportParams = z.strictObject({ reportId: guid });

/** `GET /api/reports/{reportId}/file`. */
export const reportFileQuery = z.strictObject({
  first: z.literal('true').optional().meta({
    description:
      'Only where whoever asked for it has not begun to download it: else 409 `report-downloaded`.',
  }),
});
