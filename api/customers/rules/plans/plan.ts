import type { PersonId, TenantId } from '../../../kernel/ids.ts';
import { DAY_MS, type Instant } from '../../../kernel/time.ts';
import type { UsersFile } from '../imports/file.ts';
import type { ImportSummary } from '../imports/summary.ts';
import type { TemplateMode } from '../imports/columns.ts';
import type { EntryState } from './entry.ts';

/** The kind of job that carries out a plan; the job's id is the plan's. */
export const CUSTOMER_PLAN = 'customer-plan';

/** What a plan is for, in the words of whoever asked. */
export type PlanWhat =
  'import' | 'create' | 'edit' | 'licences' | 'password' | 'delete' | 'restore' | 'undo';

/** How many entries of a plan stand how. */
export type Counts = Readonly<Record<EntryState, number>>;

/** A bulk act: a list of entries, one act for one user each, carried out by one job. */
export interface Plan {
  /** Also the id of its job. */
  readonly planId: string;
  readonly customerId: TenantId;
  readonly what: PlanWhat;
  /** `planning`: entries are still being added. */
  readonly state: 'planning' | 'ready' | 'running' | 'ended';
  readonly total: number;
  readonly planned: number;
  readonly begun: number;
  readonly done: number;
  readonly partly: number;
  readonly refused: number;
  readonly unknown: number;
  readonly skipped: number;
  /** What the file was found to hold; null where the plan was made from none. */
  readonly summary: ImportSummary | null;
  /** The plan that this one undoes. */
  readonly undoes: string | null;
  /** The plan that undoes this one; null while there is none. */
  readonly undoneBy: string | null;
  /** When the passwords of its users were handed out (C-2). */
  readonly handedOutAt: Instant | null;
  /** The hand-out before it was continued: of how many users, and when. Null where there was none. */
  readonly handedOutBefore: { readonly at: Instant; readonly users: number } | null;
  /** The agent whose hands carry it out. */
  readonly createdBy: PersonId;
  readonly createdAt: Instant;
  readonly newness: number;
  readonly expiresAt: Instant;
}

/** Where the entries of a plan come from, where they are not given with the order: its job makes them first. */
export type PlanSource =
  | { readonly kind: 'undo'; readonly planId: string }
  | {
      readonly kind: 'import';
      readonly file: UsersFile;
      readonly mode: TemplateMode;
      /** The usage location of rows that name none; null: none. */
      readonly location: string | null;
    };

/** The input of a plan's job. */
export interface PlanInput {
  readonly planId: string;
  readonly customerId: TenantId;
  readonly what: PlanWhat;
  readonly source: PlanSource | null;
  /** Who carries it on since it stopped, and by which act; left out: whoever started it. */
  readonly continued?: { readonly actId: string; readonly personId: PersonId };
}

/** For so long a plan and its entries are kept: longer than what was deleted can be restored (30 days). */
export const PLANS_KEPT_MS = 40 * DAY_MS;
