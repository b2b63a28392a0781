import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startTellingWorld, type Item, type TellingWorld } from './telling-world.ts';
import { deliveriesIn, RESUMED, settled, THRESHOLD } from './telling.ts';

let t: TellingWorld;
beforeEach(async () => {
  t = await startTellingWorld();
});
afterEach(() => t.stop());

describe('Preferences', () => {
  test('are kept: what is off is not told, and the chosen language is spoken', async () => {
    const chosen = await t.api('globalAdmin').put('/api/notification-preferences', {
      language: 'de',
      off: ['threshold-reached'],
    });
    expect(chosen).toMatchObject({ status: 200, body: { language: 'de' } });
    await t.tell(THRESHOLD);
    await t.tell(RESUMED);
    await settled(t.world(), t.tenant, 5);
    expect(t.mailsTo('globalAdmin').map(({ subject }) => subject)).toEqual([
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
    for (const at of [now, now + 1, now + 2]) await t.tell(THRESHOLD, at);
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
