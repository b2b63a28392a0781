import { shuffle } from '../chance.ts';
import type { Directory } from '../tenants/directory.ts';
import type { Tracked } from '../tenants/population.ts';
import type { Standing } from '../tenants/user.ts';
import type { Answer } from '../wire.ts';
import type { GraphRequest, GraphRoute } from './context.ts';
import { answerRound, pageSizeOf } from './delta-round.ts';
import type { DeltaPage, RoundPlan } from './delta-round.ts';
import type { DeltaToken } from './delta-token.ts';
import { unsupportedQuery } from './errors.ts';
import { withLicences } from './licence-properties.ts';
import { READ_USERS } from './permissions.ts';
import { selectedUserProperties, userDeltaRow } from './user-properties.ts';

type Row = Record<string, unknown>;

/** A page looks at no more users than this, so that a long run of irrelevant ones becomes an empty page. */
const MOST_LOOKED_AT = 2_000;

export const USER_DELTA_ROUTES: readonly GraphRoute[] = [
  {
    method: 'GET',
    path: '/users/delta',
    permissions: READ_USERS,
    resourceUnits: 2,
    handle: userDelta,
  },
];

function userDelta(request: GraphRequest): Answer {
  const { directory } = request.tenant;
  const plan: RoundPlan = {
    resource: 'users',
    log: directory.userLog,
    total: () => directory.users.total(),
    check({ select, expand }) {
      if (expand !== undefined) {
        throw unsupportedQuery('$expand is not supported in a delta query of users.');
      }
      selectedUserProperties(select);
    },
    page(token, size) {
      const properties = selectedUserProperties(token.select ?? undefined);
      const reader = {
        request,
        directory,
        token,
        properties,
        wanted: wantedIndexes(directory, token),
      };
      return token.pass === 'full' ? fullPage(reader, size) : changesPage(reader, size);
    },
  };
  return answerRound(request, plan, pageSizeOf(request));
}

/** What every page of a round reads from. */
interface Reader {
  readonly request: GraphRequest;
  readonly directory: Directory;
  readonly token: DeltaToken;
  readonly properties: readonly string[];
  /** Only these users, ascending; all where `undefined`. */
  readonly wanted: readonly number[] | undefined;
}

function wantedIndexes(directory: Directory, token: DeltaToken): readonly number[] | undefined {
  return token.ids
    ?.map((id) => directory.users.indexOfId(id))
    .filter((index) => index !== undefined)
    .sort((a, b) => a - b);
}

/** The live users by index, from where the last page ended. */
function fullPage(
  { request, directory, token, properties, wanted }: Reader,
  size: number,
): DeltaPage {
  const [start = 0, total = 0] = token.position;
  const rows: Row[] = [];
  const end = Math.min(wanted?.length ?? total, start + MOST_LOOKED_AT);
  let place = start;
  for (; place < end && rows.length < size; place += 1) {
    const index = wanted?.[place] ?? place;
    const standing = directory.users.standing(index);
    if (standing.state === 'live' && index < total) {
      const user = withLicences(request.tenant, standing, properties);
      rows.push(userDeltaRow(user, properties));
    }
  }
  const done = place >= (wanted?.length ?? total);
  return { rows: tempered(request, rows), next: done ? undefined : [place, total] };
}

/** The users whose last relevant change lies in the round, in the order of those changes. */
function changesPage(reader: Reader, size: number): DeltaPage {
  const { request, directory, token, properties, wanted } = reader;
  const { userLog, users } = directory;
  const minimal = /\breturn=minimal\b/.test(String(request.call.headers['prefer']));
  let [number = token.from + 1, offset = 0] = token.position;
  const rows: Row[] = [];
  const stale = new Map<Row, Row>();
  for (let looked = 0; number <= token.upTo && rows.length < size && looked < MOST_LOOKED_AT;) {
    const { first, count, before } = userLog.entry(number);
    const index = first + offset;
    if (
      lastChange(directory, index, properties) === number &&
      (!wanted || wanted.includes(index))
    ) {
      const standing = users.standing(index);
      const row = changeRow(request, standing, minimal ? changedSince(reader, index) : properties);
      rows.push(row);
      if (before && standing.state === 'live') {
        stale.set(row, { ...row, ...selectedIn(before, properties) });
      }
    }
    looked += 1;
    offset += 1;
    if (offset >= count) [number, offset] = [number + 1, 0];
  }
  return {
    rows: tempered(request, rows, stale),
    next: number > token.upTo ? undefined : [number, offset],
  };
}

/** The number of the last change that a reader with this selection can see. */
function lastChange({ users }: Directory, index: number, properties: readonly string[]): number {
  let last = Math.max(users.createdBy(index), users.changedBy(index, 'state'));
  for (const property of properties) {
    last = Math.max(last, users.changedBy(index, property as Tracked));
  }
  return last;
}

/** For `Prefer: return=minimal`: only what changed since the round's beginning; all of a new or restored user. */
function changedSince({ directory, token, properties }: Reader, index: number): readonly string[] {
  const { users } = directory;
  const appeared = Math.max(users.createdBy(index), users.changedBy(index, 'state')) > token.from;
  if (appeared) return properties;
  return properties.filter(
    (property) => property === 'id' || users.changedBy(index, property as Tracked) > token.from,
  );
}

function changeRow(
  { tenant }: GraphRequest,
  standing: Standing,
  properties: readonly string[],
): Row {
  const { user, state } = standing;
  if (state === 'live') return userDeltaRow(withLicences(tenant, standing, properties), properties);
  return { id: user.id, '@removed': { reason: state === 'deleted' ? 'changed' : 'deleted' } };
}

function selectedIn(before: object, properties: readonly string[]): Row {
  return Object.fromEntries(
    Object.entries(before).filter(
      ([property, value]) => properties.includes(property) && value !== undefined,
    ),
  );
}

/** What an unfriendly directory does to a page. A stale row always comes before its fresh one. */
function tempered(request: GraphRequest, rows: Row[], stale = new Map<Row, Row>()): Row[] {
  const { temper, chance } = request.tenant.mood();
  const happens = (share: number): boolean => share > 0 && chance() < share;
  const firstPage = request.query.skipToken === undefined && request.query.deltaToken === undefined;
  if (temper.shuffled) shuffle(rows, chance);
  return rows.flatMap((row) => {
    const older = happens(temper.staleRows) ? stale.get(row) : undefined;
    const bare =
      !firstPage && happens(temper.accountEnabledMissing) ? without(row, 'accountEnabled') : row;
    const twice = happens(temper.duplicates) ? [bare] : [];
    return older ? [older, bare, ...twice] : [bare, ...twice];
  });
}

function without(row: Row, property: string): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => name !== property));
}
