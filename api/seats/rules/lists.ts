import type { CatalogId, TrainingId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import type { PersonFacts } from './counting.ts';
import {
  ENROLMENTS_PER_COMMIT,
  ended,
  groupsIn,
  listed,
  refusalOf,
  unchanged,
  withLive,
  type Decision,
  type EndOutcome,
  type EnrolRefusal,
  type PersonState,
} from './enrolment.ts';
import type { Enrolment, Source } from './person.ts';

/** How putting a person on a Users list went. */
export type ListOutcome =
  | { readonly outcome: 'listed' | 'already' }
  | { readonly outcome: 'refused'; readonly code: EnrolRefusal };

/** Puts a person on a catalog's Users list. It takes no seat (L-9). */
export function list(
  state: PersonState | null,
  catalogId: CatalogId,
  source: Source,
  at: Instant,
): Decision<ListOutcome> {
  const refusal = refusalOf(state, catalogId, source);
  if (state === null || refusal !== null) {
    return unchanged({ outcome: 'refused', code: refusal ?? 'person-unknown' });
  }
  if (state.person.catalogs[catalogId]?.sources.includes(source) === true) {
    return unchanged({ outcome: 'already' });
  }
  return {
    facts: listed({ ...state.person, removedAt: null }, catalogId, [source], at),
    enrolments: [],
    outcome: { outcome: 'listed' },
  };
}

/**
 * The person without these catalogs. Who is on no list any more has no active Flow account either (S-4). The
 * enrolments there are no longer of account from this change on; `clearing` says that they are still to be ended.
 */
export function without(facts: PersonFacts, catalogIds: readonly CatalogId[]): PersonFacts {
  const leaving = new Set(catalogIds.filter((catalogId) => catalogId in facts.catalogs));
  if (leaving.size === 0) return facts;
  const staying = Object.entries(facts.catalogs).filter(([catalogId]) => !leaving.has(catalogId));
  const withEnrolments = [...leaving].filter((id) => (facts.catalogs[id]?.live ?? 0) > 0);
  return {
    ...facts,
    catalogs: Object.fromEntries(staying),
    clearing: [...new Set([...facts.clearing, ...withEnrolments])],
    flowSince: staying.length === 0 ? null : facts.flowSince,
  };
}

/**
 * The next few enrolments ended in catalogs that the person has left; true once none is left. Each step is complete in
 * itself, so a crash between two leaves a person who is counted rightly and found again by `unfinished`.
 */
export function clear(state: PersonState, at: Instant, actId: string): Decision<boolean> {
  const leaving = new Set(state.person.clearing);
  const left = [...state.enrolments.values()].filter((e) => e.live && leaving.has(e.catalogId));
  const now = left.slice(0, ENROLMENTS_PER_COMMIT);
  const finished = now.length === left.length;
  return {
    facts: finished ? { ...state.person, clearing: [] } : state.person,
    enrolments: now.map((enrolment) => ended(enrolment, at, actId)),
    outcome: finished,
  };
}

/**
 * Takes what is individual of a person off a catalog's list, and ends what was enrolled individually there (L-8, S-4,
 * S-6). Where groups hold the person the list entry stays through them.
 */
export function unlist(
  state: PersonState,
  catalogId: CatalogId,
  at: Instant,
  actId: string,
): Decision<EndOutcome> {
  const entry = state.person.catalogs[catalogId];
  if (entry === undefined) return unchanged({ outcome: 'not-there' });
  const groupIds = groupsIn(entry.sources);
  if (groupIds.length === 0) {
    return {
      facts: without(state.person, [catalogId]),
      enrolments: [],
      outcome: { outcome: 'ended' },
    };
  }
  if (!entry.sources.includes('direct')) {
    return unchanged({ outcome: 'only-through-groups', groupIds });
  }
  const individual = [...state.enrolments.values()]
    .filter((e) => e.live && e.catalogId === catalogId && e.sources.includes('direct'))
    .map((e) => withoutSource(e, 'direct', at, actId));
  const now = individual.slice(0, ENROLMENTS_PER_COMMIT);
  const endings = now.filter((enrolment) => !enrolment.live).length;
  const finished = now.length === individual.length;
  const facts = withLive(state.person, catalogId, -endings);
  return {
    facts: finished ? withoutListSource(facts, catalogId, 'direct') : facts,
    enrolments: now,
    outcome: { outcome: finished ? 'still-through-groups' : 'more', groupIds },
  };
}

/** The enrolment without one of its sources; it ends with the last. */
function withoutSource(
  enrolment: Enrolment,
  source: Source,
  at: Instant,
  actId: string,
): Enrolment {
  const sources = enrolment.sources.filter((s) => s !== source);
  return sources.length === 0 ? ended(enrolment, at, actId) : { ...enrolment, sources };
}

/** The person without one source of a list entry that has others. */
function withoutListSource(facts: PersonFacts, catalogId: CatalogId, source: Source): PersonFacts {
  const entry = facts.catalogs[catalogId];
  if (entry === undefined) return facts;
  const sources = entry.sources.filter((s) => s !== source);
  return { ...facts, catalogs: { ...facts.catalogs, [catalogId]: { ...entry, sources } } };
}

/** Removes a person entirely: from every list, with every enrolment and the Flow activation; leaves a mark (S-6). */
export function removeEntirely(state: PersonState, at: Instant): Decision<boolean> {
  if (state.person.removedAt !== null) return unchanged(false);
  const emptied = without(state.person, Object.keys(state.person.catalogs));
  return {
    facts: { ...emptied, removedAt: at, flowSince: null },
    enrolments: [],
    outcome: true,
  };
}

/** Ends everything of a person whose directory account can no longer be restored (S-5). */
export function forget(state: PersonState): Decision<boolean> {
  const catalogIds = Object.keys(state.person.catalogs);
  if (catalogIds.length === 0) return unchanged(false);
  return {
    facts: { ...without(state.person, catalogIds), account: 'purged' },
    enrolments: [],
    outcome: true,
  };
}

/** A Flow user activates the account; an admin who does it for a removed person adds the person again (L-6). */
export function activateFlow(state: PersonState, at: Instant): Decision<boolean> {
  if (state.person.flowSince !== null) return unchanged(false);
  return {
    facts: { ...state.person, flowSince: at, removedAt: null },
    enrolments: [],
    outcome: true,
  };
}

/** Ends a Flow activation. */
export function endFlow(state: PersonState): Decision<boolean> {
  if (state.person.flowSince === null) return unchanged(false);
  return { facts: { ...state.person, flowSince: null }, enrolments: [], outcome: true };
}

/** The enrolments that a rule needs to see: those of named trainings, all of the person's, or none. */
export type EnrolmentsNeeded = readonly TrainingId[] | 'all';
