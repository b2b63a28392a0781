import { DAY_MS } from '../durations.ts';

/** Where a delegated admin relationship can stand (Microsoft Graph: delegatedAdminRelationshipStatus). */
export const RELATIONSHIP_STATUSES = [
  'created',
  'approvalPending',
  'approved',
  'activating',
  'active',
  'expiring',
  'expired',
  'terminationRequested',
  'terminating',
  'terminated',
] as const;
export type RelationshipStatus = (typeof RELATIONSHIP_STATUSES)[number];

/** Where an access assignment can stand (Microsoft Graph: delegatedAdminAccessAssignmentStatus). */
export const ASSIGNMENT_STATUSES = ['pending', 'active', 'deleting', 'deleted', 'error'] as const;
export type AssignmentStatus = (typeof ASSIGNMENT_STATUSES)[number];

/** A partner's granular delegated admin relationship with one customer, as the partner's tenant keeps it. */
export interface Relationship {
  readonly id: string;
  readonly displayName: string;
  /** The customer's tenant; null while nobody has approved it and none was named. */
  readonly customerId: string | null;
  readonly customerName: string | null;
  /** Role template ids that were asked for. */
  readonly roles: readonly string[];
  readonly status: RelationshipStatus;
  readonly durationDays: number;
  /** Whether it goes on for 180 days more whenever it would end. */
  readonly extendsItself: boolean;
  /** Instants are milliseconds of the local clock. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly activatedAt: number | null;
  readonly endsAt: number | null;
  readonly assignments: readonly AccessAssignment[];
}

/** Which of the relationship's roles a security group of the partner has. */
export interface AccessAssignment {
  readonly id: string;
  readonly groupId: string;
  readonly roles: readonly string[];
  readonly status: AssignmentStatus;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** What a new relationship needs; the rest is filled in. */
export interface NewRelationship {
  readonly id?: string;
  readonly displayName: string;
  readonly customerId?: string | null;
  readonly customerName?: string | null;
  readonly roles: readonly string[];
  /** Default `active`. */
  readonly status?: RelationshipStatus;
  /** Default 730. */
  readonly durationDays?: number;
  /** When it ends, counted from now; after the duration where left out. */
  readonly endsInDays?: number;
  readonly extendsItself?: boolean;
  readonly assignments?: readonly NewAssignment[];
}

/** What a new access assignment needs. */
export interface NewAssignment {
  readonly groupId: string;
  /** Default: all of the relationship. */
  readonly roles?: readonly string[];
  /** Default `active`. */
  readonly status?: AssignmentStatus;
}

/** By how much a relationship that extends itself goes on. */
const EXTENSION_MS = 180 * DAY_MS;

/** States in which agents can act at the customer. */
const USABLE: readonly RelationshipStatus[] = ['active', 'expiring', 'terminationRequested'];

/** The relationship as it stands at `nowMs`: one whose end has passed is expired, or extended. */
export function relationshipAt(relationship: Relationship, nowMs: number): Relationship {
  const { status, endsAt, extendsItself } = relationship;
  if (!USABLE.includes(status) || endsAt === null || nowMs < endsAt) return relationship;
  if (!extendsItself) return { ...relationship, status: 'expired', modifiedAt: endsAt };
  const extensions = Math.floor((nowMs - endsAt) / EXTENSION_MS) + 1;
  return { ...relationship, endsAt: endsAt + extensions * EXTENSION_MS };
}

/** Whether agents can act at the customer; `relationship` as it stands now. */
export function isUsable({ status }: Relationship): boolean {
  return USABLE.includes(status);
}

/** A relationship made at the instant `at`; `ids` are those of the relationship and of its assignments by place. */
export function newRelationship(
  wish: NewRelationship,
  at: number,
  ids: { readonly own: string; readonly assignment: (place: number) => string },
): Relationship {
  const { status = 'active', durationDays = 730, roles } = wish;
  const activated = !['created', 'approvalPending', 'approved'].includes(status);
  const durationMs = durationDays * DAY_MS;
  const endsAt = at + (wish.endsInDays === undefined ? durationMs : wish.endsInDays * DAY_MS);
  const ended = status === 'terminated' || status === 'expired';
  return {
    id: wish.id?.toLowerCase() ?? ids.own,
    displayName: wish.displayName,
    customerId: wish.customerId?.toLowerCase() ?? null,
    customerName: wish.customerName ?? null,
    roles,
    status,
    durationDays,
    extendsItself: wish.extendsItself ?? false,
    createdAt: activated ? Math.min(at, endsAt - durationMs) : at,
    modifiedAt: at,
    activatedAt: activated ? Math.min(at, endsAt - durationMs) : null,
    endsAt: activated ? (ended ? Math.min(at, endsAt) : endsAt) : null,
    assignments: (wish.assignments ?? []).map((assignment, place) =>
      newAssignment(assignment, roles, at, ids.assignment(place)),
    ),
  };
}

/** An access assignment made at the instant `at`. */
export function newAssignment(
  { groupId, roles, status = 'active' }: NewAssignment,
  allRoles: readonly string[],
  at: number,
  id: string,
): AccessAssignment {
  return {
    id,
    groupId: groupId.toLowerCase(),
    roles: roles ?? allRoles,
    status,
    createdAt: at,
    modifiedAt: at,
  };
}
