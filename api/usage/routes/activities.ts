import type { z } from 'zod';
import { route, type Route } from '../../http/route.ts';
import { accountOf } from '../../subscriptions/routes.ts';
import type { ActivityOutcome } from '../actions/record.ts';
import { takeActivities, type ToldActivity } from '../actions/take.ts';
import { activitiesShape, activityOutcomesShape } from '../contract.ts';

/** Activities as they come over the wire. */
export const toldFrom = (body: z.infer<typeof activitiesShape>): ToldActivity[] =>
  body.map(({ id, personId, kind, at, catalogId }) => ({
    ...{ id, person: personId, kind },
    at: Date.parse(at),
    catalogId: catalogId ?? null,
  }));

/** What became of them, as it goes back. */
export const outcomesView = (
  told: readonly { readonly id: string }[],
  outcomes: readonly ActivityOutcome[],
) => ({ results: told.map(({ id }, nth) => ({ id, ...outcomes[nth] })) });

/** What people did, told by the tenant itself. */
export const activityRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/activities',
    summary: 'Tell what people did, up to 1,000 activities at once (M-2, M-3)',
    access: 'admins',
    body: activitiesShape,
    idempotent: true,
    answers: { 200: activityOutcomesShape },
    act: async ({ world, caller, actor, body }) => {
      const outcomes = await takeActivities(world, accountOf(caller), actor, toldFrom(body));
      return { status: 200, body: outcomesView(body, outcomes) };
    },
  }),
];
