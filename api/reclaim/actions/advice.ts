import { cursorRefused } from '../../kernel/errors.ts';
import { DAY_MS, type Instant } from '../../kernel/time.ts';
import { accountStanding } from '../../limits/actions/standing.ts';
import { mergePages, type SortedSource } from '../../ports/merging.ts';
import { bucketsOf, rootOf } from '../../ports/partitions.ts';
import type { Held } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { peopleById } from '../../seats/actions/reading.ts';
import { people } from '../../seats/kinds.ts';
import type { Person } from '../../seats/rules/person.ts';
import type { Account } from '../../subscriptions/rules.ts';
import { asks } from '../kinds.ts';
import {
  ASK_STATES,
  refusalToAsk,
  refusalToRelease,
  type Ask,
  type AskState,
  type Refusal,
} from '../rules/asks.ts';
import { savingUntil, type Saving } from '../rules/saving.ts';
import { catchUp } from './catch-up.ts';
import { asksOf } from './reading.ts';

/** Somebody who holds a seat and was not active for the chosen time. */
export interface Candidate {
  readonly person: Person;
  readonly ask: Ask | null;
  /** Why the person is not asked, and the seat not released, at the moment; null where nothing is against it. */
  readonly notAsked: Refusal | null;
  readonly notReleased: Refusal | null;
}

/** A text by which earlier instants come first. */
const earliestFirst = (at: Instant): string => String(at).padStart(16, '0');

/** A place in the list, with the instant that the list was begun for: its pages are of one question. */
function placeFrom(cursor: string | undefined, fresh: Instant): { upTo: Instant; cursor?: string } {
  if (cursor === undefined) return { upTo: fresh };
  const [, upTo, place] = /^(\d{1,15})\.(.+)$/.exec(cursor) ?? [];
  if (upTo !== undefined && place !== undefined) return { upTo: Number(upTo), cursor: place };
  throw cursorRefused();
}

/**
 * Who holds a seat and was not active for so many days, the longest first. A page costs the same however many people there
 * are and however many of them were active.
 */
export async function candidatesPage(
  world: World,
  tenant: Tenant,
  query: { readonly days: number; readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ readonly items: readonly Candidate[]; readonly nextCursor: string | null }> {
  const { store, clock } = world;
  const now = clock.now();
  const { upTo, cursor } = placeFrom(query.cursor, now - query.days * DAY_MS);
  const sources = bucketsOf(tenant.tenantId, tenant.buckets).map(
    (bucket): SortedSource<Person> =>
      (after, limit) =>
        store.list(bucket, people, 'idle', { upTo, after, limit }),
  );
  const page = await mergePages(sources, ({ idleSince }) => earliestFirst(idleSince ?? 0), {
    ...{ cursor, limit: query.limit },
    question: ['reclaim', query.days, upTo],
  });
  const personIds = page.items.map(({ doc }) => doc.personId);
  await catchUp(world, tenant, personIds);
  const [known, asked] = await Promise.all([
    peopleById(world, tenant, personIds),
    asksOf(world, tenant, personIds),
  ]);
  const found = personIds.flatMap((personId) => known.get(personId) ?? []);
  const still = found.filter(({ idleSince }) => idleSince !== null && idleSince <= upTo);
  const items = still.map((person): Candidate => {
    const ask = asked.get(person.personId)?.doc ?? null;
    return {
      ...{ person, ask },
      notAsked: refusalToAsk(person, ask, query.days, now),
      notReleased: refusalToRelease(person, ask, query.days, now),
    };
  });
  const { nextCursor } = page;
  return { items, nextCursor: nextCursor === null ? null : `${upTo}.${nextCursor}` };
}

/** What was asked and done about one person's seat, with the person; null for whom nobody knows. */
export interface AskOfPerson {
  readonly ask: Ask;
  readonly person: Person | null;
}

/** What was asked and done, the newest first; of one state, or of all. */
export async function asksPage(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  query: {
    readonly state?: AskState | undefined;
    readonly limit: number;
    readonly cursor?: string | undefined;
  },
): Promise<{ readonly items: readonly AskOfPerson[]; readonly nextCursor: string | null }> {
  const { state, limit, cursor } = query;
  const root = rootOf(tenant.tenantId);
  const source: SortedSource<Ask> = (after, most) =>
    state === undefined
      ? world.store.list(root, asks, 'byAge', { after, limit: most })
      : world.store.list(root, asks, 'byState', { equals: { state }, after, limit: most });
  const page = await mergePages([source], ({ newest }) => earliestFirst(newest + 2 ** 52), {
    ...{ cursor, limit },
    question: ['asks', state],
  });
  const found: readonly Held<Ask>[] = page.items;
  const known = await peopleById(
    world,
    tenant,
    found.map(({ doc }) => doc.personId),
  );
  const items = found.map(({ doc }) => ({ ask: doc, person: known.get(doc.personId) ?? null }));
  return { items, nextCursor: page.nextCursor };
}

/** How many seats are not used, what they are worth, and how far asking has come. */
export interface Summary {
  readonly used: number;
  readonly inactive: number;
  readonly saving: Saving;
  /** The end of the term; null where there is none. */
  readonly endsAt: Instant | null;
  readonly asks: Readonly<Record<AskState, number>>;
}

/** The advice in figures. Its cost grows with how many people are inactive, not with how many there are. */
export async function summaryOf(
  world: Pick<World, 'store' | 'clock'>,
  tenant: Tenant,
  account: Account,
  days: number,
): Promise<Summary> {
  const { store, clock } = world;
  const now = clock.now();
  const upTo = now - days * DAY_MS;
  const root = rootOf(tenant.tenantId);
  const [standing, inactive, states] = await Promise.all([
    accountStanding(world, account),
    Promise.all(
      bucketsOf(tenant.tenantId, tenant.buckets).map((bucket) =>
        store.count(bucket, people, 'idle', { upTo }),
      ),
    ),
    Promise.all(
      ASK_STATES.map(
        async (state) =>
          [state, await store.count(root, asks, 'byState', { equals: { state } })] as const,
      ),
    ),
  ]);
  const seats = inactive.reduce((sum, one) => sum + one, 0);
  const ends = standing.sources
    .filter(({ plan, endsAt }) => plan === 'seats' && endsAt > now)
    .map(({ endsAt }) => endsAt);
  const endsAt = ends.length === 0 ? null : Math.max(...ends);
  return {
    used: standing.used,
    inactive: seats,
    // Activation keys do not say what they cost.
    saving: savingUntil(seats, endsAt, null, now),
    endsAt,
    asks: Object.fromEntries(states) as Record<AskState, number>,
  };
}
