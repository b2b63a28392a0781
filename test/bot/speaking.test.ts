import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { conversations } from '../../api/chat/kinds.ts';
import type { Notice } from '../../api/notifications/rules/notices.ts';
import { rootOf } from '../../api/ports/partitions.ts';
import type { PersonaName } from '../../local/personas.ts';
import {
  announce,
  deliveriesIn,
  RESUMED,
  settled,
  THRESHOLD,
  until,
} from '../notifications/telling.ts';
import type { TestWorld } from '../world.ts';
import { cardOf, install, saidTo, startTalking, tenantOf, wordsOf } from './talking.ts';

const CONNECTOR = 'smba.trafficmanager.net';
const ADMINS: readonly PersonaName[] = ['owner', 'globalAdmin', 'lmsAdmin'];

let t: TestWorld;
beforeEach(async () => {
  t = await startTalking();
});
afterEach(() => t.stop());

const tell = (notice: Notice): Promise<void> => announce(t.world(), t.tenant, notice);
const mailed = (): string[] =>
  t.cloud.mailbox.mails().flatMap(({ to }) => to.map(({ address }) => address));
const addressOf = (name: PersonaName): string => t.persona(name).userPrincipalName;

interface Item {
  readonly channel: string | null;
  readonly state: string;
  readonly reason: string | null;
  readonly person: { readonly id: string };
}
const itemFor = async (name: PersonaName): Promise<Item | undefined> => {
  const { body } = await t.api('owner').get<{ items: Item[] }>('/api/notifications');
  return body.items.find(({ person }) => person.id === t.persona(name).objectId);
};
const stateOf = async (name: PersonaName): Promise<string | undefined> => {
  const key = { personId: t.persona(name).objectId };
  const root = rootOf(t.tenant.tenantId);
  return (await t.world().store.read(root, conversations, key))?.doc.state;
};

describe('A notice', () => {
  test('goes to the chat of whoever has installed the app, and by mail to the others', async () => {
    await install(t, 'owner');
    await tell(THRESHOLD);
    await settled(t.world(), t.tenant, 3);
    expect(saidTo(t, 'owner')).toHaveLength(1);
    expect(saidTo(t, 'globalAdmin')).toHaveLength(0);
    expect(mailed().sort()).toEqual([addressOf('globalAdmin'), addressOf('lmsAdmin')].sort());
    expect(await itemFor('owner')).toMatchObject({ channel: 'bot', state: 'delivered' });
    expect(await itemFor('lmsAdmin')).toMatchObject({ channel: 'mail', state: 'delivered' });
  });

  test('says in chat what the mail would say, in the same language', async () => {
    await install(t, 'owner', 'globalAdmin', 'lmsAdmin');
    const notice: Notice = {
      ...{ what: 'limit-reached', used: 1_200, capacity: 1_200 },
      closesAt: Date.parse('2026-12-05T14:30:00Z'),
    };
    await tell(notice);
    await settled(t.world(), t.tenant, 3);
    const [owner, globalAdmin, lmsAdmin] = ADMINS.map((name) =>
      wordsOf(saidTo(t, name).map(cardOf)),
    );
    expect(owner).toContain('1,200 people count');
    expect(owner).toContain('licenses@headcount.example');
    expect(globalAdmin).toContain('5 december 2026 om 14:30 UTC');
    expect(lmsAdmin).toContain('5 décembre 2026 à 14:30 UTC');
    expect(mailed()).toEqual([]);
  });

  test('leads to its page in the tab', async () => {
    await install(t, 'owner');
    await tell(RESUMED);
    await settled(t.world(), t.tenant, 3);
    const [message] = saidTo(t, 'owner');
    if (message === undefined) throw new Error('Nothing was said.');
    const actions = cardOf(message)['actions'] as readonly { readonly url?: string }[];
    expect(actions).toHaveLength(1);
    const url = new URL(actions[0]?.url ?? '');
    expect(url.searchParams.get('context')).toBe('{"subEntityId":"/subscription"}');
  });

  test('reaches nobody where neither way does, and that is no failure', async () => {
    await t.stop();
    t = await startTalking({ env: { MAIL_SENDER: '', MAIL_SENDER_TENANT: '' } });
    await install(t, 'owner');
    await tell(THRESHOLD);
    await settled(t.world(), t.tenant, 3);
    expect(await itemFor('owner')).toMatchObject({ channel: 'bot', state: 'delivered' });
    expect(await itemFor('lmsAdmin')).toMatchObject({
      channel: null,
      state: 'unreachable',
      reason: 'no-conversation',
    });
  });

  test('that was not begun on any channel names none', async () => {
    const id = t.persona('lmsAdmin').objectId;
    tenantOf(t, 'lmsAdmin').perform({ act: 'changeUser', id, changes: { accountEnabled: false } });
    await tell(THRESHOLD);
    await settled(t.world(), t.tenant, 3);
    expect(await itemFor('lmsAdmin')).toMatchObject({
      channel: null,
      state: 'unreachable',
      reason: 'account-disabled',
    });
  });
});

describe('A conversation that takes no message', () => {
  test.each([
    ['ConversationBlockedByUser', 'blocked'],
    ['MessageWritesBlocked', 'blocked'],
    ['BotDisabledByAdmin', 'blocked'],
    ['BotNotInConversationRoster', 'removed'],
    ['ForbiddenOperationException', 'removed'],
    ['ConversationNotFound', 'removed'],
  ] as const)(
    '(%s) is tried no more, and its person is told by mail at once',
    async (connector, state) => {
      await install(t, 'owner');
      t.cloud.faults.add({ host: CONNECTOR, connector });
      await tell(THRESHOLD);
      await settled(t.world(), t.tenant, 3);
      expect(mailed()).toContain(addressOf('owner'));
      expect(await itemFor('owner')).toMatchObject({ channel: 'mail', state: 'delivered' });
      expect(await stateOf('owner')).toBe(state);
      await tell(RESUMED);
      await settled(t.world(), t.tenant, 6);
      expect(saidTo(t, 'owner')).toHaveLength(0);
      await t.advance('PT1M');
      await t.cloud.connector.teams.type(
        tenantOf(t, 'owner'),
        t.persona('owner').objectId,
        'I am here again',
      );
      expect(await stateOf('owner')).toBe('open');
    },
  );

  test('after its removal is opened by the next installation', async () => {
    await install(t, 'owner');
    await t.advance('PT1M');
    await t.cloud.connector.teams.uninstall(tenantOf(t, 'owner'), t.persona('owner').objectId);
    await tell(THRESHOLD);
    await settled(t.world(), t.tenant, 3);
    expect(await itemFor('owner')).toMatchObject({ channel: 'mail' });
    await t.advance('PT1M');
    await install(t, 'owner');
    await tell(RESUMED);
    await settled(t.world(), t.tenant, 6);
    expect(saidTo(t, 'owner')).toHaveLength(1);
  });
});

describe('A message that is not taken', () => {
  test.each([
    ['429 with Retry-After', { status: 429, headers: { 'Retry-After': '1' } }],
    ['412', { status: 412 }],
    ['500', { status: 500 }],
    ['502', { status: 502 }],
    ['503', { status: 503 }],
  ])('because of %s is said again after a moment, once', async (_, fault) => {
    await install(t, 'owner');
    t.cloud.faults.add({ host: CONNECTOR, ...fault });
    await tell(THRESHOLD);
    await settled(t.world(), t.tenant, 3);
    expect(await itemFor('owner')).toMatchObject({ channel: 'bot', state: 'delivered' });
    expect(saidTo(t, 'owner')).toHaveLength(1);
    expect(t.cloud.connector.limits.exceeded()).toEqual([]);
  });

  test('for so long that nobody stands in line for it waits as a delivery, and goes out then', async () => {
    await install(t, 'owner');
    t.cloud.faults.add({ host: CONNECTOR, status: 429, headers: { 'Retry-After': '90' } });
    await tell(THRESHOLD);
    await settled(t.world(), t.tenant, 3);
    expect(await itemFor('owner')).toMatchObject({ state: 'waiting', reason: 'throttled' });
    await until(async () => {
      await t.advance('PT2M');
      return (await itemFor('owner'))?.state === 'delivered';
    });
    expect(saidTo(t, 'owner')).toHaveLength(1);
    expect(mailed()).not.toContain(addressOf('owner'));
  });

  test.each([
    ['504 before', { status: 504 }, 0],
    ['504 after', { status: 504, when: 'after' as const }, 1],
    ['a connection dropped before', { reset: 'before' as const }, 0],
    ['a connection dropped after', { reset: 'after' as const }, 1],
  ])(
    'because of %s it arrived, or not, is unknown, and is never said again by itself',
    async (_, fault, said) => {
      await install(t, 'owner');
      t.cloud.faults.add({ host: CONNECTOR, ...fault });
      await tell(THRESHOLD);
      await settled(t.world(), t.tenant, 3);
      await t.advance('P2D');
      await tell(RESUMED);
      await settled(t.world(), t.tenant, 6);
      expect(saidTo(t, 'owner')).toHaveLength(said + 1);
      expect(mailed()).not.toContain(addressOf('owner'));
      const states = (await deliveriesIn(t.world(), t.tenant)).map(({ state }) => state).sort();
      expect(states).toEqual([...Array.from({ length: 5 }, () => 'delivered'), 'unknown']);
    },
  );

  test.each([
    ['400', { connector: 'BadArgument' as const }],
    ['401', { connector: 'BotNotRegistered' as const, times: 2 }],
    ['403 for the wrong host', { connector: 'InvalidBotApiHost' as const }],
    ['413', { connector: 'MessageSizeTooBig' as const }],
  ])('as it is (%s) goes by mail instead, and the conversation stays open', async (_, fault) => {
    await install(t, 'owner');
    t.cloud.faults.add({ host: CONNECTOR, ...fault });
    await tell(THRESHOLD);
    await settled(t.world(), t.tenant, 3);
    expect(await itemFor('owner')).toMatchObject({ channel: 'mail', state: 'delivered' });
    expect(await stateOf('owner')).toBe('open');
  });
});

test('What was announced first is said first, also to one person who is told much', async () => {
  await install(t, 'owner');
  const now = t.world().clock.now();
  const thresholds = Array.from(
    { length: 12 },
    (_, nth): Notice => ({ ...THRESHOLD, used: 75 + nth }) as Notice,
  );
  for (const [nth, notice] of thresholds.entries()) {
    await announce(t.world(), t.tenant, notice, now + nth);
  }
  await settled(t.world(), t.tenant, 12 * ADMINS.length);
  const used = saidTo(t, 'owner').map(
    (message) => /(\d+) people count/.exec(wordsOf(cardOf(message)))?.[1],
  );
  expect(used).toEqual(thresholds.map((_, nth) => String(75 + nth)));
  expect(t.cloud.connector.limits.exceeded()).toEqual([]);
});
