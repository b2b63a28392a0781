import { DAY_MS } from '../durations.ts';
import { guidOf } from '../guid.ts';
import { DirectoryRefusal } from './acts.ts';
import {
  newAssignment,
  newRelationship,
  type AccessAssignment,
  type AssignmentStatus,
  type NewAssignment,
  type NewRelationship,
  type Relationship,
  type RelationshipStatus,
} from './relationship.ts';

/** What can be done to a partner's relationships. */
export type RelationshipAct =
  | { readonly act: 'addRelationship'; readonly relationship: NewRelationship }
  | {
      readonly act: 'changeRelationship';
      readonly id: string;
      readonly changes: RelationshipChanges;
    }
  | {
      readonly act: 'addAssignment';
      readonly relationshipId: string;
      readonly assignment: NewAssignment;
    }
  | {
      readonly act: 'changeAssignment';
      readonly relationshipId: string;
      readonly id: string;
      readonly changes: AssignmentChanges;
    };

/** What of a relationship can change. */
export interface RelationshipChanges {
  readonly displayName?: string;
  readonly customerId?: string | null;
  readonly customerName?: string | null;
  readonly roles?: readonly string[];
  readonly status?: RelationshipStatus;
  /** Milliseconds of the local clock. */
  readonly endsAt?: number | null;
  readonly extendsItself?: boolean;
}

/** What of an access assignment can change. */
export interface AssignmentChanges {
  readonly roles?: readonly string[];
  readonly status?: AssignmentStatus;
}

/** The relationships of one tenant as a partner, in the order in which they were made. */
export interface RelationshipBook {
  /** As they were last changed; `relationshipAt` says how they stand now. */
  all(): readonly Relationship[];
  byId(id: string): Relationship | undefined;
  /** @throws DirectoryRefusal where a relationship or assignment is not there; nothing was changed then */
  perform(act: RelationshipAct, at: number): void;
}

/** Whether an act concerns relationships. */
export function isRelationshipAct(act: { readonly act: string }): act is RelationshipAct {
  return ['addRelationship', 'changeRelationship', 'addAssignment', 'changeAssignment'].includes(
    act.act,
  );
}

const ENDED: readonly RelationshipStatus[] = ['terminated', 'expired'];

/** An empty book; ids depend on `tenantId` and the order of making alone. */
export function createRelationshipBook(tenantId: string): RelationshipBook {
  const relationships = new Map<string, Relationship>();
  let made = 0;
  const nextId = (): string => guidOf(`${tenantId}/relationships/${(made += 1)}`);

  const known = (id: string): Relationship => {
    const relationship = relationships.get(id.toLowerCase());
    if (relationship) return relationship;
    throw new DirectoryRefusal(
      'not-found',
      'relationshipId',
      id,
      `No relationship has the id ${id}: take one from the list of relationships.`,
    );
  };

  const add = (wish: NewRelationship, at: number): void => {
    const own = `${nextId()}-${nextId()}`;
    const relationship = newRelationship(wish, at, { own, assignment: nextId });
    if (relationships.has(relationship.id)) {
      throw new DirectoryRefusal(
        'id-taken',
        'id',
        relationship.id,
        `The id ${relationship.id} is in use: leave it out or choose another one.`,
      );
    }
    relationships.set(relationship.id, relationship);
  };

  const change = (id: string, changes: RelationshipChanges, at: number): void => {
    const before = known(id);
    const { customerId, ...others } = changes;
    const named = customerId === undefined ? {} : { customerId: customerId?.toLowerCase() ?? null };
    const after = { ...before, ...others, ...named, modifiedAt: at };
    relationships.set(before.id, { ...after, ...instantsOf(before, after, changes, at) });
  };

  const changeAssignment = (
    relationshipId: string,
    id: string,
    changes: AssignmentChanges,
    at: number,
  ): void => {
    const relationship = known(relationshipId);
    if (!relationship.assignments.some((assignment) => assignment.id === id)) {
      throw new DirectoryRefusal(
        'not-found',
        'assignmentId',
        id,
        `The relationship has no assignment ${id}: take one from its list of assignments.`,
      );
    }
    const assignments = relationship.assignments.map((assignment): AccessAssignment =>
      assignment.id === id ? { ...assignment, ...changes, modifiedAt: at } : assignment,
    );
    relationships.set(relationship.id, { ...relationship, assignments });
  };

  return {
    all: () => [...relationships.values()],
    byId: (id) => relationships.get(id.toLowerCase()),
    perform(act, at) {
      switch (act.act) {
        case 'addRelationship':
          add(act.relationship, at);
          return;
        case 'changeRelationship':
          change(act.id, act.changes, at);
          return;
        case 'addAssignment': {
          const relationship = known(act.relationshipId);
          const { roles, assignments } = relationship;
          const added = newAssignment(act.assignment, roles, at, nextId());
          relationships.set(relationship.id, {
            ...relationship,
            assignments: [...assignments, added],
          });
          return;
        }
        case 'changeAssignment':
          changeAssignment(act.relationshipId, act.id, act.changes, at);
      }
    },
  };
}

/** Activation begins the term (again, after an end), an end ends it, where the change names no end of its own. */
function instantsOf(
  before: Relationship,
  { status, activatedAt, durationDays }: Relationship,
  changes: RelationshipChanges,
  at: number,
): Partial<Relationship> {
  const ended = ENDED.includes(before.status);
  const ends = ENDED.includes(status) && !ended;
  const begins =
    !ENDED.includes(status) && (ended || (status === 'active' && activatedAt === null));
  if (changes.endsAt !== undefined) return begins ? { activatedAt: at } : {};
  if (begins) return { activatedAt: at, endsAt: at + durationDays * DAY_MS };
  return ends ? { endsAt: at } : {};
}
