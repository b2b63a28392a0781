import type { z } from 'zod';
import { route, type Route } from '../http/route.ts';
import { grouped } from '../kernel/activation-key.ts';
import { toIso, toIsoOrNull, type Instant } from '../kernel/time.ts';
import type { Place } from '../subscriptions/rules/places.ts';
import { issueKey, listKeys, revokeKey } from './actions.ts';
import {
  issueBody,
  issuedKeyShape,
  keyParams,
  keyShape,
  keysQuery,
  keysShape,
} from './contract.ts';
import { keyStateOf } from './rules.ts';

const viewOf = (place: Place, now: Instant): z.infer<typeof keyShape> => ({
  id: place.subscriptionId,
  plan: place.plan,
  seats: place.seats,
  months: place.months,
  state: keyStateOf(place, now),
  issuedUntil: toIso(place.lapsesAt),
  activatedAt: toIsoOrNull(place.startsAt),
  endsAt: toIsoOrNull(place.endsAt),
  revokedAt: toIsoOrNull(place.revokedAt),
});

/** Issuing, listing and revoking activation keys, for the operator alone (B-10). */
export const keyRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/operator/keys',
    summary: 'Issue an activation key; it is shown once',
    access: 'operator',
    body: issueBody,
    idempotent: true,
    answers: { 201: issuedKeyShape },
    act: async ({ world, actor, body }) => {
      const { place, key } = await issueKey(world, actor, body);
      const view = viewOf(place, world.clock.now());
      const repeatBody: z.infer<typeof issuedKeyShape> = {
        ...view,
        key: null,
        code: 'secret-already-shown',
        detail:
          'This key was issued before and was shown then; it is kept nowhere. If it was lost, revoke it and issue another.',
      };
      if (key === null) return { status: 201, body: repeatBody };
      return { status: 201, body: { ...view, key: grouped(key) }, repeatBody };
    },
  }),
  route({
    method: 'get',
    path: '/operator/keys',
    summary: 'The keys that were issued, the newest first, and what became of them',
    access: 'operator',
    query: keysQuery,
    answers: { 200: keysShape },
    act: async ({ world, query: { limit, cursor } }) => {
      const { items, nextCursor } = await listKeys(world, { limit, cursor: cursor ?? null });
      const now = world.clock.now();
      return {
        status: 200,
        body: { items: items.map((place) => viewOf(place, now)), nextCursor },
      };
    },
  }),
  route({
    method: 'post',
    path: '/operator/keys/{keyId}/revocation',
    summary: 'Revoke a key: it activates and moves nothing any more',
    access: 'operator',
    params: keyParams,
    idempotent: true,
    answers: { 200: keyShape },
    act: async ({ world, actor, params }) => ({
      status: 200,
      body: viewOf(await revokeKey(world, actor, params.keyId), world.clock.now()),
    }),
  }),
];
