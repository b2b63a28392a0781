import type { CatalogId, PersonId } from '../../kernel/ids.ts';
import type { Language } from '../../kernel/languages.ts';
import { DAY_MS, type Instant } from '../../kernel/time.ts';
import type { PeerReportKind } from '../../peers/rules/reports.ts';
import type { Month } from '../../usage/rules/months.ts';

/** What a report can be about. */
export const REPORT_KINDS = [
  'usage',
  'active-users',
  'seats',
  'enrolments',
  'orders',
  'audit',
  'users',
  'peer-enrolments',
  'peer-catalogs',
  'peer-users',
] as const;
/** One of them. */
export type ReportKind = (typeof REPORT_KINDS)[number];

const OF_A_PEER: ReadonlyMap<ReportKind, PeerReportKind> = new Map<ReportKind, PeerReportKind>([
  ['peer-enrolments', 'enrolments'],
  ['peer-catalogs', 'catalogs'],
  ['peer-users', 'users'],
]);

/** What of a peer account a report of this kind says; null for a report on the own account. */
export const peerKindOf = (kind: ReportKind): PeerReportKind | null => OF_A_PEER.get(kind) ?? null;

/** Of which peer account a report is. */
export interface ReportPeer {
  /** Of the link. */
  readonly peerId: string;
  /** Of its users only those whose account is enabled. */
  readonly activeOnly: boolean;
}

/** What can also be asked for one catalog alone, and so by its catalog admins. */
export const OF_A_CATALOG: ReadonlySet<ReportKind> = new Set<ReportKind>([
  'usage',
  'active-users',
  'enrolments',
]);

/** What a report's file is. */
export type ReportFormat = 'csv' | 'xlsx';

/** What is asked for: which facts of which months, and how they are written. */
export interface ReportWish {
  readonly kind: ReportKind;
  readonly from: Month;
  readonly to: Month;
  readonly format: ReportFormat;
  /** Of the headings. */
  readonly language: Language;
  /** Null: of the whole tenant, or all users of a peer. Of a peer's trainings it is the catalog that is shared with it. */
  readonly catalogId: CatalogId | null;
  /** Null: of the own account. */
  readonly peer: ReportPeer | null;
}

/** The finished file of a report. */
export interface ReportFile {
  /** As the files port knows it. A name is never written twice, so it stands for the bytes. */
  readonly name: string;
  readonly sizeBytes: number;
  /** Without the headings. */
  readonly rows: number;
  readonly readyAt: Instant;
}

/** A report that somebody asked for. Its job has the same id and says how far it is. */
export interface Report extends ReportWish {
  readonly reportId: string;
  readonly askedBy: PersonId;
  readonly createdAt: Instant;
  /** `createdAt` turned round, so that the newest come first. */
  readonly newness: number;
  /** Null until it is made. */
  readonly file: ReportFile | null;
  /** When whoever asked for it began to download it for the first time (M-5). */
  readonly downloadedAt: Instant | null;
  /** Its download is still to begin by itself (M-5): a field of its own so that such reports can be found. */
  readonly awaited: boolean;
  /** When all trace of it goes, long after its file. */
  readonly expiresAt: Instant;
}

/** So long a report stays in the list after it was asked for or made: its file goes after 30 days, and it then says so. */
export const REPORTS_LISTED_MS = 90 * DAY_MS;

/** Where a report is. `expired`: its file is no longer kept; `closed`: the peer account does not let it be seen any more. */
export type ReportState =
  'queued' | 'running' | 'ready' | 'failed' | 'cancelled' | 'expired' | 'closed';

/** The kind of job that makes reports. */
export const MAKE_REPORT = 'report';
