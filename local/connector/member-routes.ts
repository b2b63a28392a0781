import { directMembers } from '../graph/members.ts';
import type { GroupStanding } from '../tenants/group.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { DirectoryUser } from '../tenants/user.ts';
import type { Answer } from '../wire.ts';
import { threadInPath } from './activity-routes.ts';
import type { ConnectorRequest, ConnectorRoute } from './context.ts';
import { conversationOf, personIn } from './conversation.ts';
import type { Conversation } from './conversation.ts';
import { participantIdOf, personIdOf, teamIdOf } from './ids.ts';
import { ConnectorRefusal } from './refusals.ts';

/** Who is in a conversation, and what a team is called. */
export const MEMBER_ROUTES: readonly ConnectorRoute[] = [
  route('/conversations/{id}/members', allMembers),
  route('/conversations/{id}/pagedMembers', pageOfMembers),
  route('/conversations/{id}/members/{memberId}', oneMember),
  route('/teams/{id}', teamDetails),
  route('/teams/{id}/conversations', channelsOf),
];

function route(path: string, handle: ConnectorRoute['handle']): ConnectorRoute {
  return { method: 'GET', path, use: 'ask', threadOf: threadInPath, handle };
}

const conversationInPath = ({ world, params, tenantId }: ConnectorRequest): Conversation =>
  conversationOf(world, params['id'] ?? '', tenantId);

/** A page holds so many (Microsoft Teams: "Get the roster in team or user profile"). */
const PAGE_LEAST = 50;
const PAGE_MOST = 500;

function allMembers(request: ConnectorRequest): Answer {
  const conversation = conversationInPath(request);
  return { status: 200, body: [...membersOf(conversation, -1)].map(({ member }) => member) };
}

function pageOfMembers(request: ConnectorRequest): Answer {
  const conversation = conversationInPath(request);
  const { searchParams } = request.call.url;
  const asked = Number(searchParams.get('pageSize') ?? PAGE_MOST);
  const size = Math.min(Math.max(asked || PAGE_MOST, PAGE_LEAST), PAGE_MOST);
  const after = placeIn(searchParams.get('continuationToken'));
  const members: object[] = [];
  let lastPlace = after;
  for (const { place, member } of membersOf(conversation, after)) {
    if (members.length === size) {
      const continuationToken = Buffer.from(String(lastPlace)).toString('base64url');
      return { status: 200, body: { continuationToken, members } };
    }
    members.push(member);
    lastPlace = place;
  }
  return { status: 200, body: { members } };
}

function placeIn(token: string | null): number {
  if (token === null || token === '') return -1;
  const place = Number(Buffer.from(token, 'base64url').toString());
  if (Number.isInteger(place)) return place;
  throw new ConnectorRefusal('BadArgument', 'Invalid continuation token.');
}

function oneMember(request: ConnectorRequest): Answer {
  const conversation = conversationInPath(request);
  const wanted = personIdOf(request.params['memberId'] ?? '');
  for (const { personId, member } of membersOf(conversation, -1)) {
    if (personId === wanted) return { status: 200, body: member };
  }
  throw new ConnectorRefusal(
    'ActivityNotFoundInConversation',
    'The member does not exist in the conversation roster.',
  );
}

function teamDetails(request: ConnectorRequest): Answer {
  const conversation = conversationInPath(request);
  const { group } = teamOf(conversation);
  return {
    status: 200,
    body: {
      id: teamIdOf(group.id),
      name: group.displayName,
      aadGroupId: group.id,
      channelCount: 1,
      memberCount: [...membersOf(conversation, -1)].length,
      tenantId: conversation.tenant.id,
    },
  };
}

/** A team here has its first channel alone, which bears no name of its own. */
function channelsOf(request: ConnectorRequest): Answer {
  const { group } = teamOf(conversationInPath(request));
  return { status: 200, body: { conversations: [{ id: teamIdOf(group.id), type: 'standard' }] } };
}

function teamOf({ tenant, groupId }: Conversation): GroupStanding {
  const standing = groupId === null ? undefined : tenant.directory.groups.byId(groupId);
  if (standing === undefined) throw new ConnectorRefusal('BadArgument', 'This is no team.');
  return standing;
}

interface Placed {
  readonly place: number;
  readonly personId: string;
  readonly member: object;
}

/** The people of a conversation after a place, in the directory's order. */
function* membersOf(conversation: Conversation, after: number): Generator<Placed> {
  const { tenant, personId } = conversation;
  if (personId !== null) {
    const person = personIn(tenant, personId);
    if (person !== undefined) yield { place: 0, personId, member: memberOf(tenant, person) };
    return;
  }
  for (const { place, item } of directMembers(tenant.directory, teamOf(conversation), after)) {
    if (!('user' in item)) continue;
    const { user } = tenant.directory.users.standing(item.user);
    yield { place, personId: user.id, member: memberOf(tenant, user) };
  }
}

/** A person as the roster shows one. */
function memberOf(tenant: Tenant, user: DirectoryUser): object {
  return {
    id: participantIdOf(user.id),
    name: user.displayName,
    objectId: user.id,
    aadObjectId: user.id,
    givenName: user.givenName,
    surname: user.surname,
    email: user.mail,
    userPrincipalName: user.userPrincipalName,
    tenantId: tenant.id,
    userRole: user.userType === 'Guest' ? 'guest' : 'user',
  };
}
