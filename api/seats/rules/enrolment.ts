import type { CatalogId, GroupId, TrainingId } from '../../kernel/ids.ts';
import type { Day, Instant } from '../../kernel/time.ts';
import type { PersonFacts } from './counting.ts';
import { groupOf, type Enrolment, type Person, type Source } from './person.ts';
import { freedByOneEnrolment } from './preview.ts';

/** At most so many Users lists per person, so that everything about a person changes in one commit. */
export const LISTS_PER_PERSON_MAX = 60;
/** At most so many enrolments of one person begin or end in one commit; the rest follows in further ones. */
export const ENROLMENTS_PER_COMMIT = 15;

/** A person as a rule sees it, with the enrolments that it asked for. */
export interface PersonState {
  readonly person: Person;
  readonly enrolments: ReadonlyMap<TrainingId, Enrolment>;
}

/** What a rule decides for one person: the facts after, the enrolments that change, and what to answer. */
export interface Decision<Outcome> {
  /** Null: nothing changes. */
  readonly facts: PersonFacts | null;
  readonly enrolments: readonly Enrolment[];
  readonly outcome: Outcome;
  /** Only bookkeeping changes, nothing that anybody would want to read of: no event. */
  readonly quiet?: boolean;
}

/** Nothing changes. */
export const unchanged = <Outcome>(outcome: Outcome): Decision<Outcome> => ({
  facts: null,
  enrolments: [],
  outcome,
});

/** The sources of both, each once. */
const union = (sources: readonly Source[], more: readonly Source[]): readonly Source[] => [
  ...new Set([...sources, ...more]),
];

/** The groups among the sources. */
export const groupsIn = (sources: readonly Source[]): GroupId[] =>
  sources.map(groupOf).filter((groupId) => groupId !== null);

/** The person with an entry on the catalog's Users list, through these sources as well (S-4). */
export function listed(
  facts: PersonFacts,
  catalogId: CatalogId,
  sources: readonly Source[],
  at: Instant,
): PersonFacts {
  const entry = facts.catalogs[catalogId] ?? { listedAt: at, sources: [], live: 0 };
  return {
    ...facts,
    catalogs: {
      ...facts.catalogs,
      [catalogId]: { ...entry, sources: union(entry.sources, sources) },
    },
  };
}

/** The person with `by` more live enrolments in the catalog. */
export function withLive(facts: PersonFacts, catalogId: CatalogId, by: number): PersonFacts {
  const entry = facts.catalogs[catalogId];
  if (entry === undefined) return facts;
  return {
    ...facts,
    catalogs: { ...facts.catalogs, [catalogId]: { ...entry, live: entry.live + by } },
  };
}

/** The enrolment after its end. */
export const ended = (enrolment: Enrolment, at: Instant, actId: string): Enrolment => ({
  ...enrolment,
  live: false,
  sources: [],
  endsOn: null,
  endedAt: at,
  actId,
});

/** What an enrolling act asks for. */
export interface EnrolRequest {
  readonly trainingId: TrainingId;
  readonly catalogId: CatalogId;
  readonly source: Source;
  readonly enrolledAt: Instant;
  /** The day on which it will end by itself. */
  readonly endsOn: Day | null;
  /** When it has ended already: the enrolment is written as history (I-1). */
  readonly endedAt: Instant | null;
  readonly at: Instant;
  readonly actId: string;
}

/** How enrolling one person went. */
export type EnrolOutcome =
  | { readonly outcome: 'enrolled' | 'already' | 'ended' }
  | {
      readonly outcome: 'refused';
      readonly code: EnrolRefusal;
    };

/** Why a person is not enrolled or listed. */
export type EnrolRefusal =
  | 'person-unknown'
  | 'person-deleted'
  | 'person-removed'
  | 'too-many-lists'
  | 'held-by-group'
  | 'seats-none-left';

/** The answer for one person who is not enrolled. */
export const refused = (code: EnrolRefusal): Decision<EnrolOutcome> =>
  unchanged({ outcome: 'refused', code });

/** Why the person may not be put on the catalog's list, or null where nothing stands in the way. */
export function refusalOf(
  state: PersonState | null,
  catalogId: CatalogId,
  source: Source,
): EnrolRefusal | null {
  if (state === null) return 'person-unknown';
  const { person } = state;
  if (person.account === 'deleted' || person.account === 'purged') return 'person-deleted';
  if (person.removedAt !== null && source !== 'direct') return 'person-removed';
  const isNewHere = !(catalogId in person.catalogs);
  return isNewHere && Object.keys(person.catalogs).length >= LISTS_PER_PERSON_MAX
    ? 'too-many-lists'
    : null;
}

/**
 * Enrols a person: the enrolment begins and the person is on the catalog's list, in one change (S-4). Adding a person
 * again lifts the mark of a removal, unless it is only a group that asks (S-6).
 */
export function enrol(state: PersonState | null, request: EnrolRequest): Decision<EnrolOutcome> {
  const refusal = refusalOf(state, request.catalogId, request.source);
  if (state === null || refusal !== null) return refused(refusal ?? 'person-unknown');
  const { person } = state;
  const existing = state.enrolments.get(request.trainingId);
  return existing?.live === true
    ? enrolAgain(person, existing, request)
    : enrolAnew(person, existing, request);
}

function enrolAnew(
  person: Person,
  existing: Enrolment | undefined,
  request: EnrolRequest,
): Decision<EnrolOutcome> {
  const over = request.endedAt !== null;
  if (over && existing?.endedAt === request.endedAt) {
    const byThisAct = existing.actId === request.actId;
    if (byThisAct || existing.enrolledAt === request.enrolledAt) {
      return unchanged({ outcome: byThisAct ? 'ended' : 'already' });
    }
  }
  const onList = listed(
    { ...person, removedAt: null },
    request.catalogId,
    [request.source],
    request.at,
  );
  const enrolment: Enrolment = {
    trainingId: request.trainingId,
    personId: person.personId,
    catalogId: request.catalogId,
    live: !over,
    sources: over ? [] : [request.source],
    enrolledAt: request.enrolledAt,
    endsOn: request.endsOn,
    endedAt: request.endedAt,
    actId: request.actId,
  };
  return {
    facts: over ? onList : withLive(onList, request.catalogId, 1),
    enrolments: [enrolment],
    outcome: { outcome: over ? 'ended' : 'enrolled' },
  };
}

function enrolAgain(
  person: Person,
  existing: Enrolment,
  request: EnrolRequest,
): Decision<EnrolOutcome> {
  if (request.endedAt !== null) {
    if (groupsIn(existing.sources).length > 0) return refused('held-by-group');
    return {
      facts: withLive(person, existing.catalogId, -1),
      enrolments: [ended(existing, request.endedAt, request.actId)],
      outcome: { outcome: 'ended' },
    };
  }
  const outcome = existing.actId === request.actId ? 'enrolled' : 'already';
  const sources = union(existing.sources, [request.source]);
  const endsOn = request.endsOn ?? existing.endsOn;
  const onList = person.catalogs[existing.catalogId]?.sources.includes(request.source) ?? false;
  if (sources.length === existing.sources.length && endsOn === existing.endsOn && onList) {
    return unchanged({ outcome });
  }
  return {
    facts: listed(person, existing.catalogId, [request.source], request.at),
    enrolments: [{ ...existing, sources, endsOn }],
    outcome: { outcome },
  };
}

/** How ending the individual part of an enrolment or list entry went (S-6, L-14). */
export type EndOutcome =
  | { readonly outcome: 'ended' }
  | { readonly outcome: 'not-there' }
  /** The individual part has ended; the groups still hold the person. */
  | { readonly outcome: 'still-through-groups'; readonly groupIds: readonly GroupId[] }
  /** As many as fit into one commit have ended; the act goes on. */
  | { readonly outcome: 'more'; readonly groupIds: readonly GroupId[] }
  /** There is no individual part: it must end in the group. */
  | { readonly outcome: 'only-through-groups'; readonly groupIds: readonly GroupId[] };

/** Ends what was enrolled individually in one course or plan. */
export function unenrol(
  state: PersonState,
  trainingId: TrainingId,
  at: Instant,
  actId: string,
): Decision<EndOutcome> {
  const enrolment = state.enrolments.get(trainingId);
  if (enrolment?.live !== true) {
    return unchanged({ outcome: enrolment?.actId === actId ? 'ended' : 'not-there' });
  }
  const groupIds = groupsIn(enrolment.sources);
  if (groupIds.length === 0) {
    return {
      facts: withLive(state.person, enrolment.catalogId, -1),
      enrolments: [ended(enrolment, at, actId)],
      outcome: { outcome: 'ended' },
    };
  }
  if (!enrolment.sources.includes('direct')) {
    const outcome = enrolment.actId === actId ? 'still-through-groups' : 'only-through-groups';
    return unchanged({ outcome, groupIds });
  }
  const sources = enrolment.sources.filter((s) => s !== 'direct');
  return {
    facts: state.person,
    enrolments: [{ ...enrolment, sources, actId }],
    outcome: { outcome: 'still-through-groups', groupIds },
  };
}

/** Ends an enrolment whatever holds it: its training is gone, or its last day is over. The outcome: whether that frees a seat. */
export function endEnrolment(
  state: PersonState,
  trainingId: TrainingId,
  at: Instant,
  actId: string,
): Decision<boolean> {
  const enrolment = state.enrolments.get(trainingId);
  if (enrolment?.live !== true) return unchanged(false);
  return {
    facts: withLive(state.person, enrolment.catalogId, -1),
    enrolments: [ended(enrolment, at, actId)],
    outcome: freedByOneEnrolment(state.person),
  };
}
