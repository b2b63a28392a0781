import type { Language } from '../../kernel/languages.ts';
import { addresseeOf, type Notice, type NoticeKind } from '../rules/notices.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { nl } from './nl.ts';
import { sayIn, type Say, type Texts, type Words } from './say.ts';

/** Every language, each with every text. */
export const TEXTS: Readonly<Record<Language, Texts>> = { en, nl, fr, de };

/** A notice in words, and where in the tab it leads. */
export interface Wording extends Words {
  readonly act: string;
  readonly page: string;
  readonly footer: string;
}

/** How a notice is worded for one person. */
export interface Tongue {
  readonly language: Language;
  /** A tag in which numbers and dates are written. */
  readonly locale: string;
  readonly seatsContact: string | null;
}

/** The notices that a larger number of seats, or a new term, would answer: they name whom to ask (G-7). */
const ASKS_FOR_SEATS: ReadonlySet<NoticeKind> = new Set<NoticeKind>([
  'threshold-reached',
  'limit-reached',
  'grace-days-left',
  'window-ended',
  'term-ends',
  'subscription-expired',
  'account-inactive',
]);

/** Where in the tab administrators read on, where a learner answers for the own seat, and where peer accounts are. */
const PAGE = '/subscription';
const OWN_SEAT_PAGE = '/seat';
const PEERS_PAGE = '/peers';
const REPORTS_PAGE = '/reports';
const USAGE_PAGE = '/usage';
const BILLING_PAGE = '/billing';

/** The notices that are answered where orders are. */
const OF_ORDERS: ReadonlySet<NoticeKind> = new Set<NoticeKind>([
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
]);

/** The words of a notice for one person. */
export function wordingOf(notice: Notice, { language, locale, seatsContact }: Tongue): Wording {
  const texts = TEXTS[language];
  const { subject, paragraphs } = wordsOf(texts, notice, sayIn(locale));
  return {
    subject,
    paragraphs: ASKS_FOR_SEATS.has(notice.what)
      ? [...paragraphs, texts.moreSeats(seatsContact)]
      : paragraphs,
    ...leadOf(notice, texts),
  };
}

/** Where the notice leads, and why somebody gets it. */
function leadOf(notice: Notice, texts: Texts): Pick<Wording, 'act' | 'page' | 'footer'> {
  const { act, footer } = texts;
  if (notice.what === 'usage-threshold-reached') return { act, page: USAGE_PAGE, footer };
  if (notice.what === 'deleted-users-purge-soon') {
    return { act, page: `/customers/${notice.customerId}/deleted-users`, footer };
  }
  if (notice.what === 'report-ready') return { act, page: REPORTS_PAGE, footer };
  if (notice.what === 'peer-requested') {
    return { act, page: `${PEERS_PAGE}/requests/${notice.ticket}`, footer };
  }
  if (OF_ORDERS.has(notice.what)) return { act, page: BILLING_PAGE, footer };
  if ('linkId' in notice) return { act, page: PEERS_PAGE, footer };
  if (addresseeOf(notice) === null) return { act, page: PAGE, footer };
  return { act: texts.answer, page: OWN_SEAT_PAGE, footer: texts.learnerFooter };
}

/** The table is typed by kind, so a notice and the words of its kind belong together. */
function wordsOf(texts: Texts, notice: Notice, say: Say): Words {
  const write = texts.notices[notice.what] as (notice: Notice, say: Say) => Words;
  return write(notice, say);
}
