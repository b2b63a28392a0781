import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { UserAct, WriteOutcome } from '../../../api/ports/customer-writes.ts';
import { sku } from '../../local/customers/licensing.ts';
import { relationshipWith } from '../../local/customers/partner.ts';
import { ROLE } from '../../../local/entra/roles.ts';
import {
  asWrites,
  GRAPH,
  newUser,
  NORTHWIND,
  outcomesOf,
  PARTNER,
  startSetting,
  type Setting,
} from './setting.ts';

let setting: Setting;
afterEach(() => setting.close());

/** The live users of the customer, by name. */
const liveNamed = (name: string): string[] => {
  const { users } = setting.customer.directory;
  return Array.from({ length: users.total() }, (_, i) => users.standing(i))
    .filter(({ state, user }) => state === 'live' && user.displayName.startsWith(name))
    .map(({ user }) => user.userPrincipalName);
};

const many = (count: number): UserAct[] =>
  Array.from({ length: count }, (_, i) => newUser(`person${i}`));

/** Roles with which an agent makes users and gives them roles. */
const GRANTING = [ROLE.userAdministrator, ROLE.privilegedRoleAdministrator];

describe('Writes at a customer', () => {
  test('are carried out in batches of twenty, and each user is told as it stands', async () => {
    setting = await startSetting();
    const outcomes = await outcomesOf(setting, many(50));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(Array(50).fill('done'));
    expect(outcomes[7]).toMatchObject({
      alreadyThere: false,
      user: { userName: 'person7@northwind.onmicrosoft.com', usageLocation: 'NL', enabled: true },
    });
    expect(liveNamed('New person')).toHaveLength(50);
    const batches = setting.cloud.requests.routes().find(({ route }) => route.endsWith('$batch'));
    expect(batches?.count).toBe(3);
  });

  test('of one user go in their order', async () => {
    setting = await startSetting();
    const [made] = await outcomesOf(setting, [newUser('ann')]);
    const userId = made?.outcome === 'done' ? (made.user?.userId ?? '') : '';
    const edits = Array.from({ length: 5 }, (_, i): UserAct => ({
      kind: 'edit',
      userId,
      changes: { displayName: `Ann ${i}` },
    }));
    const outcomes = await outcomesOf(setting, [
      ...edits,
      { kind: 'password', userId, password: 'Another-2026!' },
      { kind: 'delete', userId },
      { kind: 'restore', userId },
    ]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(Array(8).fill('done'));
    expect(liveNamed('Ann')).toEqual(['ann@northwind.onmicrosoft.com']);
    expect(setting.customer.directory.userById(userId).user.displayName).toBe('Ann 4');
  });

  test('that were carried out though the answer was lost are recognised, and not done twice', async () => {
    setting = await startSetting();
    const lost = { host: GRAPH, method: 'POST', path: '/v1.0/users', times: 8 };
    setting.cloud.faults.add({ ...lost, status: 504, when: 'after' });
    setting.cloud.faults.add({ host: GRAPH, path: '/v1.0/$batch', reset: 'after' });
    const outcomes = await outcomesOf(setting, many(40));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(Array(40).fill('done'));
    expect(liveNamed('New person')).toHaveLength(40);
    expect(new Set(liveNamed('New person')).size).toBe(40);
  });

  test('are refused with the directory’s reason where the name is taken', async () => {
    setting = await startSetting();
    await outcomesOf(setting, [newUser('ann')]);
    setting.cloud.clock.advance('PT1H');
    const [again] = await outcomesOf(setting, [newUser('ann')]);
    expect(again).toMatchObject({ outcome: 'refused', code: 'name-taken' });
  });

  test('wait for a new user whom not every copy knows yet', async () => {
    setting = await startSetting({
      customer: { lag: { writableAfterMs: 700, listedAfterMs: 700 } },
    });
    const [made] = await outcomesOf(setting, [newUser('ann')]);
    const userId = made?.outcome === 'done' ? (made.user?.userId ?? '') : '';
    const [edited] = await outcomesOf(setting, [
      { kind: 'edit', userId, changes: { givenName: 'Ann' } },
    ]);
    expect(edited).toMatchObject({ outcome: 'done', user: { givenName: 'Ann' } });
    setting.cloud.faults.add({
      host: GRAPH,
      method: 'POST',
      path: '/v1.0/users',
      status: 504,
      when: 'after',
    });
    const [late] = await outcomesOf(setting, [newUser('late')]);
    expect(late).toMatchObject({ outcome: 'done', alreadyThere: false });
    expect(liveNamed('New late')).toHaveLength(1);
  });

  test('end with the relationship, and say so', async () => {
    setting = await startSetting();
    const [relationship] = await setting.customers.relationshipsWith(PARTNER, NORTHWIND);
    const told: string[] = [];
    const partner = setting.cloud.tenant(PARTNER);
    await setting.hands.write(asWrites(setting, many(300)), (outcome) => {
      if (told.length === 60) {
        partner.perform({
          act: 'changeRelationship',
          id: relationship?.relationshipId ?? '',
          changes: { status: 'terminated' },
        });
      }
      told.push(outcome.outcome === 'refused' ? outcome.code : outcome.outcome);
    });
    const done = told.filter((word) => word === 'done').length;
    expect(new Set(told)).toEqual(new Set(['done', 'relationship-not-active']));
    expect(told).toHaveLength(300);
    expect(liveNamed('New person')).toHaveLength(done);
  });

  test('of several calls at once end with the relationship too, each with its own refusal of the token', async () => {
    setting = await startSetting({ customer: { latencyMs: 20 } });
    const [relationship] = await setting.customers.relationshipsWith(PARTNER, NORTHWIND);
    const told: string[] = [];
    const partner = setting.cloud.tenant(PARTNER);
    const calls = Array.from({ length: 4 }, (_, call) =>
      Array.from({ length: 96 }, (__, i) => newUser(`person${call}x${i}`)),
    );
    await Promise.all(
      calls.map((acts) =>
        setting.hands.write(asWrites(setting, acts), (outcome) => {
          told.push(outcome.outcome === 'refused' ? outcome.code : outcome.outcome);
          if (told.length !== 60) return;
          partner.perform({
            act: 'changeRelationship',
            id: relationship?.relationshipId ?? '',
            changes: { status: 'terminated' },
          });
        }),
      ),
    );
    const done = told.filter((word) => word === 'done').length;
    expect(new Set(told)).toEqual(new Set(['done', 'relationship-not-active']));
    expect(told).toHaveLength(4 * 96);
    expect(liveNamed('New person')).toHaveLength(done);
  });

  test('that the roles do not allow are refused alone', async () => {
    setting = await startSetting({
      relationships: [relationshipWith(NORTHWIND, { roles: [ROLE.licenseAdministrator] })],
    });
    const [made] = await outcomesOf(setting, [newUser('ann')]);
    expect(made).toMatchObject({ outcome: 'refused', code: 'customer-role-missing' });
  });

  test('of a role are read back where the answer was lost, and one that is held already is done', async () => {
    setting = await startSetting({
      relationships: [relationshipWith(NORTHWIND, { roles: GRANTING })],
    });
    const { faults } = setting.cloud;
    const { directory, directoryRoles } = setting.customer;
    const [ann = '', bob = ''] = [1, 2].map((place) => directory.users.standing(place).user.id);
    const role = (userId: string): UserAct => ({
      ...{ kind: 'role', userId, roleId: ROLE.userAdministrator },
    });
    const resumed = async (userId: string): Promise<WriteOutcome[]> => {
      const told: WriteOutcome[] = [];
      const writes = asWrites(setting, [role(userId)], true);
      await setting.hands.write(writes, (outcome) => told.push(outcome));
      return told;
    };
    const posts = { host: GRAPH, method: 'POST', times: 1 };
    const path = '/v1.0/roleManagement/directory/roleAssignments';
    faults.add({ ...posts, path, status: 504, when: 'after' });
    // Another try would be refused.
    faults.add({ ...posts, path, status: 400 });
    expect(await outcomesOf(setting, [role(ann)])).toMatchObject([
      { outcome: 'done', user: null, alreadyThere: false },
    ]);
    expect(await resumed(ann)).toMatchObject([{ outcome: 'done', alreadyThere: true }]);

    faults.clear();
    // Roles that may not be read are tried.
    faults.add({ host: GRAPH, method: 'GET', path, status: 403, times: 1 });
    expect(await resumed(bob)).toMatchObject([{ outcome: 'done', alreadyThere: false }]);
    expect(await outcomesOf(setting, [role(bob)])).toMatchObject([
      { outcome: 'done', alreadyThere: true },
    ]);
    for (const userId of [ann, bob])
      expect(directoryRoles.rolesOf(userId)).toEqual([ROLE.userAdministrator]);
  });

  test('of a role are refused where the agent’s roles do not allow it', async () => {
    setting = await startSetting();
    const userId = setting.customer.directory.users.standing(1).user.id;
    const roleId = ROLE.userAdministrator;
    expect(await outcomesOf(setting, [{ kind: 'role', userId, roleId }])).toMatchObject([
      { outcome: 'refused', code: 'customer-role-missing' },
    ]);
    expect(setting.customer.directoryRoles.rolesOf(userId)).toEqual([]);
  });

  test('that are done are told as done where the call ends while they are read back', async () => {
    setting = await startSetting({
      customer: { users: 2, products: [{ partNumber: 'FLOW_FREE', enabled: 5 }] },
      waits: { shortLagMs: 60_000 },
    });
    const { user } = setting.customer.directory.users.standing(0);
    setting.customer.perform({
      ...{ act: 'changeUser', id: user.id, changes: { usageLocation: 'NL' } },
    });
    setting.cloud.faults.add({ host: GRAPH, method: 'GET', status: 503, times: 1_000 });
    const add = [{ skuId: sku('FLOW_FREE'), disabledPlans: [] }];
    const told: WriteOutcome[] = [];
    const stopping = new AbortController();
    const writing = setting.hands.write(
      asWrites(setting, [{ kind: 'licences', userId: user.id, add, remove: [] }]),
      (outcome) => told.push(outcome),
      stopping.signal,
    );
    while (setting.customer.licences.held(0).length === 0) await wait(5);
    stopping.abort();
    await writing;
    expect(told).toEqual([{ key: 'w0', outcome: 'done', user: null, alreadyThere: false }]);
  });

  test('are tried again after as long as whatever stands before Graph asks', async () => {
    setting = await startSetting();
    const before = { host: GRAPH, path: '/v1.0/$batch', headers: { 'Retry-After': '1' } };
    setting.cloud.faults.add({ ...before, status: 429, body: '' });
    setting.cloud.faults.add({ ...before, status: 503, body: '<html>' });
    setting.cloud.faults.add({ host: GRAPH, path: '/v1.0/$batch', truncateAtBytes: 40 });
    const [made] = await outcomesOf(setting, [newUser('ann')]);
    expect(made).toMatchObject({ outcome: 'done', alreadyThere: false });
  });
});
