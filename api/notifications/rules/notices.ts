import type { PersonId } from '../../kernel/ids.ts';
import type { Day, Instant } from '../../kernel/time.ts';
import type { ReportFormat, ReportKind } from '../../reports/rules/report.ts';
import type { Role } from '../../subscriptions/rules.ts';
import type { AccountReason } from '../../subscriptions/rules/account-states.ts';
import type { CustomerNotice } from './customer-notices.ts';
import type { OrderNotice } from './order-notices.ts';
import type { PeerNotice } from './peer-notices.ts';
import type { Month } from '../../usage/rules/months.ts';

/** Something that people are to be told, with the facts that its text needs. Ids and figures only, never names. */
export type Notice =
  | {
      /** 75 or 90 % of capacity are in use (G-5). */
      readonly what: 'threshold-reached';
      readonly threshold: 75 | 90;
      readonly used: number;
      readonly capacity: number;
    }
  | {
      /** 75, 90 or 100 % of the monthly active users that were purchased for a period are used (M-4). */
      readonly what: 'usage-threshold-reached';
      readonly threshold: 75 | 90 | 100;
      readonly used: number;
      readonly purchased: number;
      /** First and last month of the period. */
      readonly from: Month;
      readonly to: Month;
    }
  | {
      /** Capacity is reached and the grace window opens: 100 % and day 14 in one message (G-2, G-5). */
      readonly what: 'limit-reached';
      readonly used: number;
      readonly capacity: number;
      readonly closesAt: Instant;
    }
  | {
      /** A grace window has so many days left (G-5). */
      readonly what: 'grace-days-left';
      readonly reason: 'limit' | 'expired';
      readonly daysLeft: 14 | 7 | 3 | 1 | 0;
      readonly closesAt: Instant;
    }
  | {
      /** A grace window has run out, and this follows (G-2, G-4). */
      readonly what: 'window-ended';
      readonly outcome: 'no-new-seats' | 'stopped' | 'inactive';
    }
  | {
      /** A grace window closed in time: the cause of it is gone (G-2, G-4). */
      readonly what: 'window-closed';
      readonly reason: 'limit' | 'expired';
    }
  | {
      /** A subscription's term ends in so many days (G-5). */
      readonly what: 'term-ends';
      readonly subscriptionId: string;
      readonly daysLeft: 60 | 30 | 14 | 7 | 1;
      readonly endsOn: Day;
    }
  | {
      /** A subscription's term has ended; its seats count until the window closes (G-4). */
      readonly what: 'subscription-expired';
      readonly subscriptionId: string;
      readonly closesAt: Instant;
    }
  | {
      /** A key was used here for the first time. */
      readonly what: 'subscription-activated';
      readonly subscriptionId: string;
      readonly plan: 'seats' | 'mau';
      readonly seats: number;
      readonly endsOn: Day;
    }
  | {
      /** A subscription was moved from another tenant to this one (G-6). */
      readonly what: 'subscription-moved-here';
      readonly subscriptionId: string;
    }
  | {
      /** A subscription was moved from this tenant to another (G-6). */
      readonly what: 'subscription-moved-away';
      readonly subscriptionId: string;
    }
  | {
      /** Learning was stopped, or closed to new seats, and is open again. */
      readonly what: 'learning-resumed';
    }
  | {
      /** The account has become Inactive (B-1, G-4, G-6). */
      readonly what: 'account-inactive';
      readonly reason: AccountReason;
    }
  | {
      /** Whether the person still needs the seat: asked, and asked again once (docs/decisions/0016). */
      readonly what: 'seat-asked';
      readonly personId: PersonId;
      readonly askId: string;
      readonly isReminder: boolean;
      readonly idleSince: Instant;
      readonly answerBy: Instant;
    }
  | {
      /** The person's seat was released after that. */
      readonly what: 'seat-released';
      readonly personId: PersonId;
      readonly askId: string;
    }
  | {
      /** A report is made that the person asked for (M-5). */
      readonly what: 'report-ready';
      readonly personId: PersonId;
      readonly reportId: string;
      readonly kind: ReportKind;
      readonly from: Month;
      readonly to: Month;
      readonly format: ReportFormat;
      readonly rows: number;
    }
  | CustomerNotice
  | OrderNotice
  | PeerNotice;

/** The kinds of notices. */
export type NoticeKind = Notice['what'];

/** The notice of one kind. */
export type NoticeOf<K extends NoticeKind> = Extract<Notice, { readonly what: K }>;

/** The work that hands out notices, as due work names it. */
export const NOTICES = 'notices';

/** Who acts on the whole tenant, and so is told what concerns it. */
const TENANT_ADMINS: readonly Role[] = ['owner', 'globalAdmin', 'lmsAdmin'];

interface NoticePolicy {
  /** Of whom only the one whom the notice names, where it names one. Empty: that person, whatever the roles. */
  readonly audience: readonly Role[];
  /** Whether a person may choose not to be told. Never of what takes something from learners or from the tenant. */
  readonly mayBeOff: boolean;
}

/**
 * Who gets a notice of each kind, and whether one can go without. That learning has stopped, learners are told by a
 * page (G-3).
 */
export const NOTICE_POLICIES: Readonly<Record<NoticeKind, NoticePolicy>> = {
  'threshold-reached': { audience: TENANT_ADMINS, mayBeOff: true },
  'usage-threshold-reached': { audience: TENANT_ADMINS, mayBeOff: true },
  'limit-reached': { audience: TENANT_ADMINS, mayBeOff: false },
  'grace-days-left': { audience: TENANT_ADMINS, mayBeOff: false },
  'window-ended': { audience: TENANT_ADMINS, mayBeOff: false },
  'window-closed': { audience: TENANT_ADMINS, mayBeOff: true },
  'term-ends': { audience: TENANT_ADMINS, mayBeOff: true },
  'subscription-expired': { audience: TENANT_ADMINS, mayBeOff: false },
  'subscription-activated': { audience: TENANT_ADMINS, mayBeOff: true },
  'subscription-moved-here': { audience: TENANT_ADMINS, mayBeOff: true },
  'subscription-moved-away': { audience: TENANT_ADMINS, mayBeOff: false },
  'learning-resumed': { audience: TENANT_ADMINS, mayBeOff: true },
  'account-inactive': { audience: TENANT_ADMINS, mayBeOff: false },
  'order-confirmed': { audience: TENANT_ADMINS, mayBeOff: true },
  'payment-failed': { audience: TENANT_ADMINS, mayBeOff: false },
  'payment-reminder': { audience: TENANT_ADMINS, mayBeOff: false },
  'payment-received': { audience: TENANT_ADMINS, mayBeOff: true },
  'unpaid-reminder': { audience: TENANT_ADMINS, mayBeOff: false },
  'account-deactivated': { audience: TENANT_ADMINS, mayBeOff: false },
  // Whoever else would be told can no longer do anything about it (B-1, B-2).
  'revive-reminder': { audience: ['owner'], mayBeOff: false },
  'account-reactivated': { audience: TENANT_ADMINS, mayBeOff: true },
  'termination-fee-charged': { audience: TENANT_ADMINS, mayBeOff: true },
  'termination-fee-declined': { audience: TENANT_ADMINS, mayBeOff: false },
  'purchase-order-unsent': { audience: TENANT_ADMINS, mayBeOff: false },
  'seat-asked': { audience: [], mayBeOff: false },
  'seat-released': { audience: [], mayBeOff: false },
  'peer-requested': { audience: TENANT_ADMINS, mayBeOff: false },
  'peer-decided': { audience: TENANT_ADMINS, mayBeOff: true },
  'peer-request-ended': { audience: TENANT_ADMINS, mayBeOff: true },
  'peer-lowered': { audience: TENANT_ADMINS, mayBeOff: false },
  'peer-deleted': { audience: TENANT_ADMINS, mayBeOff: false },
  'peer-admin-lost': { audience: TENANT_ADMINS, mayBeOff: true },
  'report-ready': { audience: [], mayBeOff: true },
  'deleted-users-purge-soon': { audience: [], mayBeOff: true },
};

/** The one person whom a notice is for; null where it is for everybody who has a role. */
export const addresseeOf = (notice: Notice): PersonId | null =>
  'personId' in notice ? notice.personId : null;

/**
 * What a notice is about, as a text: two notices about the same are one message to each person, whatever restarts or
 * replays happen (G-5). What may truly happen again is told apart by its instant.
 */
export function occasionOf(notice: Notice, at: Instant): string {
  switch (notice.what) {
    case 'limit-reached':
      return `window/limit/${notice.closesAt}/14`;
    case 'grace-days-left':
      return `window/${notice.reason}/${notice.closesAt}/${notice.daysLeft}`;
    case 'term-ends':
      return `term/${notice.subscriptionId}/${notice.endsOn}/${notice.daysLeft}`;
    case 'subscription-expired':
      return `expired/${notice.subscriptionId}/${notice.closesAt}`;
    case 'threshold-reached':
      return `threshold/${notice.threshold}/${at}`;
    case 'usage-threshold-reached':
      return `usage/${notice.from}/${notice.purchased}/${notice.threshold}`;
    case 'subscription-activated':
    case 'subscription-moved-here':
    case 'subscription-moved-away':
      return `${notice.what}/${notice.subscriptionId}/${at}`;
    case 'seat-asked':
      return `${notice.what}/${notice.askId}/${notice.isReminder ? 'reminder' : 'question'}`;
    case 'seat-released':
      return `${notice.what}/${notice.askId}/${at}`;
    case 'report-ready':
      return `${notice.what}/${notice.reportId}`;
    case 'deleted-users-purge-soon':
      return `${notice.what}/${notice.customerId}/${notice.personId}/${notice.purgeAt}`;
    case 'peer-requested':
    case 'peer-decided':
    case 'peer-request-ended':
    case 'peer-lowered':
    case 'peer-deleted':
    case 'peer-admin-lost':
      return `${notice.what}/${notice.linkId}/${notice.direction}/${at}`;
    case 'order-confirmed':
    case 'termination-fee-charged':
      return `${notice.what}/${notice.orderId}`;
    case 'termination-fee-declined':
      return `${notice.what}/${notice.orderId}/${notice.fee.amountMinor}`;
    case 'purchase-order-unsent':
      return `${notice.what}/${notice.purchaseOrderId}`;
    case 'payment-reminder':
      return `${notice.what}/${notice.orderId}/${notice.seatsEndAt}/${notice.day}`;
    // Told anew where it is missing still when a deactivation has been taken back.
    case 'payment-failed':
    case 'payment-received':
      return `${notice.what}/${notice.orderId}/${at}`;
    case 'unpaid-reminder':
      return `${notice.what}/${notice.since}/${notice.day}`;
    case 'revive-reminder':
      return `${notice.what}/${notice.inactiveFrom}/${notice.day}`;
    case 'window-ended':
    case 'window-closed':
    case 'learning-resumed':
    case 'account-deactivated':
    case 'account-reactivated':
    case 'account-inactive':
      return `${notice.what}/${at}`;
  }
}
