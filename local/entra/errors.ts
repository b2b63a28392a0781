import { randomUUID } from 'node:crypto';
import type { Answer } from '../wire.ts';

/** One refusal of the token endpoint: the OAuth error, the HTTP status and the text after "AADSTSn: ". */
interface EntraError {
  readonly error: string;
  readonly status: number;
  readonly text: string;
  readonly suberror?: string;
}

/**
 * The AADSTS codes that the local Entra ID can answer, by itself or as a queued fault. `{0}` and `{1}` are filled in.
 * Source: Microsoft Entra authentication and authorization error codes.
 */
const ERRORS = {
  50013: {
    error: 'invalid_grant',
    status: 400,
    text: 'Assertion failed signature validation. [Reason - {0}]',
  },
  500131: {
    error: 'invalid_grant',
    status: 400,
    text: 'Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was {0} and the expected audience is {1} or one of the Application Uris of this application.',
  },
  50020: {
    error: 'invalid_grant',
    status: 400,
    text: "User account '{EmailHidden}' from identity provider 'https://sts.windows.net/{0}/' does not exist in tenant '{1}' and cannot access the application in that tenant. The account needs to be added as an external user in the tenant first.",
  },
  50034: {
    error: 'invalid_grant',
    status: 400,
    text: 'The user account {EmailHidden} does not exist in the {0} directory. To sign into this application, the account must be added to the directory.',
  },
  50057: { error: 'invalid_grant', status: 400, text: 'The user account is disabled.' },
  50059: {
    error: 'invalid_request',
    status: 400,
    text: 'No tenant-identifying information found in either the request or implied by any provided credentials.',
  },
  50076: {
    error: 'interaction_required',
    status: 400,
    suberror: 'basic_action',
    text: "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '{0}'.",
  },
  50173: {
    error: 'invalid_grant',
    status: 400,
    suberror: 'bad_token',
    text: "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password. The grant was issued on '{0}' and the TokensValidFrom date (before which tokens are not valid) for this user is '{1}'.",
  },
  50177: {
    error: 'invalid_grant',
    status: 400,
    text: "User account '{EmailHidden}' from identity provider 'https://sts.windows.net/{0}/' does not exist in tenant '{1}' and cannot access the application in that tenant. The account needs to be added as an external user in the tenant first.",
  },
  53003: {
    error: 'invalid_grant',
    status: 400,
    suberror: 'message_only',
    text: 'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
  },
  65001: {
    error: 'invalid_grant',
    status: 400,
    suberror: 'consent_required',
    text: "The user or administrator has not consented to use the application with ID '{0}' named 'Headcount'. Send an interactive authorization request for this user and resource.",
  },
  650051: {
    error: 'invalid_request',
    status: 400,
    text: 'Using application {0} is currently not supported for your organization {1} because it is in an unmanaged state.',
  },
  700016: {
    error: 'unauthorized_client',
    status: 400,
    text: "Application with identifier '{0}' was not found in the directory '{1}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.",
  },
  70003: {
    error: 'unsupported_grant_type',
    status: 400,
    text: "The app requested an unsupported grant type '{0}'.",
  },
  70011: {
    error: 'invalid_scope',
    status: 400,
    text: "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope {0} is not valid.",
  },
  1002012: {
    error: 'invalid_scope',
    status: 400,
    text: 'The provided value for scope {0} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).',
  },
  500011: {
    error: 'invalid_resource',
    status: 400,
    text: 'The resource principal named {0} was not found in the tenant named {1}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.',
  },
  700082: {
    error: 'invalid_grant',
    status: 400,
    suberror: 'token_expired',
    text: 'The refresh token has expired due to inactivity. The token was issued on {0} and was inactive for 90.00:00:00.',
  },
  9002313: {
    error: 'invalid_grant',
    status: 400,
    text: 'Invalid request. Request is malformed or invalid.',
  },
  7000215: {
    error: 'invalid_client',
    status: 401,
    text: "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{0}'.",
  },
  7000216: {
    error: 'invalid_client',
    status: 401,
    text: "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
  },
  7000229: {
    error: 'unauthorized_client',
    status: 401,
    text: 'The client application {0} is missing service principal in the tenant {1}. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119',
  },
  90002: {
    error: 'invalid_request',
    status: 400,
    text: "Tenant '{0}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.",
  },
  900144: {
    error: 'invalid_request',
    status: 400,
    text: "The request body must contain the following parameter: '{0}'.",
  },
  90033: {
    error: 'temporarily_unavailable',
    status: 503,
    text: 'A transient error has occurred. Please try again.',
  },
} satisfies Record<number, EntraError>;

/** A code that the local Entra ID can answer. */
export type AadstsCode = keyof typeof ERRORS;

/** All of them, for the validation of queued faults. */
export const AADSTS_CODES: readonly number[] = Object.keys(ERRORS).map(Number);

/** Whether it is one of the numbers that this folder can answer with. */
export function isAadstsCode(code: number): code is AadstsCode {
  return AADSTS_CODES.includes(code);
}

/** Thrown inside the local Entra ID; becomes the answer of `entraErrorAnswer`. */
export class EntraRefusal extends Error {
  readonly code: AadstsCode;
  readonly facts: readonly string[];

  constructor(code: AadstsCode, ...facts: string[]) {
    super(`AADSTS${code}`);
    this.code = code;
    this.facts = facts;
  }
}

/** The token endpoint's error body, field by field as Entra ID writes it. */
export function entraErrorAnswer(
  code: AadstsCode,
  facts: readonly string[] = [],
  correlationId: string = randomUUID(),
): Answer {
  const { error, status, text, suberror }: EntraError = ERRORS[code];
  const timestamp = `${new Date().toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const traceId = randomUUID();
  const filled = facts.reduce((line, fact, place) => line.replace(`{${place}}`, () => fact), text);
  return {
    status,
    headers: { 'Cache-Control': 'no-store', Pragma: 'no-cache' },
    body: {
      error,
      error_description: `AADSTS${code}: ${filled} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
      ...(suberror === undefined ? {} : { suberror }),
    },
  };
}
