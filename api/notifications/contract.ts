import { z } from 'zod';
import { guid, instant, pageOf, pageQuery } from '../http/contract.ts';

/** What people can be told of. */
export const noticeKind = z.enum([
  'threshold-reached',
  'usage-threshold-reached',
  'limit-reached',
  'grace-days-left',
  'window-ended',
  'window-closed',
  'term-ends',
  'subscription-expired',
  'subscription-activated',
  'subscription-moved-here',
  'subscription-moved-away',
  'learning-resumed',
  'account-inactive',
  'order-confirmed',
  'payment-failed',
  'payment-reminder',
  'payment-received',
  'unpaid-reminder',
  'account-deactivated',
  'revive-reminder',
  'account-reactivated',
  'termination-fee-charged',
  'termination-fee-declined',
  'purchase-order-unsent',
  'seat-asked',
  'seat-released',
  'report-ready',
  'deleted-users-purge-soon',
  'peer-requested',
  'peer-decided',
  'peer-request-ended',
  'peer-lowered',
  'peer-deleted',
  'peer-admin-lost',
]);

export const deliveryState = z
  .enum(['waiting', 'sending', 'delivered', 'unreachable', 'unknown', 'failed'])
  .meta({
    description:
      'waiting: to be sent, or tried again at nextTryAt; sending: going out now; delivered: the channel took it over; unreachable: the person cannot be reached so; unknown: it may have gone out and may not; failed: it did not go out.',
  });

/** One notice to one person on one channel. */
export const notificationShape = z
  .strictObject({
    id: guid,
    kind: noticeKind,
    announcedAt: instant,
    data: z
      .record(z.string(), z.unknown())
      .meta({ description: 'The figures and ids of the notice, without names.' }),
    person: z.strictObject({
      id: guid,
      displayName: z.string().nullable().meta({ description: 'Null for whom nobody knows.' }),
    }),
    channel: z.enum(['bot', 'mail']).nullable().meta({
      description:
        'By which way it was sent last: the bot in Teams, else e-mail. Null where sending was never begun.',
    }),
    state: deliveryState,
    stateAt: instant,
    reason: z
      .string()
      .nullable()
      .meta({ description: 'Why it stands so, where there is more to say.' }),
    tries: z.int(),
    nextTryAt: instant.nullable(),
    language: z.string().nullable().meta({ description: 'In which it was sent last.' }),
    resendable: z.boolean(),
  })
  .meta({ id: 'Notification' });

export const notificationsPage = pageOf(notificationShape);
export const notificationsQuery = z.strictObject({
  ...pageQuery,
  state: deliveryState.optional(),
});
export const notificationParams = z.strictObject({ notificationId: guid });

/** What sending again has done. */
export const resentShape = z
  .strictObject({
    notification: notificationShape,
    note: z.string().meta({ description: 'What happens now, and what it may mean.' }),
  })
  .meta({ id: 'NotificationResent' });

/** By which ways people can be told here, and what would have to be granted for more. */
export const reachShape = z
  .strictObject({
    bot: z.boolean().meta({ description: 'Whether this installation has a bot in Teams.' }),
    mail: z.boolean().meta({ description: 'Whether it sends e-mail.' }),
    installation: z
      .strictObject({
        state: z.enum(['off', 'not-tried', 'permitted', 'consent-missing', 'not-in-catalog']),
        checkedAt: instant.nullable(),
        missing: z
          .array(z.string())
          .meta({ description: 'Permissions of Microsoft Graph that the tenant has not granted.' }),
      })
      .meta({
        description:
          'Whether Headcount installs its app in Teams for administrators who have not done so. off: this installation does not; not-tried: nobody lacked it yet.',
      }),
  })
  .meta({ id: 'NotificationReach' });

const language = z.enum(['en', 'nl', 'fr', 'de']);

/** What somebody wants to be told. */
export const preferencesShape = z
  .strictObject({
    language: language.nullable().meta({ description: 'Null: the one that the directory names.' }),
    kinds: z.array(
      z.strictObject({
        kind: noticeKind,
        on: z.boolean(),
        canBeOff: z.boolean().meta({
          description:
            'False for what takes something from learners or the tenant: it is always told.',
        }),
      }),
    ),
  })
  .meta({ id: 'NotificationPreferences' });

export const preferencesBody = z.strictObject({
  language: language.nullable(),
  off: z.array(noticeKind).max(100).meta({ description: 'What is not to be told; all else is.' }),
});
