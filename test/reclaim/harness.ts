import { groupLinks } from '../../api/catalogs/kinds.ts';
import { followedGroups, memberships } from '../../api/directory/kinds.ts';
import { newFollowedGroup } from '../../api/directory/rules/groups.ts';
import { newId, type PersonId } from '../../api/kernel/ids.ts';
import { DAY_MS, type Instant } from '../../api/kernel/time.ts';
import { notices } from '../../api/notifications/kinds.ts';
import type { Notice } from '../../api/notifications/rules/notices.ts';
import { bucketOf, rootOf } from '../../api/ports/partitions.ts';
import { allOf } from '../../api/ports/reading.ts';
import { create, type Store } from '../../api/ports/store.ts';
import type { Tenant, World } from '../../api/ports/world.ts';
import { candidatesPage } from '../../api/reclaim/actions/advice.ts';
import { noteSigns } from '../../api/reclaim/actions/signs.ts';
import { asks } from '../../api/reclaim/kinds.ts';
import type { Ask } from '../../api/reclaim/rules/asks.ts';
import { enrolPeople } from '../../api/seats/actions/enrol.ts';
import { seatsUsed } from '../../api/seats/actions/figures.ts';
import { settleGroups } from '../../api/seats/actions/groups.ts';
import { readPerson } from '../../api/seats/actions/reading.ts';
import { recount } from '../../api/seats/actions/recount/recount.ts';
import { enrolments } from '../../api/seats/kinds.ts';
import type { Enrolment, Person } from '../../api/seats/rules/person.ts';
import { openBench, type Bench } from '../jobs/bench.ts';
import { openAccount, stopClock, subscribe, type StoppedClock } from '../limits/subscribed.ts';
import { act, buildCampus, type Campus } from '../seats/campus.ts';

/** When everybody is enrolled. */
export const START: Instant = Date.UTC(2026, 0, 5);

/** A tenant whose people were all enrolled at the start, with a clock that stands where it is put. */
export interface Held {
  readonly bench: Bench;
  readonly tenant: Tenant;
  readonly clock: StoppedClock;
  readonly world: World;
  readonly campus: Campus;
}

/** Opens one; `each` trainings for everybody. */
export async function openHeld(
  buckets: number,
  people: number,
  each = 2,
  around?: (store: Store) => Store,
): Promise<Held> {
  const bench = openBench({ buckets, ...(around === undefined ? {} : { around }) });
  const clock = stopClock(bench.world, START);
  const { world } = clock;
  const { tenant } = bench;
  const campus = await buildCampus(world, tenant, { catalogs: 1, trainings: each, people });
  await openAccount(world, tenant);
  const term = { startsAt: START, endsAt: START + 365 * DAY_MS };
  await subscribe(world, tenant, { seats: 100, ...term });
  for (const trainingId of campus.trainingIds) await enrolAll(world, tenant, campus, trainingId);
  return { bench, tenant, clock, world, campus };
}

/** Enrols everybody in a training. */
export async function enrolAll(
  world: World,
  tenant: Tenant,
  { catalogOf, personIds }: Campus,
  trainingId: string,
): Promise<void> {
  const catalogId = catalogOf.get(trainingId) ?? '';
  const people = personIds.map((personId) => ({ personId }));
  await enrolPeople(world, tenant, act(), { trainingId, catalogId, people });
}

/** What was last asked and done about a seat. */
export const askIn = async ({ world, tenant }: Held, personId: PersonId): Promise<Ask | null> =>
  (await world.store.read(rootOf(tenant.tenantId), asks, { personId }))?.doc ?? null;

/** A person as kept. */
export async function personIn({ world, tenant }: Held, personId: PersonId): Promise<Person> {
  const held = await readPerson(world, tenant, personId);
  if (held === null) throw new Error(`Nobody knows ${personId}.`);
  return held.doc;
}

/** The live enrolments of a person: training, since when, until when. */
export async function liveIn({ world, tenant }: Held, personId: PersonId): Promise<string[]> {
  const bucket = bucketOf(tenant.tenantId, personId, tenant.buckets);
  const range = { from: personId, upTo: personId };
  const held = await allOf(world.store, bucket, enrolments, 'byPerson', range);
  return held
    .map(({ doc }): Enrolment => doc)
    .filter(({ live }) => live)
    .map(({ trainingId, enrolledAt, endsOn }) => `${trainingId} ${enrolledAt} ${endsOn ?? ''}`)
    .sort();
}

/** What was announced, the oldest first. */
export async function toldIn({ world, tenant }: Held): Promise<Notice[]> {
  const held = await allOf(world.store, rootOf(tenant.tenantId), notices, 'byTime');
  return held.map(({ doc }) => doc.notice);
}

/** How many seats are used; refuses to say where a recount would not agree. */
export async function usedIn({ world, tenant }: Held): Promise<number> {
  const result = await recount(world, tenant, { personId: null, actId: newId() }, () => undefined);
  if (result.differencesTotal > 0) throw new Error(JSON.stringify(result.differences));
  return seatsUsed(world, tenant);
}

/** Has a group hold these people in the first training, as the directory and a link would; gives the group. */
export async function heldByGroup(
  { world, tenant, campus }: Held,
  personIds: readonly PersonId[],
): Promise<string> {
  const groupId = newId();
  const root = rootOf(tenant.tenantId);
  const [trainingId = ''] = campus.trainingIds;
  const catalogId = campus.catalogOf.get(trainingId) ?? '';
  const group = { ...newFollowedGroup(groupId, 'Group', true, 0), state: 'following' as const };
  const link = { targetId: trainingId, groupId, catalogId, trainingId };
  await world.store.commit(root, [create(followedGroups, group), create(groupLinks, link)]);
  for (const personId of personIds) {
    const bucket = bucketOf(tenant.tenantId, personId, tenant.buckets);
    await world.store.commit(bucket, [create(memberships, { groupId, personId, generation: 1 })]);
  }
  await settleGroups(world, tenant, act(), personIds);
  return groupId;
}

/** Somebody was seen to do something. */
export const seen = (held: Held, personId: string, at: number): Promise<void> =>
  noteSigns(held.world, held.tenant, act(), [{ personId, at }]);

/** Everybody in the advice, page by page. */
export async function advised(
  { world, tenant }: Held,
  days: number,
  limit: number,
): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await candidatesPage(world, tenant, { days, limit, cursor });
    found.push(...page.items.map(({ person }) => person.personId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}
