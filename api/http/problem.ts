import type { ErrorRequestHandler, Response } from 'express';
import { AppError, invalid, type ErrorCode } from '../kernel/errors.ts';
import type { Log } from '../ports/log.ts';
import type { Problem } from './contract.ts';
import { requestFactsOf } from './request-facts.ts';

/** The status and the title of every refusal. Exhaustive: a new code does not compile without a line here. */
export const PROBLEMS: Readonly<
  Record<ErrorCode, { readonly status: number; readonly title: string }>
> = {
  'malformed-json': { status: 400, title: 'The body is not JSON' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body has another content type' },
  'invalid-input': { status: 400, title: 'The input is not valid' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'This address does not take that method' },
  'token-missing': { status: 401, title: 'Nobody is signed in' },
  'token-invalid': { status: 401, title: 'The access token is not accepted' },
  'signature-invalid': { status: 401, title: 'The signature is not accepted' },
  'role-missing': { status: 403, title: 'A role is missing' },
  'not-set-up': { status: 403, title: 'Headcount is not set up here' },
  'account-inactive': { status: 403, title: 'The account is inactive' },
  'learning-stopped': { status: 403, title: 'Learning is stopped' },
  'version-changed': { status: 412, title: 'Somebody else changed it meanwhile' },
  'idempotency-key-reused': { status: 422, title: 'The Idempotency-Key was used for another act' },
  'act-under-way': { status: 409, title: 'The same act is under way' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'upload-incomplete': { status: 400, title: 'The upload broke off' },
  'held-by-group': { status: 409, title: 'A group holds it' },
  'group-unusable': { status: 409, title: 'The group cannot be used' },
  'too-many-lists': { status: 409, title: 'Too many lists' },
  'person-deleted': { status: 409, title: 'The person is deleted' },
  'seats-none-left': { status: 409, title: 'No seats left' },
  'seat-released': { status: 409, title: 'The seat was released' },
  'key-mistyped': { status: 400, title: 'This is no activation key' },
  'key-unknown': { status: 404, title: 'There is no such activation key' },
  'key-revoked': { status: 409, title: 'The activation key was revoked' },
  'key-expired': { status: 409, title: 'The activation key has expired' },
  'too-many-wrong-keys': { status: 429, title: 'Too many wrong activation keys' },
  'subscription-active-elsewhere': { status: 409, title: 'It is active on another tenant' },
  'plan-clash': { status: 409, title: 'The account has another plan' },
  'seats-not-available': { status: 409, title: 'So many seats cannot be shared' },
  'peer-state': { status: 409, title: 'The peer account stands otherwise' },
  'peer-not-named': { status: 403, title: 'Another administrator decides it' },
  'peer-other-side': { status: 403, title: 'This is for the other account' },
  'peer-link-used': { status: 409, title: 'The link was used' },
  'peer-report-closed': { status: 403, title: 'The report is not open' },
  'catalog-received': { status: 409, title: 'The catalog was received from a peer' },
  'notification-under-way': { status: 409, title: 'The notification needs no sending' },
  'job-not-cancellable': { status: 409, title: 'The job cannot be cancelled' },
  'mail-not-sent': { status: 409, title: 'The e-mail was not sent' },
  'job-running': { status: 409, title: 'The job is still under way' },
  'job-finished': { status: 409, title: 'The job has ended' },
  'report-not-ready': { status: 409, title: 'The report is still being made' },
  'report-failed': { status: 409, title: 'The report could not be made' },
  'report-downloaded': { status: 409, title: 'The download has begun already' },
  'report-expired': { status: 410, title: 'The file is no longer kept' },
  'range-unsatisfiable': { status: 416, title: 'The file is shorter' },
  'card-not-offered': { status: 409, title: 'Card orders are not offered here' },
  'order-final': { status: 409, title: 'The order is canceled' },
  'order-indivisible': { status: 409, title: 'An order cannot be canceled in part' },
  'nothing-to-deactivate': { status: 409, title: 'There is nothing to deactivate' },
  'keys-only': { status: 409, title: 'The support contact deactivates it' },
  'cannot-reactivate': { status: 409, title: 'It takes seats to be active again' },
  'payments-unavailable': { status: 503, title: 'The payment provider does not answer' },
  busy: { status: 503, title: 'Too much at once' },
  'directory-unavailable': { status: 503, title: 'The directory does not answer' },
  'consent-missing': { status: 409, title: 'The directory does not let Headcount in' },
  'relationship-not-active': { status: 409, title: 'The relationship is not active' },
  'customer-role-missing': { status: 403, title: 'The customer granted no role for it' },
  'user-name-taken': { status: 409, title: 'The user name is taken' },
  'customer-act-refused': { status: 409, title: 'This cannot be done for the user' },
  'sign-in-needed': { status: 409, title: 'The sign-in has run out' },
  'store-unavailable': { status: 503, title: 'The store does not answer' },
  internal: { status: 500, title: 'Something went wrong on our side' },
};

/** The media type of every refusal (RFC 9457). */
export const PROBLEM_TYPE = 'application/problem+json';

/** How long a caller waits before it tries again where the refusal does not say: the other side is only briefly away. */
const RETRY_AFTER_DEFAULT_SECONDS = 5;

/** A refusal as RFC 9457 writes it. The facts of the error are its extension members. */
function problemOf(error: AppError, requestId: string): Problem {
  const { status, title } = PROBLEMS[error.code];
  const { errors, ...facts } = error.facts;
  return {
    ...facts,
    ...(errors === undefined ? {} : { errors: [...errors] }),
    type: `urn:headcount:problem:${error.code}`,
    title,
    status,
    detail: error.message,
    code: error.code,
    requestId,
  };
}

/** The headers that a refusal carries beside its body. */
function headersOf(error: AppError): Record<string, string> {
  const headers: Record<string, string> = {};
  const { status } = PROBLEMS[error.code];
  if (error.code === 'token-missing') headers['WWW-Authenticate'] = 'Bearer';
  if (error.code === 'token-invalid') {
    headers['WWW-Authenticate'] =
      `Bearer error="invalid_token", error_description="${error.message.replace(/[^\x20-\x7e]|["\\]/g, '')}"`;
  }
  if (error.code === 'method-not-allowed') headers['Allow'] = String(error.facts['allow']);
  if (error.code === 'range-unsatisfiable') {
    headers['Content-Range'] = `bytes */${String(error.facts['sizeBytes'])}`;
  }
  const retryAfter =
    error.facts.retryAfterSeconds ?? (status === 503 ? RETRY_AFTER_DEFAULT_SECONDS : undefined);
  if (retryAfter !== undefined) headers['Retry-After'] = String(Math.ceil(retryAfter));
  return headers;
}

/** What Express and its body parser throw, in our words; null for what is a bug. */
function refusalFrom(thrown: unknown): AppError | null {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof URIError) {
    return invalid(
      '/address',
      'invalid_format',
      'The address has a broken %-escape. Encode it again.',
    );
  }
  const type = thrown instanceof Error && 'type' in thrown ? thrown.type : null;
  switch (type) {
    case 'entity.parse.failed':
      return new AppError('malformed-json', 'The body cannot be read as JSON. Check its syntax.');
    case 'entity.too.large':
      return new AppError(
        'body-too-large',
        'The body is larger than this address takes. Split it into several requests.',
      );
    case 'charset.unsupported':
    case 'encoding.unsupported':
      return new AppError(
        'unsupported-media-type',
        'The body must be JSON in UTF-8, plain or compressed by gzip, deflate or br.',
      );
    case 'request.aborted':
    case 'request.size.invalid':
      return new AppError(
        'upload-incomplete',
        'Fewer bytes came than were announced. Send it again.',
      );
    default:
      return isBrokenCoding(thrown) ? brokenCoding() : null;
  }
}

/**
 * Whether the body parser could not unpack a compressed body. It hands on what zlib says, whose names differ with the
 * coding, without a type of its own but with the status.
 */
const isBrokenCoding = (thrown: unknown): boolean =>
  thrown instanceof Error && 'status' in thrown && thrown.status === 400 && 'errno' in thrown;

const brokenCoding = (): AppError =>
  new AppError(
    'malformed-json',
    'The body cannot be unpacked as its header Content-Encoding says. Compress it again, or send it plain and leave the header out.',
  );

const bug = (cause: unknown): AppError =>
  new AppError(
    'internal',
    'This is not your fault and was recorded. Try again; if it stays, give the request id to the operator.',
    {},
    { cause },
  );

/** Writes the refusal as the answer. */
function sendProblem(response: Response, error: AppError, requestId: string): void {
  const body = JSON.stringify(problemOf(error, requestId));
  response.statusCode = PROBLEMS[error.code].status;
  for (const [name, value] of Object.entries(headersOf(error))) response.setHeader(name, value);
  response.setHeader('Content-Type', PROBLEM_TYPE);
  response.end(body);
}

/** The last handler: every throw becomes a problem; what is our fault is logged with the request id. */
export const problemHandler =
  (log: Log): ErrorRequestHandler =>
  (thrown: unknown, request, response, next) => {
    const error = refusalFrom(thrown) ?? bug(thrown);
    const { requestId } = requestFactsOf(request);
    if (error.code === 'internal') log.error({ requestId, err: thrown }, 'a bug was met');
    else if (PROBLEMS[error.code].status >= 500) {
      log.warn({ requestId, code: error.code, err: error }, 'something outside does not answer');
    }
    if (response.headersSent) next(thrown);
    else sendProblem(response, error, requestId);
  };
