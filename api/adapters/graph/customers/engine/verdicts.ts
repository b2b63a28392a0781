import type { UserAct, WriteRefusal } from '../../../../ports/customer-writes.ts';
import { retryAfterMsOf } from '../../patience.ts';

/**
 * What became of one try of a write: Graph's answer; or `lost`: sent, and nobody knows; or `unsent`: it reached nobody.
 */
export type Answer =
  | {
      readonly state: 'answered';
      readonly status: number;
      readonly headers: Headers;
      readonly body: unknown;
    }
  | { readonly state: 'lost'; readonly retryAfterMs: number | null }
  | { readonly state: 'unsent'; readonly retryAfterMs: number | null };

/**
 * What an answer means. `again`: try once more, after `waitMs` where Graph named a time; `certain` where the try
 * was certainly not carried out. `missing`: there is no such user for Graph, now. `denied`: the agent may not.
 */
export type Verdict =
  | { readonly verdict: 'done'; readonly body: unknown }
  | { readonly verdict: 'refused'; readonly code: WriteRefusal; readonly detail: string }
  | {
      readonly verdict: 'again';
      readonly certain: boolean;
      readonly waitMs: number | null;
      readonly detail: string;
    }
  | { readonly verdict: 'missing'; readonly detail: string }
  | { readonly verdict: 'denied'; readonly detail: string }
  | { readonly verdict: 'token' };

/** So much of Graph's words is told. */
const DETAIL_MAX = 500;

/** Graph's words for what it refuses (platform notes of writes), in the order in which they are looked for. */
const REFUSALS: readonly (readonly [RegExp, WriteRefusal])[] = [
  [/does not have any available licenses|CountViolation/i, 'no-licence-left'],
  [/not (available|allowed|permitted) in|ProhibitedInUsageLocation/i, 'plan-not-in-location'],
  [/usage ?location/i, 'usage-location-not-valid'],
  [/mutually exclusive|conflicts with service plan/i, 'plans-exclusive'],
  [/depends on the service plan/i, 'plan-depends-on-another'],
  [/does not correspond to a valid company license/i, 'licence-unknown'],
  [/inherited from a group membership/i, 'licence-inherited'],
  [/same value for property|conflicting object|ObjectConflict/i, 'name-taken'],
  [/domain portion|verified domain/i, 'domain-not-verified'],
  [/password/i, 'password-not-accepted'],
  [/on-premises mastered|directory sync/i, 'synced-user'],
  [/quota/i, 'quota-reached'],
  [/userPrincipalName|mailNickname/i, 'name-not-valid'],
  [/invalid value|invalid property|value is required/i, 'property-not-valid'],
];

interface GraphFault {
  readonly error?: {
    readonly code?: string;
    readonly message?: string;
    readonly details?: readonly { readonly code?: string }[];
  };
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** What Graph says about a fault, short. */
function wordsOf(body: unknown, status: number): string {
  const { error } = (body ?? {}) as GraphFault;
  const words = (error?.message ?? '').slice(0, DETAIL_MAX);
  return words === '' ? `Microsoft Graph answered ${status}.` : words;
}

/** What the answer to a write means. */
export function verdictOn(act: UserAct, answer: Answer): Verdict {
  if (answer.state !== 'answered') {
    const certain = answer.state === 'unsent';
    const detail = certain
      ? 'Microsoft Graph could not be reached.'
      : 'The connection to Microsoft Graph broke off before it answered.';
    return { verdict: 'again', certain, waitMs: answer.retryAfterMs, detail };
  }
  const { status, headers, body } = answer;
  if (isSuccess(status)) return { verdict: 'done', body };
  const detail = wordsOf(body, status);
  const waitMs = retryAfterMsOf(headers, Date.now());
  // An answer in place of Graph's own (500 to 504, 408) says nothing of what Graph did before.
  if (status >= 500 || status === 408) return { verdict: 'again', certain: false, waitMs, detail };
  if (status === 429 || status === 423 || isConcurrency(status, body)) {
    return { verdict: 'again', certain: true, waitMs, detail };
  }
  if (status === 401) return { verdict: 'token' };
  if (status === 403) return { verdict: 'denied', detail };
  if (status === 404 && act.kind !== 'create') return { verdict: 'missing', detail };
  return { verdict: 'refused', code: refusalOf(body, detail), detail };
}

/** Two writes to one user at once: one of them has to come again. */
const isConcurrency = (status: number, body: unknown): boolean =>
  status === 409 && /concurrency/i.test((body as GraphFault | null)?.error?.code ?? '');

function refusalOf(body: unknown, words: string): WriteRefusal {
  const { error } = (body ?? {}) as GraphFault;
  const told = [error?.code ?? '', ...(error?.details ?? []).map(({ code }) => code ?? ''), words];
  const text = told.join(' ');
  return REFUSALS.find(([pattern]) => pattern.test(text))?.[1] ?? 'refused';
}
