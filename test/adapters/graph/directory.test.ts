import { afterEach, describe, expect, test } from '@jest/globals';
import type { Changes, UserRow } from '../../../api/ports/directory.ts';
import { GRAPH, HOME, refusalOf, startSetting, type Setting } from './setting.ts';

describe('the directory over Microsoft Graph', () => {
  let setting: Setting;
  afterEach(() => setting.close());

  const everything = async (link: string | null): Promise<{ rows: UserRow[]; link: string }> => {
    const rows: UserRow[] = [];
    for (let next = link; ;) {
      const page: Changes<UserRow> = await setting.directory.userChanges(HOME, next);
      if (page.outcome === 'reset') throw new Error(page.reason);
      rows.push(...page.rows);
      next = page.link;
      if (page.complete) return { rows, link: next };
    }
  };
  const home = () => setting.cloud.tenant(HOME);
  const aUser = (place: number): string => home().directory.users.standing(place).user.id;

  test('tells of everybody, and then of what has changed', async () => {
    setting = await startSetting({ users: 450 });
    const first = await everything(null);
    expect(first.rows.length).toBe(home().directory.users.total());
    home().perform({ act: 'changeUser', id: aUser(20), changes: { accountEnabled: false } });
    home().perform({ act: 'deleteUser', id: aUser(21) });
    home().perform({ act: 'deleteUser', id: aUser(22) });
    home().perform({ act: 'purgeUser', id: aUser(22) });
    const { rows } = await everything(first.link);
    expect(rows).toEqual([
      expect.objectContaining({ id: aUser(20), enabled: false }),
      { id: aUser(21), removed: 'changed' },
      { id: aUser(22), removed: 'deleted' },
    ]);
  });

  test('leaves out what the directory left out: a missing accountEnabled is not false', async () => {
    setting = await startSetting({
      users: 60,
      temper: { accountEnabledMissing: 1, pageSize: { least: 20, most: 20 } },
    });
    const { rows } = await everything(null);
    expect(rows.slice(0, 20).every((row) => typeof row.enabled === 'boolean')).toBe(true);
    expect(rows.slice(20).some((row) => 'enabled' in row)).toBe(false);
  });

  test.each([
    ['gone', 'sync-state-gone'],
    ['syncStateNotFound', 'sync-state-gone'],
    ['expiredPageToken', 'page-expired'],
    ['steadyState', 'not-steady'],
  ] as const)('a link that ended as %s asks for a new start: %s', async (delta, reason) => {
    setting = await startSetting();
    const { link } = await everything(null);
    setting.cloud.faults.add({ host: GRAPH, delta });
    expect(await setting.directory.userChanges(HOME, link)).toEqual({ outcome: 'reset', reason });
  });

  test('says of each user: alive, deleted when, or absent; in their order', async () => {
    setting = await startSetting({ users: 60 });
    const ids = Array.from({ length: 60 }, (_, place) => aUser(place));
    home().perform({ act: 'deleteUser', id: aUser(30) });
    home().perform({ act: 'deleteUser', id: aUser(31) });
    home().perform({ act: 'purgeUser', id: aUser(31) });
    const truths = await setting.directory.users(HOME, ids);
    expect(truths.map(({ state }) => state)).toEqual(
      ids.map((_, place) => (place === 30 ? 'deleted' : place === 31 ? 'absent' : 'alive')),
    );
    expect(truths[0]).toMatchObject({ row: { id: aUser(0), enabled: true } });
  });

  test('takes no directory that does not answer for a person who is gone', async () => {
    setting = await startSetting({ users: 3 });
    setting.cloud.faults.add({ host: GRAPH, status: 500, path: '/v1.0/users/*', times: 100 });
    const refusal = await refusalOf(setting.directory.users(HOME, [aUser(0)]));
    expect(refusal.code).toBe('directory-unavailable');
  });

  test('without the permission it is a matter of consent', async () => {
    setting = await startSetting({ permissions: [] });
    const refusal = await refusalOf(setting.directory.userChanges(HOME, null));
    expect(refusal.code).toBe('consent-missing');
  });

  test('counts users, apart from who was deleted', async () => {
    setting = await startSetting({ users: 10 });
    home().perform({ act: 'deleteUser', id: aUser(9) });
    expect(await setting.directory.userCount(HOME)).toBe(home().directory.users.live());
  });

  describe('groups', () => {
    const groups = async (): Promise<Record<string, string>> => {
      setting = await startSetting({ users: 10 });
      const kinds = ['security', 'microsoft365', 'dynamic', 'distribution'] as const;
      for (const kind of kinds) {
        home().perform({
          ...{ act: 'addGroup', kind, displayName: `All & #${kind}`, groupIds: [] },
          userIds: [aUser(1), aUser(2)],
        });
      }
      const all = home().directory.groups.all();
      return Object.fromEntries(kinds.map((kind, i) => [kind, all[i]?.group.id ?? '']));
    };

    test('L-13: security, Microsoft 365 and dynamic groups are told from distribution groups', async () => {
      const ids = await groups();
      const group = (kind: string) => setting.directory.group(HOME, ids[kind] ?? '');
      expect(await group('security')).toMatchObject({ kind: 'security', dynamic: false });
      expect(await group('microsoft365')).toMatchObject({ kind: 'microsoft365' });
      expect(await group('dynamic')).toMatchObject({ kind: 'security', dynamic: true });
      expect(await group('distribution')).toMatchObject({ kind: 'distribution' });
      expect(await setting.directory.group(HOME, aUser(0))).toBeNull();
    });

    test('are found by the beginning of a word, whatever signs are in it', async () => {
      await groups();
      const found = await setting.directory.searchGroups(HOME, 'all', 3);
      expect(found.length).toBe(3);
      for (const search of ['"', '\\', '&', '#', "'", '%', 'x"y']) {
        await expect(setting.directory.searchGroups(HOME, search, 3)).resolves.toBeDefined();
      }
    });

    test('tell of their members, and then of who joined and left', async () => {
      const { security = '' } = await groups();
      const first = await setting.directory.groupChanges(HOME, security, null);
      if (first.outcome !== 'page') throw new Error('reset');
      expect(first.complete).toBe(true);
      expect(first.rows.flatMap(({ members }) => members.map(({ id }) => id)).sort()).toEqual(
        [aUser(1), aUser(2)].sort(),
      );
      home().perform({
        ...{ act: 'removeMembers', groupId: security, groupIds: [], userIds: [aUser(1)] },
      });
      const then = await setting.directory.groupChanges(HOME, security, first.link);
      expect(then).toMatchObject({
        rows: [{ id: security, members: [{ id: aUser(1), type: 'user', removed: true }] }],
      });
    });
  });
});
