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
 * was certainly not carried out. `there`: it stood so before. `missing`: there is no such user for Graph, now.
 * `denied`: the agent may not.
 */
export type Verdict =
  | { readonly verdict: 'done'; readonly body: unknown }
  | { readonly verdict: 'there' }
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

/** Graph's words for what is there already: a name, or an assignment of a role. */
const CONFLICT = /same value for property|conflicting object|ObjectConflict/i;

/** Graph's words for what it refuses (platform notes of writes), in the order in which they are looked for. */
const REFUSALS: readonly (readonly [RegExp, WriteRefusal])[] = [
  [/does not have any available licenses|CountViolation/i, 'no-licence-left'],
  [/not (available|allowed|permitted) in|ProhibitedInUsageLocation/i, 'plan-not-in-location'],
  [/usage ?location/i, 'usage-location-not-valid'],
  [/mutually exclusive|conflicts with service plan/i, 'plans-exclusive'],
  [/depends on the service plan/i, 'plan-depends-on-another'],
  [/does not correspond to a valid company license/i, 'licence-unknown'],
  [/inherited from a group membership/i, 'licence-inherited'],
  [CONFLICT, 'name-taken'],
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
  const told = toldIn(body, detail);
  if (act.kind === 'role' && CONFLICT.test(told)) return { verdict: 'there' };
  return { verdict: 'refused', code: refusalOf(told), detail };
}

/** Two writes to one user at once: one of them has to come again. */
const isConcurrency = (status: number, body: unknown): boolean =>
  status === 409 && /concurrency/i.test((body as GraphFault | null)?.error?.code ?? '');

/** All codes and words of a fault together. */
function toldIn(body: unknown, words: string): string {
  const { error } = (body ?? {}) as GraphFault;
  const codes = (error?.details ?? []).map(({ code }) => code ?? '');
  return [error?.code ?? '', ...codes, words].join(' ');
}

const refusalOf = (told: string): WriteRefusal =>
  REFUSALS.find(([pattern]) => pattern.test(told))?.[1] ?? 'refused';
