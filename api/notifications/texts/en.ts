import { dayOf } from '../../kernel/time.ts';
import type { AccountReason } from '../../subscriptions/rules/account-states.ts';
import { en as words } from '../../reports/texts/en.ts';
import type { Month } from '../../usage/rules/months.ts';
import { ordersEn } from './orders/en.ts';
import { customersEn } from './customers/en.ts';
import { peersEn } from './peers/en.ts';
import type { Forms, Say, Texts } from './say.ts';

const SEATS: Forms = { one: '# seat', other: '# seats' };
const PEOPLE_COUNT: Forms = { one: '# person counts', other: '# people count' };
const DAYS: Forms = { one: '# day', other: '# days' };
const LEFT: Forms = { one: '# seat is left', other: '# seats are left' };

const ROWS: Forms = { one: '# row', other: '# rows' };

const monthsOf = (from: Month, to: Month, say: Say): string =>
  from === to ? `of ${say.month(from)}` : `from ${say.month(from)} to ${say.month(to)}`;

const INACTIVE: Readonly<Record<AccountReason, string>> = {
  moved: 'Its last subscription was moved to another tenant.',
  expired: 'Its last subscription has ended and was not renewed in time.',
  'trial-ended': 'The trial is over and no subscription was activated.',
  deactivated: 'It was deactivated by your organization.',
  payment: 'Its orders were not paid.',
  'seats-withdrawn': 'The seats that it had received were withdrawn.',
};

/** English. */
export const en: Texts = {
  act: 'Open in Headcount',
  footer:
    'You get this message because you are an administrator of Headcount in your organization. In Headcount, under Notifications, you choose the language and what you are told.',
  answer: 'Answer in Headcount',
  learnerFooter:
    'You get this message because you hold a seat of the learning subscription of your organization.',
  moreSeats: (contact) =>
    contact === null
      ? 'For more seats, ask the supplier of your subscription.'
      : `For more seats, contact ${contact}.`,
  notices: {
    ...ordersEn,
    ...customersEn,
    ...peersEn,
    'threshold-reached': ({ threshold, used, capacity }, say) => ({
      subject: `${say.percent(threshold)} of your seats are taken`,
      paragraphs: [
        `${say.count(used, PEOPLE_COUNT)}, and your organization has ${say.count(capacity, SEATS)}: ${say.count(Math.max(0, capacity - used), LEFT)}.`,
        'Nothing is refused. When all seats are taken, a grace window of 14 days opens, and you are told.',
      ],
    }),
    'usage-threshold-reached': ({ threshold, used, purchased, from, to }, say) => ({
      subject:
        threshold === 100
          ? 'All your monthly active users are used'
          : `${say.percent(threshold)} of your monthly active users are used`,
      paragraphs: [
        `From ${say.month(from)} to ${say.month(to)} your organization has ${say.number(purchased)} monthly active users, added up over the months, and has used ${say.number(used)}.`,
        'Nothing is refused: everybody works on, and what goes beyond is shown as overage. A further activation key adds to this period.',
      ],
    }),
    'limit-reached': ({ used, capacity, closesAt }, say) => ({
      subject: 'All your seats are taken: 14 days of grace',
      paragraphs: [
        `${say.count(used, PEOPLE_COUNT)}, and your organization has ${say.count(capacity, SEATS)}.`,
        `Until ${say.moment(closesAt)} everybody works on and nothing is refused. If more people count than there are seats when the window closes, learning stops; if exactly as many count, only new seats are refused.`,
        'The window closes at once when fewer people count than there are seats: get more seats, or unenrol people who no longer need theirs.',
      ],
    }),
    'grace-days-left': ({ reason, daysLeft, closesAt }, say) => ({
      subject:
        daysLeft === 0
          ? 'The grace window closes now'
          : `${say.count(daysLeft, DAYS)} left until the grace window closes`,
      paragraphs:
        reason === 'limit'
          ? [
              `All your seats are taken. The grace window closes on ${say.moment(closesAt)}.`,
              'If more people count than there are seats then, learning stops; if exactly as many count, only new seats are refused. The window closes at once when fewer people count than there are seats.',
            ]
          : [
              `A subscription of your organization has ended. Its seats count until ${say.moment(closesAt)}.`,
              'After that they are gone. If it was the last subscription, the account becomes inactive and learning stops. Activate the renewed subscription before then.',
            ],
    }),
    'window-ended': ({ outcome }) =>
      outcome === 'no-new-seats'
        ? {
            subject: 'The grace window has closed: no new seats',
            paragraphs: [
              'Exactly as many people count as there are seats. Everybody works on; whatever would take another seat is refused until a seat is free or you have more.',
            ],
          }
        : outcome === 'stopped'
          ? {
              subject: 'Learning is stopped: more people count than there are seats',
              paragraphs: [
                'The grace window has closed. Learners now see a page that says so; their courses and progress are kept.',
                'Administrators work on. Learning opens again as soon as no more people count than there are seats: get more seats, or unenrol people who no longer need theirs.',
              ],
            }
          : {
              subject: 'Learning is stopped: your subscription was not renewed',
              paragraphs: [
                'The 14 days after the end of your last subscription are over. Learners now see a page that says so; their courses and progress are kept.',
                'Learning opens again as soon as a subscription is activated.',
              ],
            },
    'window-closed': ({ reason }) =>
      reason === 'limit'
        ? {
            subject: 'Seats are free again',
            paragraphs: [
              'Fewer people count than there are seats, so the grace window is closed. There is nothing for you to do.',
            ],
          }
        : {
            subject: 'The grace window for your subscription is closed',
            paragraphs: [
              'The reason for it is gone: the subscription was renewed, or is no longer active here. There is nothing for you to do.',
            ],
          },
    'term-ends': ({ daysLeft, endsOn }, say) => ({
      subject: `Your subscription ends in ${say.count(daysLeft, DAYS)}`,
      paragraphs: [
        `A subscription of your organization ends on ${say.day(endsOn)}. Its seats count for 14 days more; after that they are gone.`,
        'Renew it in time and activate it here with the new key.',
      ],
    }),
    'subscription-expired': ({ closesAt }, say) => ({
      subject: 'Your subscription has ended: 14 days of grace',
      paragraphs: [
        `Its seats count until ${say.moment(closesAt)}, and until then everybody works on.`,
        'After that they are gone. If it was the last subscription, the account becomes inactive and learning stops. Activate the renewed subscription before then.',
      ],
    }),
    'subscription-activated': ({ plan, seats, endsOn }, say) => ({
      subject: 'Your subscription is active',
      paragraphs: [
        plan === 'seats'
          ? `It gives your organization ${say.count(seats, SEATS)} and runs until ${say.day(endsOn)}.`
          : `It is billed by monthly active users, covers ${say.number(seats)} of them in all, and runs until ${say.day(endsOn)}.`,
      ],
    }),
    'subscription-moved-here': () => ({
      subject: 'A subscription was moved to your organization',
      paragraphs: [
        'Its activation key was used here. It is now active in your tenant, and no longer in the one where it was active before.',
      ],
    }),
    'subscription-moved-away': () => ({
      subject: 'A subscription of your organization was moved to another tenant',
      paragraphs: [
        'Its activation key was used in another tenant. It is no longer active in yours, and its seats no longer count here. Your catalogs, courses and enrolments are kept.',
        'If nobody of your organization did this, tell the supplier of your subscription.',
      ],
    }),
    'learning-resumed': () => ({
      subject: 'Learning is open again',
      paragraphs: ['Learners can work again. There is nothing for you to do.'],
    }),
    'account-inactive': ({ reason }) => ({
      subject: 'Your Headcount account is inactive',
      paragraphs: [
        `${INACTIVE[reason]} Learning is stopped; learners see a page that says so.`,
        'Your data is kept. The account becomes active again as soon as a subscription is activated.',
      ],
    }),
    'seat-asked': ({ isReminder, idleSince, answerBy }, say) => ({
      subject: isReminder
        ? 'Reminder: do you still need your seat for learning?'
        : 'Do you still need your seat for learning?',
      paragraphs: [
        `Nothing has been recorded for you in the learning system since ${say.day(dayOf(idleSince))}, and somebody else could use your seat.`,
        `Please say until ${say.day(dayOf(answerBy))} whether you keep it or give it up. If you keep it, nothing changes. If you give it up, your enrolments end; your history is kept, and an administrator can enroll you again.`,
      ],
    }),
    'seat-released': () => ({
      subject: 'Your seat for learning was released',
      paragraphs: [
        'Your enrolments have ended, and the seat is free for somebody else. Your history is kept.',
        'If you need to learn again, ask an administrator of your learning system: your enrolments can be restored.',
      ],
    }),
    'report-ready': ({ kind, from, to, rows }, say) => ({
      subject: `The report you asked for is ready: ${words.sheets[kind]}`,
      paragraphs: [
        `It holds ${say.count(rows, ROWS)} ${monthsOf(from, to, say)}. The download begins by itself when you next open Headcount; the file is kept for 30 days.`,
      ],
    }),
  },
};
