import type { z } from 'zod';
import { readBody } from '../../http/input.ts';
import { rawBody } from '../../http/raw-body.ts';
import { route, type Answer, type Route } from '../../http/route.ts';
import { AppError } from '../../kernel/errors.ts';
import { toIso, toIsoOrNull, type Instant } from '../../kernel/time.ts';
import type { World } from '../../ports/world.ts';
import {
  listPlatforms,
  registerPlatform,
  removePlatform,
  rotateSecret,
  signedBy,
  type PlatformWithSecret,
} from '../actions/platforms.ts';
import { takeActivities } from '../actions/take.ts';
import {
  activitiesShape,
  activityOutcomesShape,
  platformBody,
  platformParams,
  platformSecretShape,
  platformShape,
  platformsShape,
} from '../contract.ts';
import { signingSecrets, type Platform } from '../rules/platforms.ts';
import { outcomesView, toldFrom } from './activities.ts';

const view = (
  { platformId, name, createdAt, secrets, heardAt }: Platform,
  now: Instant,
): z.infer<typeof platformShape> => ({
  ...{ id: platformId, name, createdAt: toIso(createdAt), heardAt: toIsoOrNull(heardAt) },
  secrets: signingSecrets(secrets, now).map(({ number, madeAt, endsAt }) => ({
    ...{ number, madeAt: toIso(madeAt), endsAt: toIsoOrNull(endsAt) },
  })),
});

/** The answer that shows a secret, and what a repeat gets instead. */
function withSecret(world: World, { platform, secret }: PlatformWithSecret): Answer {
  const shown = view(platform, world.clock.now());
  const repeatBody: z.infer<typeof platformSecretShape> = {
    ...{ ...shown, secret: null, code: 'secret-already-shown' },
    detail:
      'This secret was made before and was shown then; it is kept nowhere. If it was lost, make another.',
  };
  if (secret === null) return { status: 201, body: repeatBody };
  return { status: 201, body: { ...shown, secret }, repeatBody };
}

/** The largest signed call: as the largest JSON body elsewhere. */
const CALL_MEGABYTES_MAX = 1;

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new AppError('malformed-json', 'The body cannot be read as JSON.', {}, { cause });
  }
}

/** External platforms, and what they tell (MAU-10). */
export const platformRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/content-platforms',
    summary: 'The external platforms that may tell of activities',
    access: 'admins',
    answers: { 200: platformsShape },
    act: async ({ world, caller }) => {
      const now = world.clock.now();
      const all = await listPlatforms(world, caller.tenant);
      return { status: 200, body: { items: all.map((one) => view(one, now)) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/content-platforms',
    summary: 'Register an external platform; its secret is shown once',
    access: 'admins',
    body: platformBody,
    idempotent: true,
    answers: { 201: platformSecretShape },
    act: async ({ world, caller, actor, body }) =>
      withSecret(world, await registerPlatform(world, caller.tenant, actor, body.name)),
  }),
  route({
    method: 'post',
    path: '/api/content-platforms/{platformId}/secrets',
    summary: 'Make another secret, shown once; the one before goes on for seven days',
    access: 'admins',
    params: platformParams,
    idempotent: true,
    answers: { 201: platformSecretShape },
    act: async ({ world, caller, actor, params }) =>
      withSecret(world, await rotateSecret(world, caller.tenant, actor, params.platformId)),
  }),
  route({
    method: 'delete',
    path: '/api/content-platforms/{platformId}',
    summary: 'Remove an external platform: nothing of it is taken any more',
    access: 'admins',
    params: platformParams,
    answers: { 204: null },
    act: async ({ world, caller, actor, params }) => {
      await removePlatform(world, caller.tenant, actor, params.platformId);
      return { status: 204 };
    },
  }),
  route({
    method: 'post',
    path: '/webhooks/activities',
    summary:
      'What an external platform tells: the body of POST /api/activities, signed by Headcount-Platform and Headcount-Signature',
    access: 'open',
    refuses: ['signature-invalid', 'malformed-json', 'body-too-large'],
    answers: { 200: activityOutcomesShape },
    act: async ({ world, request, actor }) => {
      const body = await rawBody(request, CALL_MEGABYTES_MAX, 'Tell fewer activities at once.');
      const { account, platform } = await signedBy(world, {
        platform: request.get('headcount-platform') ?? '',
        signature: request.get('headcount-signature') ?? '',
        body,
      });
      const told = readBody(activitiesShape, jsonIn(body));
      // Ids are the sender's own: those of two senders have nothing to do with each other.
      const given = toldFrom(told).map((one) => ({
        ...one,
        id: `${platform.platformId}/${one.id}`,
      }));
      const outcomes = await takeActivities(world, account, actor, given);
      return { status: 200, body: outcomesView(told, outcomes) };
    },
  }),
];
