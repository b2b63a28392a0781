import { events } from '../../audit/kinds.ts';
import type { Event } from '../../audit/rules.ts';
import { catalogs, trainings } from '../../catalogs/kinds.ts';
import type { CatalogId, PersonId, TrainingId } from '../../kernel/ids.ts';
import { DAY_MS, dayOf, type Day, type Instant } from '../../kernel/time.ts';
import { mergePages, type SortedSource } from '../../ports/merging.ts';
import { bucketsOf, rootOf } from '../../ports/partitions.ts';
import { allOf } from '../../ports/reading.ts';
import { create, replace } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { seatDays, type SeatDay } from '../kinds.ts';
import type { LedgerLine } from '../rules/ledger.ts';
import { seatsUsed } from './figures.ts';
import { peopleById } from './reading.ts';

/** So many days back it is looked for the day that was noted last. */
const LAST_NOTED_WITHIN = 7;

/**
 * Notes how many people count today; gives whether that is news. The first look on a new day also says how the day ended
 * that was noted last: since then nobody has looked, and it is due right after midnight.
 */
export async function noteSeatDay(world: World, tenant: Tenant): Promise<boolean> {
  const root = rootOf(tenant.tenantId);
  const now = world.clock.now();
  const used = await seatsUsed(world, tenant);
  const days = Array.from({ length: LAST_NOTED_WITHIN + 1 }, (_, back) =>
    dayOf(now - back * DAY_MS),
  );
  const [today, ...before] = await world.store.readMany(
    root,
    seatDays,
    days.map((day) => ({ day })),
  );
  const isFirstLook = today === null || today === undefined;
  const last = isFirstLook ? before.find((held) => held !== null) : undefined;
  const writes = [
    ...(isFirstLook ? [create(seatDays, { day: dayOf(now), used })] : []),
    ...[today, last].flatMap((held) =>
      held === null || held === undefined || held.doc.used === used
        ? []
        : [replace(seatDays, { ...held.doc, used }, held.version)],
    ),
  ];
  // Where another process notes at the same moment, either is right.
  if (writes.length > 0) await world.store.commit(root, writes);
  return writes.length > 0;
}

/** The days from `from` to `to`, both inclusive, on which the count was noted; between them the last one holds. */
export async function seatHistory(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  from: Day,
  to: Day,
): Promise<SeatDay[]> {
  const range = { from, upTo: to };
  const held = await allOf(world.store, rootOf(tenant.tenantId), seatDays, 'byDay', range);
  return held.map(({ doc }) => doc);
}

/** An act by which people began or ceased to count. */
export interface SeatChange {
  readonly at: Instant;
  readonly what: string;
  readonly actor: { readonly id: PersonId; readonly displayName: string | null } | null;
  readonly counted: number;
  readonly freed: number;
  readonly catalogId: CatalogId | null;
  readonly trainingId: TrainingId | null;
  /** The training's name, or the catalog's; null where the act was about neither. */
  readonly name: string | null;
}

const textIn = (event: Event, field: string): string | null => {
  const value = event.data[field];
  return typeof value === 'string' ? value : null;
};

const moved = (event: Event, by: 1 | -1): number =>
  ((event.data['ledger'] as readonly LedgerLine[] | undefined) ?? [])
    .filter(({ used }) => Math.sign(used) === by)
    .reduce((sum, { people }) => sum + people.length, 0);

/** What changed the count, the newest first, back to `since`. */
export async function seatChanges(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  question: {
    readonly since: Instant;
    readonly cursor?: string | undefined;
    readonly limit: number;
  },
): Promise<{ readonly items: readonly SeatChange[]; readonly nextCursor: string | null }> {
  const sources = bucketsOf(tenant.tenantId, tenant.buckets).map(
    (bucket): SortedSource<Event> =>
      (after, limit) =>
        world.store.list(bucket, events, 'byMove', { upTo: -question.since, after, limit }),
  );
  const page = await mergePages(sources, ({ at }) => newestFirst(at), {
    ...question,
    question: ['seat-changes', question.since],
  });
  const found = page.items.map(({ doc }) => doc);
  const actorIds = found.map(({ actorId }) => actorId).filter((id) => id !== null);
  const actors = await peopleById(world, tenant, [...new Set(actorIds)]);
  const nameOf = await namesFor(world, tenant, found);
  const items = found.map((event): SeatChange => {
    const { at, what, actorId } = event;
    const displayName = actors.get(actorId ?? '')?.displayName ?? null;
    return {
      at,
      what,
      actor: actorId === null ? null : { id: actorId, displayName },
      counted: moved(event, 1),
      freed: moved(event, -1),
      catalogId: textIn(event, 'catalogId'),
      trainingId: textIn(event, 'trainingId'),
      name: nameOf(event),
    };
  });
  return { items, nextCursor: page.nextCursor };
}

/** A text that sorts the newer instant first. */
const newestFirst = (at: Instant): string => String(Number.MAX_SAFE_INTEGER - at).padStart(16, '0');

/** Reads the names of the trainings and catalogs in these events, also of deleted ones. */
async function namesFor(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  found: readonly Event[],
): Promise<(event: Event) => string | null> {
  const root = rootOf(tenant.tenantId);
  const idsOf = (field: string): string[] => [
    ...new Set(found.map((event) => textIn(event, field)).filter((id) => id !== null)),
  ];
  const names = new Map<string, string>();
  const trainingKeys = idsOf('trainingId').map((trainingId) => ({ trainingId }));
  const catalogKeys = idsOf('catalogId').map((catalogId) => ({ catalogId }));
  for (const held of await world.store.readMany(root, trainings, trainingKeys)) {
    if (held !== null) names.set(held.doc.trainingId, held.doc.name);
  }
  for (const held of await world.store.readMany(root, catalogs, catalogKeys)) {
    if (held !== null) names.set(held.doc.catalogId, held.doc.name);
  }
  return (event) =>
    names.get(textIn(event, 'trainingId') ?? '') ??
    names.get(textIn(event, 'catalogId') ?? '') ??
    null;
}
