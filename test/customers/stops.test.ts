import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { events } from '../../api/audit/kinds.ts';
import { CHUNK_ENTRIES } from '../../api/customers/actions/plans/entries.ts';
import { customerEntries, customerPlans } from '../../api/customers/kinds.ts';
import { countsOf } from '../../api/customers/rules/plans/counts.ts';
import type { Entry } from '../../api/customers/rules/plans/entry.ts';
import { rootOf } from '../../api/ports/partitions.ts';
import { allOf } from '../../api/ports/reading.ts';
import { ROLE } from '../../local/entra/roles.ts';
import type { Death } from '../directory/crashing-store.ts';
import { fewRuns } from '../store-under-test.ts';
import { livesIn } from './lives.ts';
import {
  at,
  NORTHWIND,
  NORTHWIND_DOMAIN,
  PARTNER,
  relationship,
  startPartnerWorld,
  type PartnerWorld,
} from './partner-world.ts';

const NUM_RUNS = process.env['HEADCOUNT_MATRIX'] === 'full' ? 100 : fewRuns ? 2 : 4;

/** Three chunks, the last one not full. */
const ROWS = 2 * CHUNK_ENTRIES + 20;
const BAD_EVERY = 40;
/** So often a new user becomes a User management admin. */
const ADMIN_EVERY = 9;
const OWN =
  'First name,Last name,Display name,User name,Location,Licences,Permissions,Status update';

const ASSIGNMENTS = '/v1.0/roleManagement/directory/roleAssignments';
/** With these the agent gives roles, and deletes those who hold some. */
const ROLES = [
  ...[ROLE.userAdministrator, ROLE.privilegedRoleAdministrator],
  ROLE.privilegedAuthenticationAdministrator,
];

/** The job is in nobody's hands but ours: the service itself does no work. */
let world: PartnerWorld;
beforeAll(async () => {
  world = await startPartnerWorld({
    env: { HEADCOUNT_ROLES: 'web' },
    relationships: [relationship(NORTHWIND, 'Northwind', { roles: ROLES })],
  });
});
afterAll(() => world.stop());

const root = rootOf(PARTNER);

const entriesOf = async (planId: string): Promise<Entry[]> =>
  (await allOf(world.world().store, root, customerEntries, 'inOrder', { equals: { planId } })).map(
    ({ doc }) => doc,
  );

/** What is told of changed users: at the partner, and at the customer. */
const CHANGES = new Set(['customer-users-changed', 'partner-changed-users']);

/** The users of whom a job told in an audit, each as often as it did. */
async function toldOf(tenantId: string, jobId: string): Promise<unknown[]> {
  const { items } = await world.world().store.changes(rootOf(tenantId), events, null, 100_000);
  return items
    .filter(({ what, data }) => CHANGES.has(what) && data['jobId'] === jobId)
    .flatMap(({ data }) => data['userIds'] as unknown[])
    .sort();
}

/** Those of them who hold the role of a User Administrator. */
const adminNames = (prefix: string): string[] => {
  const { directory, directoryRoles } = world.cloud.tenant(NORTHWIND);
  return liveNames(prefix).filter((name) => {
    const { user } = directory.users.standing(directory.users.indexOfName(name) ?? -1);
    return directoryRoles.rolesOf(user.id).includes(ROLE.userAdministrator);
  });
};

const liveNames = (prefix: string): string[] => {
  const { users } = world.cloud.tenant(NORTHWIND).directory;
  const names: string[] = [];
  for (let place = 0; place < users.total(); place += 1) {
    const { user, state } = users.standing(place);
    if (state === 'live' && user.userPrincipalName.startsWith(prefix))
      names.push(user.userPrincipalName);
  }
  return names.sort();
};

const deaths = fc.array(
  fc.record<Death>({
    atCommit: fc.integer({ min: 1, max: 24 }),
    when: fc.constantFrom('before', 'after'),
  }),
  { minLength: 1, maxLength: 4 },
);

test('an import that dies anywhere, and the undo of it, act once on each user, tell it once, and count right', async () => {
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(
      deaths,
      deaths,
      fc.integer({ min: 1, max: 1_000 }),
      async (first, second, seed) => {
        runs += 1;
        const prefix = `run${runs}-`;
        const often = { host: 'graph.microsoft.com', tenantId: NORTHWIND, times: 1_000, seed };
        const posts = { ...often, method: 'POST', path: '/v1.0/users', share: 0.02 };
        world.cloud.faults.clear();
        world.cloud.faults.add({ ...posts, status: 504, when: 'after' });
        world.cloud.faults.add({ ...posts, status: 503, headers: { 'Retry-After': '1' } });
        world.cloud.faults.add({ ...posts, path: ASSIGNMENTS, status: 504, when: 'after' });
        const rows = Array.from({ length: ROWS }, (_, nth) =>
          nth % BAD_EVERY === 3
            ? ',,Bad,nobody,,,,'
            : `,,Person,${prefix}${nth}@${NORTHWIND_DOMAIN},NL,,${nth % ADMIN_EVERY === 0 ? 'User management admin' : ''},`,
        );
        const sent = await world.agent.post(at('/imports/users'), [OWN, ...rows].join('\n'), {
          contentType: 'text/csv',
        });
        const jobId = String(sent.body['id']);
        const job = await livesIn(world).on(jobId, first);
        const good = rows.filter((row) => row.includes(prefix));
        expect(job).toMatchObject({ state: 'partly-failed', done: ROWS });
        expect(liveNames(prefix)).toHaveLength(good.length);
        const admins = good.filter((row) => row.includes('admin'));
        expect(adminNames(prefix)).toHaveLength(admins.length);

        const entries = await entriesOf(jobId);
        const made = entries.filter(({ state }) => state === 'done').map(({ userId }) => userId);
        expect(new Set(made).size).toBe(good.length);
        const plan = await world.world().store.read(root, customerPlans, { planId: jobId });
        const counted = Map.groupBy(entries, ({ state }) => state);
        for (const [state, count] of Object.entries(plan === null ? {} : countsOf(plan.doc)))
          expect([state, counted.get(state as Entry['state'])?.length ?? 0]).toEqual([
            state,
            count,
          ]);
        expect(await toldOf(PARTNER, jobId)).toEqual(made.toSorted());
        expect(await toldOf(NORTHWIND, jobId)).toEqual(made.toSorted());
        const { body: file } = await world.agent.get<string>(`/api/jobs/${jobId}/rows`);
        const told: string[][] = parse(file);
        expect(
          told.slice(1).map((row) => row.at(-1)?.replace(/^Not done: .*/, 'Not done')),
        ).toEqual(
          rows.map((row) => {
            if (!row.includes(prefix)) return 'Not done';
            return row.includes('admin') ? 'Created with the role User Administrator' : 'Created';
          }),
        );

        const undo = await world.agent.post(at(`/undo/${jobId}`), undefined);
        const undone = await livesIn(world).on(String(undo.body['id']), second);
        expect(undone).toMatchObject({ state: 'succeeded', result: { done: good.length } });
        expect(liveNames(prefix)).toEqual([]);
        expect(await toldOf(PARTNER, String(undo.body['id']))).toEqual(made.toSorted());
      },
    ),
    // A run takes seconds, so a failure is told as it was found.
    { numRuns: NUM_RUNS, endOnFailure: true },
  );
});
