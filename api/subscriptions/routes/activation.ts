import type { z } from 'zod';
import { route, type Route } from '../../http/route.ts';
import { dayOf, toIso } from '../../kernel/time.ts';
import { activate } from '../actions/activate.ts';
import { activationBody, activationShape } from '../contract.ts';
import type { TenantSubscription } from '../rules/places.ts';
import { lastDayOf } from '../rules/term.ts';

const viewOf = (papers: TenantSubscription): z.infer<typeof activationShape> => ({
  id: papers.subscriptionId,
  plan: papers.plan,
  seats: papers.seats,
  months: papers.months,
  startsOn: dayOf(papers.startsAt),
  endsOn: lastDayOf(papers),
  activatedAt: toIso(papers.activatedAt),
  organisation: papers.organisation,
});

/** Activating a subscription by its key (G-6, G-7, L-33). */
export const activationRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/subscriptions/activations',
    summary: 'Activate a subscription by its key, or move it here from another tenant',
    access: 'admins',
    body: activationBody,
    idempotent: true,
    refuses: ['key-unknown'],
    answers: { 200: activationShape },
    act: async ({ world, caller, actor, body }) => {
      const { key, organisation, firstName, lastName, email, telephone, confirmMove } = body;
      const contact = { firstName, lastName, email, telephone };
      const activation = { key, organisation, contact, confirmMove };
      const papers = await activate(world, caller.tenant, actor, activation);
      return { status: 200, body: viewOf(papers) };
    },
  }),
];
