import type { Answer, Call } from '../wire.ts';
import { randomUUID } from 'node:crypto';

/** One line of the `details` of an error, where Graph has any. */
export interface ErrorDetail {
  readonly code: string;
  readonly target?: string;
  readonly message: string;
}

/** Thrown inside the local Graph; becomes Graph's error envelope. */
export class GraphRefusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly details: readonly ErrorDetail[] | undefined;

  constructor(
    status: number,
    code: string,
    message: string,
    more: {
      readonly headers?: Readonly<Record<string, string>>;
      readonly details?: readonly ErrorDetail[];
    } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = more.headers ?? {};
    this.details = more.details;
  }
}

/** 400 with Graph's usual code for what is wrong in the directory's eyes. */
export function badRequest(message: string, details?: readonly ErrorDetail[]): GraphRefusal {
  return new GraphRefusal(400, 'Request_BadRequest', message, details ? { details } : {});
}

/** 400 for a query that needs the advanced query headers, or that Graph does not know at all. */
export function unsupportedQuery(message: string): GraphRefusal {
  return new GraphRefusal(400, 'Request_UnsupportedQuery', message);
}

/** 404 for an object that is not there (or not there yet). */
export function notFound(id: string): GraphRefusal {
  return new GraphRefusal(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

/** 403 for a caller without the permission or the directory role. */
export function denied(): GraphRefusal {
  return new GraphRefusal(
    403,
    'Authorization_RequestDenied',
    'Insufficient privileges to complete the operation.',
  );
}

/** The two ids under which a request is known. */
export interface RequestIds {
  readonly requestId: string;
  readonly clientRequestId: string;
}

/** Graph's own request id, and the client's where it sent one. */
export function requestIdsOf(call: Call): RequestIds {
  const requestId = randomUUID();
  const sent = call.headers['client-request-id'];
  return { requestId, clientRequestId: typeof sent === 'string' ? sent : requestId };
}

/** The headers that every answer of Graph carries. */
export function idHeaders({ requestId, clientRequestId }: RequestIds): Record<string, string> {
  return { 'request-id': requestId, 'client-request-id': clientRequestId };
}

/** Graph's error envelope. */
export function errorAnswer(
  ids: RequestIds,
  status: number,
  code: string,
  message: string,
  more: {
    readonly headers?: Readonly<Record<string, string>>;
    readonly details?: readonly ErrorDetail[] | undefined;
  } = {},
): Answer {
  return {
    status,
    headers: { ...idHeaders(ids), ...more.headers },
    body: {
      error: {
        code,
        message,
        ...(more.details ? { details: more.details } : {}),
        innerError: {
          date: new Date().toISOString().slice(0, 19),
          'request-id': ids.requestId,
          'client-request-id': ids.clientRequestId,
        },
      },
    },
  };
}
