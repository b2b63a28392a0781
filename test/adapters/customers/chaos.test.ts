import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CustomerUser } from '../../../api/ports/customer-users.ts';
import type { UserAct, WriteOutcome } from '../../../api/ports/customer-writes.ts';
import type { FaultSpec } from '../../../local/faults.ts';
import { GRAPH, newUser, outcomesOf, startSetting, type Setting } from './setting.ts';

const NUM_RUNS = process.env['HEADCOUNT_MATRIX'] === 'full' ? 150 : 8;

/** STANDARDPACK of the local cloud. */
const SKU = '18181a46-0d4e-45cd-891e-60aabd171b4e';
const LICENCES = 6;
const USERS = 40;

/** What befalls calls to Graph, by chance. */
const troubles = (seed: number): FaultSpec[] => {
  const often = { host: GRAPH, times: 1_000_000, share: 0.06 };
  const writes: FaultSpec[] = (['POST', 'PATCH', 'DELETE'] as const).flatMap((method, i) => {
    const struck = { ...often, method, seed: seed + 10 * i };
    const paths = ['/v1.0/users', '/v1.0/directory'].map((path) => ({ ...struck, path }));
    return paths.flatMap((at) => [
      { ...at, status: 504, when: 'after' as const },
      { ...at, seed: at.seed + 1, status: 503 },
      { ...at, seed: at.seed + 2, status: 429, headers: { 'Retry-After': '1' } },
    ]);
  });
  const batch = { ...often, method: 'POST', path: '/v1.0/$batch' };
  const batches: FaultSpec[] = [
    { ...batch, seed: seed + 3, reset: 'after' },
    { ...batch, seed: seed + 4, reset: 'before' },
    { ...batch, seed: seed + 5, status: 429, headers: { 'Retry-After': '2' } },
    { ...batch, seed: seed + 6, status: 503 },
  ];
  return [...writes, ...batches];
};

/** Acts for many users at once: good ones, and some that the directory refuses. */
function actsOn(users: readonly CustomerUser[]): UserAct[] {
  const at = (i: number): CustomerUser => users[i] as CustomerUser;
  const taken = newUser('taken');
  return [
    ...Array.from({ length: 15 }, (_, i) => newUser(`person${i}`)),
    { ...taken, user: { ...taken.user, userName: at(39).userName } },
    { ...taken, user: { ...taken.user, userName: 'ann@elsewhere.example' } },
    { ...newUser('weak'), password: 'weak' },
    ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((i): UserAct => ({
      kind: 'licences',
      userId: at(i).userId,
      add: [{ skuId: SKU, disabledPlans: [] }],
      remove: [],
    })),
    ...[10, 11, 12].map((i): UserAct => ({
      kind: 'edit',
      userId: at(i).userId,
      changes: { displayName: `Edited ${i}` },
    })),
    ...[13, 14, 15, 16].map((i): UserAct => ({ kind: 'delete', userId: at(i).userId })),
    ...[17, 18, 19].map((i): UserAct => ({ kind: 'restore', userId: at(i).userId })),
  ];
}

/** How it stands in the directory with what an act was for. */
function standsAsWished({ customer }: Setting, act: UserAct): boolean {
  const { users } = customer.directory;
  if (act.kind === 'create') {
    const index = users.indexOfName(act.user.userName);
    return index !== undefined && users.standing(index).user.displayName === act.user.displayName;
  }
  const index = users.indexOfId(act.userId);
  const standing = index === undefined ? undefined : users.standing(index);
  switch (act.kind) {
    case 'licences':
      return customer.licences.held(index ?? -1).some(({ skuId }) => skuId === SKU);
    case 'edit':
      return standing?.user.displayName === act.changes.displayName;
    case 'delete':
      return standing?.state === 'deleted';
    case 'restore':
      return standing?.state === 'live';
    case 'role':
      return customer.directoryRoles.rolesOf(act.userId).includes(act.roleId);
    case 'password':
      return true;
  }
}

const words = (outcome: WriteOutcome): string =>
  outcome.outcome === 'refused' ? outcome.code : outcome.outcome;

test('whatever befalls the calls, each write is done once or not at all, and its outcome is true', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), async (seed) => {
      const setting = await startSetting({
        customer: {
          users: USERS,
          products: [{ partNumber: 'STANDARDPACK', enabled: LICENCES }],
          lag: { writableAfterMs: 400, listedAfterMs: 400 },
        },
        waits: { firstMs: 100, longestMs: 2_000, lagMs: 60_000 },
      });
      try {
        const { cloud, customer, hands } = setting;
        const { items: users } = await hands.users({ limit: 100 }, null);
        for (const { userId } of users.slice(0, 10)) {
          customer.perform({ act: 'changeUser', id: userId, changes: { usageLocation: 'NL' } });
        }
        for (const { userId } of users.slice(17, 20))
          customer.perform({ act: 'deleteUser', id: userId });
        cloud.clock.advance('PT1H');
        cloud.clock.setRate(20);
        for (const fault of troubles(seed)) cloud.faults.add(fault);

        const total = customer.directory.users.total();
        const acts = actsOn(users);
        const outcomes = await outcomesOf(setting, acts);

        const refused = outcomes
          .map(words)
          .filter((word) => word !== 'done')
          .sort();
        expect(refused).toEqual([
          'domain-not-verified',
          'name-taken',
          ...Array<string>(10 - LICENCES).fill('no-licence-left'),
          'password-not-accepted',
        ]);
        acts.forEach((act, i) => {
          expect([i, standsAsWished(setting, act)]).toEqual([i, outcomes[i]?.outcome === 'done']);
        });
        expect(customer.directory.users.total() - total).toBe(15);
      } finally {
        await setting.close();
      }
    }),
    { numRuns: NUM_RUNS },
  );
});
