import { catalogs } from '../../catalogs/kinds.ts';
import { idFrom, type CatalogId, type PersonId } from '../../kernel/ids.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { bucketAt, bucketNumber, rootOf } from '../../ports/partitions.ts';
import { COMMIT_WRITES_MAX, create, type Held, type Partition } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { people } from '../../seats/kinds.ts';
import { activePeople, activities, type TakenActivity } from '../kinds.ts';
import { TENANT_SCOPE, type ActiveIn, type ActivePerson, type Scope } from '../rules/active.ts';
import {
  isCounted,
  judgeActivity,
  sameActivity,
  type Activity,
  type ActivityRefusal,
  type Reckoning,
} from '../rules/activities.ts';
import type { Month } from '../rules/months.ts';
import { countActive, type BecomesActive } from './count.ts';

/** What became of one activity (M-2, M-3). `conflict`: its id was used for another one. */
export type ActivityOutcome =
  | { readonly outcome: 'new' | 'duplicate' | 'conflict' | 'late' }
  | { readonly outcome: 'refused'; readonly code: ActivityRefusal };

/** What recording has come to. */
export interface Recorded {
  /** For each activity in its place. */
  readonly outcomes: readonly ActivityOutcome[];
  /** Whether a figure has grown by it. */
  readonly hasGrown: boolean;
}

/** So long an id is known (M-3): longer than a period, whose months have then closed. */
export const IDS_KEPT_MS = 400 * DAY_MS;

/** An activity that is to be taken if its id is free, and where in the batch it stands; a repeat in the batch shares it. */
interface Fresh {
  readonly activity: TakenActivity;
  readonly isLate: boolean;
  readonly nths: number[];
}

/**
 * Records activities. Each id is taken once; whoever is active in a month is counted once in it, in the tenant and in the
 * catalog. Two steps, each of which bears repeating: first the activities, then who was active. A stop in between is made
 * good when the sender, who got no answer, sends them again, and by the recount.
 */
export async function recordActivities(
  world: World,
  tenant: Tenant,
  actor: Actor,
  given: readonly Activity[],
  reckoning: Reckoning,
): Promise<Recorded> {
  const [known, knownCatalogs] = await Promise.all([
    knownPeople(world, tenant, new Set(given.map(({ personId }) => personId))),
    knownCatalogsAmong(world, tenant, given),
  ]);
  const now = world.clock.now();
  const outcomes = new Array<ActivityOutcome>(given.length);
  const fresh = new Map<string, Fresh>();
  const refuse = (nth: number, code: ActivityRefusal): void => {
    outcomes[nth] = { outcome: 'refused', code };
  };
  for (const [nth, activity] of given.entries()) {
    const judged = judgeActivity(activity, now, reckoning);
    const before = fresh.get(activity.id);
    if (judged.refused !== null) refuse(nth, judged.refused);
    else if (!known.has(activity.personId)) refuse(nth, 'person-unknown');
    else if (activity.catalogId !== null && !knownCatalogs.has(activity.catalogId))
      refuse(nth, 'catalog-unknown');
    else if (before === undefined) {
      const { countsIn, isLate } = judged;
      const { id, personId, kind, at, catalogId } = activity;
      const taken = { id, personId, kind, at, catalogId, countsIn, expiresAt: now + IDS_KEPT_MS };
      fresh.set(id, { activity: taken, isLate, nths: [nth] });
    } else if (sameActivity(activity, before.activity)) before.nths.push(nth);
    else outcomes[nth] = { outcome: 'conflict' };
  }

  const kept = await keep(world, tenant, [...fresh.values()]);
  const active = new Map<PersonId, BecomesActive>();
  for (const { activity, isLate, nths } of fresh.values()) {
    const found = kept.get(activity.id);
    const isSame = found === undefined || sameActivity(activity, found);
    for (const [repeat, nth] of nths.entries())
      outcomes[nth] = {
        outcome: !isSame
          ? 'conflict'
          : found !== undefined || repeat > 0
            ? 'duplicate'
            : isLate
              ? 'late'
              : 'new',
      };
    if (isSame) note(active, found ?? activity);
  }
  const hasGrown = await countActive(world, tenant, actor, active, known, reckoning);
  return { outcomes, hasGrown };
}

/** Notes in what the activity makes its person active, and when. */
function note(active: Map<PersonId, BecomesActive>, taken: TakenActivity): void {
  const { personId, kind, at, countsIn, catalogId } = taken;
  if (!isCounted(kind)) return;
  let theirs = active.get(personId);
  if (theirs === undefined) active.set(personId, (theirs = { added: [], lastAt: at }));
  if (at > theirs.lastAt) theirs.lastAt = at;
  if (countsIn === null) return;
  addOnce(theirs.added, countsIn, TENANT_SCOPE);
  if (catalogId !== null) addOnce(theirs.added, countsIn, catalogId);
}

function addOnce(added: ActiveIn[], month: Month, scope: Scope): void {
  for (const one of added) if (one.month === month && one.scope === scope) return;
  added.push({ month, scope });
}

/** What is kept of the people whom the tenant knows; null for those who were never active. */
async function knownPeople(
  { store }: World,
  tenant: Tenant,
  personIds: ReadonlySet<PersonId>,
): Promise<Map<PersonId, Held<ActivePerson> | null>> {
  const known = new Map<PersonId, Held<ActivePerson> | null>();
  const byBucket = Map.groupBy(personIds, (id) => bucketNumber(id, tenant.buckets));
  await Promise.all(
    [...byBucket].map(async ([bucket, ids]) => {
      const partition = bucketAt(tenant.tenantId, bucket);
      const keys = ids.map((personId) => ({ personId }));
      const held = await store.readMany(partition, activePeople, keys);
      const rest: { readonly personId: PersonId }[] = [];
      for (const [nth, key] of keys.entries()) {
        const one = held[nth] ?? null;
        if (one === null) rest.push(key);
        else known.set(key.personId, one);
      }
      if (rest.length === 0) return;
      for (const one of await store.readMany(partition, people, rest))
        if (one !== null) known.set(one.doc.personId, null);
    }),
  );
  return known;
}

/** Which of these catalogs the tenant has or had. */
async function knownCatalogsAmong(
  { store }: World,
  { tenantId }: Tenant,
  given: readonly Activity[],
): Promise<Set<CatalogId>> {
  const named = new Set(given.flatMap(({ catalogId }) => (catalogId === null ? [] : [catalogId])));
  if (named.size === 0) return named;
  const keys = [...named].map((catalogId) => ({ catalogId }));
  const held = await store.readMany(rootOf(tenantId), catalogs, keys);
  return new Set(held.flatMap((one) => (one === null ? [] : [one.doc.catalogId])));
}

/** The bucket of an id. */
const partitionOfId = ({ tenantId, buckets }: Tenant, id: string): Partition =>
  bucketAt(tenantId, buckets === 1 ? 0 : bucketNumber(idFrom('activity', id), buckets));

/** Writes activities whose ids are not taken; gives those that were there before, by their ids. */
async function keep(
  world: World,
  tenant: Tenant,
  fresh: readonly Fresh[],
): Promise<Map<string, TakenActivity>> {
  const before = new Map<string, TakenActivity>();
  const byPartition = Map.groupBy(fresh, ({ activity }) => partitionOfId(tenant, activity.id));
  await Promise.all(
    [...byPartition].map(([partition, theirs]) => keepIn(world, partition, theirs, before)),
  );
  return before;
}

async function keepIn(
  { store }: World,
  partition: Partition,
  theirs: readonly Fresh[],
  before: Map<string, TakenActivity>,
): Promise<void> {
  let left = theirs;
  while (left.length > 0) {
    const keys = left.map(({ activity }) => ({ id: activity.id }));
    const held = await store.readMany(partition, activities, keys);
    const wanted = left.filter(({ activity }, nth) => {
      const one = held[nth] ?? null;
      if (one !== null) before.set(activity.id, one.doc);
      return one === null;
    });
    const commits: Promise<readonly Fresh[]>[] = [];
    for (let from = 0; from < wanted.length; from += COMMIT_WRITES_MAX) {
      const some = wanted.slice(from, from + COMMIT_WRITES_MAX);
      const writes = some.map(({ activity }) => create(activities, activity));
      // Where somebody else was quicker with one of them, all of these are looked at again.
      commits.push(
        store.commit(partition, writes).then(({ outcome }) => (outcome === 'refused' ? some : [])),
      );
    }
    left = (await Promise.all(commits)).flat();
  }
}
