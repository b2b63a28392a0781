import { describe, expect, test } from '@jest/globals';
import type { AccountReason } from '../../api/subscriptions/rules/account-states.ts';
import { noticeKind } from '../../api/notifications/contract.ts';
import type { Notice } from '../../api/notifications/rules/notices.ts';
import { REPORT_KINDS } from '../../api/reports/rules/report.ts';
import { LANGUAGES } from '../../api/kernel/languages.ts';
import { noticeKinds, tongueOf } from '../../api/notifications/rules/preferences.ts';
import { TEXTS, wordingOf } from '../../api/notifications/texts/wording.ts';
import { htmlOf } from '../../api/adapters/mail/shape.ts';

const closesAt = Date.parse('2026-12-05T14:30:00Z');
const subscriptionId = '5f0e1a34-2b0c-4f56-8f0e-8f1de1b0a001';
const USD = { amountMinor: 14_000, currency: 'USD' };
const REASONS: readonly AccountReason[] = [
  'moved',
  'expired',
  'trial-ended',
  'deactivated',
  'payment',
  'seats-withdrawn',
];

/** Every shape that a notice can have. */
const ALL: readonly Notice[] = [
  { what: 'threshold-reached', threshold: 75, used: 75, capacity: 100 },
  { what: 'threshold-reached', threshold: 90, used: 9, capacity: 10 },
  { what: 'threshold-reached', threshold: 90, used: 12, capacity: 10 },
  ...([75, 90, 100] as const).map((threshold): Notice => ({
    ...{ what: 'usage-threshold-reached', threshold, used: 5_640, purchased: 5_000 },
    ...{ from: '2026-07', to: '2027-06' },
  })),
  { what: 'limit-reached', used: 1, capacity: 1, closesAt },
  { what: 'limit-reached', used: 3_500, capacity: 3_400, closesAt },
  ...([14, 7, 3, 1, 0] as const).flatMap((daysLeft) =>
    (['limit', 'expired'] as const).map((reason): Notice => ({
      what: 'grace-days-left',
      reason,
      daysLeft,
      closesAt,
    })),
  ),
  ...(['no-new-seats', 'stopped', 'inactive'] as const).map((outcome): Notice => ({
    what: 'window-ended',
    outcome,
  })),
  { what: 'window-closed', reason: 'limit' },
  { what: 'window-closed', reason: 'expired' },
  ...([60, 30, 14, 7, 1] as const).map((daysLeft): Notice => ({
    what: 'term-ends',
    subscriptionId,
    daysLeft,
    endsOn: '2027-11-21',
  })),
  { what: 'subscription-expired', subscriptionId, closesAt },
  { what: 'subscription-activated', subscriptionId, plan: 'seats', seats: 1, endsOn: '2027-11-21' },
  { what: 'subscription-activated', subscriptionId, plan: 'mau', seats: 500, endsOn: '2027-11-21' },
  { what: 'subscription-moved-here', subscriptionId },
  { what: 'subscription-moved-away', subscriptionId },
  { what: 'learning-resumed' },
  { what: 'order-confirmed', orderId: subscriptionId, seats: 10, monthly: USD },
  ...(['declined', 'expired-card', 'late'] as const).map((reason): Notice => ({
    ...{ what: 'payment-failed', orderId: subscriptionId, seats: 10, reason },
    seatsEndAt: closesAt,
  })),
  ...([7, 21] as const).flatMap((day): Notice[] => [
    { what: 'payment-reminder', orderId: subscriptionId, seats: 1, day, seatsEndAt: closesAt },
    { what: 'unpaid-reminder', day, since: closesAt },
  ]),
  { what: 'payment-received', orderId: subscriptionId, seats: 10 },
  { what: 'account-deactivated', accessUntil: closesAt, inactiveFrom: closesAt },
  ...([1, 15, 27] as const).map((day): Notice => ({
    ...{ what: 'revive-reminder', day, inactiveFrom: closesAt },
  })),
  { what: 'account-reactivated' },
  { what: 'termination-fee-charged', orderId: subscriptionId, fee: USD },
  { what: 'termination-fee-declined', orderId: subscriptionId, fee: USD },
  ...[false, true].map((isKnown): Notice => ({
    ...{ what: 'purchase-order-unsent', purchaseOrderId: subscriptionId, learners: 250, isKnown },
    ...{ reference: 'PO-1', sales: 'sales@headcount.example' },
  })),
  ...REASONS.map((reason): Notice => ({ what: 'account-inactive', reason })),
  ...[false, true].map((isReminder): Notice => ({
    ...{ what: 'seat-asked', personId: subscriptionId, askId: subscriptionId, isReminder },
    ...{ idleSince: closesAt, answerBy: closesAt },
  })),
  { what: 'seat-released', personId: subscriptionId, askId: subscriptionId },
  ...REPORT_KINDS.flatMap((kind) =>
    ['2026-01', '2026-03'].map((to): Notice => ({
      ...{ what: 'report-ready', personId: subscriptionId, reportId: subscriptionId },
      ...{ kind, from: '2026-01', to, format: 'xlsx', rows: to === '2026-01' ? 1 : 1_234 },
    })),
  ),
  ...[1, 1_200].map((users): Notice => ({
    ...{ what: 'deleted-users-purge-soon', personId: subscriptionId, users },
    ...{ customerId: subscriptionId, customerName: 'Northwind', purgeAt: closesAt },
  })),
  ...[0, 1, 1_200].flatMap((seats) => peerNotices(seats)),
];

/** What can be told of a link with so many seats. */
function peerNotices(seats: number): readonly Notice[] {
  const subdomain = 'a-subdomain-of-forty-letters-in-all-here';
  const directions = ['given', 'received'] as const;
  const on = { linkId: subscriptionId, subdomain };
  return [
    ...[false, true].map((flag): Notice => ({
      ...{ what: 'peer-requested', ...on, direction: 'received', personId: subscriptionId },
      ...{ seats, ticket: subscriptionId, training: flag, users: flag, isChange: flag },
    })),
    ...[false, true].map((accepted): Notice => ({
      ...{ what: 'peer-decided', ...on, direction: 'given', accepted, seats },
    })),
    ...directions.flatMap((direction): Notice[] => [
      { what: 'peer-request-ended', ...on, direction, because: 'not-covered' },
      { what: 'peer-lowered', ...on, direction, because: 'not-covered', before: 9, seats },
      { what: 'peer-deleted', ...on, direction, because: 'not-covered', seats },
    ]),
    { what: 'peer-request-ended', ...on, direction: 'received', because: 'withdrawn' },
    { what: 'peer-lowered', ...on, direction: 'received', because: 'giver', before: 9, seats },
    { what: 'peer-deleted', ...on, direction: 'received', because: 'giver', seats },
    { what: 'peer-deleted', ...on, direction: 'given', because: 'receiver', seats },
    { what: 'peer-admin-lost', ...on, direction: 'given' },
  ];
}

const words = (notice: Notice, language: (typeof LANGUAGES)[number], locale: string = language) =>
  wordingOf(notice, { language, locale, seatsContact: 'Ada at Contoso' });

describe.each(LANGUAGES)('In %s', (language) => {
  test.each(ALL)('$what is said in whole sentences, without a gap in them: %j', (notice) => {
    const { subject, paragraphs, act, footer } = words(notice, language);
    expect(subject.length).toBeLessThanOrEqual(90);
    expect(subject).not.toMatch(/[.!]$/);
    for (const text of [subject, ...paragraphs, act, footer]) {
      expect(text).not.toMatch(/#|undefined|NaN|null|Invalid| {2}|^\s|\s$/);
    }
    for (const text of [...paragraphs, footer]) expect(text).toMatch(/[.]$/);
    expect(paragraphs.length).toBeGreaterThanOrEqual(1);
  });

  test('no two notices of different kinds begin the same', () => {
    const byKind = new Map<string, Set<string>>();
    for (const notice of ALL) {
      const { subject } = words(notice, language);
      byKind.set(subject, (byKind.get(subject) ?? new Set()).add(notice.what));
    }
    expect([...byKind.values()].filter((kinds) => kinds.size > 1)).toEqual([]);
  });

  test('limit and expiry name the contact for more seats, or the supplier (G-7, L-45)', () => {
    for (const notice of ALL) {
      const asks = /^threshold|limit|grace|window-ended|term-ends|expired|inactive/.test(
        notice.what,
      );
      expect(words(notice, language).paragraphs.join(' ').includes('Ada at Contoso')).toBe(asks);
    }
    expect(TEXTS[language].moreSeats(null)).not.toMatch(/null|Ada/);
  });
});

test('every kind of notice has words and a place in the contract', () => {
  expect([...noticeKinds].sort()).toEqual([...noticeKind.options].sort());
  expect([...new Set(ALL.map(({ what }) => what))].sort()).toEqual([...noticeKinds].sort());
});

test('one and many differ, by the plural rules of the language', () => {
  const left = (daysLeft: 1 | 7, language: (typeof LANGUAGES)[number]): string =>
    words({ what: 'term-ends', subscriptionId, daysLeft, endsOn: '2027-11-21' }, language).subject;
  expect(left(1, 'en')).toBe('Your subscription ends in 1 day');
  expect(left(7, 'en')).toBe('Your subscription ends in 7 days');
  expect(left(1, 'de')).toBe('Ihr Abonnement endet in 1 Tag');
  expect(left(7, 'de')).toBe('Ihr Abonnement endet in 7 Tagen');
  expect(left(1, 'nl')).toBe('Je abonnement loopt over 1 dag af');
  expect(left(7, 'fr')).toBe('Votre abonnement se termine dans 7 jours');
});

describe('The language', () => {
  const person = { personId: subscriptionId, off: [], changedAt: 0 };

  test.each([
    [null, 'nl-BE', { language: 'nl', locale: 'nl-BE' }],
    [null, 'FR-ca', { language: 'fr', locale: 'FR-ca' }],
    [null, 'it-IT', { language: 'en', locale: 'en' }],
    [null, null, { language: 'en', locale: 'en' }],
    [null, 'de_not a tag', { language: 'en', locale: 'en' }],
    [{ ...person, language: 'de' as const }, 'nl-BE', { language: 'de', locale: 'de' }],
    [{ ...person, language: 'nl' as const }, 'nl-BE', { language: 'nl', locale: 'nl-BE' }],
    [{ ...person, language: null }, 'de-CH', { language: 'de', locale: 'de-CH' }],
  ])('is the chosen one, else the directory’s, else English: %j, %s', (chosen, tag, tongue) => {
    expect(tongueOf(chosen, tag)).toEqual(tongue);
  });
});

test('whatever a text holds is shown as text in the mail', () => {
  const html = htmlOf({
    language: 'en',
    subject: '<script>alert(1)</script>',
    paragraphs: ['Fish & "chips" <b>'],
    link: { label: '<i>', address: 'https://headcount.example/?a="b"&c' },
    footer: '</div>',
  });
  expect(html).not.toMatch(/<script>|<b>|<i>|"b"/);
  expect(html).toContain('Fish &amp; &quot;chips&quot; &lt;b&gt;');
});
