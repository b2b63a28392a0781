import { AppError } from '../kernel/errors.ts';
import { toIso, toIsoOrNull } from '../kernel/time.ts';
import { route, type Answer, type Route } from '../http/route.ts';
import { peoplePage } from '../seats/actions/search.ts';
import type { DirectoryGroup } from '../ports/directory.ts';
import type { World } from '../ports/world.ts';
import type { Person } from '../seats/rules/person.ts';
import { takeNotifications } from './actions/notifications.ts';
import { askForSync, readPeopleSync } from './actions/sync-state.ts';
import {
  directoryGroupsPage,
  directoryGroupsQuery,
  directoryPeoplePage,
  directoryPeopleQuery,
  notificationBody,
  notificationQuery,
  startSyncQuery,
  syncShape,
  type SyncShape,
} from './contract.ts';
import { dueAt, statusOf, type PeopleSync } from './rules/sync.ts';

/** The sync as the wire shows it. */
export function syncView(sync: PeopleSync | null): SyncShape {
  const state = statusOf(sync, Date.now());
  return {
    state,
    peopleSeen: sync?.peopleSeen ?? 0,
    peopleExpected: sync?.peopleExpected ?? null,
    fullPass: sync?.fullPass ?? true,
    startedAt: toIsoOrNull(sync?.startedAt ?? null),
    lastSuccessAt: toIsoOrNull(sync?.lastSuccessAt ?? null),
    lastFullPassAt: toIsoOrNull(sync?.lastFullPassAt ?? null),
    lastError: sync?.failure ? { ...sync.failure, at: toIso(sync.failure.at) } : null,
    nextRunAt: sync === null ? null : toIso(dueAt(sync)),
    held: sync?.sweep === 'held' ? { vanished: sync.vanished, known: sync.known } : null,
  };
}

const personView = (person: Person) => ({
  id: person.personId,
  displayName: person.displayName,
  userName: person.userName,
  mail: person.mail,
  guest: person.guest,
  account: person.account,
});

const groupView = ({ groupId, displayName, kind, dynamic }: DirectoryGroup) => ({
  id: groupId,
  displayName,
  kind,
  dynamic,
  usable: kind !== 'distribution',
});

/** The directory: its sync, and the people and groups to pick from. */
export const directoryRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/directory/sync',
    summary: 'How far the directory is synced',
    access: 'admins',
    answers: { 200: syncShape },
    act: async ({ world, caller }) => ({
      status: 200,
      body: syncView(await readPeopleSync(world, caller.tenant.tenantId)),
    }),
  }),
  route({
    method: 'post',
    path: '/api/directory/sync',
    summary: 'Sync the directory now',
    access: 'admins',
    query: startSyncQuery,
    idempotent: true,
    answers: { 202: syncShape },
    act: async ({ world, caller, query }) => {
      const accept = query.acceptVanished === 'true';
      const { tenantId } = caller.tenant;
      const sync = await askForSync(world, tenantId, world.clock.now(), accept);
      return { status: 202, headers: { Location: '/api/directory/sync' }, body: syncView(sync) };
    },
  }),
  route({
    method: 'get',
    path: '/api/directory/people',
    summary: 'People to pick, by the beginning of a word of name, user name or mail',
    access: 'catalogAdmins',
    query: directoryPeopleQuery,
    answers: { 200: directoryPeoplePage },
    act: async ({ world, caller, query }) => {
      const page = await peoplePage(world, caller.tenant, query);
      const body = { items: page.items.map(personView), nextCursor: page.nextCursor };
      return { status: 200, body };
    },
  }),
  route({
    method: 'get',
    path: '/api/directory/groups',
    summary: 'Groups to pick, by the beginning of a word of the name',
    access: 'catalogAdmins',
    query: directoryGroupsQuery,
    refuses: ['consent-missing'],
    answers: { 200: directoryGroupsPage },
    act: async ({ world, caller, query }) => {
      const { tenantId } = caller.tenant;
      const groups = await world.directory.searchGroups(tenantId, query.search, query.limit);
      return { status: 200, body: { items: groups.map(groupView), nextCursor: null } };
    },
  }),
  ...['/webhooks/graph', '/webhooks/graph/lifecycle'].map((path) =>
    route({
      method: 'post',
      path,
      summary: 'What Microsoft Graph calls when users change; by the secret of its subscription',
      access: 'open',
      query: notificationQuery,
      refuses: ['malformed-json', 'body-too-large'],
      answers: { 200: 'text/plain', 202: null },
      act: async ({ world, query, request }) =>
        query.validationToken === undefined
          ? takeCall(world, request)
          : {
              status: 200,
              headers: { 'Content-Type': 'text/plain; charset=utf-8' },
              body: query.validationToken,
            },
    }),
  ),
];

/** The largest call of the directory that is read. */
const CALL_BYTES_MAX = 4 * 1024 * 1024;

/** Takes a call and answers it at once; what it brings about happens by the next poll. */
async function takeCall(world: World, request: AsyncIterable<Uint8Array>): Promise<Answer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > CALL_BYTES_MAX) {
      throw new AppError('body-too-large', 'At most 4 MB of notifications are taken at once.');
    }
  }
  await takeNotifications(world, itemsIn(Buffer.concat(chunks).toString('utf8')));
  return { status: 202 };
}

function itemsIn(text: string) {
  try {
    return notificationBody.parse(JSON.parse(text)).value;
  } catch (cause) {
    throw new AppError(
      'malformed-json',
      'The body is no collection of change notifications.',
      {},
      { cause },
    );
  }
}
