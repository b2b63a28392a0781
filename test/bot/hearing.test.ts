import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { conversations } from '../../api/chat/kinds.ts';
import type { Conversation } from '../../api/chat/rules/conversations.ts';
import { rootOf } from '../../api/ports/partitions.ts';
import type { PersonaName } from '../../local/personas.ts';
import { startWorld, type TestWorld } from '../world.ts';
import { cardOf, install, saidTo, startTalking, tenantOf, WITH_BOT, wordsOf } from './talking.ts';

let t: TestWorld;
let logged: string[];
beforeEach(async () => {
  logged = [];
  t = await startTalking({ onLog: (line) => logged.push(line) });
});
afterEach(() => t.stop());

const conversationOf = async (name: PersonaName): Promise<Conversation | null> => {
  const { tenantId, objectId } = t.persona(name);
  const key = { personId: objectId };
  return (await t.world().store.read(rootOf(tenantId), conversations, key))?.doc ?? null;
};
const teams = () => t.cloud.connector.teams;
const objectIdOf = (name: PersonaName): string => t.persona(name).objectId;

interface Entry {
  readonly what: string;
  readonly data: Readonly<Record<string, unknown>>;
}
const audited = async (name: PersonaName, what: string): Promise<readonly Entry[]> => {
  const { body } = await t.api(name).get<{ items: Entry[] }>('/api/audit');
  return body.items.filter((entry) => entry.what === what);
};

describe('A conversation', () => {
  test('begins with the installation, is kept with its service, and ends with the removal', async () => {
    await install(t, 'owner');
    const begun = await conversationOf('owner');
    expect(begun).toMatchObject({ state: 'open', personId: objectIdOf('owner') });
    expect(begun?.serviceUrl).toMatch(/^https:\/\/smba\.trafficmanager\.net\//);
    await t.advance('PT1M');
    await teams().uninstall(tenantOf(t, 'owner'), objectIdOf('owner'));
    expect(await conversationOf('owner')).toMatchObject({ state: 'removed' });
    await t.advance('PT1M');
    await install(t, 'owner');
    expect(await conversationOf('owner')).toMatchObject({ state: 'open' });
    expect(await audited('owner', 'bot-installed')).toHaveLength(2);
    expect(await audited('owner', 'bot-removed')).toHaveLength(1);
  });

  test('is kept too where the app is installed before its tab was ever opened', async () => {
    await t.stop();
    t = await startTalking({ setUp: false });
    await install(t, 'owner');
    expect(await conversationOf('owner')).toMatchObject({ state: 'open' });
  });

  test('moves with the region of its tenant, at the next word that is heard', async () => {
    await install(t, 'owner');
    const before = (await conversationOf('owner'))?.serviceUrl;
    tenantOf(t, 'owner').perform({ act: 'changeSettings', settings: { teamsRegion: 'apac' } });
    await t.advance('PT1M');
    await teams().type(tenantOf(t, 'owner'), objectIdOf('owner'), 'Hello');
    const after = (await conversationOf('owner'))?.serviceUrl;
    expect(after).not.toBe(before);
    expect(after).toContain('/apac/');
  });

  test('is not opened again by an old word that is said twice', async () => {
    const { activities } = await teams().install(tenantOf(t, 'owner'), objectIdOf('owner'));
    await t.advance('PT1M');
    await teams().uninstall(tenantOf(t, 'owner'), objectIdOf('owner'));
    for (const activity of activities) {
      const { delivered } = await teams().tell(tenantOf(t, 'owner'), objectIdOf('owner'), activity);
      expect(delivered).toMatchObject([{ status: 200 }]);
    }
    expect(await conversationOf('owner')).toMatchObject({ state: 'removed' });
  });

  test('of a team is nobody’s: what concerns a person is said to that person alone', async () => {
    const home = tenantOf(t, 'owner');
    home.perform({
      ...{ act: 'addGroup', kind: 'microsoft365', displayName: 'Learning' },
      ...{ groupIds: [], userIds: [objectIdOf('owner')] },
    });
    const groupId = home.directory.groups.all().at(-1)?.group.id ?? '';
    await teams().installInTeam(home, groupId);
    expect(await conversationOf('owner')).toBeNull();
  });
});

describe('Whoever writes', () => {
  test.each([
    ['owner', 'I bring news of Headcount'],
    ['globalAdmin', 'Ik breng nieuws van Headcount'],
    ['lmsAdmin', 'J’apporte les nouvelles de Headcount'],
  ] as const)('is told what the bot is for, in the own language: %s', async (name, title) => {
    await install(t, name);
    await teams().type(tenantOf(t, name), objectIdOf(name), 'What is this?');
    const [answer] = saidTo(t, name);
    expect(wordsOf(answer === undefined ? null : cardOf(answer))).toContain(title);
    expect(saidTo(t, name)).toHaveLength(1);
  });

  test('reads nothing of what was written in the log', async () => {
    await install(t, 'owner');
    await teams().type(tenantOf(t, 'owner'), objectIdOf('owner'), 'a-word-of-my-own');
    expect(logged.join('\n')).not.toContain('a-word-of-my-own');
  });
});

describe('What comes in the name of Teams and is not', () => {
  const install2 = { type: 'installationUpdate', action: 'add' };
  const told = async (activity: object, odd?: Parameters<ReturnType<typeof teams>['tell']>[3]) => {
    const { delivered } = await teams().tell(
      tenantOf(t, 'owner'),
      objectIdOf('owner'),
      activity as Readonly<Record<string, unknown>>,
      odd,
    );
    return delivered[0];
  };

  test.each([
    ['no token', null],
    ['a token of a stranger', { forged: true }],
    ['a token for another bot', { aud: '11111111-2222-4333-8444-555555555555' }],
    ['a token of another issuer', { iss: 'https://login.microsoftonline.com/' }],
    ['a token that has expired', { expiresInSeconds: -3_600 }],
    ['a token for another service', { serviceUrl: 'https://smba.trafficmanager.net/other/' }],
    ['a token for no service', { serviceUrl: null }],
  ] as const)('with %s is refused, changes nothing, and leaves a trace', async (_, odd) => {
    expect(await told(install2, odd)).toMatchObject({ status: 401 });
    expect(await conversationOf('owner')).toBeNull();
    expect(logged.filter((line) => line.includes('an activity was refused'))).toHaveLength(1);
    const [entry] = await auditedByOperator();
    expect(entry?.data).toEqual({ counts: { unauthenticated: 1 } });
  });

  test.each([
    ['names no service', { serviceUrl: undefined }, 400],
    ['is of another kind', { type: 7 }, 400],
    ['is too large', { text: 'x'.repeat(200_000) }, 413],
  ] as const)('and %s is refused before anybody looks at its token', async (_, odd, status) => {
    const answer = await told({ ...install2, ...odd });
    expect(answer).toMatchObject({ status });
    expect(await conversationOf('owner')).toBeNull();
    expect(await auditedByOperator()).toHaveLength(1);
  });

  test.each([
    ['a service that is not Microsoft’s', { serviceUrl: 'https://elsewhere.example/' }],
    ['two tenants', { channelData: { tenant: { id: 'aaaaaaaa-0000-4000-8000-000000000001' } } }],
    ['nobody', { from: { id: '29:1abc' } }],
  ] as const)('and names %s changes nothing, whoever signed it', async (_, odd) => {
    const serviceUrl = 'serviceUrl' in odd ? { serviceUrl: odd.serviceUrl } : {};
    await told({ ...install2, ...odd }, serviceUrl);
    expect(await conversationOf('owner')).toBeNull();
    expect(logged.filter((line) => line.includes('an activity was refused'))).toHaveLength(1);
  });

  test('is noted once a minute, however much of it comes', async () => {
    for (let nth = 0; nth < 5; nth++) await told(install2, { forged: true });
    expect(await auditedByOperator()).toHaveLength(1);
    await t.advance('PT2M');
    await told(install2, null);
    const entries = await auditedByOperator();
    expect(entries.map(({ data }) => data)).toEqual([
      { counts: { unauthenticated: 5 } },
      { counts: { unauthenticated: 1 } },
    ]);
  });

  test('is counted against its address where it is refused, and not where it is not', async () => {
    await t.stop();
    t = await startWorld({ env: { ...WITH_BOT, RATE_LIMIT_PER_ADDRESS: '3' } });
    for (let nth = 0; nth < 5; nth++) {
      expect(await told({ type: 'message', text: 'Help' })).toMatchObject({ status: 200 });
    }
    const refused: (number | null | undefined)[] = [];
    for (let nth = 0; nth < 5; nth++) refused.push((await told(install2, null))?.status);
    expect(refused).toEqual([401, 401, 401, 429, 429]);
  });

  const auditedByOperator = async (): Promise<readonly Entry[]> => audited('owner', 'chat-refused');
});

test('Without a bot the address is not there', async () => {
  await t.stop();
  t = await startTalking({ env: { BOT_ID: '', BOT_TENANT: '' } });
  const response = await fetch(`${t.origin}/api/messages`, { method: 'POST' });
  expect(response.status).toBe(404);
});

test('The address takes messages alone', async () => {
  const response = await fetch(`${t.origin}/api/messages`);
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('POST');
});

test('Whoever calls is believed where that was asked for, and only there', async () => {
  await t.stop();
  t = await startTalking({ env: { ...WITH_BOT, BOT_UNAUTHENTICATED: 'true' } });
  const { delivered } = await teams().tell(
    tenantOf(t, 'owner'),
    objectIdOf('owner'),
    { type: 'installationUpdate', action: 'add' },
    null,
  );
  expect(delivered).toMatchObject([{ status: 200 }]);
  expect(await conversationOf('owner')).toMatchObject({ state: 'open' });
});
