import type { TFunction } from 'i18next';
import { ApiError, codeOf } from './api-error.ts';
import type shell from './locales/en/shell.json';

type Code = keyof typeof shell.errors;

/** What a person can do about a refusal; each has its button. */
export type WayOn = 'retry' | 'reload' | 'consent' | 'none';

/** A refusal in plain words. */
export interface ErrorWords {
  readonly title: string;
  readonly text: string;
  readonly wayOn: WayOn;
  /** For the operator; null where the fault is not on our side. */
  readonly requestId: string | null;
}

/** The codes that have words of their own, with what to do about them. Others are told by their status. */
const WAYS_ON: Readonly<Record<Code, WayOn>> = {
  'network-lost': 'retry',
  'answer-unreadable': 'reload',
  'consent-needed': 'consent',
  'sign-in-cancelled': 'retry',
  'sign-in-failed': 'retry',
  'token-missing': 'retry',
  'token-invalid': 'retry',
  'role-missing': 'reload',
  'not-set-up': 'retry',
  'account-inactive': 'reload',
  'not-found': 'none',
  'version-changed': 'retry',
  'invalid-input': 'none',
  'body-too-large': 'none',
  'too-many-requests': 'retry',
  'act-under-way': 'retry',
  'upload-incomplete': 'retry',
  'held-by-group': 'none',
  'group-unusable': 'none',
  'too-many-lists': 'none',
  'person-deleted': 'none',
  'report-not-ready': 'none',
  'report-failed': 'none',
  'report-expired': 'none',
  'job-finished': 'none',
  'job-running': 'retry',
  'notification-under-way': 'none',
  'job-not-cancellable': 'none',
  'consent-missing': 'none',
  'directory-unavailable': 'retry',
  'relationship-not-active': 'none',
  'customer-role-missing': 'none',
  'sign-in-needed': 'consent',
  'user-name-taken': 'none',
  'customer-act-refused': 'none',
  'mail-not-sent': 'none',
  'seats-none-left': 'none',
  'seats-not-available': 'none',
  'peer-state': 'none',
  'peer-not-named': 'none',
  'peer-other-side': 'none',
  'peer-link-used': 'none',
  'peer-report-closed': 'none',
  'catalog-received': 'none',
  'card-not-offered': 'none',
  'order-final': 'none',
  'order-indivisible': 'none',
  'nothing-to-deactivate': 'none',
  'keys-only': 'none',
  'cannot-reactivate': 'none',
  'payments-unavailable': 'retry',
  'seat-released': 'none',
  'learning-stopped': 'none',
  'store-unavailable': 'retry',
  busy: 'retry',
  internal: 'retry',
};

const isKnown = (code: string): code is Code => code in WAYS_ON;

/** Whether what the API says itself is meant for the person: so are refusals, and faults are not. */
const isRefusal = (error: ApiError): boolean => error.status >= 400 && error.status < 500;

/** What went wrong and what to do, in the reader's words. The one place where codes become words. */
export function wordsFor(error: unknown, t: TFunction): ErrorWords {
  const code = codeOf(error);
  const requestId = error instanceof ApiError && error.status >= 500 ? error.requestId : null;
  if (!isKnown(code) && error instanceof ApiError && isRefusal(error)) {
    return { title: t('otherError'), text: error.detail, wayOn: 'none', requestId };
  }
  const known = isKnown(code) ? code : 'internal';
  return {
    title: t(`errors.${known}.title`),
    text: t(`errors.${known}.text`),
    wayOn: WAYS_ON[known],
    requestId,
  };
}
