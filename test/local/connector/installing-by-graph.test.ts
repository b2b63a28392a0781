import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalCloud, type LocalCloud } from '../../../local/cloud.ts';
import { serviceUrlOf } from '../../../local/connector/context.ts';
import { chatIdOf } from '../../../local/connector/ids.ts';
import { CLIENT_ID } from '../../../local/entra/app.ts';
import { appToken, graphCaller, TENANT, type GraphCaller } from '../clients.ts';
import { botToken, connectorCaller, startBot, type TestBot } from './bot.ts';

let cloud: LocalCloud;
let bot: TestBot;
let call: GraphCaller;
let personId: string;
beforeAll(async () => {
  cloud = await createLocalCloud({ tenants: [{ id: TENANT, name: 'Contoso' }] });
  bot = await startBot(cloud);
  call = graphCaller(cloud, appToken(cloud, TENANT));
  personId = cloud.personas.fact('learner').objectId;
});
afterAll(async () => {
  await bot.close();
  await cloud.close();
});
beforeEach(() => void bot.heard.splice(0));

const CATALOG = `/appCatalogs/teamsApps?$filter=externalId eq '${CLIENT_ID}'`;
const apps = () => `/users/${personId}/teamwork/installedApps`;
const catalogId = async (): Promise<string> => {
  const { body } = await call('GET', CATALOG);
  return (body['value'] as { id: string }[])[0]?.id ?? '';
};
const bind = (id: string) => ({
  'teamsApp@odata.bind': `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${id}`,
});
const settings = (changes: object) =>
  cloud.tenant(TENANT).perform({ act: 'changeSettings', settings: changes });

describe('Installing the app for a person by Graph', () => {
  test('finds it in the catalogue by the manifest’s id, installs it, and names the chat', async () => {
    const id = await catalogId();
    expect(id).not.toBe(CLIENT_ID);
    const made = await call('POST', apps(), { body: bind(id) });
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toContain(`/users/${personId}/teamwork/installedApps/`);
    await cloud.connector.teams.settled();
    expect(bot.heard.map(({ activity }) => activity['type'])).toEqual([
      'conversationUpdate',
      'installationUpdate',
    ]);
    const query = `?$expand=teamsApp&$filter=teamsApp/externalId eq '${CLIENT_ID}'`;
    const { body } = await call('GET', `${apps()}${query}`);
    const [installation] = body['value'] as { id: string; teamsApp: object }[];
    expect(installation?.teamsApp).toMatchObject({ id, externalId: CLIENT_ID });
    const chat = await call('GET', `${apps()}/${installation?.id ?? ''}/chat`);
    expect(chat.body).toMatchObject({ chatType: 'oneOnOne' });
    // The connector knows the chat by Graph's id too.
    const connector = connectorCaller(cloud, botToken(cloud, TENANT));
    const path = `/conversations/${String(chat.body['id'])}/activities`;
    const serviceUrl = serviceUrlOf(cloud.tenant(TENANT));
    const sent = await connector('POST', serviceUrl, path, { type: 'message', text: 'Hello' });
    expect(sent.status).toBe(201);
    expect(cloud.connector.messages.of(chatIdOf(TENANT, personId))).toHaveLength(1);
    expect(await call('POST', apps(), { body: bind(id) })).toMatchObject({ status: 409 });
    expect((await call('DELETE', `${apps()}/${installation?.id ?? ''}`)).status).toBe(204);
    await cloud.connector.teams.settled();
    expect(bot.heard.at(-1)?.activity).toMatchObject({ action: 'remove' });
    expect((await call('GET', apps())).body).toMatchObject({ value: [] });
  });

  test('is refused for unknown people and apps, and for an app that is not in the catalogue', async () => {
    const id = await catalogId();
    const nobody = `/users/${TENANT}/teamwork/installedApps`;
    expect((await call('POST', nobody, { body: bind(id) })).status).toBe(404);
    expect((await call('POST', apps(), { body: bind(CLIENT_ID) })).status).toBe(404);
    expect((await call('POST', apps(), { body: {} })).status).toBe(400);
    settings({ appInCatalog: false });
    expect((await call('GET', CATALOG)).body).toMatchObject({ value: [] });
    expect((await call('POST', apps(), { body: bind(id) })).status).toBe(404);
    settings({ appInCatalog: true });
    expect(bot.heard).toEqual([]);
  });

  test('needs the consent of the tenant to its own permissions', async () => {
    const id = await catalogId();
    settings({ permissions: ['User.Read.All'] });
    const poor = graphCaller(cloud, appToken(cloud, TENANT));
    for (const [method, path] of [
      ['GET', CATALOG],
      ['POST', apps()],
      ['GET', apps()],
    ] as const) {
      const body = method === 'POST' ? { body: bind(id) } : {};
      expect(await poor(method, path, body)).toMatchObject({
        status: 403,
        body: { error: { code: 'Forbidden' } },
      });
    }
    settings({ permissions: null });
  });
});

test('Installations outlast a restart of the local cloud', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'local-cloud-'));
  const dataFile = join(folder, 'local-cloud.jsonl');
  const tenants = [{ id: TENANT, name: 'Contoso' }];
  const first = await createLocalCloud({ tenants, dataFile });
  await first.connector.teams.install(first.tenant(TENANT), personId);
  first.tenant(TENANT).perform({ act: 'blockBot', personId });
  await first.close();
  const second = await createLocalCloud({ tenants, dataFile });
  expect(second.tenant(TENANT).installations.ofPerson(personId)).toMatchObject({ blocked: true });
  await second.close();
  await rm(folder, { recursive: true });
});
