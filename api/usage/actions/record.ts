import { tell } from '../../audit/actions.ts';
import { idFrom, type PersonId } from '../../kernel/ids.ts';
import { bucketAt, bucketNumber, bucketOf } from '../../ports/partitions.ts';
import {
  add,
  COMMIT_WRITES_MAX,
  create,
  type AnyWrite,
  type Partition,
} from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { people } from '../../seats/kinds.ts';
import { activeFigures, activities, actives, type Active, type TakenActivity } from '../kinds.ts';
import {
  judgeActivity,
  sameActivity,
  type Activity,
  type ActivityRefusal,
} from '../rules/activities.ts';
import { periodOf, wholePeriod, type Month } from '../rules/months.ts';

/** What became of one activity (M-2, M-3). `conflict`: its id was used for another one. */
export type ActivityOutcome =
  | { readonly outcome: 'new' | 'duplicate' | 'conflict' | 'late' }
  | { readonly outcome: 'refused'; readonly code: ActivityRefusal };

/** The scope of the whole tenant. */
export const TENANT_SCOPE = 'tenant';

/**
 * Records activities. Each id is taken once; whoever is active in a month is counted once in it, in the tenant and in the
 * catalog. Two steps, each of which bears repeating: first the activities, then who was active. A stop in between is made
 * good when the sender, who got no answer, sends them again.
 * @param firstMonth the first month of the first period; what lies before it is refused
 * @returns an outcome for each activity, in order
 */
export async function recordActivities(
  world: World,
  tenant: Tenant,
  actor: Actor,
  given: readonly Activity[],
  firstMonth: Month,
): Promise<readonly ActivityOutcome[]> {
  const known = await knownAmong(world, tenant, new Set(given.map(({ personId }) => personId)));
  const now = world.clock.now();
  const outcomes = new Array<ActivityOutcome>(given.length);
  const fresh = new Map<string, { readonly activity: TakenActivity; readonly nths: number[] }>();
  for (const [nth, activity] of given.entries()) {
    const judged = judgeActivity(activity, now, firstMonth);
    const before = fresh.get(activity.id);
    if (judged.refused !== null) outcomes[nth] = { outcome: 'refused', code: judged.refused };
    else if (!known.has(activity.personId))
      outcomes[nth] = { outcome: 'refused', code: 'person-unknown' };
    else if (before === undefined) {
      const { taken, month } = judged;
      fresh.set(activity.id, {
        activity: { ...activity, recordedAt: now, taken, month },
        nths: [nth],
      });
    } else if (sameActivity(activity, before.activity)) before.nths.push(nth);
    else outcomes[nth] = { outcome: 'conflict' };
  }

  const kept = await keep(
    world,
    tenant,
    [...fresh.values()].map(({ activity }) => activity),
  );
  const counted: TakenActivity[] = [];
  for (const { activity, nths } of fresh.values()) {
    const found = kept.get(activity.id) ?? activity;
    const isSame = sameActivity(activity, found);
    const first = found.taken === 'late' ? 'late' : 'new';
    for (const [repeat, nth] of nths.entries())
      outcomes[nth] = {
        outcome: !isSame ? 'conflict' : kept.has(activity.id) || repeat > 0 ? 'duplicate' : first,
      };
    if (isSame && found.taken === 'counted') counted.push(found);
  }
  await countActive(world, tenant, actor, counted, firstMonth);
  return outcomes;
}

/** Which of these people the tenant knows. */
async function knownAmong(
  { store }: World,
  tenant: Tenant,
  personIds: ReadonlySet<PersonId>,
): Promise<Set<PersonId>> {
  const byBucket = Map.groupBy(personIds, (id) => bucketNumber(id, tenant.buckets));
  const held = await Promise.all(
    [...byBucket].map(([bucket, ids]) =>
      store.readMany(
        bucketAt(tenant.tenantId, bucket),
        people,
        ids.map((personId) => ({ personId })),
      ),
    ),
  );
  return new Set(held.flat().flatMap((one) => (one === null ? [] : [one.doc.personId])));
}

/** Writes activities whose ids are not taken; gives those that were there before, by their ids. */
async function keep(
  { store }: World,
  { tenantId, buckets }: Tenant,
  fresh: readonly TakenActivity[],
): Promise<Map<string, TakenActivity>> {
  const before = new Map<string, TakenActivity>();
  const byPartition = Map.groupBy(fresh, ({ id }) =>
    bucketOf(tenantId, idFrom('activity', id), buckets),
  );
  await Promise.all(
    [...byPartition].map(async ([partition, theirs]) => {
      let left = theirs;
      while (left.length > 0) {
        const held = await store.readMany(
          partition,
          activities,
          left.map(({ id }) => ({ id })),
        );
        for (const one of held) if (one !== null) before.set(one.doc.id, one.doc);
        const wanted = left.filter((_, nth) => held[nth] === null);
        const again: TakenActivity[] = [];
        for (let from = 0; from < wanted.length; from += COMMIT_WRITES_MAX) {
          const some = wanted.slice(from, from + COMMIT_WRITES_MAX);
          const writes = some.map((activity) => create(activities, activity));
          const { outcome } = await store.commit(partition, writes);
          // Somebody else was quicker with one of them: all of these are looked at again.
          if (outcome === 'refused') again.push(...some);
        }
        left = again;
      }
    }),
  );
  return before;
}

const keyOf = ({ span, scope, personId }: Active): string => `${span} ${scope} ${personId}`;

/** Who is active by these activities: in the month and the whole period, in the tenant and in the catalog. */
function activeBy(counted: readonly TakenActivity[], firstMonth: Month): Active[] {
  const all = counted.flatMap(({ month, personId, catalogId }) =>
    [month, wholePeriod(periodOf(month, firstMonth))].flatMap((span) =>
      [TENANT_SCOPE, ...(catalogId === null ? [] : [catalogId])].map((scope) => ({
        ...{ span, scope, personId },
      })),
    ),
  );
  return [...new Map(all.map((active) => [keyOf(active), active])).values()];
}

/** So many people become active in one commit: with their figures and the event it stays within what one may hold. */
const PORTION = 48;

/** Counts whoever is active for the first time in a month, each in the commit that says so. */
async function countActive(
  world: World,
  { tenantId, buckets }: Tenant,
  actor: Actor,
  counted: readonly TakenActivity[],
  firstMonth: Month,
): Promise<void> {
  const byPartition = Map.groupBy(activeBy(counted, firstMonth), ({ personId }) =>
    bucketOf(tenantId, personId, buckets),
  );
  await Promise.all(
    [...byPartition].map(async ([partition, theirs]) => {
      for (let from = 0; from < theirs.length; from += PORTION)
        await countIn(world, partition, actor, theirs.slice(from, from + PORTION));
    }),
  );
}

async function countIn(
  { store, clock }: World,
  partition: Partition,
  actor: Actor,
  wanted: readonly Active[],
): Promise<void> {
  for (;;) {
    const held = await store.readMany(partition, actives, wanted);
    const missing = wanted.filter((_, nth) => held[nth] === null);
    if (missing.length === 0) return;
    const byFigure = [...Map.groupBy(missing, ({ span, scope }) => `${span} ${scope}`).values()];
    const figures = byFigure.map(([first, ...others]) => ({
      ...{ span: first?.span ?? '', scope: first?.scope ?? '' },
      amount: others.length + 1,
    }));
    const writes: AnyWrite[] = [
      ...missing.map((active) => create(actives, active)),
      ...figures.map(({ span, scope, amount }) =>
        add(activeFigures, { span, scope }, { unique: amount }),
      ),
      tell(actor, clock.now(), 'people-active', { figures }),
    ];
    const result = await store.commit(partition, writes);
    if (result.outcome === 'committed') return;
    if (result.reason !== 'missing') continue;
    for (const { span, scope } of figures)
      await store.commit(partition, [create(activeFigures, { span, scope, unique: 0 })]);
  }
}
