import type { CatalogId, GroupId, TrainingId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import type { PersonFacts } from './counting.ts';
import {
  ENROLMENTS_PER_COMMIT,
  LISTS_PER_PERSON_MAX,
  ended,
  listed,
  unchanged,
  withLive,
  type Decision,
  type PersonState,
} from './enrolment.ts';
import { without } from './lists.ts';
import { throughGroup, type Enrolment, type Source } from './person.ts';

/** A group whose members are on a catalog's list, and enrolled where a training is named (S-6, L-13). */
export interface GroupLink {
  readonly groupId: GroupId;
  readonly catalogId: CatalogId;
  /** Null: the members are on the Users list only. */
  readonly trainingId: TrainingId | null;
}

/** How far settling came: `more` where further commits are needed; `waiting`: there is no seat for it. */
export type SettleOutcome = 'settled' | 'more' | 'waiting';

const isHere = (state: PersonState): boolean =>
  state.person.account === 'enabled' || state.person.account === 'disabled';

/**
 * Brings what a person has through groups in line with the groups that hold the person now: begins what is missing,
 * ends what came through a group that was left, and nothing else (S-6, L-13). Applying it twice changes nothing.
 * Someone whose directory account is deleted keeps what there is (S-5); someone removed entirely gets nothing.
 * @param held the followed groups that hold the person, directly or through nested groups
 */
export function settle(
  state: PersonState,
  links: readonly GroupLink[],
  held: ReadonlySet<GroupId>,
  at: Instant,
  actId: string,
): Decision<SettleOutcome> {
  if (!isHere(state)) return noLongerWaiting(state);
  const wanted =
    state.person.removedAt === null ? links.filter((link) => held.has(link.groupId)) : [];
  const all = enrolmentChanges(state, wanted, at, actId);
  const now = all.slice(0, ENROLMENTS_PER_COMMIT);
  let facts: PersonFacts = state.person;
  for (const enrolment of now) {
    const was = state.enrolments.get(enrolment.trainingId)?.live === true;
    const onList = enrolment.live
      ? listed(facts, enrolment.catalogId, enrolment.sources, at)
      : facts;
    facts = withLive(onList, enrolment.catalogId, Number(enrolment.live) - Number(was));
  }
  const finished = now.length === all.length;
  if (finished) facts = settleLists(facts, wanted, at);
  if (now.length === 0 && facts === state.person) return noLongerWaiting(state);
  return {
    facts: { ...facts, waitingSince: null },
    enrolments: now,
    outcome: finished ? 'settled' : 'more',
  };
}

/** Nothing changes, except that nobody waits for what is no longer wanted. */
const noLongerWaiting = ({ person }: PersonState): Decision<SettleOutcome> =>
  person.waitingSince === null
    ? unchanged('settled')
    : { facts: { ...person, waitingSince: null }, enrolments: [], outcome: 'settled' };

/** What becomes of a person whom a group would enrol when no seat is left: they wait, visibly, until one is free (G-2). */
export const wait = ({ person }: PersonState, at: Instant): Decision<SettleOutcome> =>
  person.waitingSince === null
    ? { facts: { ...person, waitingSince: at }, enrolments: [], outcome: 'waiting' }
    : unchanged('waiting');

/** The sources that a person should have: what is individual, and the groups wanted. */
const sourcesOf = (had: readonly Source[], groups: readonly Source[]): readonly Source[] => [
  ...had.filter((source) => source === 'direct'),
  ...groups,
];

const sameSources = (one: readonly Source[], other: readonly Source[]): boolean =>
  one.length === other.length && one.every((source) => other.includes(source));

/** The group sources of those links, by the id of what they point to. */
function sourcesBy<Id extends string>(
  links: readonly GroupLink[],
  idOf: (link: GroupLink) => Id | null,
): Map<Id, Source[]> {
  const sources = new Map<Id, Source[]>();
  for (const link of links) {
    const id = idOf(link);
    if (id !== null) sources.set(id, [...(sources.get(id) ?? []), throughGroup(link.groupId)]);
  }
  return new Map([...sources].map(([id, list]) => [id, [...new Set(list)]]));
}

/** Every enrolment whose sources are not what the groups make of them. */
function enrolmentChanges(
  state: PersonState,
  wanted: readonly GroupLink[],
  at: Instant,
  actId: string,
): Enrolment[] {
  const groups = sourcesBy(wanted, (link) => link.trainingId);
  const changed: Enrolment[] = [];
  for (const enrolment of state.enrolments.values()) {
    if (!enrolment.live) continue;
    const sources = sourcesOf(enrolment.sources, groups.get(enrolment.trainingId) ?? []);
    if (sources.length === 0) changed.push(ended(enrolment, at, actId));
    else if (!sameSources(sources, enrolment.sources)) changed.push({ ...enrolment, sources });
  }
  const joined = new Set(Object.keys(state.person.catalogs));
  for (const [trainingId, sources] of groups) {
    const catalogId = wanted.find((link) => link.trainingId === trainingId)?.catalogId;
    if (catalogId === undefined || state.enrolments.get(trainingId)?.live === true) continue;
    if (!joined.has(catalogId) && joined.size >= LISTS_PER_PERSON_MAX) continue;
    joined.add(catalogId);
    changed.push({
      trainingId,
      personId: state.person.personId,
      catalogId,
      live: true,
      sources,
      enrolledAt: at,
      endsOn: null,
      endedAt: null,
      actId,
    });
  }
  return changed;
}

/** The list entries through groups, once every enrolment is right. */
function settleLists(facts: PersonFacts, wanted: readonly GroupLink[], at: Instant): PersonFacts {
  const groups = sourcesBy<CatalogId>(wanted, (link) => link.catalogId);
  let after = facts;
  for (const [catalogId, entry] of Object.entries(facts.catalogs)) {
    const sources = sourcesOf(entry.sources, groups.get(catalogId) ?? []);
    if (sources.length === 0) after = without(after, [catalogId]);
    else if (!sameSources(sources, entry.sources)) {
      after = { ...after, catalogs: { ...after.catalogs, [catalogId]: { ...entry, sources } } };
    }
  }
  for (const [catalogId, sources] of groups) {
    const full = Object.keys(after.catalogs).length >= LISTS_PER_PERSON_MAX;
    if (!(catalogId in after.catalogs) && !full) after = listed(after, catalogId, sources, at);
  }
  return after;
}
