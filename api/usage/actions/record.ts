import { catalogs } from '../../catalogs/kinds.ts';
import { allEnded } from '../../kernel/all-ended.ts';
import { idFrom, type CatalogId, type PersonId } from '../../kernel/ids.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { bucketAt, bucketNumber, rootOf } from '../../ports/partitions.ts';
import type { Held, Partition } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { people } from '../../seats/kinds.ts';
import { activePeople } from '../kinds.ts';
import { TENANT_SCOPE, type ActiveIn, type ActivePerson, type Scope } from '../rules/active.ts';
import {
  isCounted,
  judgeActivity,
  sameActivity,
  type Activity,
  type ActivityRefusal,
  type Reckoning,
} from '../rules/activities.ts';
import type { TakenActivity } from '../rules/activity-pages.ts';
import type { IdUse } from '../rules/id-book.ts';
import type { Month } from '../rules/months.ts';
import { marked, monthIn, putPages, readBook, type Marked } from './books.ts';
import { countActive, type BecomesActive } from './count.ts';
import { inTurns } from './turns.ts';

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

/** What one sender tells at once. */
interface Asked {
  readonly world: World;
  readonly tenant: Tenant;
  readonly actor: Actor;
  readonly given: readonly Activity[];
  readonly reckoning: Reckoning;
}

/** Where the outcome of an activity goes. */
interface Place {
  readonly outcomes: ActivityOutcome[];
  readonly nth: number;
}

/** An activity that is to be taken if its id is free; what is told again in the same turn shares it. */
interface Fresh extends Marked {
  readonly actor: Actor;
  readonly isLate: boolean;
  readonly places: Place[];
}

/** So many activities are recorded together, unless one request tells of more. */
const TOGETHER_MAX = 4_000;

const inTurn = inTurns<Asked, Recorded>(({ given }) => given.length, TOGETHER_MAX, recordTogether);

/**
 * Records activities. Each id is taken once; whoever is active in a month is counted once in it, in the tenant and in the
 * catalog. Two steps, each of which bears repeating: first the activities, then who was active. A stop in between is made
 * good when the sender, who got no answer, sends them again, and by the recount. What is told of one tenant at the same time
 * is recorded together.
 */
export const recordActivities = (
  world: World,
  tenant: Tenant,
  actor: Actor,
  given: readonly Activity[],
  reckoning: Reckoning,
): Promise<Recorded> =>
  inTurn(world.store, tenant.tenantId, { world, tenant, actor, given, reckoning });

async function recordTogether(asked: readonly [Asked, ...Asked[]]): Promise<readonly Recorded[]> {
  const [{ world, tenant, reckoning }] = asked;
  const all = asked.flatMap(({ given }) => given);
  const [known, knownCatalogs] = await Promise.all([
    knownPeople(world, tenant, new Set(all.map(({ personId }) => personId))),
    knownCatalogsAmong(world, tenant, all),
  ]);
  const outcomes = asked.map(({ given }) => new Array<ActivityOutcome>(given.length));
  const fresh = new Map<string, Fresh>();
  for (const [ask, one] of asked.entries())
    sift(one, outcomes[ask] ?? [], known, knownCatalogs, fresh);

  const uses = await keep(world, tenant, [...fresh.values()]);
  const byActor = new Map<
    PersonId | null,
    { actor: Actor; active: Map<PersonId, BecomesActive> }
  >();
  for (const [id, { actor, activity, use, isLate, places }] of fresh) {
    const was = uses.get(id);
    const isSame = was === undefined || was.fingerprint === use.fingerprint;
    const first = isLate ? 'late' : 'new';
    for (const [repeat, { outcomes: theirs, nth }] of places.entries())
      theirs[nth] = {
        outcome: !isSame ? 'conflict' : was !== undefined || repeat > 0 ? 'duplicate' : first,
      };
    if (!isSame) continue;
    const acts = byActor.get(actor.personId) ?? {
      actor,
      active: new Map<PersonId, BecomesActive>(),
    };
    byActor.set(actor.personId, acts);
    note(acts.active, activity, was === undefined ? activity.countsIn : monthIn(was));
  }
  let hasGrown = false;
  for (const { actor, active } of byActor.values())
    hasGrown = (await countActive(world, tenant, actor, active, known, reckoning)) || hasGrown;
  return outcomes.map((theirs) => ({ outcomes: theirs, hasGrown }));
}

/** Refuses what cannot be taken, and gathers the rest by id. */
function sift(
  { world, actor, given, reckoning }: Asked,
  outcomes: ActivityOutcome[],
  known: ReadonlyMap<PersonId, unknown>,
  knownCatalogs: ReadonlySet<CatalogId>,
  fresh: Map<string, Fresh>,
): void {
  const now = world.clock.now();
  for (const [nth, activity] of given.entries()) {
    const { id, personId, kind, at, catalogId } = activity;
    const judged = judgeActivity(activity, now, reckoning);
    const before = fresh.get(id);
    if (judged.refused !== null) outcomes[nth] = { outcome: 'refused', code: judged.refused };
    else if (!known.has(personId)) outcomes[nth] = { outcome: 'refused', code: 'person-unknown' };
    else if (catalogId !== null && !knownCatalogs.has(catalogId))
      outcomes[nth] = { outcome: 'refused', code: 'catalog-unknown' };
    else if (before === undefined) {
      const { countsIn, isLate } = judged;
      const taken = marked({ id, personId, kind, at, catalogId, countsIn });
      fresh.set(id, { ...taken, actor, isLate, places: [{ outcomes, nth }] });
    } else if (sameActivity(activity, before.activity)) before.places.push({ outcomes, nth });
    else outcomes[nth] = { outcome: 'conflict' };
  }
}

/** Notes in what the activity makes its person active, and when. */
function note(
  active: Map<PersonId, BecomesActive>,
  { personId, kind, at, catalogId }: TakenActivity,
  countsIn: Month | null,
): void {
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

/** So many documents are read at once. */
const READ_MAX = 1_000;

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
      for (let from = 0; from < ids.length; from += READ_MAX) {
        const keys = ids.slice(from, from + READ_MAX).map((personId) => ({ personId }));
        const rest: { readonly personId: PersonId }[] = [];
        const held = await store.readMany(partition, activePeople, keys);
        for (const [nth, key] of keys.entries()) {
          const one = held[nth] ?? null;
          if (one === null) rest.push(key);
          else known.set(key.personId, one);
        }
        if (rest.length === 0) continue;
        for (const one of await store.readMany(partition, people, rest))
          if (one !== null) known.set(one.doc.personId, null);
      }
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
  const known = new Set<CatalogId>();
  for (let from = 0; from < keys.length; from += READ_MAX)
    for (const one of await store.readMany(
      rootOf(tenantId),
      catalogs,
      keys.slice(from, from + READ_MAX),
    ))
      if (one !== null) known.add(one.doc.catalogId);
  return known;
}

/** The bucket of an id. */
const partitionOfId = ({ tenantId, buckets }: Tenant, id: string): Partition =>
  bucketAt(tenantId, buckets === 1 ? 0 : bucketNumber(idFrom('activity', id), buckets));

/** Takes activities whose ids are free; gives what the others were used for, by their ids. */
async function keep(
  world: World,
  tenant: Tenant,
  fresh: readonly Fresh[],
): Promise<ReadonlyMap<string, IdUse>> {
  const uses = new Map<string, IdUse>();
  const byPartition = Map.groupBy(fresh, ({ activity }) => partitionOfId(tenant, activity.id));
  await allEnded(
    [...byPartition].map(([partition, theirs]) => keepIn(world, partition, theirs, uses)),
  );
  return uses;
}

async function keepIn(
  { store, clock }: World,
  partition: Partition,
  theirs: readonly Fresh[],
  uses: Map<string, IdUse>,
): Promise<void> {
  for (;;) {
    const book = await readBook(store, partition);
    const free: Fresh[] = [];
    for (const one of theirs) {
      const was = book.ids.find(one.mark);
      if (was === null) free.push(one);
      else uses.set(one.activity.id, was);
    }
    const expiresAt = clock.now() + IDS_KEPT_MS;
    if (free.length === 0 || (await putPages(store, partition, book, free, expiresAt))) return;
  }
}
