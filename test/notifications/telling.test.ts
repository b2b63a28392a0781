import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DAY_MS } from '../../api/kernel/time.ts';
import { announcement } from '../../api/notifications/actions/announce.ts';
import type { Notice } from '../../api/notifications/rules/notices.ts';
import { rootOf } from '../../api/ports/partitions.ts';
import { ADMINS, startTellingWorld, type TellingWorld } from './telling-world.ts';
import { announce, RESUMED, settled, THRESHOLD } from './telling.ts';

let t: TellingWorld;
beforeEach(async () => {
  t = await startTellingWorld();
});
afterEach(() => t.stop());

describe('A notice', () => {
  test('goes to owner, global admins and LMS admins of its tenant, once to each, and to nobody else', async () => {
    await t.tell(THRESHOLD);
    await settled(t.world(), t.tenant, 3);
    expect(t.everybodyTold()).toEqual(ADMINS.map(t.addressOf).sort());
  });

  test('speaks the language of its recipient, numbers and dates included (G-5)', async () => {
    await t.tell({
      what: 'limit-reached',
      used: 1_200,
      capacity: 1_200,
      closesAt: Date.parse('2026-12-05T14:30:00Z'),
    });
    await settled(t.world(), t.tenant, 3);
    const [owner, globalAdmin, lmsAdmin] = ADMINS.map((name) => t.mailsTo(name)[0]);
    expect(owner?.text).toContain('1,200 people count');
    expect(owner?.text).toContain('December 5, 2026 at 2:30 PM UTC');
    expect(globalAdmin?.text).toContain('Er tellen 1.200 personen mee');
    expect(globalAdmin?.text).toContain('5 december 2026 om 14:30 UTC');
    expect(lmsAdmin?.text).toMatch(/1.200 personnes comptent/);
    expect(lmsAdmin?.text).toContain('5 décembre 2026 à 14:30 UTC');
  });

  test('is listed with its instants in ISO 8601', async () => {
    const at = Date.parse('2026-12-05T14:30:00Z');
    await t.tell({ what: 'limit-reached', used: 5, capacity: 5, closesAt: at });
    await settled(t.world(), t.tenant, 3);
    const { body } = await t.api('owner').get<{ items: { data: object }[] }>('/api/notifications');
    expect(body.items.map(({ data }) => data)).toEqual(
      Array(3).fill({ used: 5, capacity: 5, closesAt: '2026-12-05T14:30:00.000Z' }),
    );
  });

  test('names whom to ask for more seats, and leads to its page in the tab (G-7)', async () => {
    await t.tell(THRESHOLD);
    await settled(t.world(), t.tenant, 3);
    const [mail] = t.mailsTo('owner');
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
    await t.tell(left);
    await t.tell(left);
    await t.tell({ what: 'limit-reached', used: 5, capacity: 5, closesAt: left.closesAt });
    await settled(t.world(), t.tenant, 3);
    await t.tell(RESUMED);
    await settled(t.world(), t.tenant, 6);
    expect(t.everybodyTold()).toHaveLength(6);
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
    await t.tell(RESUMED);
    await settled(t.world(), t.tenant, 15);
    expect(t.mailsTo('owner').map(({ subject }) => /^\d+/.exec(subject)?.[0])).toEqual([
      ...daysLeft.map(String),
      undefined,
    ]);
    const kinds = (await t.api('owner').get<{ items: { kind: string }[] }>('/api/notifications'))
      .body.items;
    expect(kinds.slice(0, 3).map(({ kind }) => kind)).toEqual(ADMINS.map(() => RESUMED.what));
  });

  test('that may happen again is told again', async () => {
    const now = t.world().clock.now();
    await t.tell(THRESHOLD, now);
    await t.tell(THRESHOLD, now + 1);
    await settled(t.world(), t.tenant, 6);
    expect(t.mailsTo('owner')).toHaveLength(2);
  });

  test('does not reach whose account is disabled, and says so', async () => {
    const id = t.persona('lmsAdmin').objectId;
    t.cloud
      .tenant(t.tenant.tenantId)
      .perform({ act: 'changeUser', id, changes: { accountEnabled: false } });
    await t.tell(THRESHOLD);
    await settled(t.world(), t.tenant, 3);
    expect(await t.itemFor('lmsAdmin')).toMatchObject({
      state: 'unreachable',
      reason: 'account-disabled',
    });
    expect(t.mailsTo('lmsAdmin')).toHaveLength(0);
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
    await t.tell(THRESHOLD);
    await settled(t.world(), t.tenant, 2);
    expect(t.everybodyTold()).toEqual([t.addressOf('owner'), t.addressOf('lmsAdmin')].sort());
  });
});

test('a tenant that has withdrawn its consent is still told, at the addresses of the last sync', async () => {
  const { tenantId } = t.persona('peerAdmin');
  t.cloud.tenant(tenantId).perform({ act: 'changeSettings', settings: { consented: false } });
  await t.restart();
  const peer = { tenantId, buckets: 1 };
  await announce(t.world(), peer, RESUMED);
  await settled(t.world(), peer, 1);
  expect(t.everybodyTold()).toEqual([t.addressOf('peerAdmin')]);
});
