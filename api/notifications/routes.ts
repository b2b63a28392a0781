import type { z } from 'zod';
import { bringingOf } from '../chat/actions/bring.ts';
import { BRINGING_PERMISSIONS } from '../chat/rules/bringing.ts';
import { factsOnTheWire } from '../http/facts.ts';
import { route, type Caller, type Route } from '../http/route.ts';
import { invalid } from '../kernel/errors.ts';
import { toIso, toIsoOrNull } from '../kernel/time.ts';
import {
  choosePreference,
  deliveriesPage,
  readPreference,
  resend,
  type NamedDelivery,
} from './actions/listing.ts';
import {
  notificationParams,
  notificationsPage,
  notificationsQuery,
  preferencesBody,
  preferencesShape,
  reachShape,
  resentShape,
  type notificationShape,
} from './contract.ts';
import { askedAgain, type DeliveryState } from './rules/deliveries.ts';
import { NOTICE_POLICIES } from './rules/notices.ts';
import { kindsFor, wants, type Preference } from './rules/preferences.ts';

/** A notification as the wire shows it. */
function view({ delivery, displayName }: NamedDelivery): z.infer<typeof notificationShape> {
  const { what, ...data } = delivery.notice;
  return {
    id: delivery.deliveryId,
    kind: what,
    announcedAt: toIso(delivery.noticeAt),
    data: factsOnTheWire(data),
    person: { id: delivery.personId, displayName },
    channel: delivery.begun === 0 ? null : delivery.channel,
    state: delivery.state,
    stateAt: toIso(delivery.stateAt),
    reason: delivery.reason,
    tries: delivery.tries,
    nextTryAt: toIsoOrNull(delivery.dueAt),
    language: delivery.language,
    resendable: askedAgain(delivery, delivery.stateAt) !== null,
  };
}

const RESENT: Readonly<Partial<Record<DeliveryState, string>>> = {
  unknown:
    'It is sent again now. Nobody knows whether it arrived before, so the person may get it twice.',
  unreachable:
    'It is sent again now. Unless something about the person has changed, it will be unreachable again.',
};

const preferencesView = (
  { roles }: Caller,
  preference: Preference | null,
): z.infer<typeof preferencesShape> => ({
  language: preference?.language ?? null,
  kinds: kindsFor(roles).map((kind) => ({
    kind,
    on: wants(preference, kind),
    canBeOff: NOTICE_POLICIES[kind].mayBeOff,
  })),
});

/** Which ways to people this installation has. */
export interface Ways {
  readonly bot: boolean;
  readonly mail: boolean;
  /** Whether the app is brought to administrators who do not have it. */
  readonly bringsApp: boolean;
}

/** By which ways people can be told, so that an administrator sees what is missing. */
export const reachRoute = ({ bot, mail, bringsApp }: Ways): Route =>
  route({
    method: 'get',
    path: '/api/notification-reach',
    summary: 'By which ways people can be told, and what would have to be granted for more',
    access: 'admins',
    answers: { 200: reachShape },
    act: async ({ world, caller: { tenant } }) => {
      const known = bringsApp ? await bringingOf(world, tenant.tenantId) : null;
      const installation = {
        state: known?.state ?? (bringsApp ? ('not-tried' as const) : ('off' as const)),
        checkedAt: toIsoOrNull(known?.checkedAt ?? null),
        missing: known?.state === 'consent-missing' ? [...BRINGING_PERMISSIONS] : [],
      };
      return { status: 200, body: { bot, mail, installation } };
    },
  });

/** What people were told, and what they want to be told. */
export const notificationRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/notifications',
    summary: 'What was sent to whom and how it fared, the newest first',
    access: 'admins',
    query: notificationsQuery,
    answers: { 200: notificationsPage },
    act: async ({ world, caller, query }) => {
      const page = await deliveriesPage(world, caller.tenant, query);
      return {
        status: 200,
        body: { items: page.items.map(view), nextCursor: page.nextCursor },
      };
    },
  }),
  route({
    method: 'post',
    path: '/api/notifications/{notificationId}/resend',
    summary: 'Send a notification again that did not arrive, or of which that is not known',
    access: 'admins',
    params: notificationParams,
    idempotent: true,
    answers: { 200: resentShape },
    act: async ({ world, caller, actor, params }) => {
      const { resent, before } = await resend(world, caller.tenant, actor, params.notificationId);
      const note = RESENT[before] ?? 'It is sent again now.';
      return { status: 200, body: { notification: view(resent), note } };
    },
  }),
  route({
    method: 'get',
    path: '/api/notification-preferences',
    summary: 'What one is told, and in which language',
    access: 'signedIn',
    answers: { 200: preferencesShape },
    act: async ({ world, caller }) => ({
      status: 200,
      body: preferencesView(caller, await readPreference(world, caller.tenant, caller.personId)),
    }),
  }),
  route({
    method: 'put',
    path: '/api/notification-preferences',
    summary: 'Choose what one is told, and in which language',
    access: 'signedIn',
    body: preferencesBody,
    answers: { 200: preferencesShape },
    act: async ({ world, caller, actor, body }) => {
      const known = kindsFor(caller.roles);
      for (const [nth, kind] of body.off.entries()) {
        if (!known.includes(kind)) {
          throw invalid(`/off/${nth}`, 'not-for-you', `You are not told of ${kind}. Leave it out.`);
        }
        if (!NOTICE_POLICIES[kind].mayBeOff) {
          throw invalid(
            `/off/${nth}`,
            'cannot-be-off',
            `${kind} is always told, since it takes something from learners or the tenant. Leave it out.`,
          );
        }
      }
      const preference: Preference = {
        personId: caller.personId,
        language: body.language,
        off: [...new Set(body.off)],
        changedAt: world.clock.now(),
      };
      await choosePreference(world, caller.tenant, actor, preference);
      return { status: 200, body: preferencesView(caller, preference) };
    },
  }),
];
