import type { PersonId, TenantId } from '../../../kernel/ids.ts';
import { DAY_MS, type Instant } from '../../../kernel/time.ts';
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
  /** The plan that this one undoes. */
  readonly undoes: string | null;
  /** The plan that undoes this one; null while there is none. */
  readonly undoneBy: string | null;
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
      /** The name of the stored upload. */
      readonly upload: string;
      readonly sha256: string;
      readonly sizeBytes: number;
      readonly mode: 'compatible' | 'headcount';
      /** The usage location of rows that name none; null: none. */
      readonly location: string | null;
      /** Nothing is applied: the rows are only judged. */
      readonly preview: boolean;
    };

/** The input of a plan's job. */
export interface PlanInput {
  readonly planId: string;
  readonly customerId: TenantId;
  readonly what: PlanWhat;
  readonly source: PlanSource | null;
}

/** For so long a plan and its entries are kept: longer than what was deleted can be restored (30 days). */
export const PLANS_KEPT_MS = 40 * DAY_MS;
