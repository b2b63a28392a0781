import type { Directory } from '../tenants/directory.ts';
import type { GroupStanding } from '../tenants/group.ts';
import type { MemberChange } from '../tenants/group-book.ts';
import type { Answer } from '../wire.ts';
import type { GraphRequest, GraphRoute } from './context.ts';
import { answerRound, pageSizeOf } from './delta-round.ts';
import type { DeltaPage, RoundPlan } from './delta-round.ts';
import type { DeltaToken } from './delta-token.ts';
import { unsupportedQuery } from './errors.ts';
import { groupResource, MEMBERS, selectedGroupProperties } from './group-properties.ts';
import { directMembers } from './members.ts';
import type { Member } from './members.ts';
import { READ_GROUPS } from './permissions.ts';

type Row = Record<string, unknown>;

/** Members in one page; a group with more goes on in further rows on the next pages. */
const MOST_MEMBERS = 500;

export const GROUP_DELTA_ROUTES: readonly GraphRoute[] = [
  {
    method: 'GET',
    path: '/groups/delta',
    permissions: READ_GROUPS,
    resourceUnits: 2,
    handle: groupDelta,
  },
];

function groupDelta(request: GraphRequest): Answer {
  const { directory } = request.tenant;
  const plan: RoundPlan = {
    resource: 'groups',
    log: directory.groups.log,
    total: () => directory.groups.all().length,
    check({ select, expand }) {
      if (expand !== undefined && expand !== MEMBERS) {
        throw unsupportedQuery(`Only $expand=${MEMBERS} is supported in a delta query of groups.`);
      }
      selectedGroupProperties(select);
    },
    page: (token, size) => page(readerFor(request, directory, token), size),
  };
  return answerRound(request, plan, pageSizeOf(request));
}

/** What every page of a round reads from. */
interface Reader {
  readonly directory: Directory;
  readonly token: DeltaToken;
  readonly properties: readonly string[];
  readonly withMembers: boolean;
  readonly minimal: boolean;
}

function readerFor({ call }: GraphRequest, directory: Directory, token: DeltaToken): Reader {
  const asked = [...(token.select ?? []), token.expand ?? ''];
  return {
    directory,
    token,
    properties: selectedGroupProperties(token.select ?? undefined),
    withMembers: asked.some((name) => name.trim().toLowerCase() === MEMBERS),
    minimal: /\breturn=minimal\b/.test(String(call.headers['prefer'])),
  };
}

/** One group of a round: what of it is told, and its members from a place on. */
interface Told {
  readonly place: number;
  readonly standing: GroupStanding;
  readonly properties: readonly string[];
  /** The member rows after a place among them. */
  readonly members: (after: number) => Iterable<{ readonly place: number; readonly row: Row }>;
}

/**
 * Rows of groups until the page is full. A position is [place of the group, places in the round, place of the last told
 * member]; the last is there only where a group goes on.
 */
function page(reader: Reader, size: number): DeltaPage {
  const [start = 0, total = Number.MAX_SAFE_INTEGER, toldUpTo] = reader.token.position;
  const rows: Row[] = [];
  let membersTold = 0;
  for (const told of toldGroups(reader, start, total)) {
    if (rows.length >= size || membersTold >= MOST_MEMBERS) {
      return { rows, next: [told.place, total] };
    }
    const goesOn = told.place === start && toldUpTo !== undefined;
    const row: Row = goesOn ? { id: told.standing.group.id } : headOf(told);
    const members: Row[] = [];
    rows.push(row);
    let last = goesOn ? toldUpTo : -1;
    for (const member of told.members(last)) {
      row['members@delta'] = members;
      if (membersTold >= MOST_MEMBERS) return { rows, next: [told.place, total, last] };
      members.push(member.row);
      last = member.place;
      membersTold += 1;
    }
  }
  return { rows, next: undefined };
}

function headOf({ standing, properties }: Told): Row {
  if (!standing.deleted) return groupResource(standing.group, properties);
  const restorable = standing.group.groupTypes.includes('Unified');
  return { id: standing.group.id, '@removed': { reason: restorable ? 'changed' : 'deleted' } };
}

function* toldGroups(reader: Reader, start: number, total: number): Generator<Told> {
  const { directory, token } = reader;
  const all = directory.groups.all();
  const wanted = token.ids && new Set(token.ids.map((id) => id.toLowerCase()));
  const changes = token.pass === 'full' ? undefined : changesByGroup(reader);
  for (let place = start; place < Math.min(all.length, total); place += 1) {
    const standing = all[place];
    if (!standing || (wanted && !wanted.has(standing.group.id))) continue;
    const isNew = !changes || standing.createdBy > token.from;
    const change = changes?.get(place);
    if (changes && !change) continue;
    if (isNew && standing.deleted) continue;
    yield {
      place,
      standing,
      properties: isNew || !change ? reader.properties : change.properties,
      members: (after) => memberRows(reader, standing, isNew ? undefined : change, after),
    };
  }
}

/** What happened to one group in a round. */
interface GroupChange {
  readonly properties: readonly string[];
  /** The last word on each member, by a key of the member's own. */
  readonly members: ReadonlyMap<string, Word>;
}

/** Whether a member joined or left. */
interface Word {
  readonly member: Member;
  readonly joined: boolean;
}

/** The groups of which the reader's selection shows a change in the round. */
function changesByGroup({
  directory,
  token,
  properties,
  withMembers,
  minimal,
}: Reader): Map<number, GroupChange> {
  const gathered = new Map<number, { properties: Set<string>; members: Map<string, Word> }>();
  for (const entry of directory.groups.log.between(token.from, token.upTo)) {
    const shown = (entry.properties ?? []).filter(
      (name) => name === 'state' || properties.includes(name),
    );
    const membersShown = withMembers && entry.members !== undefined;
    if (shown.length === 0 && !membersShown) continue;
    const change = gathered.get(entry.group) ?? { properties: new Set(['id']), members: new Map() };
    gathered.set(entry.group, change);
    for (const name of shown) change.properties.add(name);
    if (membersShown) {
      for (const [key, told] of lastWords(entry.members)) change.members.set(key, told);
    }
  }
  return new Map(
    [...gathered].map(([place, change]) => [
      place,
      {
        properties: minimal ? properties.filter((name) => change.properties.has(name)) : properties,
        members: change.members,
      },
    ]),
  );
}

function lastWords({ users, groups, joined }: MemberChange): [string, Word][] {
  return [
    ...users.map((user): [string, Word] => [`u${user}`, { member: { user }, joined }]),
    ...groups.map((group): [string, Word] => [group, { member: { group }, joined }]),
  ];
}

/** All members of a group that is new to the reader, else only those who joined or left. */
function* memberRows(
  { directory, withMembers }: Reader,
  standing: GroupStanding,
  change: GroupChange | undefined,
  after: number,
): Generator<{ readonly place: number; readonly row: Row }> {
  if (!withMembers || standing.deleted) return;
  if (!change) {
    for (const { place, item } of directMembers(directory, standing, after)) {
      yield { place, row: memberRow(directory, item, true) };
    }
    return;
  }
  const told = [...change.members.values()].slice(after + 1);
  for (const [offset, { member, joined }] of told.entries()) {
    yield { place: after + 1 + offset, row: memberRow(directory, member, joined) };
  }
}

function memberRow({ users }: Directory, member: Member, joined: boolean): Row {
  const row =
    'user' in member
      ? { '@odata.type': '#microsoft.graph.user', id: users.standing(member.user).user.id }
      : { '@odata.type': '#microsoft.graph.group', id: member.group };
  return joined ? row : { ...row, '@removed': { reason: 'deleted' } };
}
