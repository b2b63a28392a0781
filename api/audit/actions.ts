import { newId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/time.ts';
import { create, type AnyWrite } from '../ports/store.ts';
import type { Actor } from '../ports/world.ts';
import { events } from './kinds.ts';
import type { Event } from './rules.ts';

/**
 * The write that tells what a commit does and who did it; it goes into that commit.
 * @param movesSeats whether somebody begins or ceases to count by it
 */
export const tell = (
  actor: Actor,
  at: Instant,
  what: string,
  data: Event['data'],
  movesSeats = false,
): AnyWrite =>
  create(events, {
    eventId: newId(),
    at,
    what,
    actorId: actor.personId,
    actId: actor.actId,
    newestMove: movesSeats ? -at : null,
    data,
  });
