import { afterEach, describe, expect, test } from '@jest/globals';
import type { UserAct, WriteOutcome } from '../../../api/ports/customer-writes.ts';
import { plan, sku } from '../../local/customers/licensing.ts';
import { newUser, outcomesOf, startSetting, type Setting } from './setting.ts';

let setting: Setting;
afterEach(() => setting.close());

const start = async (products: readonly string[], enabled = 5): Promise<void> => {
  setting = await startSetting({
    customer: { users: 6, products: products.map((partNumber) => ({ partNumber, enabled })) },
  });
  for (const place of [0, 1, 2, 3, 4]) locate(place, 'NL');
};

const idAt = (place: number): string => setting.customer.directory.users.standing(place).user.id;
const locate = (place: number, usageLocation: string | null): void =>
  setting.customer.perform({ act: 'changeUser', id: idAt(place), changes: { usageLocation } });

const give = (
  place: number,
  partNumbers: readonly string[],
  remove: readonly string[] = [],
): UserAct => ({
  kind: 'licences',
  userId: idAt(place),
  add: partNumbers.map((name) => ({ skuId: sku(name), disabledPlans: [] })),
  remove: remove.map(sku),
});

const word = (outcome: WriteOutcome | undefined): string | undefined =>
  outcome?.outcome === 'refused' ? outcome.code : outcome?.outcome;
const wordOf = async (act: UserAct): Promise<string | undefined> =>
  word((await outcomesOf(setting, [act]))[0]);

describe('A change of licences', () => {
  test('is refused by the directory’s rule, told by its code', async () => {
    await start(['STANDARDPACK', 'ENTERPRISEPACK', 'PROJECTPROFESSIONAL', 'MCOEV', 'MCOPSTN1']);
    expect(await wordOf(give(0, ['STANDARDPACK', 'ENTERPRISEPACK']))).toBe('plans-exclusive');
    expect(await wordOf(give(0, ['PROJECTPROFESSIONAL']))).toBe('plan-depends-on-another');
    expect(await wordOf(give(0, ['FLOW_FREE']))).toBe('licence-unknown');
    locate(0, 'IN');
    expect(await wordOf(give(0, ['STANDARDPACK', 'MCOEV', 'MCOPSTN1']))).toBe(
      'plan-not-in-location',
    );
    locate(0, null);
    expect(await wordOf(give(0, ['STANDARDPACK']))).toBe('usage-location-not-valid');
  });

  test('goes to as many as there are licences, whoever they are', async () => {
    await start(['STANDARDPACK'], 3);
    const outcomes = await outcomesOf(
      setting,
      [0, 1, 2, 3, 4].map((place) => give(place, ['STANDARDPACK'])),
    );
    const words = outcomes.map(word).sort();
    expect(words).toEqual(['done', 'done', 'done', 'no-licence-left', 'no-licence-left']);
  });

  test('tells what the user has then, with the plans that are off', async () => {
    await start(['ENTERPRISEPACK', 'STANDARDPACK']);
    const off = plan('ENTERPRISEPACK', 'TEAMS1');
    await outcomesOf(setting, [give(0, ['STANDARDPACK'])]);
    const add = [{ skuId: sku('ENTERPRISEPACK'), disabledPlans: [off] }];
    const [moved] = await outcomesOf(setting, [
      { kind: 'licences', userId: idAt(0), add, remove: [sku('STANDARDPACK')] },
    ]);
    expect(moved).toMatchObject({ outcome: 'done', user: { licences: add } });
  });

  test('that takes what is taken already is done', async () => {
    await start(['STANDARDPACK']);
    const [taken] = await outcomesOf(setting, [give(0, [], ['STANDARDPACK'])]);
    expect(taken).toMatchObject({ outcome: 'done', alreadyThere: true });
  });
});

describe('Deleting and restoring', () => {
  test('whoever is deleted already is done, whoever is nobody is gone', async () => {
    await start([]);
    await outcomesOf(setting, [{ kind: 'delete', userId: idAt(0) }]);
    const outcomes = await outcomesOf(setting, [
      { kind: 'delete', userId: idAt(0) },
      { kind: 'delete', userId: setting.agent },
      { kind: 'restore', userId: idAt(1) },
      { kind: 'restore', userId: setting.grant.partnerId },
      { kind: 'edit', userId: idAt(0), changes: { displayName: 'X' } },
    ]);
    expect(outcomes.map(word)).toEqual([
      'done',
      'user-gone',
      'done',
      'not-restorable',
      'user-gone',
    ]);
    expect(outcomes[0]).toMatchObject({ alreadyThere: true });
    expect(outcomes[2]).toMatchObject({ alreadyThere: true, user: { userId: idAt(1) } });
  });

  test('a name that is somebody else’s now is told, and a new one restores the user', async () => {
    await start([]);
    const [made] = await outcomesOf(setting, [newUser('ann')]);
    const userId = made?.outcome === 'done' ? (made.user?.userId ?? '') : '';
    await outcomesOf(setting, [{ kind: 'delete', userId }, newUser('ann')]);
    expect(await wordOf({ kind: 'restore', userId })).toBe('name-taken');
    const newUserName = 'ann2@northwind.onmicrosoft.com';
    const [restored] = await outcomesOf(setting, [{ kind: 'restore', userId, newUserName }]);
    expect(restored).toMatchObject({ outcome: 'done', user: { userId, userName: newUserName } });
  });

  test('a user comes back on the last of the 30 days, and not a minute later', async () => {
    await start([]);
    const deletions = [0, 1].map((place): UserAct => ({ kind: 'delete', userId: idAt(place) }));
    await outcomesOf(setting, deletions);
    setting.cloud.clock.advance('P29DT23H59M');
    expect(await wordOf({ kind: 'restore', userId: idAt(0) })).toBe('done');
    setting.cloud.clock.advance('PT2M');
    expect(await wordOf({ kind: 'restore', userId: idAt(1) })).toBe('not-restorable');
  });
});

describe('A write that Graph keeps refusing', () => {
  test('ends the call once Graph is taken for away, and can be given again', async () => {
    setting = await startSetting({ waits: { giveUpMs: 300 } });
    setting.cloud.faults.add({
      host: 'graph.microsoft.com',
      path: '/v1.0/$batch',
      status: 503,
      times: 1_000,
    });
    await expect(outcomesOf(setting, [newUser('ann')])).rejects.toMatchObject({
      code: 'directory-unavailable',
    });
    setting.cloud.faults.clear();
    expect(await wordOf(newUser('ann'))).toBe('done');
  });

  test('is told as the agent’s to sign in again where the grant has ended', async () => {
    setting = await startSetting();
    setting.cloud.faults.add({
      ...{ host: 'login.microsoftonline.com', method: 'POST', times: 100 },
      aadsts: 700082,
    });
    expect(await wordOf(newUser('ann'))).toBe('sign-in-needed');
  });
});
