import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { announce, RESUMED, settled, THRESHOLD, until } from '../notifications/telling.ts';
import type { TestWorld } from '../world.ts';
import { saidTo, startTalking, tenantOf } from './talking.ts';

const GRANTED = [
  'User.Read.All',
  'GroupMember.Read.All',
  'RoleManagement.Read.Directory',
  'Application.Read.All',
  'Mail.Send',
];
const BRINGING = ['AppCatalog.Read.All', 'TeamsAppInstallation.ReadWriteSelfForUser.All'];

let t: TestWorld;
beforeEach(async () => {
  t = await startTalking();
});
afterEach(() => t.stop());

interface Reach {
  readonly bot: boolean;
  readonly mail: boolean;
  readonly installation: {
    readonly state: string;
    readonly checkedAt: string | null;
    readonly missing: readonly string[];
  };
}
const reach = async (): Promise<Reach> =>
  (await t.api('owner').get<Reach>('/api/notification-reach')).body;
const grant = (permissions: readonly string[]): void =>
  tenantOf(t, 'owner').perform({
    act: 'changeSettings',
    settings: { permissions: [...permissions], tokenLifeSeconds: 301 },
  });
const told = async (times: number): Promise<void> => {
  await settled(t.world(), t.tenant, 3 * times);
  await t.cloud.connector.teams.settled();
};

describe('The app', () => {
  test('comes to administrators who have never had it, and the bot tells them the next time', async () => {
    expect(await reach()).toMatchObject({ installation: { state: 'not-tried', checkedAt: null } });
    await announce(t.world(), t.tenant, THRESHOLD);
    await told(1);
    expect(t.cloud.mailbox.mails()).toHaveLength(3);
    await until(async () => (await reach()).installation.state === 'permitted');
    const has = (name: 'owner' | 'globalAdmin' | 'lmsAdmin' | 'learner') =>
      tenantOf(t, name).installations.ofPerson(t.persona(name).objectId) !== undefined;
    await until(() => has('owner') && has('globalAdmin') && has('lmsAdmin'));
    expect(has('learner')).toBe(false);
    await t.cloud.connector.teams.settled();
    await announce(t.world(), t.tenant, RESUMED);
    await told(2);
    expect(t.cloud.mailbox.mails()).toHaveLength(3);
    expect(saidTo(t, 'owner')).toHaveLength(1);
    expect(await reach()).toMatchObject({
      ...{ bot: true, mail: true },
      installation: { state: 'permitted', missing: [] },
    });
  });

  test('comes to nobody a second time who has removed it', async () => {
    await announce(t.world(), t.tenant, THRESHOLD);
    await told(1);
    const owner = t.persona('owner').objectId;
    const isThere = () => tenantOf(t, 'owner').installations.ofPerson(owner) !== undefined;
    await until(isThere);
    await t.cloud.connector.teams.settled();
    await t.advance('P60D');
    await t.cloud.connector.teams.uninstall(tenantOf(t, 'owner'), owner);
    await announce(t.world(), t.tenant, RESUMED);
    await told(2);
    expect(isThere()).toBe(false);
  });

  test.each([
    ['AppCatalog.Read.All', BRINGING.slice(1)],
    ['TeamsAppInstallation.ReadWriteSelfForUser.All', BRINGING.slice(0, 1)],
  ])(
    'comes to nobody without %s: that is said, all else works, and it is tried again a day later',
    async (_, some) => {
      await t.stop();
      t = await startTalking();
      grant([...GRANTED, ...some]);
      await t.restart();
      await announce(t.world(), t.tenant, THRESHOLD);
      await told(1);
      expect(t.cloud.mailbox.mails()).toHaveLength(3);
      await until(async () => (await reach()).installation.state === 'consent-missing');
      expect((await reach()).installation.missing).toEqual(BRINGING);

      grant([...GRANTED, ...BRINGING]);
      await t.restart();
      await t.advance('P1DT1H');
      await announce(t.world(), t.tenant, RESUMED);
      await told(2);
      await until(async () => (await reach()).installation.state === 'permitted');
    },
  );

  test('comes to nobody where the catalogue does not have it, and that is said', async () => {
    tenantOf(t, 'owner').perform({ act: 'changeSettings', settings: { appInCatalog: false } });
    await announce(t.world(), t.tenant, THRESHOLD);
    await told(1);
    await until(async () => (await reach()).installation.state === 'not-in-catalog');
    expect(t.cloud.mailbox.mails()).toHaveLength(3);
  });

  test('comes to nobody where there is no bot', async () => {
    await t.stop();
    t = await startTalking({ env: { BOT_ID: '', BOT_TENANT: '' } });
    await announce(t.world(), t.tenant, THRESHOLD);
    await told(1);
    expect(await reach()).toEqual({
      ...{ bot: false, mail: true },
      installation: { state: 'off', checkedAt: null, missing: [] },
    });
  });
});
