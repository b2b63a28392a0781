import { subjectDecisions } from '../../api/decisions.ts';
import { DAY_MS } from '../../api/kernel/time.ts';
import { messageOf } from '../../api/notifications/actions/message.ts';
import { announced } from '../../api/notifications/rules/announced.ts';
import { planned } from '../../api/notifications/rules/deliveries.ts';
import type { Notice, NoticeKind, NoticeOf } from '../../api/notifications/rules/notices.ts';
import type { Language } from '../../api/kernel/languages.ts';
import { CHAT_TEXTS } from '../../api/notifications/texts/chat.ts';
import type { Message } from '../../api/ports/channel.ts';

const NOW = Date.parse('2026-11-21T09:30:00Z');
const closesAt = NOW + 14 * DAY_MS;
const ID = '5f0e1a34-2b0c-4f56-8f0e-8f1de1b0a001';
const link = { linkId: ID, subdomain: 'a-subdomain-of-forty-letters-in-all-here', seats: 1_200 };

const ORDER = { orderId: ID, seats: 1_200 };
const USD = { amountMinor: 14_000, currency: 'USD' };

/** A notice of every kind: a new kind does not compile without one, and so has its card looked at. */
const SAMPLES: { readonly [K in NoticeKind]: NoticeOf<K> } = {
  'threshold-reached': { what: 'threshold-reached', threshold: 75, used: 750, capacity: 1_000 },
  'usage-threshold-reached': {
    ...{ what: 'usage-threshold-reached', threshold: 100, used: 5_640, purchased: 5_000 },
    ...{ from: '2026-07', to: '2027-06' },
  },
  'limit-reached': { what: 'limit-reached', used: 3_500, capacity: 3_400, closesAt },
  'grace-days-left': { what: 'grace-days-left', reason: 'limit', daysLeft: 7, closesAt },
  'window-ended': { what: 'window-ended', outcome: 'stopped' },
  'window-closed': { what: 'window-closed', reason: 'limit' },
  'term-ends': { what: 'term-ends', subscriptionId: ID, daysLeft: 30, endsOn: '2026-12-21' },
  'subscription-expired': { what: 'subscription-expired', subscriptionId: ID, closesAt },
  'subscription-activated': {
    ...{ what: 'subscription-activated', subscriptionId: ID, plan: 'seats', seats: 1_200 },
    endsOn: '2027-11-21',
  },
  'subscription-moved-here': { what: 'subscription-moved-here', subscriptionId: ID },
  'subscription-moved-away': { what: 'subscription-moved-away', subscriptionId: ID },
  'learning-resumed': { what: 'learning-resumed' },
  'account-inactive': { what: 'account-inactive', reason: 'expired' },
  'seat-asked': {
    ...{ what: 'seat-asked', personId: ID, askId: ID, isReminder: false },
    ...{ idleSince: NOW - 90 * DAY_MS, answerBy: closesAt },
  },
  'seat-released': { what: 'seat-released', personId: ID, askId: ID },
  'report-ready': {
    ...{ what: 'report-ready', personId: ID, reportId: ID, kind: 'active-users' },
    ...{ from: '2026-01', to: '2026-03', format: 'xlsx', rows: 1_234 },
  },
  'deleted-users-purge-soon': {
    ...{ what: 'deleted-users-purge-soon', personId: ID, customerId: ID, users: 1_200 },
    ...{ customerName: 'Northwind Traders of the North West', purgeAt: closesAt },
  },
  'peer-requested': {
    ...{ what: 'peer-requested', ...link, direction: 'received', personId: ID, ticket: ID },
    ...{ training: true, users: true, isChange: false },
  },
  'peer-decided': { what: 'peer-decided', ...link, direction: 'given', accepted: true },
  'peer-request-ended': {
    ...{ what: 'peer-request-ended', linkId: link.linkId, subdomain: link.subdomain },
    ...{ direction: 'given', because: 'not-covered' },
  },
  'peer-lowered': {
    ...{ what: 'peer-lowered', ...link, direction: 'received', because: 'giver', before: 1_500 },
  },
  'peer-deleted': { what: 'peer-deleted', ...link, direction: 'given', because: 'receiver' },
  'order-confirmed': { what: 'order-confirmed', ...ORDER, monthly: USD },
  'payment-failed': { what: 'payment-failed', ...ORDER, reason: 'declined', seatsEndAt: closesAt },
  'payment-reminder': { what: 'payment-reminder', ...ORDER, day: 7, seatsEndAt: closesAt },
  'payment-received': { what: 'payment-received', ...ORDER },
  'unpaid-reminder': { what: 'unpaid-reminder', day: 21, since: NOW },
  'account-deactivated': {
    ...{ what: 'account-deactivated', accessUntil: closesAt, inactiveFrom: closesAt },
  },
  'revive-reminder': { what: 'revive-reminder', day: 15, inactiveFrom: closesAt },
  'account-reactivated': { what: 'account-reactivated' },
  'termination-fee-charged': { what: 'termination-fee-charged', orderId: ID, fee: USD },
  'termination-fee-declined': { what: 'termination-fee-declined', orderId: ID, fee: USD },
  'purchase-order-unsent': {
    ...{ what: 'purchase-order-unsent', purchaseOrderId: ID, learners: 250, reference: 'PO-1' },
    ...{ isKnown: false, sales: 'sales@headcount.example' },
  },
  'peer-admin-lost': {
    ...{ what: 'peer-admin-lost', linkId: link.linkId, subdomain: link.subdomain },
    direction: 'given',
  },
};

export const SAMPLE_NOTICES: readonly Notice[] = Object.values(SAMPLES);

/** The message of a sample, in one language, as a fresh card or as one on which something was decided. */
export function sampleMessage(notice: Notice, language: Language, decided = false): Message {
  const delivery = planned(ID, announced(ID, notice, NOW), ID, NOW);
  const outward = {
    decisions: subjectDecisions,
    seatsContact: 'Contoso [Licensing](https://elsewhere.example) *sales*',
    linkTo: (path: string) => `https://headcount.example${path}`,
  };
  return messageOf(outward, delivery, {
    to: { tenantId: ID, personId: ID, displayName: 'Ada', mail: null, conversation: null },
    tongue: { language, locale: language },
    standing: decided
      ? ({ say }) => CHAT_TEXTS[language].takesCare('Léa *Béranger* [x](y)', say.moment(NOW))
      : null,
    now: NOW,
  });
}
