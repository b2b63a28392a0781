import type { Answer, Call } from '../wire.ts';
import { expiredPageToken, syncStateGone } from './delta-token.ts';
import { errorAnswer, GraphRefusal, requestIdsOf } from './errors.ts';

/**
 * Delta's own failures. `gone`: 410 with Location · `syncStateNotFound`: the same as 400, as older texts have it ·
 * `expiredPageToken` and `steadyState`: 400 · `emptyPage`: no rows, and the same link again.
 */
export type DeltaFault =
  'gone' | 'syncStateNotFound' | 'expiredPageToken' | 'steadyState' | 'emptyPage';

/** All of them. */
export const DELTA_FAULTS: readonly DeltaFault[] = [
  'gone',
  'syncStateNotFound',
  'expiredPageToken',
  'steadyState',
  'emptyPage',
];

/** Graph's codes for a status that comes without any other reason. */
const CODES: Readonly<Record<number, string>> = {
  403: 'Authorization_RequestDenied',
  404: 'Request_ResourceNotFound',
  409: 'Directory_ConcurrencyViolation',
  423: 'Locked',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  502: 'BadGateway',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
  507: 'InsufficientStorage',
};

/** Graph's error envelope for a bare status. */
export function graphFaultAnswer(status: number, call: Call): Answer {
  const code = CODES[status] ?? 'UnknownError';
  return errorAnswer(requestIdsOf(call), status, code, 'A fault of the local cloud.');
}

/** What delta answers when it fails in its own way. */
export function deltaFaultAnswer(fault: DeltaFault, call: Call): Answer {
  if (fault === 'emptyPage') {
    return { status: 200, body: { '@odata.nextLink': call.url.href, value: [] } };
  }
  const { status, code, message, headers } = refusalOf(
    fault,
    call.url.pathname.includes('/groups') ? 'groups' : 'users',
  );
  return errorAnswer(requestIdsOf(call), status, code, message, { headers });
}

function refusalOf(
  fault: Exclude<DeltaFault, 'emptyPage'>,
  resource: 'users' | 'groups',
): GraphRefusal {
  const gone = syncStateGone(resource);
  switch (fault) {
    case 'gone':
      return gone;
    case 'syncStateNotFound':
      return new GraphRefusal(400, gone.code, gone.message);
    case 'expiredPageToken':
      return expiredPageToken();
    case 'steadyState':
      return new GraphRefusal(
        400,
        'Request_BadRequest',
        'Sync must reach steady state within 30 days.',
      );
  }
}
