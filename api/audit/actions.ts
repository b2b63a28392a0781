import { newIdAt } from '../kernel/ids.ts';
import type { Instant } from '../kernel/time.ts';
import { mergePages, type SortedSource } from '../ports/merging.ts';
import { bucketsOf, rootOf } from '../ports/partitions.ts';
import { create, type AnyWrite } from '../ports/store.ts';
import type { Actor, Tenant, World } from '../ports/world.ts';
import { events } from './kinds.ts';
import type { Event } from './rules.ts';

/**
 * The write that tells what a commit does and who did it; it goes into that commit.
 * @param movesSeats whether somebody begins or ceases to count by it
 * @param eventId made of what happened where it must be told once only: the same again is refused (`exists`)
 */
export const tell = (
  actor: Actor,
  at: Instant,
  what: string,
  data: Event['data'],
  movesSeats = false,
  eventId: string = newIdAt(at),
): AnyWrite =>
  create(events, {
    eventId,
    at,
    what,
    actorId: actor.personId,
    actId: actor.actId,
    newest: -at,
    newestMove: movesSeats ? -at : null,
    data,
  });

/** What happened in a tenant and who did it, in all its partitions, the newest first. */
export async function eventsPage(
  { store }: Pick<World, 'store'>,
  { tenantId, buckets }: Tenant,
  query: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ readonly items: readonly Event[]; readonly nextCursor: string | null }> {
  const sources = [rootOf(tenantId), ...bucketsOf(tenantId, buckets)].map(
    (partition): SortedSource<Event> =>
      (after, limit) =>
        store.list(partition, events, 'byAge', { after, limit }),
  );
  const page = await mergePages(sources, newestFirst, { ...query, question: ['audit'] });
  return { items: page.items.map(({ doc }) => doc), nextCursor: page.nextCursor };
}

/** A text that sorts the newer event first. */
const newestFirst = ({ at }: Event): string =>
  String(Number.MAX_SAFE_INTEGER - at).padStart(16, '0');
