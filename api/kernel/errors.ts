/**
 * Every way in which Headcount refuses. The codes are stable: clients and texts are made from them.
 * `http/problem.ts` gives each its status in one exhaustive table.
 */
export type ErrorCode =
  | 'malformed-json'
  | 'body-too-large'
  | 'unsupported-media-type'
  | 'invalid-input'
  | 'not-found'
  | 'method-not-allowed'
  | 'token-missing'
  | 'token-invalid'
  | 'signature-invalid'
  | 'role-missing'
  | 'not-set-up'
  | 'account-inactive'
  | 'learning-stopped'
  | 'version-changed'
  | 'idempotency-key-reused'
  | 'act-under-way'
  | 'too-many-requests'
  | 'upload-incomplete'
  | 'held-by-group'
  | 'group-unusable'
  | 'too-many-lists'
  | 'person-deleted'
  | 'seats-none-left'
  | 'seat-released'
  | 'key-mistyped'
  | 'key-unknown'
  | 'key-revoked'
  | 'key-expired'
  | 'too-many-wrong-keys'
  | 'subscription-active-elsewhere'
  | 'plan-clash'
  | 'seats-not-available'
  | 'peer-state'
  | 'peer-not-named'
  | 'peer-other-side'
  | 'peer-link-used'
  | 'peer-report-closed'
  | 'catalog-received'
  | 'notification-under-way'
  | 'mail-not-sent'
  | 'job-finished'
  | 'job-running'
  | 'job-not-cancellable'
  | 'report-not-ready'
  | 'report-failed'
  | 'report-downloaded'
  | 'report-expired'
  | 'range-unsatisfiable'
  | 'card-not-offered'
  | 'order-final'
  | 'order-indivisible'
  | 'nothing-to-deactivate'
  | 'keys-only'
  | 'cannot-reactivate'
  | 'payments-unavailable'
  | 'busy'
  | 'directory-unavailable'
  | 'consent-missing'
  | 'relationship-not-active'
  | 'customer-role-missing'
  | 'user-name-taken'
  | 'customer-act-refused'
  | 'sign-in-needed'
  | 'store-unavailable'
  | 'internal';

/** One field's fault in bad input: where (`/personIds/3`), a stable code, and what to do in plain words. */
export interface FieldFault {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** Facts about a refusal. They may reach the caller, so they never hold secrets or another tenant's names. */
export interface ErrorFacts {
  readonly errors?: readonly FieldFault[];
  readonly retryAfterSeconds?: number;
  readonly [fact: string]: unknown;
}

/**
 * A refusal that the caller can understand and act on. `detail` names field, rule and remedy in one or two sentences.
 * Whatever is thrown and is not an AppError is a bug.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;

  constructor(code: ErrorCode, detail: string, facts: ErrorFacts = {}, options?: ErrorOptions) {
    super(detail, options);
    this.code = code;
    this.facts = facts;
  }
}

/** The refusal for a thing that does not exist or belongs to somebody else: the two are never told apart. */
export const notFound = (thing: string): AppError =>
  new AppError('not-found', `There is no such ${thing} here. Check the id, or list what there is.`);

/** The refusal of one field of the input. */
export const invalid = (path: string, code: string, message: string): AppError =>
  new AppError('invalid-input', message, { errors: [{ path, code, message }] });

/** The refusal of a cursor that the list did not give, or gave for another question. */
export const cursorRefused = (): AppError =>
  invalid(
    '/query/cursor',
    'invalid_cursor',
    'The cursor is not one that this list gave for the same filters. Leave it out to begin from the first page.',
  );
