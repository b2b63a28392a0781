import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createLocalCloud, type LocalCloud } from '../../../local/cloud.ts';
import { serviceUrlOf } from '../../../local/connector/context.ts';
import { BOT_ID, chatIdOf, participantIdOf } from '../../../local/connector/ids.ts';
import { control, OTHER_TENANT, TENANT } from '../clients.ts';
import { botToken, connectorCaller, startBot, type ConnectorCaller, type TestBot } from './bot.ts';

let cloud: LocalCloud;
let bot: TestBot;
let call: ConnectorCaller;
let serviceUrl: string;
let personId: string;
beforeAll(async () => {
  cloud = await createLocalCloud({
    tenants: [
      { id: TENANT, name: 'Contoso', users: 20, groups: 0 },
      { id: OTHER_TENANT, name: 'Fabrikam', teamsRegion: 'amer' },
    ],
  });
  bot = await startBot(cloud);
  call = connectorCaller(cloud, botToken(cloud, TENANT));
  serviceUrl = serviceUrlOf(cloud.tenant(TENANT));
  personId = cloud.personas.fact('learner').objectId;
});
afterAll(async () => {
  await bot.close();
  await cloud.close();
});

const chatPath = (): string => `/tenants/${TENANT}/users/${personId}/chat`;
const install = () => control(cloud, 'PUT', `${chatPath()}/installation`);
const uninstall = () => control(cloud, 'DELETE', `${chatPath()}/installation`);
const chatId = (): string => chatIdOf(TENANT, personId);
const hello = { type: 'message', text: 'Hello' };
const send = (body: object = hello, id = chatId(), url = serviceUrl) =>
  call('POST', url, `/conversations/${encodeURIComponent(id)}/activities`, body);

beforeEach(() => {
  bot.heard.length = 0;
  cloud.connector.messages.clear();
  // Whatever was sent before does not count for the limits any more.
  cloud.clock.advance('PT2H');
});

describe('A person who installs the app', () => {
  afterEach(() => uninstall());

  test('is told to the bot with tokens that the published keys verify', async () => {
    expect((await install()).status).toBe(200);
    expect(bot.heard.map(({ activity }) => activity['type'])).toEqual([
      'conversationUpdate',
      'installationUpdate',
    ]);
    for (const { activity, claims } of bot.heard) {
      expect(claims).toMatchObject({ serviceurl: serviceUrl });
      expect(activity).toMatchObject({
        channelId: 'msteams',
        serviceUrl,
        from: { id: participantIdOf(personId), aadObjectId: personId },
        recipient: { id: BOT_ID },
        conversation: { id: chatId(), conversationType: 'personal', tenantId: TENANT },
        channelData: { tenant: { id: TENANT } },
      });
    }
    expect(bot.heard.at(-1)?.activity).toMatchObject({ action: 'add' });
  });

  test('gets what the bot sends, changes and takes back', async () => {
    await install();
    const sent = await send();
    expect(sent).toMatchObject({ status: 201, body: { id: expect.any(String) } });
    const { id } = sent.body as { id: string };
    const at = `/conversations/${chatId()}/activities/${id}`;
    expect((await control(cloud, 'GET', '/outbox')).body).toMatchObject({
      messages: [{ id, personId, from: 'bot', activity: hello }],
    });
    expect((await call('PUT', serviceUrl, at, { type: 'message', text: 'Good' })).status).toBe(200);
    const { body } = await control(cloud, 'GET', chatPath());
    expect(body).toMatchObject({
      installation: { blocked: false },
      messages: [{ id, activity: { text: 'Good' }, changedAt: expect.any(String) }],
    });
    expect((await call('DELETE', serviceUrl, at)).status).toBe(200);
    expect((await call('DELETE', serviceUrl, at)).status).toBe(404);
    expect((await control(cloud, 'GET', chatPath())).body).toMatchObject({ messages: [] });
  });

  test('has one chat with the bot, by either id', async () => {
    await install();
    for (const id of [personId, participantIdOf(personId)]) {
      expect(
        await call('POST', serviceUrl, '/conversations', {
          bot: { id: BOT_ID },
          members: [{ id }],
          tenantId: TENANT,
          isGroup: false,
          activity: hello,
        }),
      ).toMatchObject({
        status: 201,
        body: { id: chatId(), serviceUrl, activityId: expect.any(String) },
      });
    }
  });

  test('is its only member', async () => {
    await install();
    const member = { id: participantIdOf(personId), aadObjectId: personId, tenantId: TENANT };
    const of = (path: string) => call('GET', serviceUrl, `/conversations/${chatId()}${path}`);
    expect(await of('/members')).toMatchObject({ status: 200, body: [member] });
    expect(await of('/pagedmembers')).toMatchObject({ status: 200, body: { members: [member] } });
    expect(await of(`/members/${personId}`)).toMatchObject({ status: 200, body: member });
    expect((await of(`/members/${BOT_ID}`)).status).toBe(404);
  });

  test('is told to the bot when they uninstall it, and then nothing can be sent', async () => {
    await install();
    bot.heard.length = 0;
    await uninstall();
    expect(bot.heard.map(({ activity }) => activity)).toMatchObject([
      { type: 'installationUpdate', action: 'remove' },
    ]);
    expect(await send()).toMatchObject({
      status: 403,
      body: { error: { code: 'BotNotInConversationRoster' } },
    });
    await install();
    expect((await send()).status).toBe(201);
  });

  test('can block the bot and take that back', async () => {
    await install();
    await control(cloud, 'POST', `${chatPath()}/block`);
    expect(await send()).toMatchObject({
      status: 403,
      body: { error: { code: 'ConversationBlockedByUser' } },
    });
    await control(cloud, 'POST', `${chatPath()}/unblock`);
    expect((await send()).status).toBe(201);
  });

  test('writes to the bot and presses its buttons', async () => {
    await install();
    const card = {
      type: 'AdaptiveCard',
      version: '1.5',
      actions: [{ type: 'Action.Execute', verb: 'snooze', data: { days: 1 } }],
    };
    const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }];
    const { id } = (await send({ type: 'message', attachments })).body as { id: string };
    bot.heard.length = 0;
    await control(cloud, 'POST', `${chatPath()}/messages`, { text: 'Help' });
    const answered = { ...card, actions: [], body: [{ type: 'TextBlock', text: 'Snoozed' }] };
    bot.answer = {
      statusCode: 200,
      type: 'application/vnd.microsoft.card.adaptive',
      value: answered,
    };
    const press = `${chatPath()}/messages/${id}/press`;
    const pressed = await control(cloud, 'POST', press, { verb: 'snooze', inputs: { note: 'x' } });
    expect(pressed.status).toBe(200);
    expect(bot.heard.map(({ activity }) => activity)).toMatchObject([
      { type: 'message', text: 'Help' },
      {
        type: 'invoke',
        name: 'adaptiveCard/action',
        replyToId: id,
        value: {
          action: { type: 'Action.Execute', verb: 'snooze', data: { days: 1, note: 'x' } },
          trigger: 'manual',
        },
      },
    ]);
    const { body } = await control(cloud, 'GET', chatPath());
    expect(body['messages']).toMatchObject([
      { id, shownCard: answered },
      { from: 'person', activity: { text: 'Help' } },
    ]);
    // The button is gone with the card.
    expect(await control(cloud, 'POST', press, { verb: 'snooze' })).toMatchObject({ status: 404 });
    expect((await control(cloud, 'POST', press, { verb: 'odd', data: {} })).status).toBe(200);
  });

  test('cannot install it twice', async () => {
    await install();
    expect((await install()).status).toBe(409);
  });
});

describe('The connector refuses', () => {
  beforeAll(async () => {
    await install();
  });
  afterAll(() => uninstall());

  const refusal = (status: number, code: string) => ({ status, body: { error: { code } } });

  test('whoever is not the bot', async () => {
    const message = 'Authorization has been denied for this request.';
    const tokens: Promise<string | undefined>[] = [
      Promise.resolve(undefined),
      Promise.resolve('no.token.atall'),
      cloud.tokenFor('learner'),
      // A single-tenant bot's token comes from the tenant of its registration.
      botToken(cloud, OTHER_TENANT),
    ];
    for (const token of tokens) {
      const stranger = connectorCaller(cloud, token);
      const path = `/conversations/${chatId()}/activities`;
      expect(await stranger('POST', serviceUrl, path, hello)).toMatchObject({
        status: 401,
        body: { message },
      });
    }
  });

  test('a service URL that is not the tenant’s', async () => {
    for (const url of [
      serviceUrlOf(cloud.tenant(OTHER_TENANT)),
      serviceUrl.replace('emea', 'apac'),
    ]) {
      expect(await send(hello, chatId(), url)).toMatchObject(refusal(403, 'InvalidBotApiHost'));
    }
    const global = 'https://smba.trafficmanager.net/teams/';
    expect((await send(hello, chatId(), global)).status).toBe(201);
  });

  test('the old service URL once the tenant has moved to another region', async () => {
    const move = (teamsRegion: string) =>
      control(cloud, 'PATCH', `/tenants/${TENANT}`, { teamsRegion });
    await move('apac');
    expect(await send()).toMatchObject(refusal(403, 'InvalidBotApiHost'));
    expect((await send(hello, chatId(), serviceUrl.replace('emea', 'apac'))).status).toBe(201);
    await move('emea');
  });

  test('conversations that do not exist, and chats of people who have not installed it', async () => {
    expect(await send(hello, 'a:1nothing')).toMatchObject(refusal(404, 'ConversationNotFound'));
    const owner = cloud.personas.fact('owner').objectId;
    expect(
      await call('POST', serviceUrl, '/conversations', {
        members: [{ id: owner }],
        tenantId: TENANT,
      }),
    ).toMatchObject(refusal(403, 'ForbiddenOperationException'));
    expect(
      await call('POST', serviceUrl, '/conversations', { members: [{ id: TENANT }] }),
    ).toMatchObject(refusal(400, 'BadArgument'));
  });

  test('everything while an administrator has disabled the bot', async () => {
    await control(cloud, 'PATCH', `/tenants/${TENANT}`, { botDisabled: true });
    expect(await send()).toMatchObject(refusal(403, 'BotDisabledByAdmin'));
    await control(cloud, 'PATCH', `/tenants/${TENANT}`, { botDisabled: false });
  });

  test.each([
    ['no activity', [], 400, 'BadSyntax'],
    ['an unknown type', { type: 'shout' }, 400, 'BadArgument'],
    ['an empty message', { type: 'message' }, 400, 'BadArgument'],
    [
      'a card that is none',
      {
        type: 'message',
        attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: {} }],
      },
      400,
      'BadArgument',
    ],
    [
      'a message that is too large',
      { ...hello, text: 'x'.repeat(60_000) },
      413,
      'MessageSizeTooBig',
    ],
  ])('%s', async (_, body, status, code) => {
    expect(await send(body)).toMatchObject(refusal(status, code));
    expect(cloud.connector.messages.all()).toEqual([]);
  });

  test('messages to a person whom the directory has no more', async () => {
    const tenant = cloud.tenant(TENANT);
    tenant.perform({ act: 'deleteUser', id: personId });
    expect(await send()).toMatchObject(refusal(404, 'ConversationNotFound'));
    tenant.perform({ act: 'restoreUser', id: personId });
    expect((await send()).status).toBe(201);
  });
});
