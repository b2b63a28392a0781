import { factsOnTheWire } from '../http/facts.ts';
import { route, type Route } from '../http/route.ts';
import { toIso } from '../kernel/time.ts';
import { namesOf } from '../seats/actions/reading.ts';
import { eventsPage } from './actions.ts';
import { auditPage, auditQuery } from './contract.ts';

/** Who did what. */
export const auditRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/audit',
    summary: 'What happened and who did it, the newest first',
    access: 'admins',
    query: auditQuery,
    answers: { 200: auditPage },
    act: async ({ world, caller: { tenant }, query }) => {
      const page = await eventsPage(world, tenant, query);
      const actorIds = page.items.map(({ actorId }) => actorId).filter((id) => id !== null);
      // Names are not kept in the entries: they are those of today, and go when the person's data goes.
      const names = await namesOf(world, tenant, [...new Set(actorIds)]);
      const items = page.items.map(({ eventId, at, what, actorId, actId, data }) => ({
        id: eventId,
        at: toIso(at),
        what,
        actor:
          actorId === null
            ? null
            : { id: actorId, displayName: names.get(actorId)?.displayName ?? null },
        actId,
        data: factsOnTheWire(data),
      }));
      return { status: 200, body: { items, nextCursor: page.nextCursor } };
    },
  }),
];
