import type { Problem } from '../api/http/contract.ts';

/** One field's fault in what was sent. */
export interface FieldFault {
  /** Where: `/name` in the body, `/query/to`. */
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** What is known of a refusal. */
export interface Refusal {
  /** 0 where no answer came. */
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly FieldFault[];
  readonly retryAfterSeconds?: number | null;
  readonly requestId?: string | null;
  readonly facts?: Readonly<Record<string, unknown>>;
}

/**
 * Every way in which a request can fail. Beside the API's own codes there are those of the way there:
 * `network-lost`, `answer-unreadable`, `consent-needed`, `sign-in-cancelled`, `sign-in-failed`.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly FieldFault[];
  readonly retryAfterSeconds: number | null;
  readonly requestId: string | null;
  /** All members of the problem, also those of this refusal alone, such as `needed` and `left`. */
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(refusal: Refusal, options?: ErrorOptions) {
    super(refusal.detail, options);
    this.status = refusal.status;
    this.code = refusal.code;
    this.detail = refusal.detail;
    this.errors = refusal.errors ?? [];
    this.retryAfterSeconds = refusal.retryAfterSeconds ?? null;
    this.requestId = refusal.requestId ?? null;
    this.facts = refusal.facts ?? {};
  }
}

/** The refusal that a problem document tells (RFC 9457). */
export function refusalOf(told: Problem, retryAfterSeconds: number | null): ApiError {
  const { status, detail, code, requestId, errors = [] } = told;
  return new ApiError({ status, code, detail, errors, requestId, retryAfterSeconds, facts: told });
}

/** The code of whatever was thrown; `internal` for what is a fault of ours. */
export const codeOf = (error: unknown): string =>
  error instanceof ApiError ? error.code : 'internal';
