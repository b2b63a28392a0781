import { createCatalog } from '../../api/catalogs/actions/catalogs.ts';
import { createTraining } from '../../api/catalogs/actions/trainings.ts';
import { groupLinks } from '../../api/catalogs/kinds.ts';
import { followGroup } from '../../api/directory/actions/groups.ts';
import type { Worker } from '../../api/directory/actions/lease.ts';
import { effectiveGroupsOf } from '../../api/directory/actions/memberships.ts';
import { runSync } from '../../api/directory/actions/run-sync.ts';
import { askForSync, readPeopleSync } from '../../api/directory/actions/sync-state.ts';
import { newId } from '../../api/kernel/ids.ts';
import { bucketsOf, rootOf } from '../../api/ports/partitions.ts';
import { allOf } from '../../api/ports/reading.ts';
import { create } from '../../api/ports/store.ts';
import type { Actor, Tenant } from '../../api/ports/world.ts';
import { enrolPeople } from '../../api/seats/actions/enrol.ts';
import { settleGroups } from '../../api/seats/actions/groups.ts';
import { enrolments, heads, people } from '../../api/seats/kinds.ts';
import type { Person } from '../../api/seats/rules/person.ts';
import { createChance } from '../../local/chance.ts';
import { DirectoryRefusal, type DirectoryAct } from '../../local/tenants/acts.ts';
import type { Tenant as CloudTenant } from '../../local/tenants/tenant.ts';
import type { Temper } from '../../local/tenants/temper.ts';
import type { Standing } from '../../local/tenants/user.ts';
import { Crash, crashingStore, type Death } from './crashing-store.ts';
import type { Harness } from './harness.ts';

/** What a schedule found: nothing where all is well. */
export interface Found {
  readonly objects: number;
  readonly faults: readonly string[];
}

const NASTY: Partial<Temper> = {
  pageSize: { least: 3, most: 25 },
  emptyPages: 0.1,
  duplicates: 0.1,
  shuffled: true,
  replays: 0.3,
  staleRows: 0.3,
  accountEnabledMissing: 0.1,
  resets: 0.01,
  expiredPageTokens: 0.01,
  throttled: 0.03,
  unavailable: 0.03,
};

/** A new process, which takes what others left. */
const worker = (): Worker => ({ id: newId(), alone: true, closing: null });

const ACTOR: Actor = { personId: null, actId: 'schedule' };
const USERS = 70;
const ROUNDS = 5;

/**
 * One schedule: a directory that keeps changing, between passes and during them, with every fault; workers that die
 * before and after any commit, and that overtake each other. Then the directory comes to rest, and everything that is
 * held must be what the directory says and what a count by hand gives.
 */
export async function runSchedule(harness: Harness, seed: number, buckets: number): Promise<Found> {
  const chance = createChance(seed);
  const upTo = (most: number): number => Math.floor(chance() * most);
  const tenantId = `00000000-0000-4000-8000-${seed.toString(16).padStart(12, '0')}`;
  const tenant = await harness.addTenant(
    {
      ...{ id: tenantId, name: `Schedule ${seed}`, users: USERS, temper: { ...NASTY, seed } },
      // In every third directory a new account can be read by its id only some time after the changes tell of it.
      lag: { writableAfterMs: seed % 3 === 0 ? 200 : 0, deltaMs: 0, countMs: 0 },
    },
    buckets,
  );
  const cloud = harness.cloud.tenant(tenantId);
  const groups = await makeGroups(cloud, chance);
  const act = (times: number): void => {
    for (let i = 0; i < times; i++) perform(cloud, randomAct(cloud, groups, chance));
  };
  const passing = (): void => {
    if (chance() < 0.15) act(1);
  };
  const deathOf = (): Death | null =>
    chance() < 0.5 ? { atCommit: 1 + upTo(60), when: chance() < 0.5 ? 'before' : 'after' } : null;
  const process = async (): Promise<void> => {
    const world = harness.worldWith({ store: crashingStore(harness.store, deathOf(), passing) });
    try {
      await runSync(world, tenant, worker());
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
  };

  await process();
  const training = await enrolSome(harness, tenant, cloud, groups.linked, chance);
  for (let round = 0; round < ROUNDS; round++) {
    act(8 + upTo(12));
    if (chance() < 0.2) breakConnections(harness, chance);
    if (chance() < 0.2) await Promise.all([process(), process()]);
    else await process();
  }
  harness.cloud.faults.clear();
  cloud.perform({ act: 'changeSettings', settings: { temper: { seed } } });
  for (let calm = 0; calm < 3; calm++) {
    harness.cloud.clock.advance('PT1H');
    await askForSync(harness.world, tenantId, harness.cloud.clock.now(), true);
    const end = await runSync(harness.world, tenant, worker());
    if (end !== 'done') return { objects: 0, faults: [`seed ${seed}: the last runs ended ${end}`] };
  }
  const faults = await faultsIn(harness, tenant, cloud, { ...groups, training });
  return {
    objects: cloud.directory.users.total(),
    faults: faults.map((fault) => `seed ${seed}: ${fault}`),
  };
}

interface Groups {
  readonly linked: string;
  readonly nested: string;
}

async function makeGroups(cloud: CloudTenant, chance: () => number): Promise<Groups> {
  for (const displayName of ['Linked', 'Nested']) {
    const userIds = liveIds(cloud).filter(() => chance() < 0.2);
    cloud.perform({ act: 'addGroup', kind: 'security', displayName, userIds, groupIds: [] });
  }
  const [linked = '', nested = ''] = cloud.directory.groups.all().map(({ group }) => group.id);
  // Replays reach up to 20 changes back; one that reached before a group was made would tell of it as a new one.
  for (let i = 0; i < 25; i++) {
    const changes = { description: `Version ${i}` };
    cloud.perform({ act: 'changeGroup', id: linked, changes });
  }
  return { linked, nested };
}

const standings = ({ directory: { users } }: CloudTenant): Standing[] =>
  Array.from({ length: users.total() }, (_, index) => users.standing(index));

const liveIds = (cloud: CloudTenant): string[] =>
  standings(cloud)
    .filter(({ state }) => state === 'live')
    .map(({ user }) => user.id);

function perform(cloud: CloudTenant, act: DirectoryAct | null): void {
  try {
    if (act !== null) cloud.perform(act);
  } catch (error) {
    if (!(error instanceof DirectoryRefusal)) throw error;
  }
}

function randomAct(cloud: CloudTenant, groups: Groups, chance: () => number): DirectoryAct | null {
  const pick = (state: Standing['state']): Standing | undefined => {
    const fitting = standings(cloud).filter((standing) => standing.state === state);
    return fitting[Math.floor(chance() * fitting.length)];
  };
  const kind = chance();
  const live = pick('live');
  const deleted = pick('deleted');
  if (kind < 0.15) return { act: 'addSeededUsers', count: 1, seed: 1 };
  if (kind < 0.8 && live !== undefined) {
    const { id, accountEnabled } = live.user;
    if (kind < 0.4) {
      return { act: 'changeUser', id, changes: { accountEnabled: !accountEnabled } };
    }
    if (kind < 0.45) {
      return {
        act: 'changeUser',
        id,
        changes: { displayName: `Name ${Math.floor(chance() * 1e6)}` },
      };
    }
    if (kind < 0.6) return { act: 'deleteUser', id };
    const groupId = chance() < 0.5 ? groups.linked : groups.nested;
    if (kind < 0.68) return { act: 'removeMembers', groupId, userIds: [id], groupIds: [] };
    if (kind < 0.76) return { act: 'addMembers', groupId, userIds: [id], groupIds: [] };
    const nesting = { groupId: groups.linked, userIds: [], groupIds: [groups.nested] };
    return { act: chance() < 0.5 ? 'addMembers' : 'removeMembers', ...nesting };
  }
  if (deleted === undefined) return null;
  return { act: kind < 0.93 ? 'restoreUser' : 'purgeUser', id: deleted.user.id };
}

function breakConnections({ cloud }: Harness, chance: () => number): void {
  const at = { host: 'graph.microsoft.com', skip: Math.floor(chance() * 6), times: 2 };
  cloud.faults.add(chance() < 0.5 ? { ...at, reset: 'before' } : { ...at, truncateAtBytes: 40 });
}

/** Enrols some people, and everybody in the linked group, in one course. */
async function enrolSome(
  harness: Harness,
  tenant: Tenant,
  cloud: CloudTenant,
  groupId: string,
  chance: () => number,
): Promise<string> {
  const { world } = harness;
  const { catalogId } = (await createCatalog(world, tenant, ACTOR, 'Catalog')).doc;
  const made = await createTraining(world, tenant, ACTOR, {
    ...{ catalogId, type: 'course', name: 'Course', published: true },
  });
  const { trainingId } = made.doc;
  const some = liveIds(cloud).filter(() => chance() < 0.5);
  await enrolPeople(world, tenant, ACTOR, {
    ...{ trainingId, catalogId },
    people: some.map((personId) => ({ personId })),
  });
  const link = { targetId: trainingId, groupId, catalogId, trainingId };
  await world.store.commit(rootOf(tenant.tenantId), [create(groupLinks, link)]);
  cloud.perform({ act: 'changeSettings', settings: { temper: {} } });
  await followGroup(world, tenant, ACTOR, groupId);
  cloud.perform({
    act: 'changeSettings',
    settings: { temper: { ...NASTY, seed: chance() * 1e9 } },
  });
  await settleGroups(world, tenant, ACTOR, []);
  return trainingId;
}

/** Everything in which what is held differs from the directory's truth, or from a count by hand. */
async function faultsIn(
  { world, store }: Harness,
  tenant: Tenant,
  cloud: CloudTenant,
  { linked, nested, training }: Groups & { readonly training: string },
): Promise<string[]> {
  const faults: string[] = [];
  const held = new Map<string, Person>();
  const enrolled = new Map<string, readonly string[]>();
  let counted = 0;
  let used = 0;
  for (const bucket of bucketsOf(tenant.tenantId, tenant.buckets)) {
    used += (await store.read(bucket, heads, {}))?.doc.used ?? 0;
    for (const { doc } of await allOf(store, bucket, people, 'byId')) held.set(doc.personId, doc);
    for (const { doc } of await allOf(store, bucket, enrolments, 'byTraining', {
      equals: { trainingId: training },
    })) {
      if (doc.live) enrolled.set(doc.personId, doc.sources);
    }
  }
  const members = membersOf(cloud, linked, nested);
  const effective = await effectiveGroupsOf(world, tenant, [...held.keys()]);
  for (const { user, state, deletedAt } of standings(cloud)) {
    const person = held.get(user.id);
    if (!agrees(person, user, state, deletedAt)) {
      faults.push(`${user.id} is ${state} ${user.accountEnabled}, held ${JSON.stringify(person)}`);
    }
    if (person === undefined) continue;
    const sources = enrolled.get(user.id);
    const counts = person.account === 'enabled' && sources !== undefined;
    if (person.counted !== counts) faults.push(`${user.id} is counted wrongly`);
    if (counts) counted += 1;
    if (state !== 'live') continue;
    const isMember = members.has(user.id);
    if (isMember !== (effective.get(user.id)?.has(linked) ?? false)) {
      faults.push(`${user.id} is ${isMember ? '' : 'no '}member, held otherwise`);
    }
    if (isMember !== (sources?.includes(`group:${linked}`) ?? false)) {
      faults.push(`${user.id} is ${isMember ? '' : 'no '}member, enrolled ${String(sources)}`);
    }
  }
  if (used !== counted) faults.push(`${used} used, ${counted} counted by hand`);
  const sync = await readPeopleSync(world, tenant.tenantId);
  if (sync?.sweep !== 'none') faults.push(`the sweep is ${String(sync?.sweep)}`);
  return faults;
}

function agrees(
  person: Person | undefined,
  user: Standing['user'],
  state: Standing['state'],
  deletedAt: number | undefined,
): boolean {
  if (state === 'purged') return person === undefined || person.account === 'purged';
  if (state === 'deleted') {
    return (
      person === undefined ||
      (person.account === 'deleted' && isSecond(person.deletedAt, deletedAt))
    );
  }
  return (
    person?.account === (user.accountEnabled ? 'enabled' : 'disabled') &&
    person.displayName === user.displayName &&
    person.userName === user.userPrincipalName &&
    person.mail === (user.mail ?? null)
  );
}

/** Graph tells of instants to the second. */
const isSecond = (held: number | null, truth: number | undefined): boolean =>
  held !== null && truth !== undefined && Math.abs(held - truth) < 1_000;

/** Who is in the linked group, directly or through the nested one. */
function membersOf({ directory }: CloudTenant, linked: string, nested: string): Set<string> {
  const direct = (groupId: string): string[] => {
    const membership = directory.groups.byId(groupId)?.membership;
    return [...(membership?.usersAfter(-1) ?? [])].map((i) => directory.users.standing(i).user.id);
  };
  const holdsNested = directory.groups.byId(linked)?.membership.hasGroup(nested) ?? false;
  return new Set([...direct(linked), ...(holdsNested ? direct(nested) : [])]);
}
