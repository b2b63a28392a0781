import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createLocalCloud, type LocalCloud } from '../../../local/cloud.ts';
import { serviceUrlOf } from '../../../local/connector/context.ts';
import { teamIdOf } from '../../../local/connector/ids.ts';
import { control, TENANT } from '../clients.ts';
import { botToken, connectorCaller, startBot, type ConnectorCaller, type TestBot } from './bot.ts';

const hello = { type: 'message', text: 'Hello' };

let cloud: LocalCloud;
let bot: TestBot;
let call: ConnectorCaller;
let serviceUrl: string;
beforeAll(async () => {
  cloud = await createLocalCloud({ tenants: [{ id: TENANT, name: 'Contoso', users: 20 }] });
  bot = await startBot(cloud);
  call = connectorCaller(cloud, botToken(cloud, TENANT));
  serviceUrl = serviceUrlOf(cloud.tenant(TENANT));
});
afterAll(async () => {
  await bot.close();
  await cloud.close();
});
beforeEach(() => {
  bot.heard.length = 0;
  // Whatever was asked before does not count for the limits any more.
  cloud.clock.advance('PT2H');
});

const send = (id: string) =>
  call('POST', serviceUrl, `/conversations/${encodeURIComponent(id)}/activities`, hello);

describe('A team', () => {
  const teamOf = async (size: number): Promise<string> => {
    const { users } = cloud.tenant(TENANT).directory;
    const userIds = Array.from({ length: size }, (_, at) => users.standing(at).user.id);
    const { body } = await control(cloud, 'POST', `/tenants/${TENANT}/groups`, {
      kind: 'microsoft365',
      displayName: 'Training',
      userIds,
    });
    return String(body['id']);
  };

  test('installs the app, is read in pages and gets threads in its channel', async () => {
    const groupId = await teamOf(20);
    const teamId = teamIdOf(groupId);
    const channel = `/tenants/${TENANT}/groups/${groupId}/channel`;
    await control(cloud, 'PUT', `${channel}/installation`, {});
    expect(bot.heard.map(({ activity }) => activity)).toMatchObject([
      {
        type: 'conversationUpdate',
        conversation: { id: teamId, conversationType: 'channel' },
        channelData: { team: { aadGroupId: groupId }, eventType: 'teamMemberAdded' },
      },
      { type: 'installationUpdate', action: 'add' },
    ]);
    const team = await call('GET', serviceUrl, `/teams/${teamId}`);
    expect(team.body).toMatchObject({ name: 'Training', aadGroupId: groupId, memberCount: 20 });
    const roster = await call(
      'GET',
      serviceUrl,
      `/conversations/${teamId}/pagedMembers?pageSize=10`,
    );
    expect((roster.body as { members: unknown[] }).members).toHaveLength(20);
    const thread = await call('POST', serviceUrl, '/conversations', {
      isGroup: true,
      channelData: { channel: { id: teamId } },
      tenantId: TENANT,
      activity: hello,
    });
    const { id, activityId } = thread.body as { id: string; activityId: string };
    expect(id).toBe(`${teamId};messageid=${activityId}`);
    expect((await send(id)).status).toBe(201);
    expect((await control(cloud, 'GET', channel)).body).toMatchObject({ conversationId: teamId });
    await control(cloud, 'DELETE', `${channel}/installation`, {});
    expect((await send(id)).status).toBe(403);
  });

  test('of more than fifty is read page by page, each member once', async () => {
    await control(cloud, 'POST', `/tenants/${TENANT}/users`, { count: 110, seed: 4 });
    const groupId = await teamOf(120);
    await cloud.connector.teams.installInTeam(cloud.tenant(TENANT), groupId);
    const seen: string[] = [];
    let token: string | undefined;
    do {
      const query = new URLSearchParams({
        pageSize: '50',
        ...(token === undefined ? {} : { continuationToken: token }),
      }).toString();
      const path = `/conversations/${teamIdOf(groupId)}/pagedMembers?${query}`;
      const { body } = await call('GET', serviceUrl, path);
      const page = body as { members: { aadObjectId: string }[]; continuationToken?: string };
      seen.push(...page.members.map(({ aadObjectId }) => aadObjectId));
      token = page.continuationToken;
    } while (token !== undefined);
    expect(new Set(seen).size).toBe(120);
    expect(seen).toHaveLength(120);
  });
});
