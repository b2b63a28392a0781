import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DAY_MS } from '../../api/kernel/time.ts';
import { announcement } from '../../api/notifications/actions/announce.ts';
import type { Notice } from '../../api/notifications/rules/notices.ts';
import { rootOf } from '../../api/ports/partitions.ts';
import type { PersonaName } from '../../local/personas.ts';
import { startWorld, type TestWorld } from '../world.ts';
import { announce, deliveriesIn, RESUMED, settled, THRESHOLD, until } from './telling.ts';

const GRAPH = 'graph.microsoft.com';
const ADMINS: readonly PersonaName[] = ['owner', 'globalAdmin', 'lmsAdmin'];

let t: TestWorld;

beforeEach(async () => {
  t = await startWorld();
  await t.synced();
});

afterEach(() => t.stop());

const addressOf = (name: PersonaName): string => t.persona(name).userPrincipalName;
const mailsTo = (name: PersonaName) =>
  t.cloud.mailbox.mails().filter(({ to }) => to.some(({ address }) => address === addressOf(name)));
const everybodyTold = (): string[] =>
  t.cloud.mailbox
    .mails()
    .flatMap(({ to }) => to.map(({ address }) => address))
    .sort();
const tell = (notice: Notice, at?: number): Promise<void> =>
  announce(t.world(), t.tenant, notice, at);

interface Item {
  readonly id: string;
  readonly state: string;
  readonly reason: string | null;
  readonly nextTryAt: string | null;
  readonly resendable: boolean;
  readonly person: { readonly id: string; readonly displayName: string | null };
}
const listed = async (): Promise<readonly Item[]> =>
  (await t.api('owner').get<{ items: Item[] }>('/api/notifications')).body.items;
const itemFor = async (name: PersonaName): Promise<Item> => {
  const { objectId } = t.persona(name);
  const found = (await listed()).find(({ person }) => person.id === objectId);
  if (found === undefined) throw new Error(`There is no notification for ${name}.`);
  return found;
};
/** A fault for the next mail, or the next few. */
const mailFault = (fault: object, times = 1): void => {
  t.cloud.faults.add({
    host: GRAPH,
    method: 'POST',
    path: '/v1.0/users/*/sendMail',
    times,
    ...fault,
  });
};

describe('A notice', () => {
  test('goes to owner, global admins and LMS admins of its tenant, once to each, and to nobody else', async () => {
    await tell(THRESHOLD);
    await settled(t.world(), t.tenant, 3);
    expect(everybodyTold()).toEqual(ADMINS.map(addressOf).sort());
  });

  test('speaks the language of its recipient, numbers and dates included (G-5)', async () => {
    await tell({
      what: 'limit-reached',
      used: 1_200,
      capacity: 1_200,
      closesAt: Date.parse('2026-12-05T14:30:00Z'),
    });
    await settled(t.world(), t.tenant, 3);
    const [owner, globalAdmin, lmsAdmin] = ADMINS.map((name) => mailsTo(name)[0]);
    expect(owner?.text).toContain('1,200 people count');
    expect(owner?.text).toContain('December 5, 2026 at 2:30 PM UTC');
    expect(globalAdmin?.text).toContain('Er tellen 1.200 personen mee');
    expect(globalAdmin?.text).toContain('5 december 2026 om 14:30 UTC');
    expect(lmsAdmin?.text).toMatch(/1.200 personnes comptent/);
    expect(lmsAdmin?.text).toContain('5 décembre 2026 à 14:30 UTC');
  });

  test('is listed with its instants in ISO 8601', async () => {
    const at = Date.parse('2026-12-05T14:30:00Z');
    await tell({ what: 'limit-reached', used: 5, capacity: 5, closesAt: at });
    await settled(t.world(), t.tenant, 3);
    const { body } = await t.api('owner').get<{ items: { data: object }[] }>('/api/notifications');
    expect(body.items.map(({ data }) => data)).toEqual(
      Array(3).fill({ used: 5, capacity: 5, closesAt: '2026-12-05T14:30:00.000Z' }),
    );
  });

  test('names whom to ask for more seats, and leads to its page in the tab (G-7)', async () => {
    await tell(THRESHOLD);
    await settled(t.world(), t.tenant, 3);
    const [mail] = mailsTo('owner');
    expect(mail?.text).toContain('licenses@headcount.example');
    const href = /href="([^"]*)"/.exec(mail?.html ?? '')?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(href).toMatch(/^https:\/\/teams\.microsoft\.com\/l\/entity\//);
    expect(new URL(href).searchParams.get('context')).toBe('{"subEntityId":"/subscription"}');
  });

  test('is told once of one occasion, however often it is announced (G-5)', async () => {
    const left: Notice = {
      what: 'grace-days-left',
      reason: 'limit',
      daysLeft: 14,
      closesAt: t.world().clock.now() + 1_000,
    };
    await tell(left);
    await tell(left);
    await tell({ what: 'limit-reached', used: 5, capacity: 5, closesAt: left.closesAt });
    await settled(t.world(), t.tenant, 3);
    await tell(RESUMED);
    await settled(t.world(), t.tenant, 6);
    expect(everybodyTold()).toHaveLength(6);
  });

  test('that was announced first goes out first, also where a clock that jumped made many at once', async () => {
    const now = t.world().clock.now();
    const daysLeft = [14, 7, 3, 1] as const;
    await t
      .world()
      .store.commit(rootOf(t.tenant.tenantId), [
        ...daysLeft.map((days) =>
          announcement(
            { what: 'grace-days-left', reason: 'expired', daysLeft: days, closesAt: now },
            now - days * DAY_MS,
          ),
        ),
      ]);
    await tell(RESUMED);
    await settled(t.world(), t.tenant, 15);
    expect(mailsTo('owner').map(({ subject }) => /^\d+/.exec(subject)?.[0])).toEqual([
      ...daysLeft.map(String),
      undefined,
    ]);
    const kinds = (await t.api('owner').get<{ items: { kind: string }[] }>('/api/notifications'))
      .body.items;
    expect(kinds.slice(0, 3).map(({ kind }) => kind)).toEqual(ADMINS.map(() => RESUMED.what));
  });

  test('that may happen again is told again', async () => {
    const now = t.world().clock.now();
    await tell(THRESHOLD, now);
    await tell(THRESHOLD, now + 1);
    await settled(t.world(), t.tenant, 6);
    expect(mailsTo('owner')).toHaveLength(2);
  });

  test('does not reach whose account is disabled, and says so', async () => {
    const id = t.persona('lmsAdmin').objectId;
    t.cloud
      .tenant(t.tenant.tenantId)
      .perform({ act: 'changeUser', id, changes: { accountEnabled: false } });
    await tell(THRESHOLD);
    await settled(t.world(), t.tenant, 3);
    expect(await itemFor('lmsAdmin')).toMatchObject({
      state: 'unreachable',
      reason: 'account-disabled',
    });
    expect(mailsTo('lmsAdmin')).toHaveLength(0);
  });

  test('goes to those who signed in as admins where the tenant does not say who they are', async () => {
    await t.api('lmsAdmin').get('/api/me');
    t.cloud.tenant(t.tenant.tenantId).perform({
      act: 'changeSettings',
      settings: {
        permissions: ['User.Read.All', 'GroupMember.Read.All', 'Mail.Send'],
        tokenLifeSeconds: 301,
      },
    });
    await t.restart();
    await tell(THRESHOLD);
    await settled(t.world(), t.tenant, 2);
    expect(everybodyTold()).toEqual([addressOf('owner'), addressOf('lmsAdmin')].sort());
  });
});

test('a tenant that has withdrawn its consent is still told, at the addresses of the last sync', async () => {
  const { tenantId } = t.persona('peerAdmin');
  t.cloud.tenant(tenantId).perform({ act: 'changeSettings', settings: { consented: false } });
  await t.restart();
  const peer = { tenantId, buckets: 1 };
  await announce(t.world(), peer, RESUMED);
  await settled(t.world(), peer, 1);
  expect(everybodyTold()).toEqual([addressOf('peerAdmin')]);
});

describe('A mail that is not taken over', () => {
  test('because of throttling waits as long as it is asked to and goes out then, once', async () => {
    mailFault({ status: 429, headers: { 'Retry-After': '4' } });
    await tell(THRESHOLD);
    await settled(t.world(), t.tenant, 3);
    expect(everybodyTold().length).toBeLessThan(3);
    const waiting = (await listed()).find(({ state }) => state === 'waiting');
    expect(waiting?.reason).toMatch(/throttled|not-reached/);
    await until(async () => {
      await t.advance('PT10M');
      return (await listed()).every(({ state }) => state === 'delivered');
    });
    expect(everybodyTold()).toEqual(ADMINS.map(addressOf).sort());
  });

  test.each([
    ['502 before', { status: 502 }, 2],
    ['503 after', { status: 503, when: 'after' }, 3],
    ['a connection dropped before', { reset: 'before' }, 2],
    ['a connection dropped after', { reset: 'after' }, 3],
  ])('with %s it was done is unknown, and is not repeated by itself', async (_, fault, sent) => {
    mailFault(fault);
    await tell(THRESHOLD);
    await settled(t.world(), t.tenant, 3);
    await t.advance('P2D');
    await tell(RESUMED);
    await settled(t.world(), t.tenant, 6);
    expect((await listed()).map(({ state }) => state).sort()).toEqual([
      ...Array.from({ length: 5 }, () => 'delivered'),
      'unknown',
    ]);
    expect(everybodyTold()).toHaveLength(sent + 3);
  });

  test.each([
    [
      '400 for a recipient',
      { status: 400, body: { error: { code: 'ErrorInvalidRecipients', message: 'No.' } } },
      'unreachable',
      'address-refused',
    ],
    ['400 for anything else', { status: 400 }, 'failed', 'refused'],
    ['403', { status: 403 }, 'waiting', 'not-permitted'],
    ['404', { status: 404 }, 'waiting', 'sender-missing'],
  ])('with %s says why', async (_, fault, state, reason) => {
    mailFault(fault);
    await tell(THRESHOLD);
    await settled(t.world(), t.tenant, 3);
    const odd = (await listed()).find((item) => item.state !== 'delivered');
    expect(odd).toMatchObject({ state, reason });
  });

  test('because its address is none says so, and the address is in no log', async () => {
    await t.stop();
    const lines: string[] = [];
    t = await startWorld({ onLog: (line) => lines.push(line) });
    await t.synced();
    const id = t.persona('lmsAdmin').objectId;
    t.cloud
      .tenant(t.tenant.tenantId)
      .perform({ act: 'changeUser', id, changes: { mail: 'lea.at.nowhere' } });
    await tell(THRESHOLD);
    await settled(t.world(), t.tenant, 3);
    expect(await itemFor('lmsAdmin')).toMatchObject({
      state: 'unreachable',
      reason: 'address-refused',
    });
    const told = lines.filter((line) => line.includes('a mail was not taken over'));
    expect(told).toHaveLength(1);
    expect(lines.join()).not.toContain('lea.at.nowhere');
  });

  test('is sent again when an admin asks, and only then', async () => {
    mailFault({ reset: 'after' });
    await tell(THRESHOLD);
    await settled(t.world(), t.tenant, 3);
    const odd = (await listed()).find(({ resendable }) => resendable);
    const path = `/api/notifications/${odd?.id ?? ''}/resend`;
    const again = await t.api('owner').post(path, undefined, { key: 'again' });
    expect(again).toMatchObject({ status: 200, body: { note: expect.stringContaining('twice') } });
    expect(await t.api('owner').post(path, undefined, { key: 'again' })).toMatchObject({
      status: 200,
    });
    await until(async () => (await listed()).every(({ state }) => state === 'delivered'));
    expect(everybodyTold()).toHaveLength(4);
    expect(await t.api('owner').post(path, undefined, { key: 'once-more' })).toMatchObject({
      status: 409,
      body: { code: 'notification-under-way' },
    });
    const { body } = await t.api('owner').get<{ items: { what: string }[] }>('/api/audit');
    expect(body.items.filter(({ what }) => what === 'notification-resent')).toHaveLength(1);
  });
});

describe('Preferences', () => {
  test('are kept: what is off is not told, and the chosen language is spoken', async () => {
    const chosen = await t.api('globalAdmin').put('/api/notification-preferences', {
      language: 'de',
      off: ['threshold-reached'],
    });
    expect(chosen).toMatchObject({ status: 200, body: { language: 'de' } });
    await tell(THRESHOLD);
    await tell(RESUMED);
    await settled(t.world(), t.tenant, 5);
    expect(mailsTo('globalAdmin').map(({ subject }) => subject)).toEqual([
      'Das Lernen geht weiter',
    ]);
    expect((await t.api('globalAdmin').get('/api/notification-preferences')).body).toEqual(
      chosen.body,
    );
  });

  test.each([
    [{ language: null, off: ['limit-reached'] }, '/off/0', 'cannot-be-off'],
    [{ language: null, off: ['weather'] }, '/off/0', 'invalid_value'],
    [{ language: 'xx', off: [] }, '/language', 'invalid_value'],
    [{ language: null, off: [], sounds: true }, '/sounds', 'unrecognized_keys'],
  ])('that do not exist are refused and change nothing: %j', async (body, path, code) => {
    const refused = await t.api('owner').put('/api/notification-preferences', body);
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path, code }] } });
    const now = await t
      .api('owner')
      .get<{ kinds: { on: boolean }[] }>('/api/notification-preferences');
    expect(now.body.kinds.every(({ on }) => on)).toBe(true);
  });

  test('of a learner hold no kinds, since learners are told by pages', async () => {
    const { body } = await t.api('learner').get('/api/notification-preferences');
    expect(body).toEqual({ language: null, kinds: [] });
    const off = { language: 'fr', off: ['threshold-reached'] };
    expect(await t.api('learner').put('/api/notification-preferences', off)).toMatchObject({
      status: 400,
      body: { errors: [{ path: '/off/0', code: 'not-for-you' }] },
    });
  });
});

describe('The lists', () => {
  test('are paged, the newest first, without a gap or a repeat, and only of one tenant', async () => {
    const now = t.world().clock.now();
    for (const at of [now, now + 1, now + 2]) await tell(THRESHOLD, at);
    await settled(t.world(), t.tenant, 9);
    const ids: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body }: { body: { items: Item[]; nextCursor: string | null } } = await t
        .api('owner')
        .get(`/api/notifications?limit=2${query}`);
      ids.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor;
    }
    expect(new Set(ids).size).toBe(9);
    expect(ids).toEqual((await deliveriesIn(t.world(), t.tenant)).map((one) => one.deliveryId));
    const delivered = await t
      .api('owner')
      .get<{ items: Item[] }>('/api/notifications?state=unknown');
    expect(delivered.body.items).toEqual([]);
    expect(
      (await t.api('peerAdmin').get<{ items: Item[] }>('/api/notifications')).body.items,
    ).toEqual([]);
  });

  test('of the audit name who did what, over root and buckets', async () => {
    const { body: catalog } = await t
      .api('lmsAdmin')
      .post<{ id: string }>('/api/catalogs', { name: 'Safety' });
    const people = { personIds: [t.persona('learner').objectId] };
    await t.api('lmsAdmin').post(`/api/catalogs/${catalog.id}/people`, people);
    interface Entry {
      readonly what: string;
      readonly at: string;
      readonly actor: { readonly displayName: string | null } | null;
    }
    const { body } = await t.api('owner').get<{ items: Entry[] }>('/api/audit');
    const instants = body.items.map(({ at }) => at);
    expect(instants).toEqual(instants.toSorted().reverse());
    const byHer = body.items.filter(({ actor }) => actor?.displayName === 'Léa Béranger');
    expect(byHer.length).toBeGreaterThanOrEqual(2);
    expect(JSON.stringify(body.items.map(({ what }) => what))).toContain('catalog');
  });
});

test('without a sender everything else works, and each delivery says what is missing', async () => {
  await t.stop();
  t = await startWorld({ env: { MAIL_SENDER: '', MAIL_SENDER_TENANT: '' } });
  await t.synced();
  await tell(THRESHOLD);
  await settled(t.world(), t.tenant, 3);
  expect(await itemFor('owner')).toMatchObject({ state: 'failed', reason: 'not-configured' });
});
